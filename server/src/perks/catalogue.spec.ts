import { ENDPOINTS } from '@binhai/shared/contract/table';
import { PERK_CATEGORIES_2026 } from '@binhai/shared/parameters/perk-categories';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { DEMO_OFFERS } from '../seed/offers.data.js';
import { seedOffers } from '../seed/offers.seed.js';
import { seedOrganisations } from '../seed/organisations.seed.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { audit, claim, testOffer, testShop, testTerms } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { OffersService } from './offers.service.js';

interface Card {
  points: { lat: number; lng: number }[];
  id: string;
  category: string;
  qualifies: string;
  zone: string;
  provider: string;
  left: number | null;
  state: string;
}
interface List {
  items: Card[];
  total: number;
  next: string | null;
}
interface Checked {
  verdict: string;
  conditions: { key: string; met: string; title: string; hint: string }[];
}
let t: TestApp;
let me: TestPerson;
beforeAll(async () => {
  t = await testApp('catalogue');
  t.app.get(Clock, { strict: false }).set(new Date('2026-11-25T02:00:00Z'));
  await seedOrganisations(t.app);
  await seedOffers(t.app);
});
beforeEach(async () => {
  t.app.get(Clock, { strict: false }).set(new Date('2026-11-25T02:00:00Z'));
  me = await testPerson(t);
});
afterEach(() => t.app.get(Clock, { strict: false }).set(null));
afterAll(() => t?.close());
const list = async (query = '') => (await t.send('GET', `/api/perks/offers${query}`)).body as unknown as List;
const ids = async (query: string) => (await list(query)).items.map((o) => o.id);
const check = async (offer: string, who = me) =>
  (await t.send('GET', `/api/perks/offers/${offer}/eligibility`, { token: who.token })).body as unknown as Checked;
const looks = () => t.app.get<Connection>(getConnectionToken()).collection('register_entries').countDocuments({ subject: me.id, purpose: 'own_perks' });

