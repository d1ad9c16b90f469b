import type { OfferContent } from '@binhai/shared/contract/offer-desk';
import { addDays, type LocalDate } from '@binhai/shared/dates/dates';
import { ANY_ADULT, type Times } from '@binhai/shared/rules/eligibility';
import type { Grade } from '@binhai/shared/rules/grade';
import type { GradeFloor } from '@binhai/shared/rules/grade-floor';
import type { OfferShop, OfferTerms } from './offer.schema.js';

const ANY_TIME = { weekdays: null, hours: null };
const timesOf = ({ weekdays, hours }: Times) => ({ weekdays: weekdays && [...weekdays], hours: hours && { ...hours } });
/** What a new draft says until somebody writes it. */
export const emptyContent = (today: LocalDate): OfferContent => ({
  title: '',
  subtitle: '',
  category: '',
  zone: '',
  place: '',
  headline: { prefix: '', figure: '', unit: '', caption: '' },
  benefit: { kind: 'fixed', text: '' },
  original: '',
  steps: [],
  notes: [],
  legalBasis: '',
  funding: '',
  subsidy: null,
  howToJoin: '',
  assurance: ANY_ADULT.assurance,
  minGrade: ANY_ADULT.minGrade,
  zones: null,
  age: ANY_ADULT.age,
  noSeriousRecord: ANY_ADULT.noSeriousRecord,
  consent: null,
  perPerson: 1,
  perPersonPerDay: ANY_ADULT.perPersonPerDay,
  from: today,
  to: addDays(today, 180),
  claimOn: ANY_TIME,
  usableDays: 30,
  useOn: { ...ANY_TIME, from: null, until: null },
  visits: null,
  shopIds: [],
  total: null,
  perDay: null,
});
/** The terms of an offer as its merchant writes them. */
export const contentOf = ({ rule, use, shops, ...t }: OfferTerms): OfferContent => ({
  title: t.title,
  subtitle: t.subtitle,
  category: t.category,
  zone: t.zone,
  place: t.place,
  headline: t.headline,
  benefit: t.benefit,
  original: t.original,
  steps: [...t.steps],
  notes: [...t.notes],
  legalBasis: t.legalBasis,
  funding: t.funding,
  subsidy: t.subsidy ?? null,
  howToJoin: t.howToJoin,
  assurance: rule.assurance,
  minGrade: rule.minGrade,
  zones: rule.zones && [...rule.zones],
  age: rule.age,
  noSeriousRecord: rule.noSeriousRecord,
  consent: t.consent,
  perPerson: rule.perPerson,
  perPersonPerDay: rule.perPersonPerDay,
  from: rule.from,
  to: rule.to,
  claimOn: timesOf(rule),
  usableDays: use.days,
  useOn: { ...timesOf(use), from: use.from, until: use.until },
  visits: t.visits ? { ...t.visits, weekdays: timesOf({ ...t.visits, hours: null }).weekdays, slots: t.visits.slots.map((s) => ({ ...s })) } : null,
  ...(t.recognises && { recognises: [...t.recognises] }),
  shopIds: shops.map((s) => s.id),
  total: t.total,
  perDay: t.perDay,
});
interface Place {
  readonly organisationId: string;
  readonly provider: string;
  /** All of the merchant's; the content chooses among them. */
  readonly shops: readonly OfferShop[];
}
/** What a written content promises: `contentOf` backwards, so that nothing of a version is lost by writing the next one. */
export function termsOf(content: OfferContent, { organisationId, provider, shops }: Place): OfferTerms {
  const { assurance, minGrade, zones, age, noSeriousRecord, perPerson, perPersonPerDay, from, to, claimOn, usableDays, useOn, visits, shopIds, ...rest } =
    content;
  return {
    ...rest,
    organisationId,
    provider,
    rule: { assurance, age, minGrade, noSeriousRecord, zones, consent: content.consent !== null, perPerson, perPersonPerDay, from, to, ...claimOn },
    use: { days: usableDays, ...useOn },
    shops: shops.filter((s) => shopIds.includes(s.id)),
    ...(visits && { visits }),
  };
}
/** What an offer asks of a person for its business, as a partner's purpose; nothing where it is only told of vouchers. */
export const askedBy = ({ consent, rule }: OfferTerms): { purpose: string; minGrade: Grade | null }[] =>
  consent === null ? [] : [{ purpose: consent, minGrade: rule.minGrade }];
export const floorOf = ({ organisationId, consent, category, rule }: OfferTerms): GradeFloor => ({
  organisationId,
  consent,
  category,
  minGrade: rule.minGrade,
});
