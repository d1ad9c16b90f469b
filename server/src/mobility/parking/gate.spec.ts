import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { PartnersService } from '../../partners/partners.service.js';
import { Clock } from '../../platform/clock.js';
import { armFault, disarmFaults } from '../../platform/faults.js';
import { newId } from '../../platform/id.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { type TestGate, testGate } from '../../testing/test-gate.js';
import { codeOf } from '../../testing/test-login.js';
import { freshNumber } from '../../testing/test-number.js';
import { freshPlate, openParking, provePlate } from '../../testing/test-parking.js';
import { testPartner } from '../../testing/test-partner.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';
import { ParkingEvent } from './stay.schema.js';

const PRK1: { name: string; expect: unknown }[] = JSON.parse(readFileSync(new URL('../../../../test/cases/PRK-1.events.json', import.meta.url), 'utf8'));
const PRK4: { expect: { perks: string; answerToGate: string } } = JSON.parse(
  readFileSync(new URL('../../../../test/cases/PRK-4.two-cars-one-plate.json', import.meta.url), 'utf8'),
);
const NOT_NOW = (feeFen = 1500) => ({ verdict: 'not_now', reliefFen: 0, payFen: feeFen, payLater: false });
const YES = { verdict: 'yes', reliefFen: 1000, payFen: 500, payLater: false };
let t: TestApp;
let second: TestApp;
let gate: TestGate;
let me: TestPerson;
let plate: string;
beforeAll(async () => {
  t = await testApp('gate');
  second = await t.second();
  gate = await testGate(t);
});
beforeEach(async () => {
  at('12:00');
  me = await testPerson(t, { number: freshNumber(), name: '周示例宁' });
  plate = freshPlate();
  await openParking(t, me, plate, [gate.id]);
});
afterEach(() => {
  disarmFaults();
  for (const app of [t, second]) app.app.get(Clock, { strict: false }).set(null);
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
const db = () => t.app.get<Connection>(getConnectionToken());
const when = (clock: string, day = '2026-11-25') => `${day}T${clock}:00+08:00`;
function at(clock: string, day?: string): void {
  for (const app of [t, second]) app.app.get(Clock, { strict: false }).set(new Date(when(clock, day)));
}
const orders = (who = me) => db().collection('parking_orders').countDocuments({ personId: who.id });
const events = (who = me) => db().collection('parking_events').countDocuments({ personId: who.id });
const looks = (purpose: string, who = me) => db().collection('register_entries').countDocuments({ subject: who.id, purpose });
const trips = async (who = me) =>
  ((await t.send('GET', '/api/parking/trips', { token: who.token })).body as { items: { state: string; seconds: number | null; reliefFen: number | null }[] })
    .items;
const home = async (who = me) =>
  (await t.send('GET', '/api/parking', { token: who.token })).body as {
    live: object[];
    doubts: { plateId: string; places: { eventId: string; lot: string }[] }[];
    bills: { id: string; payFen: number; overdue: boolean }[];
    savedFen: number;
    uses: number;
    payLaterPaused: boolean;
  };
const expected = (name: string) => `PRK-1 ${name}: ${JSON.stringify(PRK1.find((r) => r.name === name)?.expect)}`;

describe('the keyed set', () => {
  test('a gate knows consented plates by tokens of this operator and week, entered once a week and plate', async () => {
    const other = await testGate(t);
    expect(await gate.match(plate)).not.toBeNull();
    expect(await gate.match(plate)).not.toBeNull();
    expect([await other.match(plate), await gate.match(freshPlate())]).toEqual([null, null]);
    expect(await looks('parking_set')).toBe(1);
    const [now, theirs] = [await gate.set(), await other.set()];
    expect(now.key).not.toBe(theirs.key);
    at('00:00', '2026-11-30'); // a Monday
    const next = await gate.set();
    expect([next.kid === now.kid, next.key === now.key, next.tokens.some((x) => now.tokens.includes(x))]).toEqual([false, false, false]);
    expect(await looks('parking_set')).toBe(2);
    expect(JSON.stringify([now, next])).not.toContain(plate);
  });
  test('a car that came on Sunday leaves on Monday by either week’s token', async () => {
    at('23:00', '2026-11-29');
    const sunday = await gate.match(plate);
    await gate.enter(plate, when('23:00', '2026-11-29'));
    at('00:30', '2026-11-30');
    await gate.set();
    expect((await gate.leave(plate, when('00:30', '2026-11-30'), { ...sunday, feeFen: 1000 })).body).toMatchObject({ verdict: 'yes', payFen: 0 });
  });
  test('withdrawn, the plate is gone from the set, and what the gate still sends comes to nothing', async () => {
    await gate.enter(plate, when('09:00'));
    const { items } = (await t.send('GET', '/api/consents', { token: me.token })).body as { items: { id: string }[] };
    await t.send('POST', `/api/consents/${items[0]?.id}/withdrawal`, { token: me.token, body: { vouchers: [] } });
    expect(await gate.match(plate)).toBeNull();
    expect((await gate.leave(plate, when('12:00'))).body).toEqual(NOT_NOW());
    expect([await events(), await orders(), await looks('parking_verdict')]).toEqual([1, 0, 0]);
  });
});

describe('the verdict', () => {
  test('three hours with two free: to the fen, one look on record, sums without place for the person', async () => {
    await gate.enter(plate, when('09:00'));
    expect((await gate.leave(plate, when('12:00'))).body).toEqual(YES);
    expect(await looks('parking_verdict')).toBe(1);
    expect(await home()).toMatchObject({ savedFen: 1000, uses: 1, live: [] });
    expect(await trips()).toEqual([]); // only registered: never shown
  });
  test.each([
    [
      'frozen',
      async () =>
        void (await db()
          .collection('people')
          .updateOne({ _id: me.id as never }, { $set: { frozenAt: new Date() } })),
    ],
    [
      'leaving',
      async () =>
        void (await db()
          .collection('people')
          .updateOne({ _id: me.id as never }, { $set: { leaving: { askedAt: new Date(), dueAt: new Date(), receipt: newId() } } })),
    ],
    [
      'without a real name any more',
      async () =>
        void (await db()
          .collection('people')
          .updateOne({ _id: me.id as never }, { $set: { assurance: 'none' } })),
    ],
    [
      'an operator that is paused',
      async () =>
        void (await db()
          .collection('parking_operators')
          .updateOne({ _id: gate.id as never }, { $set: { state: 'paused' } })),
    ],
  ])('%s: the same reply, the same look on record', async (_, make) => {
    await gate.enter(plate, when('09:00'));
    await make();
    const r = await gate.leave(plate, when('12:00'));
    await db()
      .collection('parking_operators')
      .updateOne({ _id: gate.id as never }, { $set: { state: 'open' } });
    expect([r.status, r.body]).toEqual([200, NOT_NOW()]);
    expect([await looks('parking_verdict'), await orders()]).toEqual([1, 0]);
  });
  test('so many uses a day, by the day of entry, also at one moment in both processes', async () => {
    const plates = [plate, freshPlate(), freshPlate()];
    for (const p of plates.slice(1)) await openParking(t, me, p, []);
    for (const p of plates) await gate.enter(p, when('09:00'));
    const replies = await Promise.all(plates.map((p, i) => gate.leave(p, when('12:00'), {}, i % 2 ? t : second)));
    expect(replies.map((r) => r.body.verdict).sort()).toEqual(['not_now', 'yes', 'yes']);
    expect(await orders()).toBe(2);
  });
  test('a lot of another operator, a plate as text, a number used for something else', async () => {
    const other = await testGate(t);
    expect(codeOf(await gate.enter(plate, when('09:00'), { lotId: other.lot }))).toBe('parking_lot_unknown');
    expect(codeOf(await gate.enter(plate, when('09:00'), { token: plate }))).toBe('input_invalid');
    const eventId = newId();
    await gate.enter(plate, when('09:00'), { eventId });
    expect(codeOf(await gate.enter(plate, when('09:01'), { eventId }))).toBe('partner_event_reused');
    const orderId = newId();
    expect((await gate.leave(plate, when('12:00'), { orderId })).body).toEqual(YES);
    const you = await testPerson(t, { number: freshNumber() });
    const theirs = freshPlate();
    await openParking(t, you, theirs, [gate.id]);
    expect(codeOf(await gate.leave(theirs, when('12:00'), { orderId }))).toBe('parking_order_conflict');
    expect(codeOf(await gate.credit(theirs, when('12:00'), { orderId }))).toBe('parking_order_conflict');
    expect(codeOf(await (await testPartner(t)).send('GET', '/api/partner/v1/parking/plates'))).toBe('parking_operator_unknown');
  });
  test.each(['leave', 'credit'] as const)('%s: another’s lot, a clock that is ahead, a number used twice', async (ask) => {
    const other = await testGate(t);
    expect(codeOf(await gate[ask](plate, when('12:00'), { lotId: other.lot }))).toBe('parking_lot_unknown');
    expect(codeOf(await gate[ask](plate, when('12:11')))).toBe('parking_clock_ahead');
    expect(codeOf(await gate[ask](plate, '2026-11-25T25:00:00+08:00'))).toBe('input_invalid');
    const eventId = newId();
    await gate[ask](plate, when('12:00'), { eventId });
    expect(codeOf(await gate[ask](plate, when('12:01'), { eventId }))).toBe('partner_event_reused');
  });
});

test('asks by the minimum grade it registered, or nobody is asked about at all', async () => {
  const partners = t.app.get(PartnersService, { strict: false });
  const register = (minGrade: 'good' | null, purpose: 'perk_parking' | 'perk_ticket' = 'perk_parking') =>
    partners.put({
      id: gate.id,
      kind: 'parking',
      state: 'active',
      claims: ['parking_plates', 'parking_events'],
      purposes: [{ purpose, statement: '示例', minGrade }],
    });
  await gate.enter(plate, when('09:00'));
  const before = await looks('parking_verdict');
  for (const [minGrade, purpose] of [
    ['good', 'perk_parking'],
    [null, 'perk_ticket'],
  ] as const) {
    await register(minGrade, purpose);
    for (const ask of ['leave', 'credit'] as const)
      expect([purpose, ask, codeOf(await gate[ask](plate, when('12:00')))]).toEqual([purpose, ask, 'parking_operator_unknown']);
  }
  expect([await looks('parking_verdict'), await orders(), await events()]).toEqual([before, 0, 1]);
  await register(null);
  expect((await gate.leave(plate, when('12:00'))).body).toEqual(YES);
});

describe('events as they come', () => {
  beforeEach(async () => void (await provePlate(t, me, plate)));
  test(expected('out of order'), async () => {
    const orderId = newId();
    expect((await gate.leave(plate, when('10:00'), { orderId, feeFen: 1000 })).body).toEqual(NOT_NOW(1000));
    await gate.enter(plate, when('08:00'));
    expect(await trips()).toMatchObject([{ state: 'left', seconds: 7200 }]);
    expect((await gate.credit(plate, when('10:00'), { orderId, feeFen: 1000 })).body).toEqual({ verdict: 'yes', creditFen: 1000 }); // what was charged meanwhile
  });
  test(expected('exit without entry'), async () => {
    expect((await gate.leave(plate, when('10:00'))).body).toEqual(NOT_NOW());
    expect(await trips()).toMatchObject([{ state: 'needs_review', seconds: null }]);
    expect(await orders()).toBe(0);
  });
  test(expected('sent twice'), async () => {
    const [entry, exit, orderId] = [newId(), newId(), newId()];
    for (const app of [t, second]) await gate.enter(plate, when('09:00'), { eventId: entry }, app);
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => gate.leave(plate, when('12:00'), { eventId: exit, orderId }, i % 2 ? t : second)));
    expect(replies.map((r) => r.body)).toEqual(replies.map(() => YES));
    expect([await events(), await orders(), (await trips()).length]).toEqual([2, 1, 1]);
  });
  test(expected('second entry, no exit between'), async () => {
    await gate.enter(plate, when('08:00', '2026-11-24'));
    await gate.enter(plate, when('08:00'));
    expect((await trips()).map((s) => s.state)).toEqual(['parked', 'unknown_end']);
    expect((await home()).live).toHaveLength(1);
    expect((await gate.leave(plate, when('11:00'))).body).toEqual(YES);
    expect(await orders()).toBe(1);
  });
  test(expected('over midnight'), async () => {
    at('00:20');
    await gate.enter(plate, when('23:50', '2026-11-24'));
    expect((await gate.leave(plate, when('00:20'), { feeFen: 500 })).body).toMatchObject({ verdict: 'yes', payFen: 0 });
    expect(await db().collection('parking_orders').findOne({ personId: me.id })).toMatchObject({ day: '2026-11-24' });
    expect(await trips()).toMatchObject([{ seconds: 1800 }]);
  });
  test(expected('gate clock 3 min ahead'), async () => {
    expect((await gate.enter(plate, when('12:03'))).status).toBe(200);
    expect(await db().collection('parking_events').findOne({ personId: me.id })).toMatchObject({ receivedAt: expect.any(Date) });
    const late = await gate.enter(plate, when('12:11'));
    expect([codeOf(late), Math.round(Number(late.body.detail?.skewSeconds) / 10)]).toEqual(['parking_clock_ahead', 66]);
  });
  test('thirty days, then gone: by the machine’s clock, wherever a test has set ours', async () => {
    await gate.enter(plate, when('09:00'));
    const [index] = (await db().collection('parking_events').indexes()).filter((i) => i.expireAfterSeconds === 0);
    expect(index?.key).toEqual({ goneAt: 1 });
    const stored = (await db().collection('parking_events').findOne({ personId: me.id })) as unknown as ParkingEvent;
    const days = (stored.goneAt.getTime() - Date.now()) / 86_400_000;
    expect(days > 29.8 && days <= 30).toBe(true);
  });
  test('the person reads place and time of a proven car on a proven device, nobody else and nowhere else', async () => {
    await gate.enter(plate, when('09:00'));
    expect((await home()).live).toMatchObject([{ plate, lot: '示例门店', freeMinutes: 120 }]);
    const { token } = await testPerson(t);
    expect(((await t.send('GET', '/api/parking', { token })).body as { live: object[] }).live).toEqual([]);
    await db()
      .collection('people')
      .updateOne({ _id: me.id as never }, { $set: { 'sessions.$[].high': false } });
    expect((await home()).live).toEqual([]);
    expect(codeOf(await t.send('GET', '/api/parking/trips', { token: me.token }))).toBe('identity_high_required');
  });
});

