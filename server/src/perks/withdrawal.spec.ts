import { readFileSync } from 'node:fs';
import { decide } from '@binhai/shared/rules/eligibility';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { currentVersion } from '../consents/texts.js';
import { Clock } from '../platform/clock.js';
import { armFault } from '../platform/faults.js';
import { LiveCaches } from '../platform/live-cache.js';
import type { TestApp } from '../testing/test-app.js';
import { testCounter } from '../testing/test-counter.js';
import { codeOf } from '../testing/test-login.js';
import { claim, testOffer, testShop } from '../testing/test-offers.js';
import { testPerson } from '../testing/test-person.js';
import { EligibilityService } from './eligibility.service.js';
import { OffersService } from './offers.service.js';

const prv3: { steps: { t_s?: number; do: string; expect?: string }[]; also: { changeStreamDead: boolean }; agreeAgain: string } = JSON.parse(
  readFileSync(new URL('../../../test/cases/PRV-3.withdraw.json', import.meta.url), 'utf8'),
);
const [withdrawal, exchange, cached, anyPath] = prv3.steps;
const VERSION = currentVersion('perk_ticket');
const agreed = { consentTextVersion: VERSION };
const { t, shop, me, db, clock, voucher, scan, confirm, code, view } = testCounter('withdrawal');
let second: TestApp;
beforeAll(async () => {
  second = await t().second();
});
beforeEach(() => second.app.get(Clock, { strict: false }).set(clock().now()));
afterAll(() => second?.close());

interface Row {
  id: string;
  state: string;
  ends: { id: string; title: string }[];
}
const consents = async () => ((await t().send('GET', '/api/consents', { token: me().token })).body as { items: Row[] }).items;
const withdraw = (id: string, vouchers: string[] = [], a = t()) => a.send('POST', `/api/consents/${id}/withdrawal`, { token: me().token, body: { vouchers } });
const ticket = (over = {}) => testOffer(t(), shop(), { consent: 'perk_ticket', ...over });
/** What a partner's question will come to: the facts read anew, the whole rule, and one bit of the answer. */
async function asked(offer: string, a = t()): Promise<boolean> {
  const atMs = a.app.get(Clock, { strict: false }).ms();
  const found = a.app.get(OffersService, { strict: false }).get(offer);
  const facts = await a.app.get(EligibilityService, { strict: false }).facts(me().id, found, atMs);
  return decide(facts, found.terms.rule, atMs).verdict === 'yes';
}

