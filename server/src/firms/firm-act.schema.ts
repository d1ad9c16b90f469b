import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

export const FIRM_ACTS = [
  'bound',
  'bound_at_window',
  'ended',
  'ended_at_window',
  'invited',
  'asked',
  'revoked',
  'accepted',
  'declined',
  'confirmed',
  'removed',
  'left',
] as const;
export type FirmActKind = (typeof FIRM_ACTS)[number];

/** One act in a firm's name; written with what it tells, never changed. Every one names whose hand it was. */
@Schema({ collection: 'firm_acts', versionKey: false })
export class FirmAct {
  /** Sorts by time. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true }) personId: string;
  /** 经办号, or 工号 at the window; shown in place of a name. */
  @Prop({ type: String, required: true }) staffNumber: string;
  @Prop({ type: String, required: true, enum: FIRM_ACTS }) act: FirmActKind;
  /** Whom or what it concerned, without anything personal. */
  @Prop({ type: String, required: true }) about: string;
  @Prop({ type: Date, required: true }) at: Date;
}
export const FirmActSchema = SchemaFactory.createForClass(FirmAct);
FirmActSchema.index({ organisationId: 1, _id: -1 }); // a page of a firm's acts
