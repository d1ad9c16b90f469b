import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { type DayLine, PartnerDays } from '../../partners/days.service.js';
import { native } from '../../platform/native.js';
import { DepositClients } from './clients.service.js';
import { DepositOrder } from './deposit.schema.js';

/** What an operator's daily file says of uses without a deposit: the numbers that were let in and the ends that were reported. */
@Injectable()
export class DepositDay implements OnModuleInit {
  constructor(
    @InjectModel(DepositOrder.name) private readonly orders: Model<DepositOrder>,
    private readonly clients: DepositClients,
    private readonly days: PartnerDays,
  ) {}

  onModuleInit(): void {
    this.days.from((partner, from, to) => this.lines(partner, { $gte: from, $lt: to }));
  }

  private async *lines(partner: string, within: { $gte: Date; $lt: Date }): AsyncGenerator<DayLine> {
    const client = (await this.clients.ofOrganisation(partner))?._id;
    if (client === undefined) return;
    const none = { kind: 'deposit', ours: '', heads: null, feeFen: null, reliefFen: null, payFen: null } as const;
    // indexes {client, bookedAt}, {client, reportedAt}
    for await (const o of native(this.orders).find({ client, bookedAt: within }).sort({ bookedAt: 1 }))
      yield { ...none, event: 'start', number: o.number, at: o.bookedAt ?? o.startedAt };
    for await (const o of native(this.orders).find({ client, reportedAt: within }).sort({ reportedAt: 1 }))
      yield { ...none, event: 'end', number: o.number, at: o.reportedAt ?? o.startedAt };
  }
}