test(`PRV-3: ${withdrawal?.do} → ${exchange?.expect}; ${cached?.do} → ${cached?.expect}; ${anyPath?.do} → ${anyPath?.expect}`, async () => {
  const other = await ticket({ rule: { perPerson: 3 } });
  const offer = await ticket({ rule: { perPerson: 3 } });
  const first = await claim(t(), me(), other, agreed);
  await second.app.get(OffersService, { strict: false }).fresh(offer); // its cache has it
  expect(await Promise.all([asked(offer), asked(offer, second)])).toEqual([true, true]);
  const [consent] = await consents();
  expect((await withdraw(consent?.id ?? '', [first.body.id])).status).toBe(200);
  expect(await Promise.all([asked(offer), asked(offer, second)])).toEqual([false, false]); // at 0 s, in both processes
  const at = clock().ms();
  for (const a of [t(), second]) a.app.get(Clock, { strict: false }).set(new Date(at + 60_000));
  expect(await Promise.all([asked(offer), asked(offer, second)])).toEqual([false, false]);
  const again = await claim(t(), me(), offer, agreed); // a new consent works at once
  expect([again.status, await asked(offer, second)]).toEqual([200, true]);
});
test('PRV-3, the change stream dead: nothing of a consent is cached, so the next read of either process knows', async () => {
  expect(prv3.also.changeStreamDead).toBe(true);
  const offer = await ticket({ rule: { perPerson: 3 } });
  const { body } = await claim(t(), me(), await ticket(), agreed);
  await second.app.get(OffersService, { strict: false }).fresh(offer);
  for (const a of [t(), second]) await a.app.get(LiveCaches, { strict: false }).onModuleDestroy(); // neither stream nor poll from here on
  expect(await asked(offer, second)).toBe(true);
  const [consent] = await consents();
  await withdraw(consent?.id ?? '', [body.id]);
  expect(await Promise.all([asked(offer), asked(offer, second)])).toEqual([false, false]);
  for (const a of [t(), second]) await a.app.get(LiveCaches, { strict: false }).onApplicationBootstrap();
});
test('the vouchers that will end are named before, end with the consent, and nobody else’s do', async () => {
  const elsewhere = await testShop(t());
  const mine = [
    await claim(t(), me(), await ticket({ title: '示例公园全天票', total: 5 }), agreed),
    await claim(t(), me(), await ticket({ title: '示例游船票' })),
  ];
  const free = await claim(t(), me(), await testOffer(t(), shop()));
  const others = await claim(t(), me(), await testOffer(t(), elsewhere, { consent: 'perk_ticket' }), agreed);
  const stranger = await testPerson(t());
  const theirs = await claim(t(), stranger, await ticket(), agreed);
  const list = await consents();
  const consent = list.find((c) => c.ends.length === 2);
  expect(consent?.ends.map((v) => v.title).sort()).toEqual(['示例公园全天票', '示例游船票']);
  const refused = await withdraw(consent?.id ?? '', [mine[0]?.body.id ?? '']); // one of them was not shown
  expect([codeOf(refused), (await consents()).every((c) => c.state === 'active')]).toEqual(['consent_ends_more', true]);
  const done = await withdraw(
    consent?.id ?? '',
    mine.map((v) => v.body.id),
  );
  expect(done.body).toMatchObject({ done: true, at: expect.stringMatching(/^2026-11-25T02:00:/) });
  const states = async (id: string, who = me()) => ((await t().send('GET', `/api/perks/vouchers/${id}`, { token: who.token })).body as { state: string }).state;
  expect(await Promise.all(mine.map((v) => states(v.body.id)))).toEqual(['cancelled', 'cancelled']);
  expect(await Promise.all([states(free.body.id), states(others.body.id), states(theirs.body.id, stranger)])).toEqual(['issued', 'issued', 'issued']);
  const voucherDoc = await db()
    .collection<{ _id: string; consentId: string }>('vouchers')
    .findOne({ _id: mine[1]?.body.id ?? '' });
  expect(voucherDoc?.consentId).toBe(consent?.id); // also one claimed under a consent given before
});
test('a consent tells how often its recipient looked in the last 30 days, and when last', async () => {
  const v = await voucher();
  await claim(t(), me(), await ticket(), agreed);
  await scan(v.qr()); // the counter looks at who holds it
  expect((await consents())[0]).toMatchObject({ looks: { count: 1, last: expect.any(String) } });
  clock().set(new Date(clock().ms() + 31 * 86_400_000));
  expect((await consents())[0]).toMatchObject({ looks: { count: 0, last: null } });
});
test('a till that holds the voucher finds it cancelled', async () => {
  const v = await voucher({ consent: null });
  const held = await claim(t(), me(), await ticket(), agreed);
  await db()
    .collection('vouchers')
    .updateOne({ _id: v.id as never }, { $set: { 'terms.consent': 'perk_ticket' } });
  const lock = (await scan(v.qr())).body.lockId;
  const [consent] = await consents();
  expect((await withdraw(consent?.id ?? '', [v.id, held.body.id])).status).toBe(200);
  expect([code(await confirm(lock)), (await view(v)).state]).toEqual(['voucher_cancelled', 'cancelled']);
});
test('a claim and a withdrawal at once: whichever comes last wins, and no voucher outlives its consent', async () => {
  for (let round = 0; round < 8; round++) {
    const first = await claim(t(), me(), await ticket(), agreed);
    const [consent] = (await consents()).filter((c) => c.state === 'active');
    const offer = await ticket();
    const [claimed, withdrawn] = await Promise.all([claim(t(), me(), offer), withdraw(consent?.id ?? '', [first.body.id], round % 2 ? t() : second)]);
    const inForce = (await consents()).some((c) => c.state === 'active');
    const open = await db().collection('vouchers').countDocuments({ person: me().id, 'terms.consent': 'perk_ticket', state: 'issued' });
    if (withdrawn.status === 200) expect([inForce, open, claimed.body.code]).toEqual([false, 0, 'consent_required']);
    else {
      expect([codeOf(withdrawn), claimed.status, inForce]).toEqual(['consent_ends_more', 200, true]);
      await withdraw(consent?.id ?? '', [first.body.id, claimed.body.id]);
    }
  }
});
test('cut between the consent and its vouchers, nothing has ended', async () => {
  const { body } = await claim(t(), me(), await ticket(), agreed);
  const [consent] = await consents();
  armFault('perks.cancel.between_writes', 'throw', 1);
  expect((await withdraw(consent?.id ?? '', [body.id])).status).toBe(500);
  expect((await consents())[0]).toMatchObject({ state: 'active', ends: [{ id: body.id }] });
});
