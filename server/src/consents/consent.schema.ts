import type { ConsentText } from '@binhai/shared/contract/consents';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { whereText } from '../platform/partial-index.js';
import { CONSENT_PURPOSES, type ConsentPurpose } from './texts.js';

@Schema({ _id: false })
export class ConsentRecipient {
  @Prop({ type: String, required: true, enum: ['organisation', 'service'] }) kind: 'organisation' | 'service';
  @Prop({ type: String, required: true }) id: string;
}
const ConsentRecipientSchema = SchemaFactory.createForClass(ConsentRecipient);

/** One agreement of one person to one recipient and purpose, with the whole text that was agreed to. */
@Schema({ collection: 'consents', versionKey: false })
export class Consent {
  /** Sorts by time. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: ConsentRecipientSchema, required: true }) recipient: ConsentRecipient;
  @Prop({ type: String, required: true, enum: CONSENT_PURPOSES }) purpose: ConsentPurpose;
  /** person|recipient|purpose, while it may be in force; taken away by withdrawal, so a reader by this key finds nothing at once. */
  @Prop({ type: String }) key?: string;
  @Prop({ type: String, required: true }) textVersion: string;
  @Prop({ type: mongoose.Schema.Types.Mixed, required: true }) text: ConsentText;
  /** Session in which it was given: part of the evidence. */
  @Prop({ type: String, required: true }) sessionId: string;
  @Prop({ type: Date, required: true }) since: Date;
  /** Last Shanghai date it holds; null = until withdrawn. */
  @Prop({ type: String, default: null }) until: string | null;
  /** When something was last hung on it (a claim). */
  @Prop({ type: Date, default: null }) usedAt: Date | null;
  @Prop({ type: Date, default: null }) withdrawnAt: Date | null;
  /** A newer text was agreed to in its place. */
  @Prop({ type: Date, default: null }) replacedAt: Date | null;
  /** Evidence is kept three years after it ended (个保法 55–56), then it is erased. */
  @Prop({ type: Date, default: null }) evidenceUntil: Date | null;
}
export const ConsentSchema = SchemaFactory.createForClass(Consent);
ConsentSchema.index({ key: 1 }, { unique: true, ...whereText('key') }); // one in force per person, recipient and purpose
ConsentSchema.index({ personId: 1, _id: -1 }); // 我的授权
ConsentSchema.index({ evidenceUntil: 1 }); // retention, by the same clock as everything else
