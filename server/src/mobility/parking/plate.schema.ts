import type { PlateKind } from '@binhai/shared/identifiers/plate';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Hashed } from '../../platform/hashed-fields.js';

/** Somebody else proved that the car is theirs; the one who proved it before may answer until then (trouble PRK-4). */
@Schema({ _id: false })
export class PlateClaim {
  @Prop({ type: String, required: true }) id: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: Date, required: true }) until: Date;
}
const PlateClaimSchema = SchemaFactory.createForClass(PlateClaim);

/** One plate of one person. A plate belongs to one person at a time; a proof takes it from whoever has none. */
@Schema({ collection: 'plates', versionKey: false })
export class Plate {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  /** Sealed. */
  @Prop({ type: String, required: true }) plate: string;
  @Prop({ type: Object, required: true }) plateHash: Hashed;
  @Prop({ type: String, required: true, enum: ['ordinary', 'nev_small', 'nev_large'] }) kind: PlateKind;
  /** `place`: 0, 1, 2 of a person's plates; the limit is a unique index. */
  @Prop({ type: Number, required: true }) place: number;
  @Prop({ type: Date, required: true }) registeredAt: Date;
  /** Null: 已登记 only. */
  @Prop({ type: Date, default: null }) verifiedAt: Date | null;
  @Prop({ type: Boolean, required: true }) payLater: boolean;
  @Prop({ type: PlateClaimSchema }) claim?: PlateClaim;
}
export const PlateSchema = SchemaFactory.createForClass(Plate);
PlateSchema.index({ plateHash: 1 }, { unique: true }); // one plate, one person
PlateSchema.index({ personId: 1, place: 1 }, { unique: true }); // a person's plates, at most three
PlateSchema.index({ 'claim.personId': 1 }, { partialFilterExpression: { 'claim.personId': { $exists: true } } }); // who waits for one

/** One plate at one operator its owner consented to: by it the gate's keyed set is made and its events are taken. */
@Schema({ collection: 'parking_passes', versionKey: false })
export class ParkingPass {
  /** plate.operator */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) plateId: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: String, required: true }) operatorId: string;
  /** `kid.token` of this key period and the one before: what the gate knows the plate by. */
  @Prop({ type: [String], required: true }) tokens: string[];
}
export const ParkingPassSchema = SchemaFactory.createForClass(ParkingPass);
ParkingPassSchema.index({ operatorId: 1, _id: 1 }); // the operator's set, page by page
ParkingPassSchema.index({ operatorId: 1, tokens: 1 }); // whose plate a gate means
ParkingPassSchema.index({ personId: 1, operatorId: 1 }); // what ends with a consent
ParkingPassSchema.index({ plateId: 1 }); // what ends with a plate
