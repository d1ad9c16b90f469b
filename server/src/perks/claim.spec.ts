import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ParametersService } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import { armFault, disarmFaults } from '../platform/faults.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { audit, claim, claimBody, phone, requestId, type TestShop, testMember, testOffer, testShop, testTerms } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { OffersService } from './offers.service.js';

const vch1 = JSON.parse(readFileSync(new URL('../../../test/cases/VCH-1.claim-race.json', import.meta.url), 'utf8'));
let t: TestApp;
let shop: TestShop;
let me: TestPerson;
const db = () => t.app.get<Connection>(getConnectionToken());
const get = <T>(type: new (...args: never[]) => T): T => t.app.get(type, { strict: false });
const stockOf = async (offer: string) => db().collection<{ _id: string }>('offer_stock').findOne({ _id: offer });
const vouchersOf = (offer: string) => db().collection('vouchers').countDocuments({ offer });
beforeAll(async () => {
  t = await testApp('claim');
  shop = await testShop(t);
});
beforeEach(async () => {
  get(Clock).set(new Date('2026-11-25T02:00:00Z'));
  me = await testPerson(t);
});
afterEach(async () => {
  disarmFaults();
  get(Clock).set(null);
  expect(await audit(t)).toEqual([]);
});
afterAll(() => t?.close());
const people = (n: number) => Promise.all(Array.from({ length: n }, () => testPerson(t)));
const codes = (replies: readonly { status: number; body: { code?: string } }[]) => {
  const count: Record<string, number> = {};
  for (const r of replies) count[r.body.code ?? String(r.status)] = (count[r.body.code ?? String(r.status)] ?? 0) + 1;
  return count;
};