describe('the demo’s catalogue', () => {
  test('holds at least 16 offers, at least half without a grade or only good, all three kinds of benefit, all providers marked', async () => {
    expect(DEMO_OFFERS.length).toBeGreaterThanOrEqual(16);
    const open = DEMO_OFFERS.filter((o) => o.minGrade === undefined || o.minGrade === 'good');
    expect(open.length).toBeGreaterThanOrEqual(DEMO_OFFERS.length / 2);
    expect(new Set(DEMO_OFFERS.map((o) => o.benefit.kind))).toEqual(new Set(['fixed', 'percent', 'heads']));
    const { items, total } = await list();
    expect([items.length, total]).toEqual([20, DEMO_OFFERS.length]);
    expect(items.filter((o) => !o.provider.includes('示例'))).toEqual([]);
    expect(await audit(t)).toEqual([]);
  });
  test('categories count what is shown, zones are the district’s', async () => {
    const { items, zones } = (await t.send('GET', '/api/perks/categories')).body as {
      items: { code: string; title: string; offers: number }[];
      zones: unknown[];
    };
    expect(items.map((c) => c.code)).toEqual(PERK_CATEGORIES_2026.categories.map((c) => c.code));
    expect([items.reduce((n, c) => n + c.offers, 0), zones.length]).toEqual([DEMO_OFFERS.length, 27]);
  });
  test.each([
    ['?q=公园', ['coast-park-80', 'coast-park-locker', 'coast-park-sunrise']],
    ['?q=亲海 寄存', ['coast-park-locker']],
    ['?q=ＭＳＤ', ['parking-2h']],
    ['?q=没有这个', []],
    ['?q=.*', []],
    ['?category=health', ['spring-senior', 'gym-day']],
    ['?zone=120116033', ['parking-2h', 'bike-deposit', 'garden-75', 'bike-monthly', 'kitchen-table']],
    ['?zone=120116033&category=tour', ['garden-75', 'kitchen-table']],
  ])('%s', async (query, want) => {
    expect(await ids(encodeURI(query))).toEqual(want);
  });
  test('is the same for everybody, logged in or not', async () => {
    expect((await t.send('GET', '/api/perks/offers', { token: me.token })).body).toEqual(await list());
  });
  test('one offer: its terms, its places, the consent it asks for', async () => {
    expect((await t.send('GET', '/api/perks/offers/bike-deposit')).body).toMatchObject({
      version: 1,
      offer: { qualifies: '守信良好起', needsConsent: true, left: null },
      consent: { version: 'perk_deposit-1', recipient: '潮汐单车（示例）' },
      shops: [{ id: 'tide-bike-eco' }, { id: 'tide-bike-teda' }],
    });
    expect((await t.send('GET', '/api/perks/offers/coast-park-80')).body).toMatchObject({ offer: { left: 312 }, consent: null });
    const unknown = await t.send('GET', '/api/perks/offers/none');
    expect([unknown.status, unknown.body]).toEqual([404, expect.objectContaining({ code: 'perk_offer_unknown' })]);
  });
  test('only what can be had now: paused, sold out, outside its days or its hours is left out', async () => {
    const shop = await testShop(t);
    const offers = await Promise.all([
      testOffer(t, shop, { title: '此刻可领甲' }),
      testOffer(t, shop, { title: '此刻可领乙', total: 0 }),
      testOffer(t, shop, { title: '此刻可领丙', perDay: 0 }),
      testOffer(t, shop, { title: '此刻可领丁', rule: { hours: { from: 0, to: 1 } } }),
      testOffer(t, shop, { title: '此刻可领戊', rule: { from: '2026-11-26' } }),
      testOffer(t, shop, { title: '此刻可领己' }),
    ]);
    await t.app.get(OffersService, { strict: false }).act(offers[5] ?? '', 1, 'pause', 'operator', { personId: me.id, organisationId: '', reason: '示例原因' });
    expect((await ids(encodeURI('?q=此刻可领'))).length).toBe(6);
    expect(await ids(encodeURI('?q=此刻可领&open=1'))).toEqual([offers[0]]);
    for (const [i, offer] of offers.entries())
      await t.app.get(OffersService, { strict: false }).act(offer, 1, 'end', 'operator', { personId: me.id, organisationId: '', reason: `示例 ${i}` });
  });
  test('pages go on where they were when the last offer shown has ended; the large page holds a hundred', async () => {
    const shop = await testShop(t);
    const first = await list();
    const last = first.items.at(-1)?.id ?? '';
    const offer = await testOffer(t, shop, { title: '排在末尾' }, 'zz-last');
    const { length } = (await list('?size=100')).items;
    expect(length).toBe(DEMO_OFFERS.length + 1);
    const page = await list();
    expect(page.items.length).toBe(20);
    await t.app.get(OffersService, { strict: false }).act(offer, 1, 'end', 'operator', { personId: me.id, organisationId: '', reason: '示例原因' });
    expect((await list(`?after=${page.next}`)).items.some((o) => o.id === page.items[0]?.id)).toBe(false);
    expect(last).not.toBe('');
  });
  test('no endpoint takes a position: how far a shop is, is worked out on the phone', async () => {
    const fields = ENDPOINTS.flatMap((e) => [e.params, e.query, e.body].flatMap((s) => Object.keys(s?.shape ?? {})));
    expect(fields.filter((f) => /^(lat|lng|lon|latitude|longitude|position|location|near)$/i.test(f))).toEqual([]);
    expect((await list()).items.every((o) => o.points.every((p) => p.lat > 38 && p.lat < 40 && p.lng > 117 && p.lng < 118))).toBe(true);
  });
  test('a changed offer is shown at once, an ended one no more; a list is paged by key', async () => {
    const shop = await testShop(t);
    const offer = await testOffer(t, shop, { title: '将要改名' });
    await t.app.get(OffersService, { strict: false }).publish({ id: offer, terms: testTerms(t, shop, { title: '已经改名' }), state: 'published', order: 0 });
    expect([await ids(encodeURI('?q=将要改名')), await ids(encodeURI('?q=已经改名'))]).toEqual([[], [offer]]);
    const all = DEMO_OFFERS.length + 1;
    const first = await list();
    const second = await list(`?after=${first.next}`);
    expect([first.items.length, second.items.length, second.next, first.total]).toEqual([20, all - 20, null, all]);
    await t.app.get(OffersService, { strict: false }).act(offer, 2, 'end', 'operator', { personId: me.id, organisationId: '', reason: '示例原因' });
    expect(await ids(encodeURI('?q=已经改名'))).toEqual([]);
    expect((await t.send('GET', `/api/perks/offers/${offer}`)).status).toBe(200);
  });
});

