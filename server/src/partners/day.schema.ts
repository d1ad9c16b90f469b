import type { ReplyOf } from '@binhai/shared/contract/http';
import type { partnerDifferences } from '@binhai/shared/contract/partner-days';
import type { LocalDate } from '@binhai/shared/dates/dates';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';

const { Mixed } = mongoose.Schema.Types;

/** A partner's file of one day, made once. Its bytes lie in `files`. */
@Schema({ collection: 'partner_days', versionKey: false })
export class PartnerDay {
  /** partner|day */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) partner: string;
  @Prop({ type: String, required: true }) day: LocalDate;
  @Prop({ type: String, required: true }) file: string;
  @Prop({ type: Number, required: true }) lines: number;
  @Prop({ type: Number, required: true }) reliefFen: number;
  @Prop({ type: String, required: true }) sha256: string;
  @Prop({ type: Number, required: true }) bytes: number;
  @Prop({ type: String, required: true }) keyId: string;
  @Prop({ type: String, required: true }) signature: string;
  @Prop({ type: Date, required: true }) madeAt: Date;
  @Prop({ type: Date, required: true }) until: Date;
  /** By the machine's clock, since mongod deletes by it. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const PartnerDaySchema = SchemaFactory.createForClass(PartnerDay);
PartnerDaySchema.index({ partner: 1, day: -1 }); // a partner's own list
PartnerDaySchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });

type Item = ReplyOf<typeof partnerDifferences>['items'][number]['items'][number];
/** What a partner found to differ. It changes no book; somebody looks and answers. */
@Schema({ collection: 'partner_differences', versionKey: false })
export class PartnerDifference {
  /** By time. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) partner: string;
  @Prop({ type: String, required: true }) day: LocalDate;
  @Prop({ type: Mixed, required: true }) items: readonly Item[];
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: String, default: null }) answer: string | null;
  @Prop({ type: Date, default: null }) answeredAt: Date | null;
}
export const PartnerDifferenceSchema = SchemaFactory.createForClass(PartnerDifference);
PartnerDifferenceSchema.index({ partner: 1, _id: -1 }); // a partner's own list
PartnerDifferenceSchema.index({ answeredAt: 1, _id: 1 }); // what waits for an answer