describe('a claim', () => {
  test('is a promise with its terms, days in full and an answer that is repeated', async () => {
    const offer = await testOffer(t, shop, { use: { days: 30 } });
    const body = claimBody();
    const send = () => t.send('POST', `/api/perks/offers/${offer}/vouchers`, { token: me.token, body });
    const first = await send();
    expect([first.status, first.body]).toEqual([
      200,
      expect.objectContaining({
        offerId: offer,
        state: 'issued',
        usableFrom: '2026-11-25',
        usableUntil: '2026-12-24',
        usesLeft: 1,
        redeemedAt: null,
        places: ['示例门店　经开区示例路 1 号'],
      }),
    ]);
    expect((await send()).body).toEqual(first.body);
    expect([await vouchersOf(offer), await stockOf(offer)]).toEqual([1, expect.objectContaining({ left: 99, issued: 1, days: { '2026-11-25': 1 } })]);
    const other = await t.send('POST', `/api/perks/offers/${offer}/vouchers`, { token: me.token, body: { ...body, offerVersion: 2 } });
    expect([other.status, other.body]).toEqual([409, expect.objectContaining({ code: 'counter_request_reused' })]);
  });
  test('of an offer whose terms changed is refused; what was claimed before keeps its terms', async () => {
    const offer = await testOffer(t, shop);
    const mine = await claim(t, me, offer);
    await get(OffersService).publish({ id: offer, terms: testTerms(t, shop, { title: '新的条款', use: { days: 5 } }), state: 'published', order: 0 });
    expect(codes([await claim(t, await testPerson(t), offer)])).toEqual({ perk_offer_changed: 1 });
    const kept = await t.send('GET', `/api/perks/vouchers/${mine.body.id}`, { token: me.token });
    expect(kept.body).toMatchObject({ title: '示例停车优惠', usableUntil: '2026-12-24' });
    expect(codes([await claim(t, await testPerson(t), offer, { offerVersion: 2 })])).toEqual({ 200: 1 });
  });
  test.each([
    ['not started', 'perk_not_started', { rule: { from: '2026-11-26' } }],
    ['over', 'perk_ended', { rule: { to: '2026-11-24' } }],
    ['sold out', 'perk_sold_out', { total: 0 }],
    ['sold out for today', 'perk_day_sold_out', { perDay: 0 }],
    ['for another age', 'perk_not_eligible', { rule: { age: { min: 60, max: null } } }],
    ['at another hour', 'perk_not_eligible', { rule: { hours: { from: 600 + 60, to: 700 } } }],
    ['for a grade', 'perk_not_eligible', { rule: { minGrade: 'good' as const } }],
    ['needing a consent', 'consent_required', { consent: 'perk_deposit' as const }],
  ] as const)('is told why not: %s → %s', async (_, code, over) => {
    const offer = await testOffer(t, shop, over);
    expect(codes([await claim(t, me, offer)])).toEqual({ [code]: 1 });
    expect(await vouchersOf(offer)).toBe(0);
  });
  test('of an unknown offer', async () => {
    expect(codes([await claim(t, me, 'none')])).toEqual({ perk_offer_unknown: 1 });
  });
  test.each([
    ['paused', 'perk_paused'],
    ['ended', 'perk_ended'],
  ] as const)('of a %s offer: %s', async (state, code) => {
    const offer = await testOffer(t, shop);
    await get(OffersService).act(offer, 1, state === 'paused' ? 'pause' : 'end', 'operator', { personId: me.id, organisationId: '', reason: '示例原因' });
    expect(codes([await claim(t, me, offer)])).toEqual({ [code]: 1 });
  });
  test('needs a real name, and takes what it gets', async () => {
    const offer = await testOffer(t, shop);
    expect(codes([await claim(t, await testPerson(t, { assurance: 'none' }), offer)])).toEqual({ identity_basic_required: 1 });
    expect(codes([await claim(t, await testPerson(t, { assurance: 'basic' }), offer)])).toEqual({ 200: 1 });
    const wrong = await t.send('POST', `/api/perks/offers/${offer}/vouchers`, { token: me.token, body: { ...claimBody(), extra: 1 } });
    expect(wrong.body).toMatchObject({ code: 'input_invalid' });
  });
  test('with the personal grade off needs only that no serious record is in publicity', async () => {
    const offer = await testOffer(t, await testShop(t), { rule: { minGrade: 'exemplary' } }); // of another business: one asks for one minimum grade
    const approval = { reference: ['示例'], approvedBy: '示例' };
    expect(codes([await claim(t, me, offer)])).toEqual({ perk_not_eligible: 1 });
    await get(ParametersService).setPersonalGrade('off', approval);
    expect(codes([await claim(t, me, offer)])).toEqual({ 200: 1 });
    await get(ParametersService).setPersonalGrade('on', approval);
  });
  test('gives the consent in the same step, or nothing', async () => {
    const offer = await testOffer(t, shop, { consent: 'perk_deposit', total: 1 });
    const consents = (who: TestPerson) => db().collection('consents').countDocuments({ personId: who.id });
    expect(codes([await claim(t, me, offer, { consentTextVersion: 'perk_deposit-0' })])).toEqual({ consent_text_outdated: 1 });
    const [a, b] = await people(2);
    const detail = (await t.send('GET', `/api/perks/offers/${offer}`)).body as { consent: { version: string } };
    const agreed = { consentTextVersion: detail.consent.version };
    const replies = await Promise.all([claim(t, a as TestPerson, offer, agreed), claim(t, b as TestPerson, offer, agreed)]);
    expect(codes(replies)).toEqual({ 200: 1, perk_sold_out: 1 });
    // the one who got nothing has agreed to nothing
    expect([await consents(me), (await consents(a as TestPerson)) + (await consents(b as TestPerson))]).toEqual([0, 1]);
  });
});

