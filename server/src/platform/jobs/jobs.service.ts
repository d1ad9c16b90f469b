import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model, mongo } from 'mongoose';
import { Clock } from '../clock.js';
import { newId } from '../id.js';
import { native } from '../native.js';
import { Job, type JobProgress, type JobState } from './job.schema.js';
import type { JobHandler } from './job-run.js';
import { type Definition, JobRunner } from './runner.js';
import type { Schedule } from './schedule.js';

export interface JobOptions {
  /** Runs before it goes to the dead letters, default 8 (about 4 minutes of back-off). */
  readonly attempts?: number;
}
export interface EnqueueOptions {
  /** At most one job with this mark; a second one answers the first one's id. */
  readonly unique?: string;
  readonly runAt?: Date;
  /** The job exists if and only if the transaction commits. */
  readonly session?: ClientSession;
}
export interface JobView {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  readonly attempts: number;
  readonly progress: JobProgress | null;
  readonly failure: string | null;
}
const NOBODY = new Date(0);

/** The one durable queue (architecture 12): every process works on it, each job is held by a lease with a fence. */
@Injectable()
export class Jobs implements BeforeApplicationShutdown {
  private readonly definitions = new Map<string, Definition>();
  private readonly schedules = new Map<string, { when: Schedule; last: string }>();
  private readonly runner: JobRunner;

  constructor(
    @InjectModel(Job.name) private readonly model: Model<Job>,
    private readonly clock: Clock,
  ) {
    this.runner = new JobRunner(native(model), clock, this.definitions, () => this.fillSlots());
  }

  /** Once a name, when the module starts. */
  define<P>(name: string, handler: JobHandler<P>, { attempts = 8 }: JobOptions = {}): void {
    if (this.definitions.has(name)) throw new Error(`job ${name} is defined twice`);
    this.definitions.set(name, { handler: handler as JobHandler<unknown>, attempts });
  }
  /** Runs the job once a slot in whichever process comes first; its payload is {slot}. */
  schedule(name: string, when: Schedule): void {
    this.schedules.set(name, { when, last: '' });
  }
  /** Answers the job's id. */
  async enqueue<P>(name: string, payload: P, { unique, runAt, session }: EnqueueOptions = {}): Promise<string> {
    const now = this.clock.now();
    const job: Job = {
      _id: newId(),
      name,
      payload,
      ...(unique !== undefined && { unique }),
      state: 'waiting',
      runAt: runAt ?? now,
      attempts: 0,
      fence: 0,
      leaseUntil: NOBODY,
      owner: null,
      progress: null,
      cursor: null,
      cancelAsked: false,
      failure: null,
      createdAt: now,
      endedAt: null,
    };
    const options = session ? { session } : {};
    let id = job._id;
    if (unique === undefined) await this.jobs.insertOne(job, options);
    else {
      // an upsert, since a duplicate key would end the caller's transaction
      const found = await this.jobs.findOneAndUpdate(
        { unique },
        { $setOnInsert: job },
        { upsert: true, returnDocument: 'after', projection: { _id: 1 }, ...options },
      );
      id = found?._id ?? id;
    }
    this.runner.wake(session ? 50 : 0);
    return id;
  }
  async view(id: string): Promise<JobView | null> {
    const job = await this.jobs.findOne({ _id: id });
    return job && viewOf(job);
  }
  /** By its mark. */
  async viewOf(unique: string): Promise<JobView | null> {
    const job = await this.jobs.findOne({ unique }); // unique index {unique}
    return job && viewOf(job);
  }
  /** A waiting job ends at once, a running one when its handler next looks. Answers false when it had ended already. */
  async cancel(id: string): Promise<boolean> {
    const ended = { state: 'cancelled' as const, endedAt: this.clock.now() };
    const waiting = await this.jobs.updateOne({ _id: id, state: 'waiting' }, { $set: ended });
    if (waiting.matchedCount) return true;
    return (await this.jobs.updateOne({ _id: id, state: 'running' }, { $set: { cancelAsked: true } })).matchedCount > 0;
  }
  /** Dead letters, newest last; `after` is an id of the list. */
  async dead(limit = 100): Promise<JobView[]> {
    return (await this.jobs.find({ state: 'dead' }).sort({ runAt: 1 }).limit(limit).toArray()).map(viewOf);
  }
  /** Gives a dead letter all its attempts anew. */
  async revive(id: string): Promise<boolean> {
    const anew = { state: 'waiting' as const, attempts: 0, runAt: this.clock.now(), failure: null, endedAt: null };
    return (await this.jobs.updateOne({ _id: id, state: 'dead' }, { $set: anew })).matchedCount > 0;
  }

  /** Begins to work; called once the server listens. */
  start(): void {
    this.runner.start();
  }
  /** For tests and command lines: works until nothing is due any more. */
  async drain(): Promise<void> {
    await this.runner.drain();
  }
  async stop(): Promise<void> {
    await this.runner.stop();
  }
  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  private async fillSlots(): Promise<void> {
    for (const [name, s] of this.schedules) {
      const slot = s.when(this.clock.ms());
      if (slot === s.last) continue;
      await this.enqueue(name, { slot }, { unique: `${name}|${slot}` });
      s.last = slot;
    }
  }
  private get jobs(): mongo.Collection<Job> {
    return native(this.model);
  }
}
const viewOf = ({ _id, name, state, attempts, progress, failure }: Job): JobView => ({
  id: _id,
  name,
  state,
  attempts,
  progress,
  failure: failure?.code ?? null,
});
