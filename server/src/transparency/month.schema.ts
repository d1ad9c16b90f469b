import type { ReadKind } from '@binhai/shared/contract/transparency';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Counts of one Shanghai month, as they were computed; what is published of them is decided when they are read. */
@Schema({ collection: 'transparency_months', versionKey: false })
export class TransparencyMonth {
  /** YYYY-MM. */
  @Prop({ type: String, required: true }) _id: string;
  /** Last Shanghai day that is counted. */
  @Prop({ type: String, required: true }) through: string;
  @Prop({ type: Boolean, required: true }) whole: boolean;
  @Prop({ type: Date, required: true }) computedAt: Date;
  @Prop({ type: Number, required: true }) optIns: number;
  @Prop({ type: Number, required: true }) optOuts: number;
  @Prop({ type: Object, required: true }) reads: Partial<Record<ReadKind, number>>;
  @Prop({ type: Number, required: true }) sealed: number;
  /** Complaints filed; left out in months counted before there were any. */
  @Prop({ type: Object }) complaints?: { readonly forced: number; readonly refused: number };
  /** Reviews by a person that were answered, and those that changed something; left out as above. */
  @Prop({ type: Object }) reviews?: { readonly decided: number; readonly changed: number };
  /** Partners that may call at its last day; left out as above. */
  @Prop({ type: Number }) partners?: number;
  @Prop({ type: Number, required: true }) schemeChanges: number;
  @Prop({ type: String, required: true }) scheme: string;
}
export const TransparencyMonthSchema = SchemaFactory.createForClass(TransparencyMonth);