describe('limits, raced (VCH-1)', () => {
  test('the last unit and 64 people: one gets it', async () => {
    const offer = await testOffer(t, shop, { total: vch1.offer.stock, rule: { perPerson: vch1.offer.perPerson } });
    const replies = await Promise.all((await people(vch1.callers)).map((p) => claim(t, p, offer)));
    expect(codes(replies)).toEqual({ 200: vch1.expect.success, perk_sold_out: vch1.expect.limit_total });
    expect([await vouchersOf(offer), await stockOf(offer)]).toEqual([
      vch1.expect.vouchers,
      expect.objectContaining({ left: vch1.expect.stockAfter, issued: 1 }),
    ]);
  });
  test('one person 64 times at once: one voucher', async () => {
    const { offer: limits, callers, expect: want } = vch1.second;
    const offer = await testOffer(t, shop, { total: limits.stock, rule: { perPerson: limits.perPerson } });
    const replies = await Promise.all(Array.from({ length: callers }, () => claim(t, me, offer)));
    expect(codes(replies)).toEqual({ 200: want.success, perk_person_limit: want.limit_user });
    expect(await stockOf(offer)).toMatchObject({ left: want.stockAfter });
  });
  test('five a day: five of 64, and the next day five more', async () => {
    const { offer: limits, callers, expect: want } = vch1.third;
    const offer = await testOffer(t, shop, { total: limits.stock, perDay: limits.perDay });
    const replies = await Promise.all((await people(callers)).map((p) => claim(t, p, offer)));
    expect(codes(replies)).toEqual({ 200: want.success, perk_day_sold_out: want.refused });
    expect(await stockOf(offer)).toMatchObject({ left: want.stockAfter });
    get(Clock).set(new Date('2026-11-25T16:00:00Z')); // 00:00 in Shanghai
    expect(codes([await claim(t, me, offer)])).toEqual({ 200: 1 });
  });
  test('three a person and one a day', async () => {
    const offer = await testOffer(t, shop, { rule: { perPerson: 3, perPersonPerDay: 1 } });
    for (const [day, want] of [
      ['2026-11-25', { 200: 1, perk_person_limit: 9 }],
      ['2026-11-26', { 200: 1, perk_person_limit: 9 }],
      ['2026-11-27', { 200: 1, perk_person_limit: 9 }],
      ['2026-11-28', { perk_person_limit: 10 }],
    ] as const) {
      get(Clock).set(new Date(`${day}T02:00:00Z`));
      expect(codes(await Promise.all(Array.from({ length: 10 }, () => claim(t, me, offer))))).toEqual(want);
    }
  });
  test('the same request 20 times at once is one voucher and one answer', async () => {
    const offer = await testOffer(t, shop, { rule: { perPerson: 5 } });
    const body = claimBody();
    const replies = await Promise.all(Array.from({ length: 20 }, () => t.send('POST', `/api/perks/offers/${offer}/vouchers`, { token: me.token, body })));
    expect(new Set(replies.map((r) => JSON.stringify([r.status, r.body]))).size).toBe(1);
    expect(await vouchersOf(offer)).toBe(1);
  });
  test.each(['perks.claim.between_writes', 'perks.claim.before_commit'])('a fault at %s leaves nothing; the same request then succeeds', async (point) => {
    const offer = await testOffer(t, shop);
    const id = requestId();
    armFault(point, 'throw', 1);
    expect((await claim(t, me, offer, { requestId: id })).status).toBe(500);
    expect([await vouchersOf(offer), await stockOf(offer)]).toEqual([0, expect.objectContaining({ left: 100, issued: 0 })]);
    expect((await claim(t, me, offer, { requestId: id })).status).toBe(200);
  });
  test('an answer lost after the commit is given again', async () => {
    const offer = await testOffer(t, shop);
    const id = requestId();
    armFault('perks.claim.after_commit', 'throw', 1);
    expect((await claim(t, me, offer, { requestId: id })).status).toBe(500);
    expect((await claim(t, me, offer, { requestId: id })).status).toBe(200);
    expect(await vouchersOf(offer)).toBe(1);
  });
});