describe('eligibility', () => {
  test('each condition is ticked, or says how to meet it; one look a session and day', async () => {
    const checked = await check('coast-park-80');
    expect(checked.verdict).toBe('no');
    expect(checked.conditions.map((c) => [c.key, c.met])).toEqual([
      ['window', 'yes'],
      ['real_name', 'yes'],
      ['age', 'yes'],
      ['grade', 'no'],
      ['person_limit', 'yes'],
      ['stock', 'yes'],
    ]);
    expect(checked.conditions.find((c) => c.key === 'grade')?.hint).toBe('开通个人信用等级服务后核对，开不开通由你决定');
    await check('coast-park-80');
    await t.send('GET', '/api/perks/claimable', { token: me.token });
    expect(await looks()).toBe(1);
  });
  test.each([
    ['parking-2h', 'yes', []],
    ['garden-75', 'no', ['window']],
    ['bike-monthly', 'no', ['service']],
    ['parking-eco-night', 'no', ['stock']],
    ['spring-senior', 'no', ['age']],
    ['gym-day', 'no', ['age']],
    ['agency-fee-70', 'yes', []],
  ] as const)('%s: %s %j', async (offer, verdict, missing) => {
    const checked = await check(offer);
    expect([checked.verdict, checked.conditions.filter((c) => c.met === 'no').map((c) => c.key)]).toEqual([verdict, missing]);
  });
  test('without a real name: what is missing first; an older person may what a younger may not', async () => {
    const nobody = await check('parking-2h', await testPerson(t, { assurance: 'none' }));
    expect([nobody.verdict, nobody.conditions.find((c) => c.key === 'real_name')?.met]).toEqual(['no', 'no']);
    expect((await check('spring-senior', await testPerson(t, { born: '1960-01-02' }))).verdict).toBe('yes');
  });
  test('a consent is asked for only where all else holds; a limit counts what is held', async () => {
    const shop = await testShop(t);
    const offer = await testOffer(t, shop, { consent: 'perk_deposit', rule: { perPerson: 2 } });
    expect((await check(offer)).verdict).toBe('consent');
    await claim(t, me, offer, { consentTextVersion: 'perk_deposit-1' });
    expect((await check(offer)).verdict).toBe('yes');
    await claim(t, me, offer);
    const full = await check(offer);
    expect([full.verdict, full.conditions.find((c) => c.key === 'person_limit')?.met]).toEqual(['no', 'no']);
    const { items } = (await t.send('GET', '/api/perks/claimable', { token: me.token })).body as { items: { offerId: string; verdict: string; tag: string }[] };
    expect(items.find((i) => i.offerId === offer)).toEqual({ offerId: offer, verdict: 'claimed', tag: '已领取' });
    expect(items.find((i) => i.offerId === 'parking-2h')).toEqual({ offerId: 'parking-2h', verdict: 'yes', tag: '可领取' });
  });
  test('belongs to the person: guests are refused, and an unknown offer is none', async () => {
    expect((await t.send('GET', '/api/perks/offers/parking-2h/eligibility')).body).toMatchObject({ code: 'auth_required' });
    expect((await t.send('GET', '/api/perks/offers/none/eligibility', { token: me.token })).body).toMatchObject({ code: 'perk_offer_unknown' });
  });
});
