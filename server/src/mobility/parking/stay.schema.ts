import type { LocalDate } from '@binhai/shared/dates/dates';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { whereText } from '../../platform/partial-index.js';

/** What a gate saw, once each by `PartnerOnce`. Stays are read from these; nothing else of a trip is kept (domain rule 21). */
@Schema({ collection: 'parking_events', versionKey: false })
export class ParkingEvent {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) operatorId: string;
  @Prop({ type: String, required: true }) lotId: string;
  @Prop({ type: String, required: true }) plateId: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: String, required: true, enum: ['entry', 'exit'] }) type: 'entry' | 'exit';
  /** By the gate's clock, and by ours. */
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Date, required: true }) receivedAt: Date;
  /** The car was proven to be the person's: only then is it ever shown. */
  @Prop({ type: Boolean, required: true }) proven: boolean;
  /** The operator's number of the stay, of an exit. */
  @Prop({ type: String, default: null }) orderId: string | null;
  /** Of an entry at two places: the person said that it is not their car. */
  @Prop({ type: Boolean }) notMine?: true;
  /** By the machine's clock, since mongod deletes by it. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const ParkingEventSchema = SchemaFactory.createForClass(ParkingEvent);
ParkingEventSchema.index({ personId: 1, plateId: 1, at: 1 }); // the stays of a person's plate
ParkingEventSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 }); // thirty days, then gone

@Schema({ _id: false })
export class Later {
  @Prop({ type: String, required: true }) dueOn: LocalDate;
  @Prop({ type: Date, default: null }) paidAt: Date | null;
}
const LaterSchema = SchemaFactory.createForClass(Later);
/** What one stay came to in money, without place and clock: for the operator's statement and the person's sums. */
@Schema({ collection: 'parking_orders', versionKey: false })
export class ParkingOrder {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) operatorId: string;
  /** The operator's own number of the stay. */
  @Prop({ type: String, required: true }) orderId: string;
  @Prop({ type: String, required: true }) personId: string;
  /** person|operator|day#n: its place among the person's uses of that day. */
  @Prop({ type: String }) slot?: string;
  /** The exit it was decided for, while that is kept. */
  @Prop({ type: String, required: true }) exitId: string;
  /** Day of the entry. */
  @Prop({ type: String, required: true }) day: LocalDate;
  @Prop({ type: Number, required: true }) feeFen: number;
  @Prop({ type: Number, required: true }) reliefFen: number;
  @Prop({ type: Number, required: true }) payFen: number;
  /** gate: taken off at the exit. credit: the gate had no answer in time and charged the normal price; the operator gives the relief back. */
  @Prop({ type: String, required: true, enum: ['gate', 'credit'] }) how: 'gate' | 'credit';
  /** An order of the gate that became a credit: the operator never got our answer. */
  @Prop({ type: Date }) creditedAt?: Date;
  @Prop({ type: LaterSchema }) later?: Later;
  @Prop({ type: Date, required: true }) at: Date;
}
export const ParkingOrderSchema = SchemaFactory.createForClass(ParkingOrder);
ParkingOrderSchema.index({ operatorId: 1, orderId: 1 }, { unique: true }); // one order, one relief
ParkingOrderSchema.index({ slot: 1 }, { unique: true, ...whereText('slot') }); // a person's uses of a day
const present = (field: string) => ({ partialFilterExpression: { [field]: { $gt: new Date(0) } } });
ParkingOrderSchema.index({ operatorId: 1, at: 1 }); // an operator's day
ParkingOrderSchema.index({ operatorId: 1, creditedAt: 1 }, present('creditedAt')); // the same, what became a credit
ParkingOrderSchema.index({ operatorId: 1, 'later.paidAt': 1 }, present('later.paidAt')); // and what was paid later
ParkingOrderSchema.index({ personId: 1, day: -1 }); // sums of the year, bills
