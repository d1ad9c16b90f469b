import type { PLATE_PROOF_RESULTS } from '@binhai/shared/contract/plate-proofs';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { whereText } from '../../platform/partial-index.js';

const { Mixed } = mongoose.Schema.Types;
/** Whose deed it was at the window. */
export interface WindowHand {
  readonly personId: string;
  readonly organisationId: string | null;
}
export interface ProofOutcome extends WindowHand {
  readonly result: (typeof PLATE_PROOF_RESULTS)[number];
  readonly reason: string;
  readonly at: Date;
}

/** A car shown to be somebody's by its papers at the window, which two people look at. */
@Schema({ collection: 'plate_proofs', versionKey: false })
export class PlateProof {
  /** Sorts by time. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  /** The plate, sealed. */
  @Prop({ type: String, required: true }) plate: string;
  /** The person and the plate's hash while it waits: asked once at a time. */
  @Prop({ type: String }) open?: string;
  @Prop({ type: String, required: true, enum: ['proposed', 'closed'] }) state: 'proposed' | 'closed';
  @Prop({ type: Mixed, required: true }) openedBy: WindowHand;
  @Prop({ type: String, required: true }) reason: string;
  @Prop({ type: Date, required: true }) openedAt: Date;
  @Prop({ type: Mixed, default: null }) outcome: ProofOutcome | null;
}
export const PlateProofSchema = SchemaFactory.createForClass(PlateProof);
PlateProofSchema.index({ open: 1 }, { unique: true, ...whereText('open') });
PlateProofSchema.index({ state: 1, _id: -1 }); // what waits, what is closed
PlateProofSchema.index({ personId: 1 }); // an account's own, for its copy and its end
