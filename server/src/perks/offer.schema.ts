import type { Grade } from '@binhai/shared';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

@Schema({ collection: 'offers', versionKey: false })
export class Offer {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) title: string;
  @Prop({ type: String, required: true }) minGrade: Grade;
}
export const OfferSchema = SchemaFactory.createForClass(Offer);
