import type { GradeResult as Decided } from '@binhai/shared/rules/grade/g1';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A parameter set as it was when it decided. */
@Schema({ _id: false })
export class SetUsed {
  /** `grade_scheme-2` */
  @Prop({ type: String, required: true }) id: string;
  @Prop({ type: String, required: true }) sha256: string;
}
const SetUsedSchema = SchemaFactory.createForClass(SetUsed);

/**
 * One computed grade with all that made it, so that it can be made again years later bit for bit. Append only: nothing here is ever changed but by erasure
 * after five years, which takes inputs and result and leaves that there was one.
 */
@Schema({ collection: 'grade_results', versionKey: false })
export class StoredGrade {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: Date, required: true }) at: Date;
  /** Shanghai date it was decided for. */
  @Prop({ type: String, required: true }) on: string;
  /** Of the person's standing whose inputs these are. Absent in what older releases stored, as are the four below. */
  @Prop({ type: Number }) rev?: number;
  @Prop({ type: String, required: true }) engine: string;
  @Prop({ type: String, required: true }) schemeId: string;
  @Prop({ type: String, required: true }) publicityId: string;
  @Prop({ type: SetUsedSchema }) scheme?: SetUsed;
  @Prop({ type: SetUsedSchema }) publicity?: SetUsed;
  /** The records as the rule saw them, one sealed JSON text; absent once erased. */
  @Prop({ type: String }) sealedInputs?: string;
  /** The whole result as canonical JSON, sealed: it names records. */
  @Prop({ type: String }) sealedResult?: string;
  /** Of the canonical JSON of day, engine, sets, inputs and result together. */
  @Prop({ type: String }) sha256?: string;
  @Prop({ type: Object, required: true }) result: Pick<Decided, 'grade' | 'unratedReason' | 'validUntil'>;
  @Prop({ type: Date }) erasedAt?: Date;
}
export const StoredGradeSchema = SchemaFactory.createForClass(StoredGrade);
StoredGradeSchema.index({ personId: 1, at: -1, rev: -1 }); // history, newest first; of one instant the later revision
StoredGradeSchema.index({ at: 1 }, { partialFilterExpression: { sealedInputs: { $type: 'string' } } }); // erasure after five years

/** What a night's sample came to; the record of an alarm. */
@Schema({ collection: 'grade_replays', versionKey: false })
export class ReplayNight {
  /** Shanghai date. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Number, required: true }) sampled: number;
  @Prop({ type: Number, required: true }) same: number;
  /** Those that cannot be made again, by reason. */
  @Prop({ type: Object, required: true }) impossible: Record<string, number>;
  /** Names of fields only, never what stands in them. */
  @Prop({ type: [{ resultId: String, fields: [String], _id: false }], required: true }) differing: { resultId: string; fields: string[] }[];
}
export const ReplayNightSchema = SchemaFactory.createForClass(ReplayNight);
