import type { VisitPlan } from '@binhai/shared/rules/visit';
import { expect, test } from '@jest/globals';
import { armFault } from '../platform/faults.js';
import { HEADS, testCounter } from '../testing/test-counter.js';
import { codeOf } from '../testing/test-login.js';
import { audit, claim, phone, requestId, testOffer } from '../testing/test-offers.js';
import { testPerson } from '../testing/test-person.js';

const PLAN: VisitPlan = {
  weekdays: null,
  slots: [
    { from: 540, to: 660, capacity: 10 },
    { from: 840, to: 1020, capacity: 10 },
  ],
  days: 7,
  maxHeads: 3,
};
const TODAY = '2026-11-25';
const AFTERNOON = { date: TODAY, from: 840, heads: 2 };
const { t, shop, me, db, at, scan, confirm, reverse, code } = testCounter('visits');
const ticket = (over = {}) => testOffer(t(), shop(), { benefit: { ...HEADS }, total: null, rule: { perPerson: null }, visits: PLAN, ...over });
interface Days {
  maxHeads: number;
  days: { date: string; slots: { from: number; to: number; left: number }[] }[];
}
const days = async (offer: string) => (await t().send('GET', `/api/travel/offers/${offer}/visits`)).body as Days;
const left = async (offer: string, { date, from } = AFTERNOON) =>
  (await days(offer)).days.find((d) => d.date === date)?.slots.find((s) => s.from === from)?.left;
const cancel = (id: string, who = me()) => t().send('POST', `/api/perks/vouchers/${id}/cancellation`, { token: who.token, body: { confirm: true } });

test('everybody sees the days and times with the places left; what is over is not there', async () => {
  const offer = await ticket();
  const shown = await days(offer);
  expect([shown.maxHeads, shown.days.length, shown.days[0]]).toEqual([
    3,
    7,
    { date: TODAY, slots: PLAN.slots.map(({ from, to, capacity }) => ({ from, to, left: capacity })) },
  ]);
  at(`${TODAY}T11:00:00+08:00`);
  expect((await days(offer)).days[0]?.slots.map((s) => s.from)).toEqual([840]);
  at(`${TODAY}T17:00:00+08:00`);
  expect((await days(offer)).days[0]?.date).toBe('2026-11-26');
  expect(codeOf(await t().send('GET', `/api/travel/offers/${await testOffer(t(), shop())}/visits`))).toBe('perk_offer_unknown');
});
test.each([
  ['nothing chosen', undefined, 'visit_required'],
  ['a time there is not', { ...AFTERNOON, from: 600 }, 'visit_unknown'],
  ['too far ahead', { ...AFTERNOON, date: '2026-12-02' }, 'visit_unknown'],
  ['yesterday', { ...AFTERNOON, date: '2026-11-24' }, 'visit_over'],
  ['a party too large', { ...AFTERNOON, heads: 4 }, 'visit_heads'],
  ['a companion’s name', { ...AFTERNOON, names: ['示例'] }, 'input_invalid'],
])('%s is refused and takes no place', async (_, visit, refusal) => {
  const offer = await ticket();
  expect((await claim(t(), me(), offer, visit === undefined ? {} : { visit })).body.code).toBe(refusal);
  expect(await left(offer)).toBe(10);
});
test('an offer without times takes none', async () => {
  expect((await claim(t(), me(), await testOffer(t(), shop()), { visit: AFTERNOON })).body.code).toBe('visit_unexpected');
});
test('the last places: of many parties at once exactly as many get in as fit, whole parties only', async () => {
  const offer = await ticket();
  const people = await Promise.all(Array.from({ length: 24 }, () => testPerson(t())));
  const results = await Promise.all(people.map((who) => claim(t(), who, offer, { visit: { ...AFTERNOON, heads: 3 } })));
  expect(results.filter((r) => r.status === 200)).toHaveLength(3); // 9 of 10 places
  expect(new Set(results.filter((r) => r.status !== 200).map((r) => r.body.code))).toEqual(new Set(['visit_full']));
  expect(await left(offer)).toBe(1);
  expect((await claim(t(), me(), offer, { visit: { ...AFTERNOON, heads: 2 } })).body.code).toBe('visit_full');
  expect((await claim(t(), me(), offer, { visit: { ...AFTERNOON, heads: 1 } })).status).toBe(200);
  expect([await left(offer), await left(offer, { ...AFTERNOON, date: '2026-11-26' })]).toEqual([0, 10]);
});
test('the same request once more is the same party; with another time it is refused', async () => {
  const offer = await ticket();
  const id = requestId();
  const [one, two] = await Promise.all([0, 1].map(() => claim(t(), me(), offer, { visit: AFTERNOON, requestId: id })));
  expect([one?.body.id, await left(offer)]).toEqual([two?.body.id, 8]);
  expect((await claim(t(), me(), offer, { visit: { ...AFTERNOON, heads: 1 }, requestId: id })).body.code).toBe('counter_request_reused');
});
test('given back with a cancellation, once', async () => {
  const offer = await ticket();
  const { body } = await claim(t(), me(), offer, { visit: AFTERNOON });
  expect(body).toMatchObject({ visit: { ...AFTERNOON, to: 1020 }, usableUntil: TODAY });
  expect(await left(offer)).toBe(8);
  await Promise.all([cancel(body.id), cancel(body.id), cancel(body.id)]);
  expect(await left(offer)).toBe(10);
});
test('cut between the voucher and its places, neither is there', async () => {
  const offer = await ticket();
  armFault('perks.claim.before_commit', 'throw', 1);
  expect((await claim(t(), me(), offer, { visit: AFTERNOON })).status).toBe(500);
  expect([await left(offer), await db().collection('vouchers').countDocuments({ offer })]).toEqual([10, 0]);
});
test('the ticket office redeems it in its time, for as many as came, never for more than were asked for', async () => {
  const offer = await ticket();
  const { body } = await claim(t(), me(), offer, { visit: AFTERNOON });
  const held = await phone(t(), me(), body.id);
  expect(code(await scan(held.qr()))).toBe('voucher_outside_hours');
  at(`${TODAY}T14:10:05+08:00`);
  const { lockId } = (await scan(held.qr())).body;
  expect(code(await confirm(lockId, { heads: 3 }))).toBe('voucher_amount_invalid');
  expect((await confirm(lockId, { heads: 1 })).body).toMatchObject({ state: 'redeemed', heads: 1, payableFen: 6400 });
});
test('on another day it is not yet time', async () => {
  const offer = await ticket();
  const { body } = await claim(t(), me(), offer, { visit: { ...AFTERNOON, date: '2026-11-27' } });
  const held = await phone(t(), me(), body.id);
  expect(code(await scan(held.qr()))).toBe('voucher_not_started');
  at('2026-11-28T09:00:05+08:00');
  expect(code(await scan(held.qr()))).toBe('voucher_expired');
});

