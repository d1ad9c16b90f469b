import { daysBetween, localDateOf } from '@binhai/shared/dates/dates';
import { type Visit, type VisitSlot, visitOf } from '@binhai/shared/rules/visit';
import { AppError } from '../platform/app-error.js';
import type { Offer, OfferTerms } from './offer.schema.js';

/** A time of a day of an offer that has them, with the party's size. */
export interface Chosen {
  readonly visit: Visit;
  readonly slot: VisitSlot;
}
/** @throws AppError for a time that cannot be had; whether there is room is seen when it is taken */
export function chosenSlot({ terms }: Pick<Offer, 'terms'>, visit: Visit | null, atMs: number): Chosen | null {
  const r = visitOf(terms.visits ?? null, visit, terms.rule.to, atMs);
  if (!r.ok) throw new AppError(r.reason);
  return r.slot && visit ? { slot: r.slot, visit } : null;
}
/** The terms of a voucher for that time: usable then, and for that many heads; the counter needs to know nothing more. */
export function termsFor(terms: OfferTerms, { visit, slot }: Chosen, atMs: number): OfferTerms {
  const days = daysBetween(localDateOf(atMs), visit.date) + 1;
  const { benefit } = terms;
  return {
    ...terms,
    use: { days, from: visit.date, until: visit.date, weekdays: null, hours: { from: slot.from, to: slot.to } },
    benefit: benefit.kind === 'heads' ? { ...benefit, maxHeads: visit.heads } : benefit,
  };
}
/** Of the claim's fingerprint: nothing where no time was chosen, so that claims of before compare as they did. */
export const visitParts = (visit: Visit | undefined): (string | number)[] => (visit ? [visit.date, visit.from, visit.heads] : []);
