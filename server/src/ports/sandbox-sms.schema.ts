import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** What a real gateway would have sent. Sandbox only; gone a quarter of an hour later. */
@Schema({ collection: 'sandbox_sms', versionKey: false })
export class SandboxSms {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) phoneHash: string;
  @Prop({ type: String, required: true }) text: string; // sealed
  @Prop({ type: Date, required: true }) at: Date;
  /** Wall clock, for MongoDB's own TTL sweep. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const SandboxSmsSchema = SchemaFactory.createForClass(SandboxSms);
SandboxSmsSchema.index({ phoneHash: 1, _id: -1 }); // newest of one phone
SandboxSmsSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
