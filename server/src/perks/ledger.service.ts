import { type LedgerEntry, type Month, spanOf } from '@binhai/shared/rules/statement';
import { REVERSE_MS } from '@binhai/shared/states/voucher';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { native } from '../platform/native.js';
import { behind, pageKey } from '../platform/page-key.js';
import { Voucher } from './voucher.schema.js';

/** A movement as a statement shows it: where and by which clerk, never for whom. */
export interface LedgerRow extends LedgerEntry {
  readonly id: string;
  readonly shop: string;
  readonly clerk: string;
}
type Booked = Pick<Voucher, '_id' | 'offer' | 'offerVersion' | 'redemption' | 'terms'>;
const BOOKED = { offer: 1, offerVersion: 1, redemption: 1, 'terms.title': 1 } as const;
const PAGE = 20;

/**
 * What a business redeemed and took back, read from the vouchers themselves: a confirmed redemption and each of its reversals carry their own instant
 * and sums and are never changed, so the ledger of a month reads the same at any later time.
 */
@Injectable()
export class LedgerService {
  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    private readonly organisations: OrganisationsService,
  ) {}

  /** All movements of the month, newest redemption first, its reversals behind it. */
  async *month(organisationId: string, month: Month): AsyncGenerator<LedgerRow> {
    const found = native(this.vouchers)
      .find(await this.filter(organisationId, month), { projection: BOOKED })
      .sort({ 'redemption.at': -1, _id: -1 }); // index {redemption.till.shopId, redemption.at, _id}
    for await (const v of found) yield* within(rowsOf(v), month);
  }
  /** Twenty vouchers a page. */
  async page(organisationId: string, month: Month, after: string | undefined): Promise<{ items: LedgerRow[]; next: string | null }> {
    const found = await native(this.vouchers)
      .find({ $and: [await this.filter(organisationId, month), behind(after, 'redemption.at')] }, { projection: BOOKED })
      .sort({ 'redemption.at': -1, _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const page = found.slice(0, PAGE);
    const last = found.length > PAGE ? page.at(-1) : undefined;
    return { items: page.flatMap((v) => within(rowsOf(v), month)), next: last?.redemption ? pageKey(last.redemption.at, last._id) : null };
  }

  /** Redeemed in the month, or so shortly before that a reversal may fall into it. */
  private async filter(organisationId: string, month: Month): Promise<mongo.Filter<Voucher>> {
    const shops = await this.organisations.shopsOf(organisationId);
    const { from, to } = spanOf(month);
    const [first, end] = [new Date(from), new Date(to)];
    return {
      'redemption.till.shopId': { $in: shops.map((s) => s._id) },
      'redemption.at': { $gte: new Date(from - REVERSE_MS), $lt: end },
      $or: [{ 'redemption.at': { $gte: first } }, { 'redemption.reversals.at': { $gte: first } }],
    };
  }
}
function rowsOf({ offer, offerVersion, terms, redemption }: Booked): LedgerRow[] {
  if (!redemption) return [];
  const of = { offer, version: offerVersion, title: terms.title, redeemedAtMs: redemption.at.getTime() };
  return [
    {
      ...of,
      id: redemption.id,
      kind: 'redemption',
      atMs: of.redeemedAtMs,
      heads: redemption.sums.heads ?? 0,
      reliefFen: redemption.sums.reliefFen ?? 0,
      shop: redemption.till.shopName,
      clerk: redemption.till.clerk,
    },
    ...redemption.reversals.map(
      (r): LedgerRow => ({
        ...of,
        id: r.id,
        kind: 'reversal',
        atMs: r.at.getTime(),
        heads: r.heads === null ? 0 : -r.heads,
        reliefFen: r.reliefBackFen === null || r.reliefBackFen === 0 ? 0 : -r.reliefBackFen,
        shop: r.till.shopName,
        clerk: r.till.clerk,
      }),
    ),
  ];
}
function within(rows: readonly LedgerRow[], month: Month): LedgerRow[] {
  const { from, to } = spanOf(month);
  return rows.filter((r) => r.atMs >= from && r.atMs < to);
}
