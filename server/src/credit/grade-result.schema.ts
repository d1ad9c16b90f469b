import type { GradeResult as Decided } from '@binhai/shared/rules/grade/g1';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** One computed grade with all that made it, so that it can be made again years later. Append only; archived with the opt-out, never shown after it. */
@Schema({ collection: 'grade_results', versionKey: false })
export class StoredGrade {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: Date, required: true }) at: Date;
  /** Shanghai date it was decided for. */
  @Prop({ type: String, required: true }) on: string;
  @Prop({ type: String, required: true }) engine: string;
  @Prop({ type: String, required: true }) schemeId: string;
  @Prop({ type: String, required: true }) publicityId: string;
  /** The records as the rule saw them, one sealed JSON text. */
  @Prop({ type: String, required: true }) sealedInputs: string;
  @Prop({ type: Object, required: true }) result: Pick<Decided, 'grade' | 'unratedReason' | 'validUntil'>;
}
export const StoredGradeSchema = SchemaFactory.createForClass(StoredGrade);
StoredGradeSchema.index({ personId: 1, at: -1 }); // history, newest first
