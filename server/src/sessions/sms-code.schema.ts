import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

export const CODE_PURPOSES = ['login', 'staff_login'] as const;
export type CodePurpose = (typeof CODE_PURPOSES)[number];

export interface LiveCode {
  /** Keyed hash over purpose, phone and code: a copy of the database tells no code. */
  hash: string;
  tries: number;
  until: Date;
}
/** Everything about one phone's codes in one document, so that limits and code change in one atomic step. */
@Schema({ collection: 'sms_codes', versionKey: false })
export class PhoneCodes {
  /** Keyed hash of the phone. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Date, required: true }) sentAt: Date;
  /** Shanghai date that `sent` counts for. */
  @Prop({ type: String, required: true }) day: string;
  @Prop({ type: Number, required: true }) sent: number;
  @Prop({ type: Object, required: true }) codes: Partial<Record<CodePurpose, LiveCode>>;
  /** Wall clock, for MongoDB's own TTL sweep: a day and a bit after the last code. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const PhoneCodesSchema = SchemaFactory.createForClass(PhoneCodes);
PhoneCodesSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
