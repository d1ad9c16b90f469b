import { reverse } from '@binhai/shared/rules/benefit';
import { REVERSE_MS } from '@binhai/shared/states/voucher';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model, mongo } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { readDurable } from '../platform/durable-read.js';
import { faultPoint } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { requestHash } from '../platform/request-hash.js';
import { inTransaction } from '../platform/transactions.js';
import { VisitSlots } from '../travel/visit-slots.service.js';
import { type CounterActor, shopFor } from './counter-actor.js';
import { orTwin } from './redemptions.service.js';
import { StockService } from './stock.service.js';
import { type Redemption, type Reversal, type StoredReply, Voucher } from './voucher.schema.js';

export interface Reversed {
  readonly voucher: Voucher;
  readonly redemption: Redemption;
  readonly reversal: Reversal;
}
const TRIES = 5;
/** Places of a party that earlier reversals have not given back: those who never came keep theirs until all of it is taken back. */
const placesLeft = (visit: { heads: number }, { reversals }: Redemption): number => reversals.reduce((n, r) => n - (r.heads ?? 0), visit.heads);
/** What this request has done to the voucher already. @throws AppError counter_request_reused when it asked for something else then */
function sameRequest(voucher: Voucher, { key }: CounterActor, requestId: string, bodyHash: string): Reversed | null {
  const { redemption } = voucher;
  const reversal = redemption?.reversals.find((r) => r.till.key === key && r.requestId === requestId);
  if (!redemption || !reversal) return null;
  if (reversal.bodyHash !== bodyHash) throw new AppError('counter_request_reused');
  return { voucher, redemption, reversal };
}

/** Takes a redemption back, whole or by heads, within 24 hours (domain rule 19). */
@Injectable()
export class ReversalsService {
  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    @InjectConnection() private readonly connection: Connection,
    private readonly stock: StockService,
    private readonly visits: VisitSlots,
    private readonly inbox: InboxService,
    private readonly clock: Clock,
  ) {}

  /** The same request, and any further whole reversal of what was reversed as a whole, gets the first answer; stock comes back once. */
  async reverse(counter: CounterActor, requestId: string, redemptionId: string, heads: number | null, reason: string): Promise<Reversed> {
    const bodyHash = requestHash(redemptionId, heads, reason);
    return orTwin(
      () => this.repeated(counter, requestId, bodyHash),
      () => this.takeBack(counter, requestId, bodyHash, redemptionId, heads, reason),
    );
  }
  private async takeBack(
    counter: CounterActor,
    requestId: string,
    bodyHash: string,
    redemptionId: string,
    heads: number | null,
    reason: string,
  ): Promise<Reversed> {
    for (let i = 0; i < TRIES; i++) {
      const { voucher, redemption } = await this.reversible(counter, redemptionId);
      // a unique index tells two documents apart, not two reversals of one: a twin that came between is seen here, and `commit` counts what was seen
      const twin = sameRequest(voucher, counter, requestId, bodyHash);
      if (twin) {
        await readDurable(native(this.vouchers), voucher._id);
        return twin;
      }
      const first = redemption.reversals.at(-1);
      if (voucher.state === 'reversed') {
        if (heads === null && first) {
          await readDurable(native(this.vouchers), voucher._id);
          return { voucher, redemption, reversal: first };
        }
        throw new AppError('voucher_not_reversible');
      }
      if (voucher.state !== 'redeemed') throw new AppError('voucher_not_reversible');
      const now = this.clock.now();
      if (now.getTime() - redemption.at.getTime() > REVERSE_MS) throw new AppError('voucher_reverse_late');
      const result = reverse(voucher.terms.benefit, redemption.kept, heads);
      if (!result.ok) throw new AppError('voucher_amount_invalid');
      const shop = shopFor(counter, voucher.terms);
      const { key, terminal, organisationId, clerk, clerkId } = counter;
      const reversedHeads = redemption.reversals.reduce((n, r) => n + (r.heads ?? 0), 0) + (result.headsBack ?? 0);
      const reply: StoredReply = { state: result.whole ? 'reversed' : 'partly_reversed', reversedHeads, ...result.kept, heads: redemption.sums.heads };
      const reversal: Reversal = {
        id: newId(),
        at: now,
        till: { key, terminal, organisationId, shopId: shop.id, shopName: shop.name, clerk, clerkId },
        requestId,
        bodyHash,
        reason,
        heads: result.headsBack,
        refundFen: result.refundFen,
        reliefBackFen: result.reliefBackFen,
        reply,
      };
      const done = await this.commit(voucher, redemption, reversal, result);
      await faultPoint('counter.reverse.after_commit');
      if (done) return { voucher, redemption, reversal };
    }
    throw new AppError('service_busy', { retryAfter: 1 });
  }

  private async commit(
    voucher: Voucher,
    redemption: Redemption,
    reversal: Reversal,
    { whole, kept, headsBack }: { whole: boolean; kept: Redemption['kept']; headsBack: number | null },
  ): Promise<boolean> {
    const units = whole ? voucher.units : (headsBack ?? 0);
    try {
      return await inTransaction(this.connection, async (session) => {
        const r = await native(this.vouchers).updateOne(
          { _id: voucher._id, state: 'redeemed', 'redemption.reversals': { $size: redemption.reversals.length } },
          {
            $set: { state: whole ? 'reversed' : 'redeemed', units: voucher.units - units, 'redemption.kept': kept },
            $push: { 'redemption.reversals': reversal } as mongo.Document,
            ...(whole && { $unset: { holds: '', slots: '' } }),
          },
          { session },
        );
        if (r.modifiedCount === 0) return false;
        await faultPoint('counter.reverse.between_writes');
        await this.stock.giveBack(voucher.offer, voucher.day, units, session);
        if (voucher.visit) {
          const places = whole ? placesLeft(voucher.visit, redemption) : (headsBack ?? 0);
          await this.visits.giveBack(voucher.visit.slot, places, session);
        }
        await this.inbox.add(voucher.person, 'voucher_reversed', { offer: voucher.terms.title, shop: reversal.till.shopName }, session);
        await faultPoint('counter.reverse.before_commit');
        return true;
      });
    } catch (e) {
      // a twin, or the same key for something else: the last look of orTwin tells
      if (isDuplicateKey(e)) throw new AppError('counter_request_reused');
      throw e;
    }
  }
  private async repeated(counter: CounterActor, requestId: string, bodyHash: string): Promise<Reversed | null> {
    const seen = await this.one({ 'redemption.reversals.till.key': counter.key, 'redemption.reversals.requestId': requestId });
    const voucher = seen && (await readDurable(native(this.vouchers), seen._id)); // a twin may still be on its way to the other members
    return voucher && sameRequest(voucher, counter, requestId, bodyHash);
  }
  private async reversible(counter: CounterActor, redemptionId: string): Promise<{ voucher: Voucher; redemption: Redemption }> {
    const voucher = await this.one({ 'redemption.id': redemptionId });
    if (!voucher?.redemption) throw new AppError('voucher_unknown');
    shopFor(counter, voucher.terms);
    return { voucher, redemption: voucher.redemption };
  }
  private one(filter: mongo.Filter<Voucher>): Promise<Voucher | null> {
    return native(this.vouchers).findOne(filter);
  }
}
