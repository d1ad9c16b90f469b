import type { OfferContent } from '@binhai/shared/contract/offer-desk';
import { addDays, type LocalDate } from '@binhai/shared/dates/dates';
import { ANY_ADULT } from '@binhai/shared/rules/eligibility';
import type { Grade } from '@binhai/shared/rules/grade';
import type { GradeFloor } from '@binhai/shared/rules/grade-floor';
import type { OfferShop, OfferTerms } from './offer.schema.js';

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
  minGrade: null,
  age: { min: 18, max: null },
  noSeriousRecord: false,
  consent: null,
  perPerson: 1,
  perPersonPerDay: null,
  from: today,
  to: addDays(today, 180),
  usableDays: 30,
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
  minGrade: rule.minGrade,
  age: rule.age,
  noSeriousRecord: rule.noSeriousRecord,
  consent: t.consent,
  perPerson: rule.perPerson,
  perPersonPerDay: rule.perPersonPerDay,
  from: rule.from,
  to: rule.to,
  usableDays: use.days,
  shopIds: shops.map((s) => s.id),
  total: t.total,
  perDay: t.perDay,
});
interface Place {
  readonly organisationId: string;
  readonly provider: string;
  /** All of the merchant's; the content chooses among them. */
  readonly shops: readonly OfferShop[];
  /** The version in use: what no field of the desk can say stays as it is. */
  readonly present: OfferTerms | null;
}
export function termsOf(content: OfferContent, { organisationId, provider, shops, present }: Place): OfferTerms {
  const { minGrade, age, noSeriousRecord, perPerson, perPersonPerDay, from, to, usableDays, shopIds, ...rest } = content;
  const kept = present ?? { rule: ANY_ADULT, use: { from: null, until: null, weekdays: null, hours: null } };
  return {
    ...rest,
    organisationId,
    provider,
    rule: {
      ...kept.rule,
      assurance: 'basic',
      age,
      minGrade,
      noSeriousRecord,
      consent: content.consent !== null,
      perPerson,
      perPersonPerDay,
      from,
      to,
    },
    use: { days: usableDays, from: kept.use.from, until: kept.use.until, weekdays: kept.use.weekdays, hours: kept.use.hours },
    shops: shops.filter((s) => shopIds.includes(s.id)),
    ...(present?.visits && { visits: present.visits }),
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
