import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { ParameterKind } from './kinds.js';

/** One version of one kind of parameters. Never edited: a change is a new version (architecture rule 2). */
@Schema({ collection: 'parameter_sets', versionKey: false })
export class ParameterSet {
  @Prop({ type: String, required: true }) _id: string; // kind-version
  @Prop({ type: String, required: true }) kind: ParameterKind;
  /** 1, 2, 3 … within its kind. */
  @Prop({ type: Number, required: true }) version: number;
  /** First Shanghai date on which it applies; of two with one date the higher version does. */
  @Prop({ type: String, required: true }) from: string;
  /** Statutes and documents it rests on. */
  @Prop({ type: [String], required: true }) reference: string[];
  @Prop({ type: Object, required: true }) content: unknown;
  /** Hex, of the content's canonical JSON. */
  @Prop({ type: String, required: true }) sha256: string;
  /** Who approved it: a release of this program, or a person by name and office. */
  @Prop({ type: String, required: true }) approvedBy: string;
  @Prop({ type: Number, required: true }) rev: number;
  @Prop({ type: Date, required: true }) createdAt: Date;
}
export const ParameterSetSchema = SchemaFactory.createForClass(ParameterSet);
ParameterSetSchema.index({ kind: 1, version: 1 }, { unique: true });
ParameterSetSchema.index({ rev: 1 }); // the live cache's poll
