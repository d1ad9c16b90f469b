import type { LocalDate } from '@binhai/shared/dates/dates';
import type { RecognisedIssuer } from '@binhai/shared/parameters/recognised-issuers';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';

/** The one change of the list that waits for a second person; gone with the decision, which the published version keeps. */
@Schema({ collection: 'issuer_proposals', versionKey: false })
export class IssuerProposal {
  /** Always the same: there is one at a time. */
  @Prop({ type: String, required: true }) _id: 'issuers';
  /** Version of the list it was written against. */
  @Prop({ type: Number, required: true }) version: number;
  @Prop({ type: mongoose.Schema.Types.Mixed, required: true }) issuers: RecognisedIssuer[];
  @Prop({ type: String, required: true }) reference: string;
  @Prop({ type: String, required: true }) from: LocalDate;
  @Prop({ type: String, required: true }) by: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: Date, required: true }) at: Date;
}
export const IssuerProposalSchema = SchemaFactory.createForClass(IssuerProposal);
