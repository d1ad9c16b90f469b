import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { RegisterEntry } from '../../register/register-entry.schema.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { codeOf } from '../../testing/test-login.js';
import { freshNumber } from '../../testing/test-number.js';
import { type TestShop, testMember, testShop } from '../../testing/test-offers.js';
import { freshPlate, openParking } from '../../testing/test-parking.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';

let t: TestApp;
let centre: TestShop;
let clerk: TestPerson;
let second: TestPerson;
beforeAll(async () => {
  t = await testApp('plate_proofs', { LOG_LEVEL: 'silent' });
  centre = await testShop(t);
  [clerk, second] = [await testMember(t, centre, 'operator'), await testMember(t, centre, 'reviewer')];
});
afterAll(() => t?.close());

type Car = { who: TestPerson; number: string; plate: string };
async function owner(): Promise<Car> {
  const number = freshNumber();
  return { who: await testPerson(t, { number, name: '周示例' }), number, plate: freshPlate() };
}
const open = (by: TestPerson, { number, plate }: Omit<Car, 'who'>) =>
  t.send('POST', '/api/desk/plate-proofs', { token: by.token, body: { number, plate, reason: '看过行驶证原件' } });
const look = (by: TestPerson, id: string) => t.send('GET', `/api/desk/plate-proofs/${id}`, { token: by.token });
const decide = (by: TestPerson, id: string, agree = true) =>
  t.send('POST', `/api/desk/plate-proofs/${id}/decision`, { token: by.token, body: { agree, reason: '两证一致' } });
const idOf = (r: { body: unknown }) => (r.body as { id: string }).id;
const cars = async (who: TestPerson) =>
  ((await t.send('GET', '/api/parking', { token: who.token })).body as { plates: { plate: string; state: string; claimedUntil: string | null }[] }).plates;
const list = async (state: string) =>
  (
    (await t.send('GET', `/api/desk/plate-proofs?state=${state}`, { token: second.token })).body as {
      items: { id: string; outcome: { result: string } | null }[];
    }
  ).items;
const titles = async (who: TestPerson) =>
  ((await t.send('GET', '/api/messages', { token: who.token })).body as { items: { title: string }[] }).items.map((m) => m.title);

test('two people see the papers, each look on record; then the car is verified, once under many', async () => {
  const car = await owner();
  const made = await Promise.all([0, 1, 2].map(() => open(clerk, car)));
  expect(new Set(made.map(idOf)).size).toBe(1);
  const id = idOf(made[0] ?? { body: {} });
  expect((await list('waiting')).map((p) => p.id)).toContain(id);
  expect(JSON.stringify(await list('waiting'))).not.toContain(car.plate);
  expect((await look(second, id)).body).toMatchObject({ maskedName: '周*例', plate: car.plate, proof: { state: 'proposed', outcome: null } });
  const entry = await t.app
    .get<Connection>(getConnectionToken())
    .collection<RegisterEntry>('register_entries')
    .findOne({ subject: car.who.id, purpose: 'plate_proof' });
  expect(entry).toMatchObject({ kind: 'staff', actor: second.id });
  expect(codeOf(await decide(clerk, id))).toBe('plate_proof_own');
  expect(await cars(car.who)).toEqual([]);
  const decided = (await Promise.all([0, 1, 2].map(() => decide(second, id)))).map(codeOf).sort();
  expect(decided).toEqual(['ok', 'plate_proof_closed', 'plate_proof_closed']);
  expect(await cars(car.who)).toMatchObject([{ plate: car.plate, state: 'verified' }]);
  expect((await list('closed')).find((p) => p.id === id)?.outcome?.result).toBe('verified');
  expect(await titles(car.who)).toContain('窗口核对了行驶证');
});
test('it goes by the rule of the phone: taken from whoever only registered it, seven days for whoever proved it, a refusal changes nothing', async () => {
  const car = await owner();
  const other = await testPerson(t, { number: freshNumber() });
  await openParking(t, other, car.plate, []);
  const refused = idOf(await open(clerk, car));
  expect((await decide(second, refused, false)).status).toBe(200);
  expect([await cars(car.who), (await cars(other)).length]).toEqual([[], 1]);
  expect(await titles(car.who)).toContain('窗口没能核实车牌');
  await decide(second, idOf(await open(clerk, car)));
  expect([(await cars(car.who)).length, await cars(other)]).toEqual([1, []]);
  const third = await owner();
  const proof = idOf(await open(clerk, { ...third, plate: car.plate }));
  await decide(second, proof);
  expect((await list('closed')).find((p) => p.id === proof)?.outcome?.result).toBe('waiting');
  expect([(await cars(car.who))[0]?.claimedUntil, await cars(third.who)]).toEqual([expect.any(String), []]);
  const fourth = await owner();
  expect(codeOf(await decide(second, idOf(await open(clerk, { ...fourth, plate: car.plate }))))).toBe('parking_claim_open');
});
test('what is not whole is refused; nobody handles their own car', async () => {
  const car = await owner();
  expect(codeOf(await open(clerk, { ...car, number: '120101' }))).toBe('identity_number_invalid');
  expect(codeOf(await open(clerk, { ...car, number: freshNumber() }))).toBe('plate_proof_no_account');
  expect(codeOf(await open(clerk, { ...car, plate: '津A1' }))).toBe('parking_plate_invalid');
  expect(codeOf(await open(clerk, { ...car, plate: '津A1234学' }))).toBe('parking_plate_special');
  for (const r of [await look(second, 'nobodys'), await decide(second, 'nobodys')]) expect(codeOf(r)).toBe('plate_proof_unknown');
  const own = await testMember(t, centre, 'operator');
  const number = freshNumber();
  const { numberHash } = await testPerson(t, { number });
  const people = t.app.get<Connection>(getConnectionToken()).collection<{ _id: string; numberHash: string }>('people');
  await people.updateOne({ numberHash: numberHash ?? '' }, { $unset: { numberHash: 1 } });
  await people.updateOne({ _id: own.id }, { $set: { numberHash: numberHash ?? '' } });
  expect(codeOf(await open(own, { number, plate: freshPlate() }))).toBe('plate_proof_own');
  const mine = idOf(await open(clerk, { number, plate: freshPlate() }));
  for (const r of [await look(own, mine), await decide(own, mine)]) expect(codeOf(r)).toBe('plate_proof_own');
  const full = await owner();
  for (let i = 0; i < 3; i++) await openParking(t, full.who, freshPlate(), []);
  expect(codeOf(await decide(second, idOf(await open(clerk, full))))).toBe('parking_plate_limit');
});
