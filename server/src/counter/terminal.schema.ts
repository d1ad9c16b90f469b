import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { whereText } from '../platform/partial-index.js';

/** Who works at a terminal, by the session the PIN opened. */
export interface Shift {
  readonly personId: string;
  readonly membershipId: string;
  readonly staffNumber: string;
  readonly sessionId: string;
  readonly startedAt: Date;
}
/** A device of one shop at which clerks take turns by PIN. The device holds a secret; here lies its keyed hash. */
@Schema({ collection: 'counter_terminals', versionKey: false })
export class CounterTerminal {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true }) shopId: string;
  /** 南门 1 号机 */
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: String, required: true }) secret: string;
  @Prop({ type: String, required: true }) openedBy: string;
  @Prop({ type: Date, required: true }) openedAt: Date;
  @Prop({ type: Date, default: null }) endedAt: Date | null;
  /** The last one begun; it may have ended since. */
  @Prop({ type: Object, default: null }) shift: Shift | null;
}
export const CounterTerminalSchema = SchemaFactory.createForClass(CounterTerminal);
CounterTerminalSchema.index({ secret: 1 }, { unique: true, ...whereText('secret') });
CounterTerminalSchema.index({ organisationId: 1, endedAt: 1, openedAt: 1 }); // a business's terminals

/** A clerk's PIN, of one membership. Never in plain, never told again. */
@Schema({ collection: 'clerk_pins', versionKey: false })
export class ClerkPin {
  /** Membership id. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: String, required: true }) salt: string;
  @Prop({ type: String, required: true }) hash: string;
  @Prop({ type: Date, required: true }) setAt: Date;
}
export const ClerkPinSchema = SchemaFactory.createForClass(ClerkPin);
ClerkPinSchema.index({ personId: 1 }); // what becomes of them with the account
