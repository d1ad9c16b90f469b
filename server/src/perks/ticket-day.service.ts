import { REVERSE_MS } from '@binhai/shared/states/voucher';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { type DayLine, PartnerDays } from '../partners/days.service.js';
import { native } from '../platform/native.js';
import { machineOf } from './partner-offers.service.js';
import { Voucher } from './voucher.schema.js';

const minus = (fen: number | null): number | null => (fen ? -fen : fen);

/** What a partner's daily file says of entries its system booked, and of those a manager took back at the desk. */
@Injectable()
export class TicketDay implements OnModuleInit {
  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    private readonly organisations: OrganisationsService,
    private readonly days: PartnerDays,
  ) {}

  onModuleInit(): void {
    this.days.from((partner, from, to) => this.lines(partner, from, to));
  }

  private async *lines(partner: string, from: Date, to: Date): AsyncGenerator<DayLine> {
    const shops = await this.organisations.shopsOf(partner);
    const found = native(this.vouchers)
      .find(
        {
          'redemption.till.shopId': { $in: shops.map((s) => s._id) },
          'redemption.at': { $gte: new Date(from.getTime() - REVERSE_MS), $lt: to },
          'redemption.till.key': machineOf({ id: partner }).key,
        },
        { projection: { redemption: 1 } },
      )
      .sort({ 'redemption.at': 1 }); // index {redemption.till.shopId, redemption.at}
    const within = (at: Date) => at >= from && at < to;
    for await (const { redemption: r } of found) {
      if (!r) continue;
      const of = { kind: 'ticket', number: r.requestId } as const;
      const { heads, originalFen: feeFen, reliefFen, payableFen: payFen } = r.sums;
      if (within(r.at)) yield { ...of, event: 'entry', ours: r.id, at: r.at, heads, feeFen, reliefFen, payFen };
      for (const x of r.reversals.filter((back) => within(back.at)))
        yield {
          ...of,
          event: 'reversal',
          ours: x.id,
          at: x.at,
          heads: minus(x.heads),
          feeFen: null,
          reliefFen: minus(x.reliefBackFen),
          payFen: minus(x.refundFen),
        };
    }
  }
}