/** A party of three of this afternoon, all of them in. */
async function inside() {
  const offer = await ticket();
  const { body } = await claim(t(), me(), offer, { visit: { ...AFTERNOON, heads: 3 } });
  at(`${TODAY}T14:10:05+08:00`);
  const held = await phone(t(), me(), body.id);
  const done = await confirm((await scan(held.qr())).body.lockId, { heads: 3 });
  expect([code(done), await left(offer)]).toEqual([200, 7]);
  return { offer, redemption: done.body.id };
}
test('one of three turns back: the place is free again once, however often and from where it is said; then the rest', async () => {
  const { offer, redemption } = await inside();
  const again = requestId();
  const same = await Promise.all(Array.from({ length: 12 }, () => reverse(redemption, { heads: 1, requestId: again })));
  expect([new Set(same.map(code)), await left(offer)]).toEqual([new Set([200]), 8]);
  const whole = await Promise.all(Array.from({ length: 12 }, () => reverse(redemption)));
  expect([new Set(whole.map(code)), await left(offer)]).toEqual([new Set([200]), 10]);
});
test('clerks who take different heads back at once: no place more is free than people left', async () => {
  const { offer, redemption } = await inside();
  const answers = await Promise.all(Array.from({ length: 6 }, () => reverse(redemption, { heads: 1 })));
  expect(answers.filter((r) => code(r) === 200)).toHaveLength(3);
  expect(await left(offer)).toBe(10);
});
test('cut between the reversal and its places, neither is there; said again, both are', async () => {
  const { offer, redemption } = await inside();
  armFault('counter.reverse.between_writes', 'throw', 1);
  const again = requestId();
  expect([code(await reverse(redemption, { heads: 2, requestId: again })), await left(offer)]).toEqual(['service_failed', 7]);
  expect([code(await reverse(redemption, { heads: 2, requestId: again })), await left(offer)]).toEqual([200, 9]);
});
test('claimed and cancelled by many at once, the count of places ends where the vouchers say', async () => {
  const offer = await ticket();
  const people = await Promise.all(Array.from({ length: 12 }, () => testPerson(t())));
  await Promise.all(
    people.map(async (who) => {
      const { status, body } = await claim(t(), who, offer, { visit: AFTERNOON });
      if (status === 200) await cancel(body.id, who);
    }),
  );
  expect(await left(offer)).toBe(10);
});
test('what does not add up is found', async () => {
  const offer = await ticket();
  await claim(t(), me(), offer, { visit: AFTERNOON });
  const slot = `${offer}|${TODAY}|840`;
  await db()
    .collection<{ _id: string }>('visit_slots')
    .updateOne({ _id: slot }, { $inc: { taken: 1 } });
  expect(await audit(t())).toEqual([{ offer, what: `places taken of ${slot}`, expected: 2, found: 3 }]);
  await db()
    .collection<{ _id: string }>('visit_slots')
    .updateOne({ _id: slot }, { $inc: { taken: -1 } });
});
