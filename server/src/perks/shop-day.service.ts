import { type LocalDate, startOfDay } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { native } from '../platform/native.js';
import { behind, pageKey } from '../platform/page-key.js';
import { type Redemption, Voucher } from './voucher.schema.js';

export interface ShopDay {
  /** What stands after reversals. */
  readonly redemptions: number;
  readonly heads: number;
  readonly reliefFen: number;
  readonly items: readonly { readonly voucher: Voucher; readonly redemption: Redemption }[];
  readonly next: string | null;
}
const PAGE = 20;
const DAY_MS = 86_400_000;

/** What was redeemed at some shops on one Shanghai day. */
@Injectable()
export class ShopDayService {
  constructor(@InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>) {}

  /** Newest first, 20 a page; the sums are of the whole day. */
  async of(shopIds: readonly string[], day: LocalDate, after: string | undefined): Promise<ShopDay> {
    const from = startOfDay(day);
    // index {redemption.till.shopId, redemption.at, _id}
    const ofDay = { 'redemption.till.shopId': { $in: [...shopIds] }, 'redemption.at': { $gte: new Date(from), $lt: new Date(from + DAY_MS) } };
    const [found, [sums]] = await Promise.all([
      native(this.vouchers)
        .find({ $and: [ofDay, behind(after, 'redemption.at')] })
        .sort({ 'redemption.at': -1, _id: -1 })
        .limit(PAGE + 1)
        .toArray(),
      native(this.vouchers)
        .aggregate<{ redemptions: number; heads: number; reliefFen: number }>([
          { $match: ofDay },
          {
            $group: {
              _id: null,
              redemptions: { $sum: { $cond: [{ $eq: ['$state', 'redeemed'] }, 1, 0] } },
              heads: { $sum: { $cond: [{ $eq: ['$state', 'redeemed'] }, { $ifNull: ['$redemption.kept.heads', 1] }, 0] } },
              reliefFen: { $sum: { $ifNull: ['$redemption.kept.reliefFen', 0] } },
            },
          },
        ])
        .toArray(),
    ]);
    const items = found.slice(0, PAGE).flatMap((voucher) => (voucher.redemption ? [{ voucher, redemption: voucher.redemption }] : []));
    const last = found.length > PAGE ? items.at(-1) : undefined;
    return {
      redemptions: sums?.redemptions ?? 0,
      heads: sums?.heads ?? 0,
      reliefFen: sums?.reliefFen ?? 0,
      items,
      next: last ? pageKey(last.redemption.at, last.voucher._id) : null,
    };
  }
}
