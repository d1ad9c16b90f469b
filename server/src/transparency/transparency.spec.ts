import type { ReplyOf } from '@binhai/shared/contract/http';
import type { transparency } from '@binhai/shared/contract/transparency';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { testComplaint } from '../testing/test-complaints.js';
import { codeOf } from '../testing/test-login.js';
import { testPerson } from '../testing/test-person.js';

type Month = ReplyOf<typeof transparency>;
let t: TestApp;
beforeAll(async () => {
  t = await testApp('transparency', { LOG_LEVEL: 'silent' });
});
beforeEach(async () => {
  for (const name of ['register_entries', 'consent_evidence', 'transparency_months', 'jobs']) await db().collection(name).deleteMany({});
});
afterEach(() => clock().set(null));
afterAll(() => t?.close());

const db = () => t.app.get<Connection>(getConnectionToken());
const clock = () => t.app.get(Clock, { strict: false });
const at = (text: string) => clock().set(new Date(`${text}+08:00`));
const counted = async (text: string) => {
  at(text);
  await t.app.get(Jobs, { strict: false }).enqueue('transparency.months', {});
  await t.app.get(Jobs, { strict: false }).drain();
};
const month = async (query = '') => (await t.send('GET', `/api/transparency${query}`)).body as Month;
const look = (kind: 'staff' | 'merchant' | 'system', n: number) =>
  Promise.all(
    Array.from({ length: n }, (_, i) =>
      t.app.get(RegisterService).other({ subject: `p${i}`, kind, actor: 'x', purpose: 'voucher_redemption', basis: BASES.voucher, items: ['券'] }),
    ),
  );
const readsOf = (m: Month) => Object.fromEntries(m.reads.map(({ kind, count }) => [kind, count.state === 'number' ? count.value : count.state]));

test('made from the register: by kind, small counts not told, services that are not open never as nought', async () => {
  at('2026-10-05T09:00:00');
  await look('merchant', 7);
  await look('staff', 4);
  await look('system', 5);
  await counted('2026-10-31T02:00:00');
  const m = await month();
  expect([m.month, m.through, m.whole]).toEqual(['2026-10', '2026-10-31', false]);
  expect(readsOf(m)).toEqual({
    self: 0,
    counter: 7,
    system: 5,
    staff: 'few',
    parking: 0,
    deposit_free: 0,
    certificate: 0,
    partner: 0,
  });
  expect([m.sealed, m.humanReviews.changed, m.complaints.forced, m.complaints.refused, m.partners]).toEqual(Array(5).fill({ state: 'number', value: 0 }));
  expect([m.repairs.applied, m.objections.upheld]).toEqual(Array(2).fill({ state: 'not_open' }));
  expect(JSON.stringify(m)).not.toContain('"value":4');
});
test('complaints are counted by whom they are about, in the month they were filed; looks for deposits are not those of other partners', async () => {
  at('2026-10-31T23:00:00');
  const who = await testPerson(t);
  const forced = { kind: 'forced_certificate', against: '路边的一家中介' };
  for (const over of [forced, { ...forced, kind: 'screenshot' }, forced, forced, forced, {}]) await testComplaint(t, who, over);
  await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      t.app.get(RegisterService).other({ subject: `p${i}`, kind: 'partner', actor: 'x', purpose: 'deposit_verdict', basis: 'consent:x', items: ['能否免押'] }),
    ),
  );
  await counted('2026-11-01T00:00:01');
  at('2026-11-01T09:00:00');
  await testComplaint(t, who, forced);
  await counted('2026-11-02T02:00:00');
  await db()
    .collection<{ _id: string }>('transparency_months')
    .insertOne({ _id: '2026-10', whole: false } as never);
  await counted('2026-11-03T02:00:00');
  const [october, november] = [await month('?month=2026-10'), await month('?month=2026-11')];
  expect([october.complaints.forced, november.complaints.forced]).toEqual([{ state: 'number', value: 5 }, { state: 'few' }]);
  expect([readsOf(october).deposit_free, readsOf(october).partner]).toEqual([6, 0]);
});
test('opt-in and out are counted by act: out and in again is both, a newer wording agreed to is neither', async () => {
  at('2026-10-05T09:00:00');
  const text = ((await t.send('GET', '/api/credit/opt-in/text')).body as { text: { version: string } }).text.version;
  for (let i = 0; i < 6; i++) {
    const me = await testPerson(t);
    expect((await t.send('POST', '/api/credit/opt-in', { token: me.token, body: { textVersion: text } })).status).toBe(200);
    if (i < 5) await t.send('POST', '/api/credit/opt-out', { token: me.token, body: { confirm: true } });
  }
  await counted('2026-10-06T02:00:00');
  expect(await month()).toMatchObject({ optIns: { state: 'number', value: 6 }, optOuts: { state: 'number', value: 5 } });
});
test('a month is Shanghai’s, is final once it is over, and stands when its entries are erased', async () => {
  at('2026-10-31T23:59:30');
  await look('merchant', 6);
  await counted('2026-11-01T00:00:01');
  await look('merchant', 8);
  await counted('2026-11-02T02:00:00');
  expect((await month()).months).toEqual(['2026-11']);
  await db()
    .collection<{ _id: string }>('transparency_months')
    .insertOne({ _id: '2026-10', whole: false } as never);
  await counted('2026-11-03T02:00:00');
  const [october, november] = [await month('?month=2026-10'), await month('?month=2026-11')];
  expect([october.whole, october.through, readsOf(october).counter]).toEqual([true, '2026-10-31', 6]);
  expect([november.whole, readsOf(november).counter, november.months]).toEqual([false, 8, ['2026-11', '2026-10']]);
  await db().collection('register_entries').deleteMany({});
  await counted('2026-11-04T02:00:00');
  expect([readsOf(await month('?month=2026-10')).counter, readsOf(await month('?month=2026-11')).counter]).toEqual([6, 0]);
});
test('scheme changes are those that came into force in the month', async () => {
  await counted('2026-10-06T02:00:00');
  const m = await month();
  expect(m.schemes.changes).toEqual({ state: 'number', value: 0 });
  expect(m.schemes.current).toMatch(/评价方案/);
});
test('asked before the first counting it counts; a month nobody counted is unknown', async () => {
  at('2026-11-05T09:00:00');
  await look('merchant', 6);
  expect([(await month()).month, readsOf(await month()).counter]).toEqual(['2026-11', 6]);
  expect(codeOf(await t.send('GET', '/api/transparency?month=2020-01'))).toBe('transparency_month_unknown');
  expect(codeOf(await t.send('GET', '/api/transparency?month=2026-13'))).toBe('input_invalid');
});
test('the first counting comes by itself when a server starts', async () => {
  at('2026-12-05T09:00:00');
  await t.app.get(Jobs, { strict: false }).drain();
  expect((await month()).month).toBe('2026-12');
});
