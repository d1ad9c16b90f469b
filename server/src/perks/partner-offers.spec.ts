import { beforeEach, expect, test } from '@jest/globals';
import { PartnersService } from '../partners/partners.service.js';
import type { Person } from '../people/person.schema.js';
import { armFault } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { HEADS, type Held, testCounter } from '../testing/test-counter.js';
import { testShop } from '../testing/test-offers.js';
import { type TestPartner, testPartner } from '../testing/test-partner.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { watched } from '../testing/watched.js';
import { OffersService } from './offers.service.js';
import { RedemptionNews } from './redemption-news.js';

// The question about an offer (architecture rule 5) and the ticket gate, at the partner API
const { t, shop, me, db, clock, at, voucher, view, code, reverse, scan } = testCounter('partner_offers');
let office: TestPartner;
beforeEach(async () => {
  office ??= await testPartner(t(), { id: shop().organisationId, kind: 'travel', claims: ['offer_verdict', 'ticket_entry'] });
  await register('good');
});
const register = (minGrade: 'good' | null) =>
  t()
    .app.get(PartnersService, { strict: false })
    .put({
      id: shop().organisationId,
      kind: 'travel',
      state: 'active',
      claims: ['offer_verdict', 'ticket_entry'],
      purposes: [{ purpose: 'perk_ticket', statement: '验票时判断，不作他用', minGrade }],
    });
const NOT_NOW = { verdict: 'not_now', entry: null, heads: null, originalFen: null, reliefFen: null, payFen: null };
const shown = (v: Held, over: object = {}) => ({ offer: v.offer, shop: shop().shopId, code: v.qr(), ...over });
const ask = (v: Held, over: object = {}) => office.send('POST', '/api/partner/v1/offers/verdicts', { body: shown(v, over) });
const enter = (v: Held, over: object = {}) =>
  office.send('POST', '/api/partner/v1/tickets/entries', { body: { eventId: newId(), heads: 2, amountFen: null, ...shown(v), ...over } });
const looks = (subject?: string) =>
  db()
    .collection('register_entries')
    .countDocuments({ kind: 'partner', organisationId: shop().organisationId, ...(subject !== undefined && { subject }) });
const ticket = (who: TestPerson = me()) => voucher({ benefit: HEADS }, who);
const change = (fields: object, who: TestPerson = me()) => db().collection<Person>('people').updateOne({ _id: who.id }, { $set: fields });

test('a question is answered with one word, is on the person’s register once, and changes nothing', async () => {
  const v = await ticket();
  const before = await db().collection<{ _id: string }>('vouchers').findOne({ _id: v.id });
  for (const n of [1, 2]) {
    expect((await ask(v)).body).toEqual({ verdict: 'yes' });
    expect(await looks(me().id)).toBe(n);
  }
  expect(await db().collection<{ _id: string }>('vouchers').findOne({ _id: v.id })).toEqual(before);
});
test('an entry redeems once: the same event again gets the same answer, long after the code is over', async () => {
  const v = await ticket();
  const body = { eventId: newId(), code: v.qr() };
  const first = await enter(v, body);
  expect(first.body).toEqual({ verdict: 'yes', entry: expect.any(String), heads: 2, originalFen: 16_000, reliefFen: 3200, payFen: 12_800 });
  at('2026-11-25T18:00:00+08:00');
  expect((await enter(v, body)).body).toEqual(first.body);
  expect(code((await enter(v, { ...body, heads: 1 })) as never)).toBe('partner_event_reused');
  expect((await enter(v)).body).toEqual(NOT_NOW); // used, to whoever shows it again
  expect(await view(v)).toMatchObject({ state: 'redeemed', usedHeads: 2, receipt: (first.body as { entry: string }).entry });
});
test('of many gates at one moment one lets in, and of many sendings of one event all get its answer', async () => {
  const v = await ticket();
  const qr = v.qr();
  const answers = await Promise.all(Array.from({ length: 8 }, () => enter(v, { code: qr })));
  expect(answers.map((r) => (r.body as { verdict: string }).verdict).sort()).toEqual([...Array(7).fill('not_now'), 'yes']);
  const w = await ticket(await testPerson(t()));
  const same = { eventId: newId(), code: w.qr() };
  const all = await Promise.all(Array.from({ length: 8 }, () => enter(w, same)));
  expect(new Set(all.map((r) => JSON.stringify(r.body))).size).toBe(1);
  expect(all[0]?.body).toMatchObject({ verdict: 'yes', heads: 2 });
});
test.each(['before_write', 'after_write'])('an answer that is lost at %s comes again to the same event, and only one entry is booked', async (place) => {
  const v = await ticket();
  const body = { eventId: newId(), code: v.qr() };
  armFault(`partner.entry.${place}`, 'throw', 1);
  expect((await enter(v, body)).status).toBe(500);
  const again = await enter(v, body);
  expect(again.body).toMatchObject({ verdict: 'yes', payFen: 12_800 });
  expect((await enter(v, body)).body).toEqual(again.body);
});
test('a manager takes an entry back at the desk, and the stock with it', async () => {
  const v = await ticket();
  const { entry } = (await enter(v)).body as { entry: string };
  expect((await reverse(entry, { heads: 1 })).body).toMatchObject({ state: 'partly_reversed' });
  expect(await view(v)).toMatchObject({ usedHeads: 1 });
});
test('a code that a clerk has scanned at the same place may still be taken by the gate with the next one, not with the spent one', async () => {
  const v = await ticket();
  const qr = v.qr();
  await scan(qr);
  expect((await enter(v, { code: qr })).body).toEqual(NOT_NOW);
  at('2026-11-25T10:00:40+08:00');
  expect((await enter(v)).body).toMatchObject({ verdict: 'yes' });
});

