import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { whereText } from '../platform/partial-index.js';

/** An invitation to be the clerk of one shop. Its codes are known to whoever was shown them; here lie their keyed hashes. */
@Schema({ collection: 'clerk_invitations', versionKey: false })
export class ClerkInvitation {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true }) shopId: string;
  @Prop({ type: String, required: true, enum: ['open', 'accepted', 'withdrawn'] }) state: 'open' | 'accepted' | 'withdrawn';
  /** Of the link in the QR code and of the eight characters under it. */
  @Prop({ type: [String], required: true }) codes: string[];
  /** It may be accepted before this. */
  @Prop({ type: Date, required: true }) until: Date;
  @Prop({ type: String, required: true }) by: string;
  @Prop({ type: String, default: null }) acceptedBy: string | null;
  @Prop({ type: Date, required: true }) createdAt: Date;
  /** Wall clock, for MongoDB's own TTL sweep. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const ClerkInvitationSchema = SchemaFactory.createForClass(ClerkInvitation);
ClerkInvitationSchema.index({ codes: 1 }, { unique: true, ...whereText('codes') }); // found by either code
ClerkInvitationSchema.index({ organisationId: 1, state: 1, until: 1 }); // a business's open ones
ClerkInvitationSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
