import { Logger } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { AppError } from '../app-error.js';
import type { Clock } from '../clock.js';
import { newId } from '../id.js';
import type { Job } from './job.schema.js';
import { JobGiveUp, type JobHandler, JobRun, JobStopped } from './job-run.js';

export interface Definition {
  readonly handler: JobHandler<unknown>;
  readonly attempts: number;
}
const LANES = 4;
/** A process silent for so long has lost what it holds. */
const LEASE_MS = 30_000;
const POLL_MS = 1000;
const STOP_MS = 8000;
const KEPT_DAYS = 30;
const BACKOFF_MS = 2000;
const BACKOFF_MOST_MS = 3_600_000;
const NOBODY = new Date(0);
const ended = (state: 'done' | 'cancelled', now: Date) => ({
  state,
  endedAt: now,
  owner: null,
  leaseUntil: NOBODY,
  goneAt: new Date(Date.now() + KEPT_DAYS * 86_400_000),
});
/** A code that tells the kind of error and nothing of its text. */
const codeOf = (e: unknown) => (e instanceof AppError || e instanceof JobGiveUp ? e.code : e instanceof Error ? e.name : typeof e);

/** Claims due jobs, keeps their leases, settles their ends. */
export class JobRunner {
  private readonly log = new Logger('jobs');
  private readonly owner = newId();
  private readonly running = new Map<JobRun<unknown>, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private started = false;
  private stopping = false;
  private ticking = false;

  constructor(
    private readonly jobs: mongo.Collection<Job>,
    private readonly clock: Clock,
    private readonly definitions: ReadonlyMap<string, Definition>,
    private readonly fillSlots: () => Promise<void>,
  ) {}

  start(): void {
    this.started = true;
    this.wake(0);
  }
  /** Looks for work in so many milliseconds instead of at the next poll. */
  wake(ms: number): void {
    if (!this.started) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.tick(), ms);
  }
  async drain(): Promise<void> {
    this.stopping = false;
    await this.fillSlots();
    while (!this.stopping) {
      const run = await this.claim();
      if (!run && this.running.size === 0) return;
      if (run && this.running.size < LANES) continue;
      await Promise.race(this.running.values());
    }
  }
  /** Tells the handlers to stop, waits for them a while, and leaves what is unfinished to whoever is next. */
  async stop(): Promise<void> {
    this.started = false;
    this.stopping = true;
    clearTimeout(this.timer);
    for (const run of this.running.keys()) run.stop('stopping');
    let cut: NodeJS.Timeout | undefined;
    const late = new Promise<void>((r) => {
      cut = setTimeout(r, STOP_MS);
    });
    await Promise.race([Promise.allSettled(this.running.values()), late]);
    clearTimeout(cut);
  }

  private async tick(): Promise<void> {
    if (this.ticking) return;
    this.ticking = true;
    try {
      await this.fillSlots();
      while (this.started && this.running.size < LANES && (await this.claim()));
    } catch (e) {
      this.log.warn(`queue not reachable: ${codeOf(e)}`);
    }
    this.ticking = false;
    this.wake(POLL_MS * (0.75 + Math.random() / 2)); // spread, so that processes do not poll in step
  }
  /** Takes one due job, or one whose holder fell silent, and begins it. */
  private async claim(): Promise<JobRun<unknown> | null> {
    const silent = new Date();
    const job = await this.jobs.findOneAndUpdate(
      { state: { $in: ['waiting', 'running'] }, runAt: { $lte: this.clock.now() }, leaseUntil: { $lte: silent }, name: { $in: [...this.definitions.keys()] } },
      { $set: { state: 'running', owner: this.owner, leaseUntil: new Date(silent.getTime() + LEASE_MS) }, $inc: { fence: 1, attempts: 1 } },
      { sort: { runAt: 1 }, returnDocument: 'after' },
    );
    if (!job) return null;
    const run = new JobRun<unknown>(job, this.jobs);
    const work = this.work(run, job)
      .catch((e) => this.log.error(`${job.name} ${job._id} could not be settled: ${codeOf(e)}`)) // its lease will run out
      .finally(() => {
        this.running.delete(run);
        this.wake(0);
      });
    this.running.set(run, work);
    return run;
  }
  private async work(run: JobRun<unknown>, job: Job): Promise<void> {
    const definition = this.definitions.get(job.name);
    if (!definition) return;
    // its holders died without a word: a job that kills its process must not go round for ever
    if (job.attempts > definition.attempts) return this.bury(job, 'job_died');
    const heart = setInterval(() => void this.beat(run, job), LEASE_MS / 3);
    heart.unref();
    try {
      await definition.handler(run);
      await this.settle(job, { $set: ended('done', this.clock.now()) });
    } catch (e) {
      await this.failed(job, definition, e);
    } finally {
      clearInterval(heart);
    }
  }
  private async failed(job: Job, definition: Definition, e: unknown): Promise<void> {
    const now = this.clock.now();
    const released = { state: 'waiting', owner: null, leaseUntil: NOBODY } as const;
    if (e instanceof JobStopped) {
      if (e.reason === 'lease_lost') this.log.warn(`${job.name} ${job._id}: another process took it over`);
      if (e.reason === 'cancelled') await this.settle(job, { $set: ended('cancelled', now) });
      if (e.reason === 'stopping') await this.settle(job, { $set: released, $inc: { attempts: -1 } });
      return;
    }
    const code = codeOf(e);
    if (e instanceof JobGiveUp || job.attempts >= definition.attempts) return this.bury(job, code);
    const wait = Math.min(BACKOFF_MS * 2 ** (job.attempts - 1), BACKOFF_MOST_MS) * (0.8 + Math.random() * 0.4);
    this.log.warn(`${job.name} ${job._id} attempt ${job.attempts} failed: ${code}`);
    await this.settle(job, { $set: { ...released, runAt: new Date(now.getTime() + wait), failure: { code, at: now } } });
  }
  private async bury(job: Job, code: string): Promise<void> {
    const now = this.clock.now();
    this.log.error(`${job.name} ${job._id} is a dead letter after ${job.attempts} attempts: ${code}`);
    await this.settle(job, { $set: { state: 'dead', owner: null, leaseUntil: NOBODY, endedAt: now, failure: { code, at: now } } });
  }
  private async settle(job: Job, update: mongo.UpdateFilter<Job>): Promise<void> {
    const r = await this.jobs.updateOne({ _id: job._id, fence: job.fence, state: 'running' }, update);
    if (r.matchedCount === 0) this.log.warn(`${job.name} ${job._id}: its lease had passed on before it ended`);
  }
  private async beat(run: JobRun<unknown>, job: Job): Promise<void> {
    try {
      const leaseUntil = new Date(Date.now() + LEASE_MS);
      const held = await this.jobs.findOneAndUpdate(
        { _id: job._id, fence: job.fence, state: 'running' },
        { $set: { leaseUntil } },
        { projection: { cancelAsked: 1 }, returnDocument: 'after' },
      );
      if (!held) return run.stop('lease_lost');
      job.leaseUntil = leaseUntil;
      if (held.cancelAsked) run.stop('cancelled');
    } catch {
      // not reachable: go on as long as the lease holds, then somebody else may have it
      if (Date.now() > job.leaseUntil.getTime()) run.stop('lease_lost');
    }
  }
}