/** A cause that was brought about; the code stays the one that is shown. */
function done(r: { status?: number; modifiedCount?: number }): object {
  expect([r.status ?? 200, r.modifiedCount ?? 1]).toEqual([200, 1]);
  return {};
}
const CAUSES: readonly (readonly [string, (v: Held, who: TestPerson) => Promise<object>])[] = [
  ['used', async (v) => done(await enter(v))],
  ['cancelled', async (v, who) => done(await t().send('POST', `/api/perks/vouchers/${v.id}/cancellation`, { token: who.token, body: { confirm: true } }))],
  ['frozen', async (_, who) => done(await change({ frozenAt: new Date() }, who))],
  ['leaving', async (_, who) => done(await change({ leaving: { at: new Date() } }, who))],
  ['a photograph', async (v) => ({ code: v.qr(clock().ms() - 120_000) })],
  ['a phone whose clock is wrong', async (v) => ({ code: v.qr(clock().ms() + 600_000, false) })],
  ['a forged code', async (v) => ({ code: `${v.qr().slice(0, -1)}${v.qr().endsWith('7') ? '8' : '7'}` })],
  ['nobody’s code', async (v) => ({ code: v.qr().replace(v.codeId, v.codeId.split('').reverse().join('')) })],
  ['another offer of the same business', async () => ({ offer: (await ticket(await testPerson(t()))).offer })],
  [
    'another business’s code',
    async () => {
      const other = await testShop(t());
      return { code: (await voucher({ benefit: HEADS }, await testPerson(t()), other)).qr() };
    },
  ],
];
test.each(['offers/verdicts', 'tickets/entries'])('%s: not now has one path, one entry and one reply, byte for byte, whatever its cause', async (path) => {
  const answers: [string, Awaited<ReturnType<typeof watched>>][] = [];
  for (const [cause, bring] of CAUSES) {
    const who = await testPerson(t());
    const v = await ticket(who);
    expect((await ask(v)).body).toEqual({ verdict: 'yes' });
    const over = await bring(v, who);
    at('2026-11-25T10:00:36+08:00'); // the code of the step behind, so that it is not the spent one that refuses
    await t().app.get(RedemptionNews, { strict: false }).settled(); // what was brought about is over
    const before = await looks();
    const body = { ...shown(v, over), ...(path.startsWith('tickets') && { eventId: newId(), heads: 2, amountFen: null }) };
    const told = await watched(db(), () => office.send('POST', `/api/partner/v1/${path}`, { body }));
    expect([cause, told.status, (await looks()) - before]).toEqual([cause, 200, 1]);
    answers.push([cause, told]);
    at('2026-11-25T10:00:05+08:00');
  }
  const [[, first] = ['', null]] = answers;
  expect(JSON.parse(first?.bytes ?? '')).toEqual(path.startsWith('tickets') ? NOT_NOW : { verdict: 'not_now' });
  expect(first?.commands.filter((c) => c.startsWith('insert register_entries'))).toHaveLength(1);
  for (const [cause, a] of answers) expect([cause, a.bytes, a.headers, a.commands]).toEqual([cause, first?.bytes, first?.headers, first?.commands]);
});
test('outside the days and hours of the voucher it is not now', async () => {
  const v = await voucher({ benefit: HEADS, use: { hours: { from: 660, to: 720 } } });
  expect((await ask(v)).body).toEqual({ verdict: 'not_now' });
  at('2026-11-25T11:00:05+08:00');
  expect((await ask(v)).body).toEqual({ verdict: 'yes' });
  at('2027-03-25T11:00:05+08:00');
  expect((await ask(v)).body).toEqual({ verdict: 'not_now' });
});
test('what this partner may not ask about, it asks about nobody', async () => {
  const v = await ticket();
  const foreign = await testShop(t());
  const before = await looks();
  for (const send of [ask, enter]) {
    expect(code((await send(v, { offer: 'no-such-offer' })) as never)).toBe('partner_offer_unknown');
    expect(code((await send(v, { shop: foreign.shopId })) as never)).toBe('partner_shop_unknown');
  }
  expect(code((await enter(v, { heads: null })) as never)).toBe('voucher_amount_invalid');
  expect(code((await enter(v, { heads: 4 })) as never)).toBe('voucher_amount_invalid');
  expect(code((await ask(v, { code: 'BH1.somebody' })) as never)).toBe('input_invalid');
  expect(await looks()).toBe(before);
});
test('an offer that asks for a grade is asked about by the registered one alone', async () => {
  const v = await voucher({ benefit: HEADS, rule: { minGrade: null } });
  expect((await ask(v)).body).toEqual({ verdict: 'yes' });
  const offers = t().app.get(OffersService, { strict: false });
  const offer = offers.get(v.offer);
  await offers.publish({ id: v.offer, terms: { ...offer.terms, rule: { ...offer.terms.rule, minGrade: 'good' } }, state: 'published', order: 0 });
  expect((await ask(v)).body).toEqual({ verdict: 'yes' }); // registered by 守信良好
  await register(null);
  expect(code((await ask(v)) as never)).toBe('partner_offer_unknown');
});
test('nobody’s register is filled by somebody who keeps asking', async () => {
  const v = await ticket();
  for (let n = 0; n < 30; n++) await ask(v);
  for (const send of [ask, enter]) expect(code((await send(v)) as never)).toBe('auth_attempts_limit');
  expect(await looks(me().id)).toBe(30);
});
