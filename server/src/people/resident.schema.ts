import type { Grade } from '@binhai/shared';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

@Schema({ collection: 'residents', versionKey: false })
export class Resident {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: String, required: true }) grade: Grade | 'unrated';
  @Prop({ type: String }) sandboxCode?: string; // login by code in the sandbox only
}
export const ResidentSchema = SchemaFactory.createForClass(Resident);
ResidentSchema.index({ sandboxCode: 1 }, { unique: true, sparse: true }); // one resident a code
