import type { ReplyOf } from '@binhai/shared/contract/http';
import type { visits } from '@binhai/shared/contract/travel';
import { localDateOf } from '@binhai/shared/dates/dates';
import { slotOpen, visitDays } from '@binhai/shared/rules/visit';
import { Injectable } from '@nestjs/common';
import { OffersService } from '../perks/offers.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { slotKey, VisitSlots } from './visit-slots.service.js';

/** The days and times of an offer with the places left, for everybody. */
@Injectable()
export class VisitDays {
  constructor(
    private readonly offers: OffersService,
    private readonly slots: VisitSlots,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError perk_offer_unknown, also for one without times */
  async of(id: string): Promise<ReplyOf<typeof visits>> {
    const { terms } = this.offers.get(id);
    const plan = terms.visits;
    if (!plan) throw new AppError('perk_offer_unknown');
    const atMs = this.clock.ms();
    const days = visitDays(plan, localDateOf(atMs), terms.rule.to);
    const taken = await this.slots.taken(id, days, plan.slots);
    const left = (date: string, from: number, capacity: number) => Math.max(0, capacity - (taken.get(slotKey(id, { date, from })) ?? 0));
    return {
      maxHeads: plan.maxHeads,
      days: days
        .map((date) => ({
          date,
          slots: plan.slots.filter((s) => slotOpen(s, date, atMs)).map(({ from, to, capacity }) => ({ from, to, left: left(date, from, capacity) })),
        }))
        .filter(({ slots }) => slots.length > 0),
    };
  }
}
