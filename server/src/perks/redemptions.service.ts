import { type BenefitInput, type BenefitSums, preview } from '@binhai/shared/rules/benefit';
import { LOCK_MS } from '@binhai/shared/states/voucher';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { PeopleService } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { readDurable } from '../platform/durable-read.js';
import { faultPoint } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { requestHash } from '../platform/request-hash.js';
import { CodeReader, type ReadCode } from './code-reader.js';
import { type CounterActor, shopFor } from './counter-actor.js';
import type { OfferShop } from './offer.schema.js';
import { RedemptionNews } from './redemption-news.js';
import { RedemptionWriter } from './redemption-writer.js';
import { refuseScan, refuseState, usedError } from './scan-refusal.js';
import { type Lock, type Redemption, type Till, Voucher } from './voucher.schema.js';
import { type RedeemedVoucher, stateAt } from './voucher.view.js';
import { lockFree } from './vouchers.service.js';

export interface Locked {
  readonly voucher: Voucher;
  readonly lock: Lock;
}
/** A voucher that moves under our hands is looked at again; each time somebody else has got on. */
const TRIES = 5;

/** Scan, confirm, release: each one conditional update of the voucher (architecture rule 1). */
@Injectable()
export class RedemptionsService {
  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    private readonly codes: CodeReader,
    private readonly people: PeopleService,
    private readonly writer: RedemptionWriter,
    private readonly news: RedemptionNews,
    private readonly clock: Clock,
  ) {}

  /** Spends the code's step and takes the lock. The same request again, while its lock lives, gets the same lock. */
  async scan(counter: CounterActor, requestId: string, code: string): Promise<Locked> {
    const bodyHash = requestHash(code);
    return orTwin(
      () => this.repeatedScan(counter, requestId, bodyHash),
      () => this.lock(counter, requestId, bodyHash, code),
    );
  }
  private async lock(counter: CounterActor, requestId: string, bodyHash: string, code: string): Promise<Locked> {
    const read = await this.codes.read(counter, code, this.clock.ms());
    let { voucher } = read;
    // a frozen account's codes may be in a stranger's hands: they pay nothing until the window has decided
    if ((await this.people.state(voucher.person))?.frozenAt) throw new AppError('voucher_suspended');
    for (let i = 0; i < TRIES; i++) {
      const now = this.clock.now();
      const shop = shopFor(counter, voucher.terms);
      refuseScan(shop.id, voucher, read, now.getTime());
      const lock: Lock = { id: newId(), till: tillAt(counter, shop), until: new Date(now.getTime() + LOCK_MS), requestId, bodyHash };
      await faultPoint('counter.scan.before_write');
      const taken = await this.take(
        {
          _id: voucher._id,
          state: 'issued',
          expiresAt: { $gt: now },
          [read.field]: { $lt: read.step },
          // a code that is not spent yet shows that the customer stands here: any terminal of the same shop takes over
          $or: [...(lockFree(now).$or ?? []), { 'lock.till.shopId': shop.id }],
        },
        { $set: { lock, [read.field]: read.step } },
      );
      await faultPoint('counter.scan.after_write');
      if (taken) return { voucher: taken, lock };
      voucher = await this.again(voucher._id);
    }
    throw new AppError('service_busy', { retryAfter: 1 });
  }
  /** Redeems what the lock holds, once. The answer lies in the voucher: the same request gets it again, refusals are not remembered. */
  async confirm(counter: CounterActor, requestId: string, lockId: string, input: BenefitInput): Promise<RedeemedVoucher> {
    const bodyHash = requestHash(lockId, input.amountFen, input.heads);
    return elseTwin(
      () => this.repeatedConfirm(counter, requestId, bodyHash),
      () => this.redeem(counter, requestId, bodyHash, lockId, input),
    );
  }
  private async redeem(counter: CounterActor, requestId: string, bodyHash: string, lockId: string, input: BenefitInput): Promise<RedeemedVoucher> {
    for (let i = 0; i < TRIES; i++) {
      const now = this.clock.now();
      const { voucher, lock } = await this.heldBy(counter, lockId, now.getTime());
      const sums = preview(voucher.terms.benefit, input);
      if (!sums.ok) throw new AppError('voucher_amount_invalid');
      const { ok: _, ...amounts } = sums;
      const redemption = redemptionOf(now, lockId, { ...lock.till, clerk: counter.clerk, clerkId: counter.clerkId }, requestId, bodyHash, amounts);
      await faultPoint('counter.confirm.before_write');
      const held = { 'lock.id': lockId, 'lock.till.key': counter.key, 'lock.until': { $gt: now } };
      const done = await this.book(held, voucher._id, redemption);
      await faultPoint('counter.confirm.after_write');
      if (done) return { voucher, redemption };
    }
    throw new AppError('service_busy', { retryAfter: 1 });
  }
  /** What this request of a partner's machine redeemed before; the caller's `bodyHash` tells whether it is the same one. */
  entered(counter: CounterActor, requestId: string, bodyHash: string): Promise<RedeemedVoucher | null> {
    return this.repeatedConfirm(counter, requestId, bodyHash);
  }
  /** A machine's whole way in one step: the code is spent and the voucher redeemed, or null and nothing happened. */
  async enter(counter: CounterActor, shop: OfferShop, requestId: string, bodyHash: string, read: ReadCode, sums: BenefitSums): Promise<RedeemedVoucher | null> {
    const { voucher, step, field } = read;
    const now = this.clock.now();
    const redemption = redemptionOf(now, newId(), tillAt(counter, shop), requestId, bodyHash, sums);
    const free = [...(lockFree(now).$or ?? []), { 'lock.till.shopId': shop.id }];
    const done = await this.book({ expiresAt: { $gt: now }, [field]: { $lt: step }, $or: free }, voucher._id, redemption, { [field]: step });
    return done ? { voucher, redemption } : null;
  }
  /** Lets the voucher go at once. */
  async release(counter: CounterActor, lockId: string): Promise<void> {
    const freed = await this.update({ state: 'issued', 'lock.id': lockId, 'lock.till.key': counter.key }, { $unset: { lock: '' } });
    if (freed) return;
    const redeemed = await this.one({ 'redemption.lockId': lockId, 'redemption.till.key': counter.key });
    throw redeemed?.redemption ? usedError(redeemed.redemption) : new AppError('voucher_lock_lost');
  }

  /** Redeemed if the voucher is still as `filter` says; its holder is told in a moment. */
  private async book(filter: mongo.Filter<Voucher>, voucherId: string, redemption: Redemption, also: object = {}): Promise<boolean> {
    const done = await this.writer.redeem(voucherId, filter, redemption, also);
    if (done) this.news.wake();
    return done;
  }
  private async repeatedScan(counter: CounterActor, requestId: string, bodyHash: string): Promise<Locked | null> {
    const voucher = await this.durable({ 'lock.till.key': counter.key, 'lock.requestId': requestId });
    if (voucher?.lock?.requestId !== requestId || voucher.lock.till.key !== counter.key) return null;
    if (voucher.lock.bodyHash !== bodyHash) throw new AppError('counter_request_reused');
    return stateAt(voucher, this.clock.ms()) === 'locked' ? { voucher, lock: voucher.lock } : null;
  }
  private async repeatedConfirm(counter: CounterActor, requestId: string, bodyHash: string): Promise<RedeemedVoucher | null> {
    const voucher = await this.durable({ 'redemption.till.key': counter.key, 'redemption.requestId': requestId });
    if (!voucher?.redemption) return null;
    if (voucher.redemption.bodyHash !== bodyHash) throw new AppError('counter_request_reused');
    if (voucher.untold) this.news.wake(); // the process that redeemed it may be gone
    return { voucher, redemption: voucher.redemption };
  }
  private async heldBy(counter: CounterActor, lockId: string, atMs: number): Promise<Locked> {
    const voucher = (await this.writer.lockedBy(lockId)) ?? (await this.one({ 'redemption.lockId': lockId }));
    if (!voucher) throw new AppError('voucher_lock_lost');
    if (voucher.organisationId !== counter.organisationId) throw new AppError('voucher_wrong_shop');
    refuseState(voucher.state, voucher);
    const { lock } = voucher;
    if (!lock || lock.id !== lockId || lock.till.key !== counter.key || lock.until.getTime() <= atMs) throw new AppError('voucher_lock_lost');
    return { voucher, lock };
  }
  private one(filter: mongo.Filter<Voucher>): Promise<Voucher | null> {
    return native(this.vouchers).findOne(filter);
  }
  /** For the answer to a twin: nothing that is not durable yet. */
  private async durable(filter: mongo.Filter<Voucher>): Promise<Voucher | null> {
    const seen = await this.one(filter);
    return seen && readDurable(native(this.vouchers), seen._id);
  }
  private async again(id: string): Promise<Voucher> {
    const voucher = await this.one({ _id: id });
    if (!voucher) throw new AppError('voucher_unknown');
    return voucher;
  }
  /** An update that writes this request's key. Throws counter_request_reused when the key lies in another voucher. */
  private async take(filter: mongo.Filter<Voucher>, change: mongo.UpdateFilter<Voucher>): Promise<Voucher | null> {
    try {
      return await this.update(filter, change);
    } catch (e) {
      if (isDuplicateKey(e)) throw new AppError('counter_request_reused');
      throw e;
    }
  }
  private async update(filter: mongo.Filter<Voucher>, change: mongo.UpdateFilter<Voucher>): Promise<Voucher | null> {
    return await native(this.vouchers).findOneAndUpdate(filter, change, { returnDocument: 'after' });
  }
}

/** The first answer of this request if there is one, before acting and again when acting was refused: a twin may have got on in between. */
export async function orTwin<T>(repeated: () => Promise<T | null>, act: () => Promise<T>): Promise<T> {
  return (await repeated()) ?? elseTwin(repeated, act);
}
/** As `orTwin` for an act that refuses every repetition by itself: the usual way saves the first look. */
async function elseTwin<T>(repeated: () => Promise<T | null>, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (e) {
    const twin = e instanceof AppError ? await repeated() : null;
    if (twin) return twin;
    throw e;
  }
}
const redemptionOf = (at: Date, lockId: string, till: Till, requestId: string, bodyHash: string, sums: BenefitSums): Redemption => ({
  id: newId(),
  at,
  lockId,
  till,
  requestId,
  bodyHash,
  sums,
  kept: sums,
  reply: { state: 'redeemed', reversedHeads: 0, ...sums },
  reversals: [],
});
const tillAt = ({ key, terminal, organisationId, clerk, clerkId }: CounterActor, shop: { id: string; name: string }): Till => ({
  key,
  terminal,
  organisationId,
  shopId: shop.id,
  shopName: shop.name,
  clerk,
  clerkId,
});