describe(`PRK-4: ${PRK4.expect.perks}; ${PRK4.expect.answerToGate}`, () => {
  test('two cars on one plate: none until the owner says which, then that one', async () => {
    const far = await testGate(t);
    await openParking(t, me, plate, [far.id]);
    await provePlate(t, me, plate);
    at('11:00');
    await gate.enter(plate, when('08:00'));
    await far.enter(plate, when('08:05'));
    expect((await far.leave(plate, when('09:00'))).body).toEqual(NOT_NOW());
    const orderId = newId();
    expect((await gate.leave(plate, when('11:00'), { orderId })).body).toEqual(NOT_NOW());
    const titles = ((await t.send('GET', '/api/messages', { token: me.token })).body as { items: { title: string; text: string }[] }).items;
    expect(titles.filter((m) => m.title === '你的车牌同时出现在两处')).toHaveLength(1);
    const [doubt] = (await home()).doubts;
    expect(doubt?.places).toHaveLength(2);
    const answer = (eventId: string | null) => t.send('POST', `/api/parking/plates/${doubt?.plateId}/doubt`, { token: me.token, body: { eventId } });
    expect(codeOf(await answer('nobodys'))).toBe('parking_doubt_gone');
    expect((await answer(doubt?.places[0]?.eventId ?? '')).status).toBe(200);
    expect(codeOf(await answer(null))).toBe('parking_doubt_gone');
    expect((await home()).doubts).toEqual([]);
    expect(await trips()).toHaveLength(1);
    expect((await gate.credit(plate, when('11:00'), { orderId })).body).toEqual({ verdict: 'yes', creditFen: 1000 });
    expect(await orders()).toBe(1);
  });
});

