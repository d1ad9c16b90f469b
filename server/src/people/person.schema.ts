import type { Grade } from '@binhai/shared/rules/grade';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A live session; at most 20 a person, the oldest ends. A token whose session is not here is refused. */
@Schema({ _id: false })
export class LiveSession {
  @Prop({ type: String, required: true }) id: string;
  @Prop({ type: String, required: true }) deviceId: string;
  @Prop({ type: String, required: true }) deviceName: string;
  /** High real-name level proven on this device. */
  @Prop({ type: Boolean, required: true }) high: boolean;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date, required: true }) lastSeenAt: Date;
}
const LiveSessionSchema = SchemaFactory.createForClass(LiveSession);

/** Where the person stands with the personal grade service; written only through PeopleService by the credit module. */
@Schema({ _id: false })
export class CreditState {
  @Prop({ type: Date, required: true }) optedInAt: Date;
  @Prop({ type: String, required: true }) textVersion: string;
  @Prop({ type: String, default: null }) grade: Grade | 'unrated' | null;
  /** Shanghai date up to which the stored grade holds by itself; past it a reader recomputes first. */
  @Prop({ type: String, default: null }) validUntil: string | null;
  @Prop({ type: Date, default: null }) computedAt: Date | null;
}
const CreditStateSchema = SchemaFactory.createForClass(CreditState);

@Schema({ collection: 'people', versionKey: false })
export class Person {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String }) phone?: string; // sealed
  @Prop({ type: String }) phoneHash?: string;
  @Prop({ type: String }) wechatHash?: string;
  @Prop({ type: String }) name?: string; // sealed
  @Prop({ type: String }) number?: string; // sealed
  @Prop({ type: String }) numberKind?: 'resident_id' | 'hmt_permit' | 'foreign_permanent';
  @Prop({ type: String }) numberHash?: string;
  @Prop({ type: String }) born?: string; // sealed YYYY-MM-DD
  @Prop({ type: String, required: true }) assurance: 'none' | 'basic' | 'high';
  /** Raised by log out everywhere and by freezing: older tokens end at once. */
  @Prop({ type: Number, required: true }) epoch: number;
  @Prop({ type: [LiveSessionSchema], required: true }) sessions: LiveSession[];
  @Prop({ type: Date, default: null }) frozenAt: Date | null;
  @Prop({ type: CreditStateSchema, default: null }) credit: CreditState | null;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Boolean }) demo?: boolean;
}
export const PersonSchema = SchemaFactory.createForClass(Person);
const present = (field: string) => ({ unique: true, partialFilterExpression: { [field]: { $type: 'string' } } });
PersonSchema.index({ phoneHash: 1 }, present('phoneHash'));
PersonSchema.index({ wechatHash: 1 }, present('wechatHash'));
PersonSchema.index({ numberHash: 1 }, present('numberHash')); // one person, one account
