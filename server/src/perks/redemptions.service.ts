import { type BenefitInput, type BenefitSums, preview } from '@binhai/shared/rules/benefit';
import { LOCK_MS } from '@binhai/shared/states/voucher';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { PeopleService } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { requestHash } from '../platform/request-hash.js';
import { inTransaction } from '../platform/transactions.js';
import { CodeReader, type ReadCode } from './code-reader.js';
import { type CounterActor, shopFor } from './counter-actor.js';
import type { OfferShop } from './offer.schema.js';
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

/** Scan, confirm, release: each one conditional update of the voucher (architecture rule 1); the holder's message stands or falls with the confirmation. */
@Injectable()
export class RedemptionsService {
  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    private readonly codes: CodeReader,
    private readonly people: PeopleService,
    private readonly inbox: InboxService,
    @InjectConnection() private readonly connection: Connection,
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
      if (taken) return { voucher: taken, lock };
      voucher = await this.again(voucher._id);
    }
    throw new AppError('service_busy', { retryAfter: 1 });
  }
  /** Redeems what the lock holds, once. The answer lies in the voucher: the same request gets it again, refusals are not remembered. */
  async confirm(counter: CounterActor, requestId: string, lockId: string, input: BenefitInput): Promise<RedeemedVoucher> {
    const bodyHash = requestHash(lockId, input.amountFen, input.heads);
    return orTwin(
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
      const done = await this.book({ 'lock.id': lockId, 'lock.till.key': counter.key, 'lock.until': { $gt: now } }, voucher._id, redemption);
      await faultPoint('counter.confirm.after_write');
      if (done) return { voucher: done, redemption };
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
    return done && { voucher: done, redemption };
  }
  /** Lets the voucher go at once. */
  async release(counter: CounterActor, lockId: string): Promise<void> {
    const freed = await this.update({ state: 'issued', 'lock.id': lockId, 'lock.till.key': counter.key }, { $unset: { lock: '' } });
    if (freed) return;
    const redeemed = await this.one({ 'redemption.lockId': lockId, 'redemption.till.key': counter.key });
    throw redeemed?.redemption ? usedError(redeemed.redemption) : new AppError('voucher_lock_lost');
  }

  /** Redeemed, with the message to the holder, if the voucher is still as `filter` says. */
  private book(filter: mongo.Filter<Voucher>, _id: string, redemption: Redemption, also: object = {}): Promise<Voucher | null> {
    return inTransaction(this.connection, async (session) => {
      const change = { $set: { state: 'redeemed' as const, redemption, ...also }, $unset: { lock: '' as const, locator: '' as const } };
      const taken = await this.take({ ...filter, _id, state: 'issued' }, change, session);
      if (taken) await this.inbox.add(taken.person, 'voucher_redeemed', { offer: taken.terms.title, shop: redemption.till.shopName }, session);
      return taken;
    });
  }
  private async repeatedScan(counter: CounterActor, requestId: string, bodyHash: string): Promise<Locked | null> {
    const voucher = await this.one({ 'lock.till.key': counter.key, 'lock.requestId': requestId });
    if (!voucher?.lock) return null;
    if (voucher.lock.bodyHash !== bodyHash) throw new AppError('counter_request_reused');
    return stateAt(voucher, this.clock.ms()) === 'locked' ? { voucher, lock: voucher.lock } : null;
  }
  private async repeatedConfirm(counter: CounterActor, requestId: string, bodyHash: string): Promise<RedeemedVoucher | null> {
    const voucher = await this.one({ 'redemption.till.key': counter.key, 'redemption.requestId': requestId });
    if (!voucher?.redemption) return null;
    if (voucher.redemption.bodyHash !== bodyHash) throw new AppError('counter_request_reused');
    return { voucher, redemption: voucher.redemption };
  }
  private async heldBy(counter: CounterActor, lockId: string, atMs: number): Promise<Locked> {
    const voucher = (await this.one({ 'lock.id': lockId })) ?? (await this.one({ 'redemption.lockId': lockId }));
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
  private async again(id: string): Promise<Voucher> {
    const voucher = await this.one({ _id: id });
    if (!voucher) throw new AppError('voucher_unknown');
    return voucher;
  }
  /** An update that writes this request's key. Throws counter_request_reused when the key lies in another voucher. */
  private async take(filter: mongo.Filter<Voucher>, change: mongo.UpdateFilter<Voucher>, session?: ClientSession): Promise<Voucher | null> {
    try {
      return await this.update(filter, change, session);
    } catch (e) {
      if (isDuplicateKey(e)) throw new AppError('counter_request_reused');
      throw e;
    }
  }
  private async update(filter: mongo.Filter<Voucher>, change: mongo.UpdateFilter<Voucher>, session?: ClientSession): Promise<Voucher | null> {
    return await native(this.vouchers).findOneAndUpdate(filter, change, { returnDocument: 'after', ...(session && { session }) });
  }
}

/** The first answer of this request if there is one, before acting and again when acting was refused: a twin may have got on in between. */
export async function orTwin<T>(repeated: () => Promise<T | null>, act: () => Promise<T>): Promise<T> {
  const before = await repeated();
  if (before) return before;
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