describe('my vouchers', () => {
  test('nobody else sees, cancels or shows one', async () => {
    const { body } = await claim(t, me, await testOffer(t, shop));
    const other = await testPerson(t);
    for (const [method, path, sent] of [
      ['GET', '', undefined],
      ['POST', '/secret', {}],
      ['POST', '/cancellation', { confirm: true }],
    ] as const) {
      const r = await t.send(method, `/api/perks/vouchers/${body.id}${path}`, { token: other.token, ...(sent && { body: sent }) });
      expect([r.status, r.body]).toEqual([404, expect.objectContaining({ code: 'voucher_unknown' })]);
    }
  });
  test('each fetch of the secret is on record, and gives the same secret', async () => {
    const { body } = await claim(t, me, await testOffer(t, shop));
    const looks = () => db().collection('register_entries').countDocuments({ subject: me.id, items: '券码密钥' });
    const [a, b] = [await phone(t, me, body.id), await phone(t, me, body.id)];
    expect([Buffer.from(a.key).equals(Buffer.from(b.key)), a.codeId === b.codeId, a.key.length, await looks()]).toEqual([true, true, 32, 2]);
    expect(JSON.stringify(await db().collection('vouchers').findOne({ codeId: a.codeId }))).not.toContain(Buffer.from(a.key).toString('base64url'));
  });
  test('cancelling gives the unit and the place back once', async () => {
    const offer = await testOffer(t, shop, { total: 1 });
    const { body } = await claim(t, me, offer);
    const cancel = () => t.send('POST', `/api/perks/vouchers/${body.id}/cancellation`, { token: me.token, body: { confirm: true } });
    const replies = await Promise.all(Array.from({ length: 20 }, cancel));
    expect(new Set(replies.map((r) => r.status))).toEqual(new Set([200]));
    expect(await stockOf(offer)).toMatchObject({ left: 1, issued: 0, days: { '2026-11-25': 0 } });
    const secret = await t.send('POST', `/api/perks/vouchers/${body.id}/secret`, { token: me.token, body: {} });
    expect(secret.body).toMatchObject({ code: 'voucher_cancelled' });
    expect((await claim(t, me, offer)).status).toBe(200);
  });
  test('a fault in the middle of a cancellation changes nothing', async () => {
    const offer = await testOffer(t, shop);
    const { body } = await claim(t, me, offer);
    armFault('perks.cancel.between_writes', 'throw', 1);
    const cancel = () => t.send('POST', `/api/perks/vouchers/${body.id}/cancellation`, { token: me.token, body: { confirm: true } });
    expect((await cancel()).status).toBe(500);
    expect(await stockOf(offer)).toMatchObject({ left: 99 });
    expect((await cancel()).status).toBe(200);
  });
  test('the last day counts in full; the minute after, it is past by the date alone', async () => {
    const { body } = await claim(t, me, await testOffer(t, shop, { use: { days: 2 } }));
    const group = async (name: string) =>
      ((await t.send('GET', `/api/perks/vouchers?group=${name}`, { token: me.token })).body as { items: { id: string; state: string }[] }).items;
    get(Clock).set(new Date('2026-11-26T23:59:30+08:00'));
    expect(await group('usable')).toMatchObject([{ id: body.id, state: 'issued' }]);
    get(Clock).set(new Date('2026-11-27T00:00:00+08:00'));
    expect([await group('usable'), await group('past')]).toEqual([[], [expect.objectContaining({ id: body.id, state: 'expired' })]]);
    for (const [path, sent] of [
      ['secret', {}],
      ['cancellation', { confirm: true }],
    ] as const)
      expect((await t.send('POST', `/api/perks/vouchers/${body.id}/${path}`, { token: me.token, body: sent })).body).toMatchObject({ code: 'voucher_expired' });
  });
  test('what ran out unused gives its unit and its holder’s place back, once, to whoever claims next', async () => {
    const offer = await testOffer(t, shop, { total: 1, use: { days: 1 } });
    const { body } = await claim(t, me, offer);
    get(Clock).set(new Date('2026-11-25T23:59:30+08:00'));
    const [other, third] = [await testPerson(t), await testPerson(t)];
    expect((await claim(t, other, offer)).body).toMatchObject({ code: 'perk_sold_out' });
    get(Clock).set(new Date('2026-11-26T00:00:00+08:00'));
    const tries = await Promise.all([me, other, third, me, other, third].map((who) => claim(t, who, offer)));
    expect(tries.filter((r) => r.status === 200).length).toBe(1);
    expect(await stockOf(offer)).toMatchObject({ left: 0, issued: 1 });
    expect((await t.send('GET', `/api/perks/vouchers/${body.id}`, { token: me.token })).body).toMatchObject({ state: 'expired', stateText: '已过期' });
    get(Clock).set(new Date('2026-11-27T00:05:00+08:00'));
    await get(Jobs).enqueue('perks.expiry', {});
    await get(Jobs).drain();
    expect(await stockOf(offer)).toMatchObject({ left: 1, issued: 0 });
  });
  test('are paged by key, newest first', async () => {
    const offer = await testOffer(t, shop, { rule: { perPerson: null } });
    const made: string[] = [];
    for (let i = 0; i < 23; i++) made.unshift((await claim(t, me, offer)).body.id);
    const page = async (after: string) =>
      (await t.send('GET', `/api/perks/vouchers?group=usable${after}`, { token: me.token })).body as { items: { id: string }[]; next: string | null };
    const first = await page('');
    const second = await page(`&after=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 3, null]);
    expect([...first.items, ...second.items].map((v) => v.id).sort()).toEqual([...made].sort());
  });
  test('a member of staff in their role is no resident', async () => {
    const clerk = await testMember(t, shop);
    expect((await t.send('GET', '/api/perks/vouchers?group=usable', { token: clerk.token })).body).toMatchObject({ code: 'auth_forbidden' });
  });
});
