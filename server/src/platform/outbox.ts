import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { type JobOptions, Jobs } from './jobs/jobs.service.js';

export interface Delivery<P> {
  /** The same at every attempt: pass it on as the receiver's idempotency key. */
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly payload: P;
  readonly signal: AbortSignal;
}
const jobOf = (kind: string) => `outbox.${kind}`;

/**
 * Effects that leave the process. A row is a job written in the caller's transaction: it exists if and only if the change does, and is
 * delivered at least once, with the queue's back-off and dead letters.
 */
@Injectable()
export class Outbox {
  constructor(private readonly jobs: Jobs) {}

  /** Once a kind, when the module starts. A handler throws to be tried again, JobGiveUp to end it. */
  handle<P>(kind: string, deliver: (delivery: Delivery<P>) => Promise<void>, options: JobOptions = {}): void {
    this.jobs.define<P>(jobOf(kind), ({ id, attempt, payload, signal }) => deliver({ id, attempt, payload, signal }), options);
  }
  /** Personal data in the payload only sealed. */
  async add<P>(kind: string, payload: P, session: ClientSession): Promise<string> {
    return this.jobs.enqueue(jobOf(kind), payload, { session });
  }
}
