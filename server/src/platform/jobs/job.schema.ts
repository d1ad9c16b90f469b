import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { whereText } from '../partial-index.js';

/** `dead`: given up, kept for a person to look at and revive. Ended ones but `dead` go after KEPT_DAYS. */
export const JOB_STATES = ['waiting', 'running', 'done', 'dead', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];
export interface JobProgress {
  readonly done: number;
  /** Null while it is not known yet. */
  readonly total: number | null;
}
/** What went wrong, without the error's text: that may hold personal data. */
export interface JobFailure {
  readonly code: string;
  readonly at: Date;
}

@Schema({ collection: 'jobs', versionKey: false })
export class Job {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) name: string;
  /** Ids and parameters; personal data only sealed. */
  @Prop({ type: Object, required: true }) payload: unknown;
  /** At most one job with this mark, ended ones included while they are kept. */
  @Prop({ type: String }) unique?: string;
  @Prop({ type: String, required: true }) state: JobState;
  /** Due from here, by the injected clock. */
  @Prop({ type: Date, required: true }) runAt: Date;
  /** Runs begun. */
  @Prop({ type: Number, required: true }) attempts: number;
  /** Raised by each claim: a worker that lost its lease finds another number here and cannot write any more. */
  @Prop({ type: Number, required: true }) fence: number;
  /** Wall clock, since it measures a process's silence; the epoch while nobody holds it. */
  @Prop({ type: Date, required: true }) leaseUntil: Date;
  @Prop({ type: String, default: null }) owner: string | null;
  @Prop({ type: Object, default: null }) progress: JobProgress | null;
  /** Where the next run goes on; written by checkpoints. */
  @Prop({ type: Object, default: null }) cursor: unknown;
  @Prop({ type: Boolean, required: true }) cancelAsked: boolean;
  @Prop({ type: Object, default: null }) failure: JobFailure | null;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date, default: null }) endedAt: Date | null;
  /** Wall clock of MongoDB's TTL sweep; absent while the job lives and on dead ones. */
  @Prop({ type: Date }) goneAt?: Date;
}
export const JobSchema = SchemaFactory.createForClass(Job);
JobSchema.index({ state: 1, runAt: 1 }); // the claim
JobSchema.index({ unique: 1 }, { unique: true, ...whereText('unique') });
JobSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
