import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { whereText } from '../platform/partial-index.js';

/** A copy of everything that is held about one person, as it is made and kept for a week. */
@Schema({ collection: 'exports', versionKey: false })
export class Export {
  /** Sorts by time. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  /** The person, while it is being made: one at a time. */
  @Prop({ type: String }) making?: string;
  @Prop({ type: String, required: true, enum: ['making', 'ready', 'failed'] }) state: 'making' | 'ready' | 'failed';
  @Prop({ type: String, default: null }) jobId: string | null;
  @Prop({ type: String, default: null }) fileId: string | null;
  @Prop({ type: Number, default: null }) bytes: number | null;
  @Prop({ type: Date, required: true }) askedAt: Date;
  @Prop({ type: Date, default: null }) readyAt: Date | null;
  /** From here on the file is gone; the line itself is erased by retention. */
  @Prop({ type: Date, default: null }) expiresAt: Date | null;
}
export const ExportSchema = SchemaFactory.createForClass(Export);
ExportSchema.index({ making: 1 }, { unique: true, ...whereText('making') });
ExportSchema.index({ personId: 1, _id: -1 }); // the newest of a person
ExportSchema.index({ askedAt: 1 }); // retention
