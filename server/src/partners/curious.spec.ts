import { PARTNER_CLAIMS } from '@binhai/shared/contract/http';
import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { ANY_ADULT } from '@binhai/shared/rules/eligibility';
import type { Grade } from '@binhai/shared/rules/grade';
import { beforeAll, expect, test } from '@jest/globals';
import { plateToken } from '../mobility/parking/gate-keys.js';
import { OperatorsService } from '../mobility/parking/operators.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { newId } from '../platform/id.js';
import { TestOperator } from '../testing/test-deposit.js';
import { testDeposits } from '../testing/test-deposits.js';
import { HELD, type Holds, testHolder } from '../testing/test-holder.js';
import { claim, phone, testOffer } from '../testing/test-offers.js';
import { freshPlate, openParking } from '../testing/test-parking.js';
import type { TestPerson } from '../testing/test-person.js';
import { PartnersService } from './partners.service.js';

// Product C2: a business that lends without a deposit, runs a car park and gives tickets asks about one person by every question and every offer it has
const { t, clock } = testDeposits('curious');
const GIVES = ['deposit_free', 'perk_parking', 'perk_ticket'] as const;
beforeAll(async () => {
  await t()
    .app.get(ParametersService, { strict: false })
    .setPersonalGrade('on', { reference: ['示例'], approvedBy: '示例审批人' });
});
/** Everything at once, under one registration; the other offers of the same business ask for no grade, or for no consent. */
async function business(minGrade: Grade | null) {
  const get = <T>(type: abstract new (...args: never[]) => T): T => t().app.get<T>(type, { strict: false });
  const op = await TestOperator.of(t(), { rule: { minGrade } });
  const { id } = op.partner;
  const today = localDateOf(clock().ms());
  const shop = { organisationId: id, shopId: `${id}-1` };
  await get(OrganisationsService).putShop({ _id: shop.shopId, organisationId: id, name: '示例门店', address: '示例路 1 号', zone: '120116400' });
  await get(OperatorsService).put({
    _id: id,
    state: 'open',
    perk: { freeMinutes: 120, payPercent: 100, capFen: null },
    tariff: { unitMinutes: 60, unitFen: 500, dayCapFen: 3000 },
    payLater: true,
    order: 0,
    rule: { ...ANY_ADULT, minGrade, consent: true, from: addDays(today, -1), to: addDays(today, 365) },
  });
  const purposes = GIVES.map((purpose) => ({ purpose, statement: '示例', minGrade }));
  await get(PartnersService).put({ id, kind: 'other', state: 'active', claims: PARTNER_CLAIMS, purposes });
  const offers = [
    await testOffer(t(), shop, { consent: 'perk_ticket', rule: { minGrade } }),
    await testOffer(t(), shop, { consent: 'perk_ticket', rule: { minGrade, perPerson: 2 } }),
    await testOffer(t(), shop, {}),
  ];
  return { op, id, shop: shop.shopId, offers };
}
type Business = Awaited<ReturnType<typeof business>>;

async function depositAnswers({ op }: Business, who: TestPerson) {
  const asking = op.asking();
  const decided = await op.decide(asking, who);
  const code = (decided.body as { back?: { url?: string } }).back?.url?.match(/code=([^&]+)/)?.[1];
  if (!code) return ['sent back with nothing'];
  const { authorisation, verdict } = await op.exchange(asking, code);
  return [verdict, await op.start(authorisation), await op.start(authorisation)];
}
async function gateAnswers({ op, id, shop }: Business, who: TestPerson) {
  const plate = freshPlate();
  await openParking(t(), who, plate, [id], true);
  const set = (await op.partner.send('GET', '/api/partner/v1/parking/plates')).body as { kid: string; key: string; tokens: string[] };
  const token = plateToken(set.key, plate);
  const event = (minutesAgo: number) => ({
    eventId: newId(),
    kid: set.kid,
    token,
    lotId: shop,
    at: new Date(clock().ms() - minutesAgo * 60_000).toISOString(),
  });
  await op.partner.send('POST', '/api/partner/v1/parking/entries', { body: event(90) });
  const exit = { ...event(1), orderId: newId(), feeFen: 1500 };
  const credit = { ...exit, eventId: newId() }; // as if the answer had been lost
  const left = await op.partner.send('POST', '/api/partner/v1/parking/exits', { body: exit });
  return [set.tokens.includes(token), left.body, (await op.partner.send('POST', '/api/partner/v1/parking/credits', { body: credit })).body];
}
/** Each offer as its counter and its gate meet it: a voucher that is shown, or nobody. */
async function offerAnswers({ op, shop, offers }: Business, who: TestPerson) {
  const answers: unknown[] = [];
  for (const offer of offers) {
    const { consent } = (await t().send('GET', `/api/perks/offers/${offer}`)).body as { consent: { version: string } | null };
    const held = await claim(t(), who, offer, { consentTextVersion: consent?.version ?? null });
    if (held.status !== 200) answers.push('nobody came');
    else {
      const shown = { offer, shop, code: (await phone(t(), who, held.body.id)).qr() };
      answers.push((await op.partner.send('POST', '/api/partner/v1/offers/verdicts', { body: shown })).body);
    }
  }
  return answers;
}
async function everything(of: Business, grade: Holds): Promise<string> {
  const who = await testHolder(t(), grade);
  return JSON.stringify([await depositAnswers(of, who), await gateAnswers(of, who), await offerAnswers(of, who)]);
}

test.each<Grade | null>([null, 'good', 'excellent', 'exemplary'])(
  'with the minimum %s all questions and offers together say one bit, and where they let 守信良好 in, nothing of 守信优良',
  async (minGrade) => {
    const of = await business(minGrade);
    const seen = new Map<Holds, string>();
    for (const grade of HELD) seen.set(grade, await everything(of, grade));
    expect(new Set(seen.values()).size).toBe(minGrade === null ? 1 : 2);
    if (minGrade === null || minGrade === 'good') expect([seen.get('excellent'), seen.get('exemplary')]).toEqual([seen.get('good'), seen.get('good')]);
    else expect([seen.get('off'), seen.get('unrated')]).toEqual([seen.get('good'), seen.get('good')]); // and where they do not, 守信良好 is like nobody in particular
    expect(seen.get('exemplary')).toContain('"verdict":"yes"');
  },
);
