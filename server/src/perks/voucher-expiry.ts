import type { LocalDate } from '@binhai/shared/dates/dates';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model, mongo } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { every } from '../platform/jobs/schedule.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { VisitSlots } from '../travel/visit-slots.service.js';
import { StockService } from './stock.service.js';
import { Voucher } from './voucher.schema.js';
import { lockFree } from './vouchers.service.js';

const JOB = 'perks.expiry';
const SECONDS = 300;
/** Vouchers ended in one transaction. */
const GROUP = 200;

/**
 * Gives back what ran out unused: its units to the stock, its place to the person, once, in the transaction that ends the voucher. Nobody waits for
 * it to be true that a voucher has expired (that follows from the clock); a claim of the offer runs it first, the job what nobody asks for.
 */
@Injectable()
export class VoucherExpiry implements OnModuleInit {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    @InjectConnection() private readonly connection: Connection,
    private readonly stock: StockService,
    private readonly visits: VisitSlots,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define(JOB, async (run) => {
      for (const offer of await native(this.vouchers).distinct('offer', this.past())) {
        run.throwIfStopped();
        await this.ofOffer(offer);
      }
    });
    this.jobs.schedule(JOB, every(SECONDS));
  }
  /** Those who come while it runs wait for the same run; other processes are kept apart by the transaction. */
  ofOffer(offer: string): Promise<void> {
    const now = this.running.get(offer);
    if (now) return now;
    const run = this.endAll(offer).finally(() => this.running.delete(offer));
    this.running.set(offer, run);
    return run;
  }

  private async endAll(offer: string): Promise<void> {
    for (let ended = GROUP; ended === GROUP; ) {
      const due = await native(this.vouchers)
        .find({ offer, ...this.past() }, { projection: { _id: 1 } }) // index expiresAt
        .limit(GROUP)
        .toArray();
      ended =
        due.length === 0
          ? 0
          : await this.end(
              offer,
              due.map((v) => v._id),
            );
    }
  }
  /** Answers how many were still to be ended. */
  private end(offer: string, ids: string[]): Promise<number> {
    return inTransaction(this.connection, async (session) => {
      const found = await native(this.vouchers)
        .find({ _id: { $in: ids }, ...this.past() }, { session, projection: { day: 1, units: 1, visit: 1 } })
        .toArray();
      if (found.length === 0) return 0;
      await native(this.vouchers).updateMany(
        { _id: { $in: found.map((v) => v._id) } },
        { $set: { state: 'expired', units: 0 }, $unset: { holds: '', slots: '', locator: '', lock: '' } },
        { session },
      );
      await faultPoint('perks.expire.between_writes');
      const units = new Map<LocalDate, number>();
      for (const v of found) units.set(v.day, (units.get(v.day) ?? 0) + v.units);
      for (const { visit } of found) if (visit) await this.visits.giveBack(visit.slot, visit.heads, session);
      for (const [day, n] of units) await this.stock.giveBack(offer, day, n, session);
      return found.length;
    });
  }
  /** What was locked in time may still finish. */
  private past(): mongo.Filter<Voucher> {
    const now = this.clock.now();
    return { state: 'issued', expiresAt: { $lte: now }, ...lockFree(now) };
  }
}
