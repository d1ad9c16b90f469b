import { addDays, type LocalDate } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { BatchedReader } from '../platform/batched-reader.js';
import { native } from '../platform/native.js';
import { type Offer, type OfferState, OfferStock, unitsOf } from './offer.schema.js';

/** Why a unit could not be taken; `moved`: nothing stands in the way any more, look again. */
export type TakeRefusal = 'perk_offer_unknown' | 'perk_offer_changed' | 'perk_paused' | 'perk_sold_out' | 'perk_day_sold_out' | 'moved';
/** Days of which the counters are kept beside today's. */
const KEPT_DAYS = 7;

/** Owns `offer_stock`: the document on which all claims of an offer collide. */
@Injectable()
export class StockService {
  private readonly byOffer: BatchedReader<OfferStock>;

  constructor(@InjectModel(OfferStock.name) private readonly stocks: Model<OfferStock>) {
    this.byOffer = new BatchedReader(() => native(this.stocks), {
      total: 1,
      left: 1,
      issued: 1,
      perDay: 1,
      days: 1,
      offerVersion: 1,
      published: 1,
    });
  }

  /** Read only: shared by concurrent callers. For showing and for a first look; `take` decides. */
  get(offer: string): Promise<OfferStock | null> {
    return this.byOffer.get(offer);
  }

  /**
   * Takes one voucher's units in the caller's transaction: total, day, version and state are conditions of the one update.
   * @returns false when a condition does not hold; the caller aborts and asks `whyNot`.
   */
  async take(offer: Pick<Offer, '_id' | 'version' | 'terms'>, day: LocalDate, session: ClientSession): Promise<boolean> {
    const { total, perDay } = offer.terms;
    const units = unitsOf(offer.terms);
    const counter = `days.${day}`;
    const r = await native(this.stocks).updateOne(
      {
        _id: offer._id,
        published: true,
        offerVersion: offer.version,
        ...(total !== null && { left: { $gte: units } }),
        ...(perDay !== null && { $or: [{ [counter]: { $exists: false } }, { [counter]: { $lte: perDay - units } }] }),
      },
      {
        $inc: { issued: units, [counter]: units, ...(total !== null && { left: -units }) },
        $unset: { [`days.${addDays(day, -KEPT_DAYS)}`]: '' },
      },
      { session },
    );
    return r.modifiedCount === 1;
  }
  /** A fresh look at the condition that failed. */
  async whyNot(offer: Pick<Offer, '_id' | 'version' | 'terms'>, day: LocalDate): Promise<TakeRefusal> {
    const s = await native(this.stocks).findOne({ _id: offer._id });
    if (!s) return 'perk_offer_unknown';
    if (s.offerVersion !== offer.version) return 'perk_offer_changed';
    if (!s.published) return 'perk_paused';
    const units = unitsOf(offer.terms);
    if (s.left !== null && s.left < units) return 'perk_sold_out';
    if (s.perDay !== null && (s.days[day] ?? 0) + units > s.perDay) return 'perk_day_sold_out';
    return 'moved';
  }
  /** Gives back units of a voucher claimed on `day`. In the transaction of the state change that frees it, so it happens exactly once. */
  async giveBack(offer: string, day: LocalDate, units: number, session: ClientSession): Promise<void> {
    const counter = `days.${day}`;
    // a pipeline: the limits may have been set or lifted by a later version, and old day counters are gone
    const lowered = (path: string) => ({ $cond: [{ $isNumber: `$${path}` }, { $add: [`$${path}`, -units] }, '$$REMOVE'] });
    const r = await native(this.stocks).updateOne(
      { _id: offer },
      [
        {
          $set: {
            issued: { $add: ['$issued', -units] },
            left: { $cond: [{ $isNumber: '$left' }, { $add: ['$left', units] }, null] },
            [counter]: lowered(counter),
          },
        },
      ],
      { session },
    );
    if (r.matchedCount !== 1) throw new Error('stock of an offer is missing');
  }
  /** Sets limits and state of a version in the transaction that publishes it; what was issued stays counted. */
  async follow(offer: Pick<Offer, '_id' | 'version' | 'terms'>, state: OfferState, session: ClientSession): Promise<void> {
    const { total, perDay } = offer.terms;
    await native(this.stocks).updateOne(
      { _id: offer._id },
      [
        {
          $set: {
            issued: { $ifNull: ['$issued', 0] },
            days: { $ifNull: ['$days', {}] },
            total,
            left: total === null ? null : { $max: [0, { $subtract: [total, { $ifNull: ['$issued', 0] }] }] },
            perDay,
            offerVersion: offer.version,
            published: state === 'published',
          },
        },
      ],
      { session, upsert: true },
    );
  }
  async setPublished(offer: string, published: boolean, session: ClientSession): Promise<void> {
    await native(this.stocks).updateOne({ _id: offer }, { $set: { published } }, { session });
  }
}
