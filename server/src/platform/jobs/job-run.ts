import type { ClientSession, mongo } from 'mongoose';
import type { Job, JobProgress } from './job.schema.js';

export type StopReason = 'cancelled' | 'stopping' | 'lease_lost';
/** The run ends early and not by its own fault; thrown by `throwIfStopped`. */
export class JobStopped extends Error {
  constructor(readonly reason: StopReason) {
    super(reason);
  }
}
/** Thrown by a handler when trying again cannot help: the job goes to the dead letters at once. */
export class JobGiveUp extends Error {
  /** @param code what a person reads among the dead letters: lower_snake, no personal data */
  constructor(readonly code: string) {
    super(code);
  }
}

/** What a handler holds while it runs. It may run again from the last checkpoint at any time, so its effects are idempotent or go with a checkpoint. */
export class JobRun<P> {
  private readonly stopper = new AbortController();

  constructor(
    private readonly job: Job,
    private readonly jobs: mongo.Collection<Job>,
  ) {}

  get id(): string {
    return this.job._id;
  }
  get payload(): P {
    return this.job.payload as P;
  }
  /** 1 for the first run. */
  get attempt(): number {
    return this.job.attempts;
  }
  /** What the last checkpoint of an earlier run left, null at first. */
  get cursor(): unknown {
    return this.job.cursor;
  }
  get fence(): number {
    return this.job.fence;
  }
  /** Aborted when the job was cancelled, the process stops, or another process took the job over. */
  get signal(): AbortSignal {
    return this.stopper.signal;
  }
  stop(reason: StopReason): void {
    this.stopper.abort(new JobStopped(reason));
  }
  /** Call between steps. */
  throwIfStopped(): void {
    this.signal.throwIfAborted();
  }
  /**
   * Stores where a later run goes on, and how far it is. With `session` it commits or fails with the step itself, and a worker that lost its
   * lease cannot commit: the step happens once. Throws JobStopped lease_lost.
   */
  async checkpoint(cursor: unknown, progress?: JobProgress, session?: ClientSession): Promise<void> {
    const r = await this.jobs.updateOne(
      { _id: this.job._id, fence: this.job.fence, state: 'running' },
      { $set: { cursor, ...(progress && { progress }) } },
      session ? { session } : {},
    );
    if (r.matchedCount === 0) {
      this.stop('lease_lost');
      this.throwIfStopped();
    }
  }
}
export type JobHandler<P> = (run: JobRun<P>) => Promise<void>;
