import type { ConsentText } from '@binhai/shared/contract/consents';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import type { Channel } from '../platform/context.js';
import { ConsentRecipient } from './consent.schema.js';
import type { ConsentPurpose } from './texts.js';

export const CONSENT_ACTS = ['given', 'replaced', 'withdrawn'] as const;
export type ConsentAct = (typeof CONSENT_ACTS)[number];

/** One act of one person about one consent: what was done, to which wording, when, where. Append only; erased by retention alone. */
@Schema({ collection: 'consent_evidence', versionKey: false })
export class ConsentEvidence {
  /** consent.act: each act of a consent happens once. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) consentId: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: String, required: true, enum: CONSENT_ACTS }) act: ConsentAct;
  @Prop({ type: Date, required: true }) at: Date;
  /** The program in which it was done; null for an act by no request of the person's (a job). */
  @Prop({ type: String, default: null }) channel: Channel | null;
  @Prop({ type: String, default: null }) sessionId: string | null;
  @Prop({ type: Object, required: true }) recipient: ConsentRecipient;
  @Prop({ type: String, required: true }) purpose: ConsentPurpose;
  @Prop({ type: String, required: true }) textVersion: string;
  /** The whole wording, on the act that agreed to it. */
  @Prop({ type: mongoose.Schema.Types.Mixed }) text?: ConsentText;
}
export const ConsentEvidenceSchema = SchemaFactory.createForClass(ConsentEvidence);
ConsentEvidenceSchema.index({ personId: 1, _id: 1 }); // all of one person: export, deletion
ConsentEvidenceSchema.index({ purpose: 1, act: 1, at: 1 }); // counts of a month
ConsentEvidenceSchema.index({ consentId: 1 }); // retention erases it with its consent
