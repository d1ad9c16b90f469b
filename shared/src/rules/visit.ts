import { addDays, formatMinute, type LocalDate, localDateOf, minuteOfDay, weekday } from '../dates/dates.js';

/** 信易游 (product C7): an offer that is used on a day and at a time the person chooses, with so many places. Pure; days and minutes are Shanghai's. */

export interface VisitSlot {
  /** Minutes since midnight, from inclusive to exclusive. */
  readonly from: number;
  readonly to: number;
  /** Places in all: heads of all parties together. */
  readonly capacity: number;
}
/** The visiting part of an offer's version. */
export interface VisitPlan {
  /** 1 = Monday … 7 = Sunday; null: every day. */
  readonly weekdays: readonly number[] | null;
  /** In order, without overlap. */
  readonly slots: readonly VisitSlot[];
  /** How many days ahead one may choose, today among them: 1 = today only. */
  readonly days: number;
  /** Heads of one party, the person among them. Of companions nothing but their number is asked. */
  readonly maxHeads: number;
}
/** What a person chose. */
export interface Visit {
  readonly date: LocalDate;
  readonly from: number;
  readonly heads: number;
}
export type VisitRefusal = 'visit_required' | 'visit_unexpected' | 'visit_unknown' | 'visit_over' | 'visit_heads';

/** The days one may choose on this day, the offer's last one at most. */
export function visitDays({ weekdays, days }: VisitPlan, today: LocalDate, last: LocalDate): LocalDate[] {
  const all: LocalDate[] = [];
  for (let n = 0; n < days; n++) {
    const day = addDays(today, n);
    if (day <= last && (weekdays === null || weekdays.indexOf(weekday(day)) >= 0)) all.push(day);
  }
  return all;
}
/** Whether a slot of a day may still be chosen: one that has begun may, until it is over. */
export const slotOpen = (slot: VisitSlot, date: LocalDate, atMs: number): boolean =>
  date > localDateOf(atMs) || (date === localDateOf(atMs) && minuteOfDay(atMs) < slot.to);
/**
 * The slot somebody chose, or why it cannot be had; whether there is room is for the count of places to say.
 * @param last last day of the offer
 */
export function visitOf(
  plan: VisitPlan | null,
  visit: Visit | null,
  last: LocalDate,
  atMs: number,
): { ok: true; slot: VisitSlot | null } | { ok: false; reason: VisitRefusal } {
  if (plan === null) return visit === null ? { ok: true, slot: null } : { ok: false, reason: 'visit_unexpected' };
  if (visit === null) return { ok: false, reason: 'visit_required' };
  const slot = plan.slots.filter((s) => s.from === visit.from)[0];
  if (!slot || visitDays(plan, localDateOf(atMs), last).indexOf(visit.date) < 0)
    return { ok: false, reason: visit.date < localDateOf(atMs) ? 'visit_over' : 'visit_unknown' };
  if (!slotOpen(slot, visit.date, atMs)) return { ok: false, reason: 'visit_over' };
  if (visit.heads < 1 || visit.heads > plan.maxHeads) return { ok: false, reason: 'visit_heads' };
  return { ok: true, slot };
}
/** 09:00 至 11:00 */
export const formatSlot = ({ from, to }: Pick<VisitSlot, 'from' | 'to'>): string => `${formatMinute(from)} 至 ${formatMinute(to)}`;
