import type { ConsentText } from '@binhai/shared/contract/consents';
import type { ReplyOf } from '@binhai/shared/contract/http';
import type { OfferCard, offer as offerEndpoint } from '@binhai/shared/contract/perks';
import { addDays, type LocalDate } from '@binhai/shared/dates/dates';
import { zoneTitles } from '@binhai/shared/identifiers/zones';
import { RECOGNISED_AREAS } from '@binhai/shared/parameters/recognised-issuers';
import { GRADE_WORDS } from '@binhai/shared/rules/grade';
import { foldSearch } from '@binhai/shared/text/fold';
import { type Offer, type OfferStock, type OfferTerms, type UseWindow, unitsOf } from './offer.schema.js';

/** 不限等级 / 守信良好起 / 守信示范可领: who qualifies, before anybody logs in. */
export function qualifies({ rule }: OfferTerms): string {
  const grade = rule.minGrade === null ? '不限等级' : rule.minGrade === 'exemplary' ? `${GRADE_WORDS.exemplary}可领` : `${GRADE_WORDS[rule.minGrade]}起`;
  const { min, max } = rule.age;
  const age = max !== null ? `，${min} 至 ${max} 周岁` : min > 18 ? `，满 ${min} 周岁` : '';
  const area = rule.zones === null ? '' : `，${zoneTitles(rule.zones)}常住或工作`;
  return grade + age + area;
}
/** First and last day of use of a voucher claimed on this day, both in full. */
export function usableDays(use: UseWindow, claimed: LocalDate): { from: LocalDate; until: LocalDate } {
  const from = use.from !== null && use.from > claimed ? use.from : claimed;
  const last = addDays(from, use.days - 1);
  return { from, until: use.until !== null && use.until < last ? use.until : last };
}
/** Vouchers that can still be claimed of this stock; null: no limit. */
export const vouchersLeft = (terms: OfferTerms, stock: OfferStock | null): number | null =>
  terms.total === null ? null : Math.floor((stock?.left ?? 0) / unitsOf(terms));
/** Whether a voucher more can be issued on this day. */
export function hasUnits(terms: OfferTerms, stock: OfferStock | null, today: LocalDate): boolean {
  const units = unitsOf(terms);
  return (terms.total === null || (stock?.left ?? 0) >= units) && (terms.perDay === null || (stock?.days[today] ?? 0) + units <= terms.perDay);
}
export function card({ _id, terms, state }: Offer, stock: OfferStock | null): OfferCard {
  const left = vouchersLeft(terms, stock);
  const { category, title, provider, headline, place, zone, rule } = terms;
  const points = terms.shops.flatMap((s) => (s.at ? [{ lat: s.at.lat, lng: s.at.lng }] : []));
  return { id: _id, category, title, provider, headline, qualifies: qualifies(terms), place, zone, needsConsent: rule.consent, state, left, points };
}
export function detail(offer: Offer, stock: OfferStock | null, consent: ConsentText | null): ReplyOf<typeof offerEndpoint> {
  const { terms, version } = offer;
  return {
    offer: card(offer, stock),
    version,
    benefit: terms.benefit,
    original: terms.original,
    steps: [...terms.steps],
    terms: [...terms.notes],
    legalBasis: terms.legalBasis,
    funding: terms.funding,
    howToJoin: terms.howToJoin,
    startsOn: terms.rule.from,
    endsOn: terms.rule.to,
    usableDays: terms.use.days,
    shops: terms.shops.map(({ id, name, address }) => ({ id, name, address })),
    consent,
    visits: terms.visits !== undefined,
    recognises: (terms.recognises ?? []).map((area) => RECOGNISED_AREAS[area]),
  };
}
/** What the catalogue's search looks through, folded: a Chinese part of a word is found wherever it stands. */
export const searchText = ({ title, subtitle, provider, place, shops, headline }: OfferTerms): string =>
  foldSearch([title, subtitle, provider, place, headline.caption, ...shops.flatMap((s) => [s.name, s.address])].join(' '));
