import { FIRM_SCOPES, type FirmScope } from '@binhai/shared/contract/http';
import type { LocalDate } from '@binhai/shared/dates/dates';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Hashed } from '../platform/hashed-fields.js';
import { whereText } from '../platform/partial-index.js';

/** An appointment that still needs the other side's word: the invited person's, or the representative's to whoever asked. */
@Schema({ collection: 'firm_invitations', versionKey: false })
export class FirmInvitation {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true, enum: ['invited', 'asked'] }) kind: 'invited' | 'asked';
  @Prop({ type: String, required: true, enum: ['pending', 'accepted', 'declined', 'revoked'] }) state: 'pending' | 'accepted' | 'declined' | 'revoked';
  @Prop({ type: String, required: true }) phone: string; // sealed
  @Prop({ type: Object, required: true }) phoneHash: Hashed;
  /** `organisation|phone hash` while it is pending: one at a time. */
  @Prop({ type: Object }) open?: Hashed;
  @Prop({ type: [String], required: true, enum: FIRM_SCOPES }) scope: FirmScope[];
  /** Last day of the appointment. */
  @Prop({ type: String, required: true }) until: LocalDate;
  /** Last day on which it may be answered. */
  @Prop({ type: String, required: true }) closesOn: LocalDate;
  @Prop({ type: String, required: true }) by: string;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date, default: null }) answeredAt: Date | null;
}
export const FirmInvitationSchema = SchemaFactory.createForClass(FirmInvitation);
FirmInvitationSchema.index({ open: 1 }, { unique: true, ...whereText('open') });
FirmInvitationSchema.index({ phoneHash: 1, state: 1 }); // what waits for a person
FirmInvitationSchema.index({ organisationId: 1, state: 1 }); // what waits for a firm
