import type { OfferContent } from '@binhai/shared/contract/offer-desk';
import type { OfferLife } from '@binhai/shared/states/offer';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { OfferStep } from './offer.schema.js';

/** A version of an offer on its way to publication (product C9). Once approved it is the file of how that version came about. */
@Schema({ collection: 'offer_drafts', versionKey: false })
export class OfferDraft {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) offer: string;
  @Prop({ type: String, required: true }) organisationId: string;
  /** Version it would become: one more than the one in use when it was begun. */
  @Prop({ type: Number, required: true }) version: number;
  /** Of the creation: asked twice, made once. */
  @Prop({ type: String, required: true }) requestKey: string;
  @Prop({ type: Object, required: true }) content: OfferContent;
  /** Up to the approval; from then on the state is the offer's own. */
  @Prop({ type: Object, required: true }) life: OfferLife;
  /** Present while it is written or waits: one at a time for each offer. */
  @Prop({ type: Boolean }) open?: true;
  @Prop({ type: String, default: '' }) opinion: string;
  @Prop({ type: Array, required: true }) steps: OfferStep[];
  /** Raised by every change; each change names the one it was made on. */
  @Prop({ type: Number, required: true }) rev: number;
  @Prop({ type: Date, required: true }) changedAt: Date;
}
export const OfferDraftSchema = SchemaFactory.createForClass(OfferDraft);
OfferDraftSchema.index({ offer: 1, open: 1 }, { unique: true, partialFilterExpression: { open: true } }); // once only: one open draft an offer
OfferDraftSchema.index({ requestKey: 1 }, { unique: true });
OfferDraftSchema.index({ 'life.state': 1, changedAt: -1, _id: -1 }); // the centre's desk
OfferDraftSchema.index({ organisationId: 1, 'life.state': 1, changedAt: -1, _id: -1 }); // the merchant's
