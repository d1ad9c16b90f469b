import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { faultPoint } from '../platform/faults.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { every } from '../platform/jobs/schedule.js';
import { native } from '../platform/native.js';
import { Voucher } from './voucher.schema.js';

const JOB = 'perks.redemption_news';
/** Seconds between the looks for what a killed process left untold. */
const SECONDS = 300;
/** Milliseconds in which redemptions gather, so that a busy counter's holders are told together. */
const GATHER = 500;
const MOST = 500;
const WORDS = { person: 1, 'terms.title': 1, 'redemption.id': 1, 'redemption.at': 1, 'redemption.till.shopName': 1 } as const;

/**
 * Tells holders that their voucher was redeemed. The mark `untold` is written by the redemption itself, so none is forgotten, and the message is named
 * after the redemption, so none is told twice: the redemption stays one update of one document.
 */
@Injectable()
export class RedemptionNews implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger(JOB);
  private soon: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    private readonly inbox: InboxService,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.define(JOB, () => this.tell());
    this.jobs.schedule(JOB, every(SECONDS));
  }
  /** Something was redeemed: its holder is told within a second. */
  wake(): void {
    this.soon ??= setTimeout(() => this.begin(), GATHER).unref();
  }
  /** For tests and the end of the process: done when everybody is told who was to be told by now. */
  async settled(): Promise<void> {
    if (this.soon) {
      clearTimeout(this.soon);
      this.begin();
    }
    await this.running;
  }
  async beforeApplicationShutdown(): Promise<void> {
    await this.settled();
  }

  private begin(): void {
    this.soon = undefined;
    this.running = this.running.then(() => this.tell()).catch((e: unknown) => this.log.warn('left to the job', e)); // the marks stay
  }
  private async tell(): Promise<void> {
    for (let found = MOST; found === MOST; ) {
      const untold = await native(this.vouchers).find({ untold: true }, { projection: WORDS }).limit(MOST).toArray(); // index untold
      found = untold.length;
      if (found === 0) return;
      const news = untold.flatMap(({ person, terms, redemption: r }) =>
        r ? [{ key: r.id, at: r.at, personId: person, params: { offer: terms.title, shop: r.till.shopName } }] : [],
      );
      await this.inbox.addOnce('voucher_redeemed', news);
      await faultPoint('perks.tell.between_writes');
      await native(this.vouchers).updateMany({ _id: { $in: untold.map((v) => v._id) } }, { $unset: { untold: '' } });
    }
  }
}
