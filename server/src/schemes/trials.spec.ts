import { addMonths, localDateOf } from '@binhai/shared/dates/dates';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { armFault, disarmFaults } from '../platform/faults.js';
import type { Job } from '../platform/jobs/job.schema.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { RecordsService } from '../records/records.service.js';
import type { RegisterEntry } from '../register/register-entry.schema.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { testRecord } from '../testing/test-record.js';
import { NUMBERS, SchemeDesk } from '../testing/test-schemes.js';

let a: TestApp, b: TestApp;
let desk: SchemeDesk;
const people: TestPerson[] = [];
const db = () => a.app.get<Connection>(getConnectionToken());
const looks = () => db().collection<RegisterEntry>('register_entries').find({ purpose: 'scheme_trial' }).toArray();
const jobs = (t: TestApp) => t.app.get(Jobs, { strict: false });
/** Opens the service in the person's own words; with so many kept commitments. */
async function resident({ kept, born, zone }: { kept: number; born: string; zone?: string }): Promise<TestPerson> {
  const person = await testPerson(a, { born });
  const { text } = (await a.send('GET', '/api/credit/opt-in/text')).body as { text: { version: string } };
  await a.send('POST', '/api/credit/opt-in', { token: person.token, body: { textVersion: text.version, ...(zone && { zone }) } });
  const day = addMonths(localDateOf(Date.now()), -2);
  await a.app.get(RecordsService, { strict: false }).add(Array.from({ length: kept }, () => testRecord(person, { decidedOn: day, fulfilledOn: day })));
  return person;
}
beforeAll(async () => {
  a = await testApp('trials');
  b = await a.second();
  desk = await SchemeDesk.of(a);
  // 60 of three items each, half of them in one zone; 5 of a single one
  for (let i = 0; i < 60; i++) people.push(await resident({ kept: 3, born: i % 2 ? '1990-03-07' : '1950-03-07', ...(i % 2 && { zone: '120116001' }) }));
  for (let i = 0; i < 5; i++) people.push(await resident({ kept: 1, born: '2000-03-07' }));
  await testPerson(a); // never opened it
  const [first] = [await resident({ kept: 3, born: '1990-03-07' })]; // agreed to the words of before, which did not speak of dry runs
  await db()
    .collection('people')
    .updateOne({ _id: first?.id as never }, { $set: { 'standing.textVersion': 'personal_grade-1' } });
}, 60_000);
beforeEach(() => db().collection('register_entries').deleteMany({ purpose: 'scheme_trial' }));
afterEach(() => {
  disarmFaults();
  a.app.get(Clock).set(null);
});
afterAll(async () => {
  await b?.close();
  await a?.close();
});

test('everybody who agreed is decided by both schemes, each look on record with its purpose; only counts are kept', async () => {
  const id = await desk.tried(); // three items are 守信优良 now
  const { trial } = (await desk.get(id)).body;
  expect(trial).toMatchObject({
    state: 'done',
    smallest: 5,
    report: {
      people: 65,
      up: 60,
      down: null,
      same: 5,
      grades: [
        { grade: 'exemplary', now: null, next: null },
        { grade: 'excellent', now: null, next: 60, up: 60 },
        { grade: 'good', now: 65, next: 5 },
        { grade: 'unrated', now: null, next: null },
      ],
      ages: [
        { band: '18-29', people: 5, up: null },
        { band: '30-44', people: 30, up: 30 },
        { band: '60+', people: 30, up: 30 },
      ],
      zones: [
        { zone: '120116001', name: '塘沽街道', people: 30, up: 30 },
        { zone: 'unknown', name: '没有填写', people: 35 },
      ],
    },
  });
  const entered = await looks();
  expect(entered.map((e) => e.subject).sort()).toEqual(people.map((p) => p.id).sort());
  for (const e of entered)
    expect(e).toMatchObject({ kind: 'system', actor: 'scheme', items: ['信用记录', '出生日期'], basis: '本人开通个人信用等级服务时的同意' });
  const stored = JSON.stringify(await db().collection('scheme_trials').find().toArray());
  for (const { id: person } of people) expect(stored).not.toContain(person);
  const { items } = (await a.send('GET', '/api/me/looks?kind=others', { token: people[0]?.token ?? '' })).body as { items: { purpose: string; who: string }[] };
  expect(items).toContainEqual(expect.objectContaining({ purpose: '试算评价方案草案（只出汇总人数）', who: '评价方案试算（系统自动）' }));
});

test('cut in the middle, another process goes on where it was, and nobody is counted twice', async () => {
  const id = await desk.draft();
  await desk.must(id, 'trial');
  armFault('schemes.trial.between_steps', 'throw', 1);
  await jobs(a).drain(); // the first step is stored, then it breaks
  const half = (await desk.get(id)).body.trial;
  expect(half).toMatchObject({ state: 'running', progress: { done: 50, total: 65 } });
  const soon = new Date(Date.now() + 60_000);
  for (const t of [a, b]) t.app.get(Clock).set(soon);
  await jobs(b).drain();
  b.app.get(Clock).set(null);
  expect((await desk.get(id)).body.trial).toMatchObject({ state: 'done', report: { people: 65, up: 60 } });
  expect(await looks()).toHaveLength(65);
});

test('cancelled it stops between two steps, changes nothing, and can be begun again', async () => {
  const id = await desk.draft();
  await desk.must(id, 'trial');
  armFault('schemes.trial.between_steps', 'hang', 1);
  const working = jobs(a).drain();
  for (let i = 0; i < 500 && ((await desk.get(id)).body.trial?.progress?.done ?? 0) === 0; i++) await new Promise((r) => setTimeout(r, 10));
  await desk.call(desk.drafter, 'POST', `/api/staff/schemes/${id}/trial/cancel`, { confirm: true });
  disarmFaults();
  await working;
  const { body } = await desk.get(id);
  expect(body).toMatchObject({ state: 'trial', trial: { state: 'cancelled', report: null } });
  expect(await looks()).toHaveLength(50);
  expect(await db().collection<Job>('jobs').countDocuments({ name: 'schemes.trial', state: 'cancelled' })).toBe(1);
  await desk.must(id, 'trial');
  await jobs(a).drain();
  expect((await desk.get(id)).body.trial).toMatchObject({ state: 'done', report: { people: 65 } });
});

test('what is edited while it is tried is not taken for tried', async () => {
  const id = await desk.draft();
  await desk.must(id, 'trial');
  await desk.must(id, 'edit', { title: '示例评价方案', why: '', numbers: { ...NUMBERS, items: { good: 1, excellent: 2, exemplary: 8 } } });
  await jobs(a).drain();
  expect((await desk.get(id)).body).toMatchObject({ state: 'draft', trial: null, may: expect.not.arrayContaining(['submit']) });
  // begun twice, the first one stops and the second one counts
  const again = await desk.draft();
  await desk.must(again, 'trial');
  await desk.must(again, 'trial');
  await jobs(a).drain();
  expect((await desk.get(again)).body.trial).toMatchObject({ state: 'done', report: { people: 65 } });
  expect(await db().collection('scheme_trials').countDocuments({ schemeId: again, state: 'cancelled' })).toBe(1);
});

test('who left the service is in no later dry run', async () => {
  await a.send('POST', '/api/credit/opt-out', { token: people[0]?.token ?? '', body: { confirm: true } });
  const id = await desk.tried();
  expect((await desk.get(id)).body.trial?.report?.people).toBe(60); // 64, rounded down
  expect(await looks()).toHaveLength(64);
});
