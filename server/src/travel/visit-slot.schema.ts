import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Places taken of one time of one day: the document on which all who want the last ones collide. Made by the first of them. */
@Schema({ collection: 'visit_slots', versionKey: false })
export class VisitSlotCount {
  /** offer|date|from */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Number, required: true }) taken: number;
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const VisitSlotCountSchema = SchemaFactory.createForClass(VisitSlotCount);
VisitSlotCountSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
