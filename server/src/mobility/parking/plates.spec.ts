import { readFileSync } from 'node:fs';
import { CLAIM_DAYS, type ParkingHome } from '@binhai/shared/contract/parking';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../../platform/clock.js';
import { armFault, disarmFaults } from '../../platform/faults.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { codeOf } from '../../testing/test-login.js';
import { freshNumber } from '../../testing/test-number.js';
import { freshPlate, openParking, PARKING_TEXT, provePlate, testOperator, tick } from '../../testing/test-parking.js';
import { type TestPerson, testPerson, testSession } from '../../testing/test-person.js';

const PRK4: { binding: { do: string; expect: string }[] } = JSON.parse(
  readFileSync(new URL('../../../../test/cases/PRK-4.two-cars-one-plate.json', import.meta.url), 'utf8'),
);
const [taken, sold, fourth] = PRK4.binding;
let t: TestApp;
let a: { id: string };
let b: { id: string };
let me: TestPerson;
let you: TestPerson;
beforeAll(async () => {
  t = await testApp('plates');
  [a, b] = [await testOperator(t), await testOperator(t)];
});
beforeEach(async () => {
  clock().set(new Date('2026-11-25T10:00:00+08:00'));
  [me, you] = [await somebody(), await somebody()];
});
afterEach(() => {
  disarmFaults();
  clock().set(null);
});
afterAll(() => t?.close());
const AFTER_SEVEN_DAYS = expect.stringMatching(/^2026-12-02T02:00:0/) as unknown as string;
const somebody = (name = '周示例宁') => testPerson(t, { number: freshNumber(), name });
const clock = () => t.app.get(Clock, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const home = async (who: TestPerson) => (await t.send('GET', '/api/parking', { token: who.token })).body as ParkingHome;
const passes = (who: TestPerson) => db().collection('parking_passes').countDocuments({ personId: who.id });
const titles = async (who: TestPerson) =>
  ((await t.send('GET', '/api/messages', { token: who.token })).body as { items: { title: string }[] }).items.map((m) => m.title);
const remove = (who: TestPerson, id: string) => t.send('DELETE', `/api/parking/plates/${id}`, { token: who.token });

test('one flow: a plate and separate ticks; typed as people type, kept sealed, the same again is the same', async () => {
  const first = await openParking(t, me, '津 a·n2345', [a.id]);
  expect(first).toMatchObject({ status: 200, body: { plate: '津AN2345', state: 'registered', kind: 'ordinary' } });
  expect((await openParking(t, me, '津ＡＮ２３４５', [a.id])).body.id).toBe(first.body.id);
  const seen = await home(me);
  expect(seen).toMatchObject({ plates: [{ plate: '津AN2345' }], live: [], operators: [{ operatorId: a.id, ok: true, hints: [] }], savedFen: 0, uses: 0 });
  const stored = await db().collection('plates').findOne({ personId: me.id });
  expect(JSON.stringify(stored)).not.toContain('AN2345');
  expect(await passes(me)).toBe(1);
  await t.send('POST', '/api/parking/operators/consents', { token: me.token, body: { operators: [tick(b.id)] } });
  expect(await passes(me)).toBe(2);
  await openParking(t, me, freshPlate(), []); // a second car has what was agreed to before
  expect(await passes(me)).toBe(4);
});
test('a withdrawal in the consent centre ends that operator for every plate, at once', async () => {
  await openParking(t, me, freshPlate(), [a.id, b.id]);
  const { items } = (await t.send('GET', '/api/consents', { token: me.token })).body as { items: { id: string; state: string }[] };
  await t.send('POST', `/api/consents/${items[0]?.id}/withdrawal`, { token: me.token, body: { vouchers: [] } });
  expect([await passes(me), (await home(me)).operators.length]).toEqual([1, 1]);
});
test('refusals: form, special plates, an operator that is not there, an old text, no real name', async () => {
  const open = async (plate: string, operators: object[] = []) =>
    codeOf(await t.send('POST', '/api/parking/plates', { token: me.token, body: { plate, payLater: false, operators } }));
  expect(await open('津A1234D5')).toBe('parking_plate_invalid');
  expect(await open('津A123学')).toBe('parking_plate_special');
  expect(await open(freshPlate(), [tick('nobody')])).toBe('parking_operator_unknown');
  expect(await open(freshPlate(), [{ operatorId: a.id, textVersion: `${PARKING_TEXT}0` }])).toBe('consent_text_outdated');
  expect((await home(me)).plates).toEqual([]); // all of it or none
  expect(codeOf(await openParking(t, await testPerson(t, { assurance: 'none' }), freshPlate(), []))).toBe('identity_basic_required');
  expect(codeOf(await remove(me, 'nobody'))).toBe('parking_plate_unknown');
  expect(codeOf(await t.send('PUT', '/api/parking/plates/nobody/pay-later', { token: me.token, body: { on: true } }))).toBe('parking_plate_unknown');
});
test(`PRK-4: ${fourth?.do} → ${fourth?.expect}; also when all are opened at once`, async () => {
  const replies = await Promise.all(Array.from({ length: 8 }, () => openParking(t, me, freshPlate(), [a.id])));
  expect(replies.filter((r) => r.status === 200).length).toBe(3);
  expect(new Set(replies.filter((r) => r.status !== 200).map((r) => codeOf(r)))).toEqual(new Set(['parking_plate_limit']));
  const [first] = (await home(me)).plates;
  await remove(me, first?.id ?? '');
  expect((await openParking(t, me, freshPlate(), [])).status).toBe(200);
});
test(`PRK-4: ${taken?.do} → ${taken?.expect}; one of many at once has it`, async () => {
  const plate = freshPlate();
  const both = await Promise.all([me, you].map((who) => openParking(t, who, plate, [a.id])));
  expect(both.map((r) => codeOf(r)).sort()).toEqual(['ok', 'parking_plate_taken']);
  const [first, second] = both[0]?.status === 200 ? [me, you] : [you, me];
  const refused = await openParking(t, second, plate, []);
  expect(JSON.stringify(refused.body)).not.toContain(first.id);
  expect((await provePlate(t, second, plate)).body).toEqual({ outcome: 'verified', until: null });
  expect([(await home(first)).plates, await passes(first)]).toEqual([[], 0]);
  expect((await home(second)).plates).toMatchObject([{ plate, state: 'verified' }]);
  expect(await titles(first)).toContain('一个车牌已解绑');
  expect(codeOf(await openParking(t, first, plate, []))).toBe('parking_plate_taken'); // locked: by proof alone now
});
test(`PRK-4: ${sold?.do} → ${sold?.expect}`, async () => {
  const plate = freshPlate();
  await openParking(t, me, plate, [a.id]);
  await provePlate(t, me, plate);
  await db()
    .collection<{ _id: string }>('parking_orders')
    .insertOne({ _id: `o${me.id}`, personId: me.id, operatorId: a.id, orderId: me.id, day: '2026-11-20', reliefFen: 500 } as never);
  await t.send('POST', '/api/parking/operators/consents', { token: you.token, body: { operators: [tick(b.id)] } });
  expect((await provePlate(t, you, plate)).body).toMatchObject({ outcome: 'waiting', until: AFTER_SEVEN_DAYS });
  expect((await provePlate(t, you, plate)).body).toMatchObject({ outcome: 'waiting' }); // a second tap
  expect(codeOf(await provePlate(t, await somebody(), plate))).toBe('parking_claim_open');
  expect((await home(me)).plates[0]?.claimedUntil).toEqual(AFTER_SEVEN_DAYS);
  expect(await titles(me)).toContain('有人核实了你的一辆车');
  clock().set(new Date(Date.parse('2026-11-25T10:00:00+08:00') + CLAIM_DAYS * 86_400_000 + 1000));
  await t.app.get(Jobs, { strict: false }).drain();
  expect([(await home(me)).plates, (await home(me)).savedFen]).toEqual([[], 500]);
  expect((await home(you)).plates).toMatchObject([{ plate, state: 'verified' }]);
  expect([await passes(me), await passes(you)]).toEqual([0, 1]);
});
test('who still has the car says so within the seven days; the other is told', async () => {
  const plate = freshPlate();
  const { body } = await openParking(t, me, plate, [a.id]);
  await provePlate(t, me, plate);
  await provePlate(t, you, plate);
  const keep = (who: TestPerson) => t.send('POST', `/api/parking/plates/${body.id}/claim/refusal`, { token: who.token, body: { consent: true } });
  expect(codeOf(await keep(you))).toBe('parking_plate_unknown');
  expect((await keep(me)).status).toBe(200);
  clock().set(new Date(Date.parse('2026-12-03T10:00:00+08:00')));
  await t.app.get(Jobs, { strict: false }).drain();
  expect((await home(me)).plates).toMatchObject([{ plate, claimedUntil: null }]);
  expect(await titles(you)).toContain('原车主答复了');
});
test('a proof asks the register of vehicles: another owner, a register that is down, too many plates in a day', async () => {
  expect(codeOf(await provePlate(t, me, '津N99990'))).toBe('parking_not_owner');
  expect(codeOf(await provePlate(t, await somebody('周示例停机'), freshPlate()))).toBe('parking_service_down');
  const prober = await somebody();
  for (let i = 0; i < 20; i++) await provePlate(t, prober, '津N99990');
  expect(codeOf(await provePlate(t, prober, '津N99990'))).toBe('parking_too_many_tries');
  expect(codeOf(await provePlate(t, await testPerson(t, { assurance: 'basic' }), freshPlate()))).toBe('identity_high_required');
});
test('cut before the commit nothing is there; the next tap does all of it', async () => {
  const plate = freshPlate();
  armFault('parking.open.before_commit', 'throw', 1);
  expect((await openParking(t, me, plate, [a.id])).status).toBe(500);
  expect(await home(me)).toMatchObject({ plates: [], operators: [] });
  expect((await openParking(t, me, plate, [a.id])).status).toBe(200);
  expect((await home(me)).operators.length).toBe(1);
});
test('another device of the same person: the plate is there, places are not asked for', async () => {
  await openParking(t, me, freshPlate(), [a.id]);
  const other = await testSession(t, me);
  expect((await home(other)).plates.length).toBe(1);
});
test('another person’s plate or bill answers as one that does not exist', async () => {
  const { body } = await openParking(t, me, freshPlate(), [a.id]);
  await db()
    .collection('parking_orders')
    .insertOne({
      _id: `bill${me.id}`,
      personId: me.id,
      orderId: me.id,
      operatorId: a.id,
      day: '2026-11-24',
      reliefFen: 0,
      payFen: 500,
      later: { dueOn: '2026-12-01', paidAt: null },
    } as never);
  const asked: readonly [string, string, object | undefined, string][] = [
    ['DELETE', `/api/parking/plates/${body.id}`, undefined, 'parking_plate_unknown'],
    ['PUT', `/api/parking/plates/${body.id}/pay-later`, { on: true }, 'parking_plate_unknown'],
    ['POST', `/api/parking/plates/${body.id}/claim/refusal`, { consent: true }, 'parking_plate_unknown'],
    ['POST', `/api/parking/plates/${body.id}/doubt`, { eventId: null }, 'parking_plate_unknown'],
    ['POST', `/api/parking/bills/bill${me.id}/payment`, { payFen: 500 }, 'parking_bill_unknown'],
  ];
  for (const [method, path, sent, code] of asked) expect([path, codeOf(await t.send(method, path, { token: you.token, body: sent }))]).toEqual([path, code]);
  expect((await home(me)).plates).toMatchObject([{ id: body.id, payLater: false }]);
});
test('the same refusals on every way to them', async () => {
  const prove = async (plate: string, who = me) => codeOf(await provePlate(t, who, plate));
  expect([await prove('津A1234D5'), await prove('津A123学')]).toEqual(['parking_plate_invalid', 'parking_plate_special']);
  for (let i = 0; i < 3; i++) await openParking(t, me, freshPlate(), []);
  expect(await prove(freshPlate())).toBe('parking_plate_limit');
  for (let i = 0; i < 20; i++) await openParking(t, me, '津N99990', []);
  expect(codeOf(await openParking(t, me, freshPlate(), []))).toBe('parking_too_many_tries');
  const choose = async (operators: object[]) => codeOf(await t.send('POST', '/api/parking/operators/consents', { token: you.token, body: { operators } }));
  expect([await choose([tick('nobody')]), await choose([{ operatorId: a.id, textVersion: 'perk_parking-1' }])]).toEqual([
    'parking_operator_unknown',
    'consent_text_outdated',
  ]);
  const keep = async (who: TestPerson, plate: string) => {
    const { body } = await openParking(t, who, plate, []);
    return codeOf(await t.send('POST', `/api/parking/plates/${body.id}/claim/refusal`, { token: who.token, body: { consent: true } }));
  };
  expect([await keep(you, '津N88880'), await keep(await somebody('周示例停机'), freshPlate())]).toEqual(['parking_not_owner', 'parking_service_down']);
});
