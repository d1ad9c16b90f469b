import { addMonths, localDateOf, startOfDay } from '@binhai/shared/dates/dates';
import { dayOf } from '@binhai/shared/merkle/entry';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { firstIdOf } from '../platform/id.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { daily } from '../platform/jobs/schedule.js';
import { native } from '../platform/native.js';
import { KEPT_MONTHS } from './held.js';
import { ProofsService } from './proofs.service.js';
import { RegisterEntry } from './register-entry.schema.js';

export const RETENTION = 'register.retention';
const BATCH = 500;
const MAJORITY = { writeConcern: { w: 'majority' } } as const;

/**
 * Erases looks whose five years are over: fields and salt, after which the leaf in the log tells nothing and the log verifies as before. One that never
 * came into the log stays, for a verification to name: without its leaf nothing would show that it was ever there.
 */
@Injectable()
export class RegisterRetention implements OnModuleInit {
  constructor(
    @InjectModel(RegisterEntry.name) private readonly entries: Model<RegisterEntry>,
    private readonly proofs: ProofsService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define(RETENTION, async (run) => {
      await this.erase(async (erased) => run.checkpoint(null, { done: erased, total: null }));
    });
    this.jobs.schedule(RETENTION, daily(3, 40));
  }

  /** The first instant of today's term in Shanghai: looks before it may go. */
  private due(): Date {
    return new Date(startOfDay(addMonths(localDateOf(this.clock.ms()), -KEPT_MONTHS)));
  }
  /** The last day (since 1970-01-01 UTC, as leaves name days) of which an entry may be gone by its age: exact but for the eight hours to Shanghai's. */
  erasedThrough(): number {
    return dayOf(this.due().getTime() - 1);
  }
  /** Answers how many went. Safe to repeat and to cut. */
  async erase(between: (erased: number) => Promise<void> = async () => undefined): Promise<number> {
    const before = this.due();
    let erased = 0;
    for (let after = ''; ; ) {
      const batch = await native(this.entries)
        .find({ _id: { $gt: after, $lt: firstIdOf(before) }, at: { $lt: before } }, { projection: { lane: 1, seq: 1 } }) // ids sort by time
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray();
      const last = batch.at(-1);
      if (!last) return erased;
      after = last._id;
      const logged = await this.proofs.logged(batch);
      await faultPoint('register.retention.before_erase');
      erased += (await native(this.entries).deleteMany({ _id: { $in: logged } }, MAJORITY)).deletedCount;
      await between(erased);
    }
  }
}
