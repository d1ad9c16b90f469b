import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { ANY_ADULT } from '@binhai/shared/rules/eligibility';
import { OrganisationsService } from '../organisations/organisations.service.js';
import type { OfferTerms } from '../perks/offer.schema.js';
import { OffersService } from '../perks/offers.service.js';
import { Clock } from '../platform/clock.js';
import type { DemoOffer } from './demo-offer.js';
import { DEMO_OFFERS } from './offers.data.js';
import type { Seeder } from './seeder.js';

const LEGAL_BASIS = '《天津市社会信用条例》（2021 年 1 月 1 日起施行）：守信激励措施公布后使用；对个人只作激励';
const FUNDING = '由提供方让利，不用财政资金（示例）';
const HOW_TO_JOIN = '符合条件的商户都可以加入：向区公共信用中心提交条款，公示后上线，不收费用';
const NOTES = ['用不用由你决定，不领不影响信用。', '领了就算数，以后等级变化也能用到到期日。', '最后一天全天有效。'];

/** The demo's offers, dated from the day they are seeded. */
export const seedOffers: Seeder = async (app) => {
  const organisations = app.get(OrganisationsService, { strict: false });
  const offers = app.get(OffersService, { strict: false });
  const today = localDateOf(app.get(Clock, { strict: false }).ms());
  for (const [order, demo] of DEMO_OFFERS.entries()) {
    const organisation = await organisations.get(demo.organisationId);
    if (!organisation) throw new Error(`no demo organisation ${demo.organisationId}`);
    const shops = (await organisations.shopsOf(demo.organisationId)).filter((s) => demo.shopIds?.includes(s._id) ?? true);
    const terms: OfferTerms = {
      ...termsOf(demo, today),
      provider: organisation.name,
      shops: shops.map(({ _id, name, address, at }) => ({ id: _id, name, address, ...(at && { at }) })),
    };
    await offers.publish({ id: demo.id, terms, state: demo.state ?? 'published', order, demo: true });
  }
  return [];
};
const termsOf = (demo: DemoOffer, today: string): Omit<OfferTerms, 'provider' | 'shops'> => ({
  category: demo.category,
  title: demo.title,
  subtitle: demo.subtitle,
  organisationId: demo.organisationId,
  headline: demo.headline,
  place: demo.place,
  zone: demo.zone,
  benefit: demo.benefit,
  original: demo.original,
  steps: demo.steps,
  notes: [...(demo.notes ?? []), ...NOTES],
  legalBasis: LEGAL_BASIS,
  funding: FUNDING,
  howToJoin: HOW_TO_JOIN,
  rule: {
    ...ANY_ADULT,
    age: demo.age ?? ANY_ADULT.age,
    minGrade: demo.minGrade ?? null,
    noSeriousRecord: demo.noSeriousRecord ?? false,
    zones: demo.zones ?? null,
    consent: demo.consent !== undefined,
    perPerson: demo.perPerson,
    perPersonPerDay: demo.perPersonPerDay ?? null,
    from: addDays(today, demo.fromDay ?? -30),
    to: addDays(today, demo.toDay ?? 180),
  },
  use: { from: null, until: null, weekdays: null, hours: null, ...demo.use },
  consent: demo.consent ?? null,
  ...(demo.visits && { visits: demo.visits }),
  ...(demo.recognises && { recognises: demo.recognises }),
  total: demo.total,
  perDay: demo.perDay ?? null,
});
