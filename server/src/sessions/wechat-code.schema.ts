import type { ErrorCode } from '@binhai/shared/errors';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A log-in code of WeChat that was sent upstream, remembered for minutes: it goes there once, whatever the caller does (trouble AUT-2). */
@Schema({ collection: 'wechat_codes', versionKey: false })
export class WechatCode {
  /** Keyed hash of the code. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) deviceId: string;
  @Prop({ type: Date, required: true }) at: Date;
  /** What came of it: a session or a refusal; both null while it is under way. */
  @Prop({ type: String, default: null }) sessionId: string | null;
  @Prop({ type: String, default: null }) refusal: ErrorCode | null;
  /** Wall clock, for MongoDB's own TTL sweep. WeChat's codes live five minutes. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const WechatCodeSchema = SchemaFactory.createForClass(WechatCode);
WechatCodeSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