describe('leave first, pay later; no answer in time', () => {
  test('a bill, paid once by the channel; overdue pauses only this', async () => {
    const later = await testGate(t, { payLater: true });
    const { body } = await openParking(t, me, plate, [later.id], true);
    await later.enter(plate, when('09:00'));
    expect((await later.leave(plate, when('12:00'))).body).toEqual({ ...YES, payLater: true });
    const [bill] = (await home()).bills;
    expect(bill).toMatchObject({ payFen: 500, overdue: false });
    at('12:00', '2026-12-03');
    expect(await home()).toMatchObject({ payLaterPaused: true });
    await later.enter(plate, when('09:00', '2026-12-03'));
    expect((await later.leave(plate, when('12:00', '2026-12-03'))).body).toEqual(YES); // the discount itself goes on
    const pay = (payFen: number, id = bill?.id) => t.send('POST', `/api/parking/bills/${id}/payment`, { token: me.token, body: { payFen } });
    expect(codeOf(await pay(400))).toBe('parking_bill_changed');
    armFault('parking.pay.after_channel', 'throw', 1); // cut behind the channel: the next try is the same payment
    expect((await pay(500)).status).toBe(500);
    const paid = await Promise.all([pay(500), pay(500)]);
    expect(new Set(paid.map((r) => JSON.stringify(r.body))).size).toBe(1);
    expect(await home()).toMatchObject({ bills: [], payLaterPaused: false });
    expect((await t.send('PUT', `/api/parking/plates/${body.id}/pay-later`, { token: me.token, body: { on: false } })).status).toBe(200);
  });
  test('a channel that is down leaves the bill open', async () => {
    const later = await testGate(t, { payLater: true, tariff: { unitMinutes: 60, unitFen: 517, dayCapFen: null } });
    await openParking(t, me, plate, [later.id], true);
    await later.enter(plate, when('09:00'));
    await later.leave(plate, when('12:00'), { feeFen: 1551 });
    const [bill] = (await home()).bills;
    expect(codeOf(await t.send('POST', `/api/parking/bills/${bill?.id}/payment`, { token: me.token, body: { payFen: 517 } }))).toBe('parking_service_down');
  });
  test('a sum the channel refuses stays open', async () => {
    const later = await testGate(t, { payLater: true, tariff: { unitMinutes: 60, unitFen: 513, dayCapFen: null } });
    await openParking(t, me, plate, [later.id], true);
    await later.enter(plate, when('09:00'));
    await later.leave(plate, when('12:00'), { feeFen: 1539 });
    const [bill] = (await home()).bills;
    expect(codeOf(await t.send('POST', `/api/parking/bills/${bill?.id}/payment`, { token: me.token, body: { payFen: 513 } }))).toBe('parking_payment_failed');
    expect((await home()).bills).toHaveLength(1);
  });
  test('we answer too late: the gate charged the normal price, and gets by the order number what to give back, once', async () => {
    const orderId = newId();
    await gate.enter(plate, when('09:00'));
    armFault('parking.exit.before_commit', 'hang', 1);
    const late = gate.leave(plate, when('12:00'), { orderId }); // the gate has stopped waiting at 800 ms
    await new Promise((ok) => setTimeout(ok, 150));
    disarmFaults();
    expect((await late).body).toEqual(YES);
    const credits = await Promise.all([gate.credit(plate, when('12:00'), { orderId }), gate.credit(plate, when('12:00'), { orderId })]);
    expect(credits.map((r) => r.body)).toEqual(Array(2).fill({ verdict: 'yes', creditFen: 1000 }));
    expect(await db().collection('parking_orders').find({ personId: me.id }).toArray()).toMatchObject([{ how: 'credit', reliefFen: 1000 }]);
  });
  test('we were down at the exit: entry and exit are told later, with the credit', async () => {
    await gate.enter(plate, when('09:00'));
    armFault('parking.exit.before_commit', 'throw', 1);
    expect((await gate.leave(plate, when('12:00'))).status).toBe(500);
    at('14:00');
    expect((await gate.credit(plate, when('12:00'))).body).toEqual({ verdict: 'yes', creditFen: 1000 });
    expect(await home()).toMatchObject({ savedFen: 1000, uses: 1 });
  });
});
