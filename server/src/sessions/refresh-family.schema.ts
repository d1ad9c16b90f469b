import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** The chain of refresh tokens of one session. No token stands here, nor its hash: each is a keyed MAC over session, number and seed. */
@Schema({ collection: 'refresh_families', versionKey: false })
export class RefreshFamily {
  /** The session's id. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: String, required: true }) deviceId: string;
  @Prop({ type: String, required: true }) deviceName: string;
  @Prop({ type: String, required: true, enum: ['h5', 'weapp'] }) channel: 'h5' | 'weapp';
  @Prop({ type: String, required: true }) seed: string;
  /** Number of the one token that may be used next. */
  @Prop({ type: Number, required: true }) seq: number;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date, required: true }) rotatedAt: Date;
  @Prop({ type: String, default: null, enum: ['reused', 'ended', null] }) ended: 'reused' | 'ended' | null;
  /** Wall clock, for MongoDB's own TTL sweep. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const RefreshFamilySchema = SchemaFactory.createForClass(RefreshFamily);
RefreshFamilySchema.index({ personId: 1 }); // log out everywhere
RefreshFamilySchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
