import { ROLES, type Role } from '@binhai/shared/contract/http';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A person's right to act for an organisation in one role. Ended, never deleted: the register names its staff number for years. */
@Schema({ collection: 'memberships', versionKey: false })
export class Membership {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true, enum: ROLES }) role: Role;
  /** Shops this member may act at; empty = all of the organisation's. */
  @Prop({ type: [String], required: true }) shopIds: string[];
  /** 工号, shown to residents in 谁查过我 in place of a name. */
  @Prop({ type: String, required: true }) staffNumber: string;
  @Prop({ type: String, required: true, enum: ['active', 'ended'] }) state: 'active' | 'ended';
  /** What the member may do within the role; empty = all of it. */
  @Prop({ type: [String], required: true }) scope: string[];
  /** Last Shanghai date it holds; null = until it is ended. */
  @Prop({ type: String, default: null }) until: string | null;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date, default: null }) endedAt: Date | null;
}
export const MembershipSchema = SchemaFactory.createForClass(Membership);
// one active membership per person, organisation and role
MembershipSchema.index({ personId: 1, organisationId: 1, role: 1 }, { unique: true, partialFilterExpression: { state: 'active' } });
// one legal representative a firm
MembershipSchema.index({ organisationId: 1, role: 1 }, { unique: true, partialFilterExpression: { state: 'active', role: 'representative' } });
MembershipSchema.index({ organisationId: 1, state: 1, role: 1, createdAt: 1 }); // a firm's handlers
MembershipSchema.index({ organisationId: 1, staffNumber: 1 }, { unique: true }); // a staff number is never given twice
