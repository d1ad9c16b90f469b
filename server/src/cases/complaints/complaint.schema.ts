import { COMPLAINT_STATES, type ComplaintState } from '@binhai/shared/states/complaint';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';

const { Mixed } = mongoose.Schema.Types;
/** Who handles it, or decided it. */
export interface Handler {
  readonly personId: string;
  readonly organisationId: string | null;
}
/** What was written, sealed as JSON. */
export interface Told {
  readonly text: string;
  /** Whom it is about, as typed; empty where somebody was picked. */
  readonly against: string;
  /** How it happened, as it was picked. */
  readonly way: string;
}

@Schema({ collection: 'complaints', versionKey: false })
export class Complaint {
  /** Sorts by time. */
  @Prop({ type: String, required: true }) _id: string;
  /** As it is told (FH for a review): TS20261125-7Q4K92. */
  @Prop({ type: String, required: true }) number: string;
  @Prop({ type: String, required: true }) person: string;
  @Prop({ type: String, required: true }) requestId: string;
  @Prop({ type: String, required: true }) bodyHash: string;
  @Prop({ type: String, required: true }) kind: string;
  /** The agency or business it is about, where it is on our books. */
  @Prop({ type: String, default: null }) organisationId: string | null;
  @Prop({ type: String, default: null }) voucherId: string | null;
  @Prop({ type: String, required: true }) shopName: string;
  /** The voucher's terms as they were. */
  @Prop({ type: String, required: true }) terms: string;
  @Prop({ type: String, required: true }) happenedOn: string;
  /** Sealed JSON of `Told`. */
  @Prop({ type: String, required: true }) told: string;
  /** Of a review: the offer that was decided about, or `grade`. */
  @Prop({ type: String, default: null }) decision: string | null;
  /** Of a review: sealed JSON of `Explained`, as the rule said it when it was asked for. */
  @Prop({ type: String, default: null }) explained: string | null;
  @Prop({ type: String, required: true, enum: COMPLAINT_STATES }) state: ComplaintState;
  @Prop({ type: Date, required: true }) filedAt: Date;
  /** Working days of the deadlines in force on that day, and the day they end. */
  @Prop({ type: Number, required: true }) workingDays: number;
  @Prop({ type: String, required: true }) dueOn: string;
  @Prop({ type: Boolean, required: true }) provisional: boolean;
  /** What the clock has told so far; absent: nothing. */
  @Prop({ type: String, enum: ['alarm', 'over', null] }) alarmed?: 'alarm' | 'over' | null;
  @Prop({ type: Mixed, default: null }) handler: Handler | null;
  @Prop({ type: Date, default: null }) decidedAt: Date | null;
  /** Sealed. */
  @Prop({ type: String, default: null }) reason: string | null;
  @Prop({ type: String, required: true }) consequence: string;
}
export const ComplaintSchema = SchemaFactory.createForClass(Complaint);
ComplaintSchema.index({ person: 1, requestId: 1 }, { unique: true }); // one request, one complaint
ComplaintSchema.index({ person: 1, _id: -1 }); // a person's own
ComplaintSchema.index({ filedAt: 1, kind: 1 }); // counts of a month
ComplaintSchema.index({ kind: 1, decidedAt: 1 }); // reviews answered in a month
ComplaintSchema.index({ state: 1, dueOn: 1, _id: 1 }); // the desk: what is due first
