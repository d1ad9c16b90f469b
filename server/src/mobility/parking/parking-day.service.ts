import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { type DayLine, PartnerDays } from '../../partners/days.service.js';
import { native } from '../../platform/native.js';
import { ParkingOrder } from './stay.schema.js';

/** What an operator's daily file says of its car parks: orders by their numbers, without plate, place and clock of a stay. */
@Injectable()
export class ParkingDay implements OnModuleInit {
  constructor(
    @InjectModel(ParkingOrder.name) private readonly orders: Model<ParkingOrder>,
    private readonly days: PartnerDays,
  ) {}

  onModuleInit(): void {
    this.days.from((partner, from, to) => this.lines(partner, { $gte: from, $lt: to }));
  }

  private async *lines(operatorId: string, within: { $gte: Date; $lt: Date }): AsyncGenerator<DayLine> {
    // index {operatorId, at}
    for await (const o of native(this.orders).find({ operatorId, at: within }).sort({ at: 1 }))
      yield { ...lineOf(o), event: o.how === 'credit' && !o.creditedAt ? 'credit' : 'order', at: o.at };
    // indexes {operatorId, creditedAt}, {operatorId, later.paidAt}; the relief is the order's, told on the day of the order
    for await (const o of native(this.orders).find({ operatorId, creditedAt: within }).sort({ creditedAt: 1 }))
      yield { ...lineOf(o), event: 'credit', at: o.creditedAt ?? o.at, feeFen: null, reliefFen: null, payFen: null };
    for await (const o of native(this.orders).find({ operatorId, 'later.paidAt': within }).sort({ 'later.paidAt': 1 }))
      yield { ...lineOf(o), event: 'paid', at: o.later?.paidAt ?? o.at, feeFen: null, reliefFen: null };
  }
}
const lineOf = ({ orderId, feeFen, reliefFen, payFen }: ParkingOrder) => ({
  kind: 'parking' as const,
  number: orderId,
  ours: '',
  heads: null,
  feeFen,
  reliefFen,
  payFen,
});
