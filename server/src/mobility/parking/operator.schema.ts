import type { EligibilityRule } from '@binhai/shared/rules/eligibility';
import type { ParkingPerk, Tariff } from '@binhai/shared/rules/parking-fee';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';

const { Mixed } = mongoose.Schema.Types;

/** One operator's 停车优惠: for whom, what it gives, where. Its lots are its shops. */
@Schema({ collection: 'parking_operators', versionKey: false })
export class ParkingOperator {
  /** The organisation's id. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true, enum: ['open', 'paused'] }) state: 'open' | 'paused';
  @Prop({ type: Mixed, required: true }) perk: ParkingPerk;
  @Prop({ type: Mixed, required: true }) tariff: Tariff;
  /** The one minimum this operator asks for (domain rule 2). `perPersonPerDay` is its limit of uses by the day of entry. */
  @Prop({ type: Mixed, required: true }) rule: EligibilityRule;
  /** Whether a car may leave first and pay later. */
  @Prop({ type: Boolean, required: true }) payLater: boolean;
  /** Place in the list: smaller first. */
  @Prop({ type: Number, required: true }) order: number;
}
export const ParkingOperatorSchema = SchemaFactory.createForClass(ParkingOperator);
