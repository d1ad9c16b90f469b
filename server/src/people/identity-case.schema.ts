import type { CASE_DECISIONS } from '@binhai/shared/contract/identity-cases';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { whereText } from '../platform/partial-index.js';

const { Mixed } = mongoose.Schema.Types;
export type CaseDecision = (typeof CASE_DECISIONS)[number];
/** Whose deed it was. Null as organisation: the person's own, on a phone. */
export interface CaseHand {
  readonly personId: string;
  readonly organisationId: string | null;
}
export interface CaseStep extends CaseHand {
  readonly decision: CaseDecision;
  readonly reason: string;
  readonly at: Date;
  /** The phone of whoever gets the account back, sealed. */
  readonly phone?: string;
}

/** A frozen account on its way to the window's decision, which two people make. */
@Schema({ collection: 'identity_cases', versionKey: false })
export class IdentityCase {
  /** Sorts by time. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  /** The person's id while it is not closed: one case at a time. */
  @Prop({ type: String }) open?: string;
  @Prop({ type: String, required: true, enum: ['open', 'proposed', 'closed'] }) state: 'open' | 'proposed' | 'closed';
  @Prop({ type: Mixed, required: true }) openedBy: CaseHand;
  @Prop({ type: String, required: true }) reason: string;
  @Prop({ type: Date, required: true }) openedAt: Date;
  @Prop({ type: Mixed, default: null }) proposal: CaseStep | null;
  @Prop({ type: Mixed, default: null }) outcome: CaseStep | null;
}
export const IdentityCaseSchema = SchemaFactory.createForClass(IdentityCase);
IdentityCaseSchema.index({ open: 1 }, { unique: true, ...whereText('open') });
IdentityCaseSchema.index({ state: 1, _id: -1 }); // what waits, what is closed
