import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { SchemeDesk } from '../testing/test-schemes.js';
import type { SchemeComment } from './scheme.schema.js';

let t: TestApp, second: TestApp;
let desk: SchemeDesk;
let open: { id: string; consultation: string };
beforeAll(async () => {
  t = await testApp('comments');
  second = await t.second();
  desk = await SchemeDesk.of(t);
});
beforeEach(async () => {
  open = await desk.open();
});
afterEach(async () => {
  t.app.get(Clock).set(null);
  await db()
    .collection('scheme_consultations')
    .updateMany({}, { $set: { withdrawn: true } });
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
const db = () => t.app.get<Connection>(getConnectionToken());
const stored = () => db().collection<SchemeComment>('scheme_comments');
const own = () => `/api/credit/consultations/${open.consultation}/comment`;
const say = (who: TestPerson, text: string, process = t) => process.send('PUT', own(), { token: who.token, body: { text } });
const received = async (answered: 'yes' | 'no') =>
  (await desk.call(desk.auditor, 'GET', `/api/staff/schemes/${open.id}/comments?answered=${answered}`)).body as unknown as {
    items: { number: number; text: string; rev: number }[];
    counts: object;
  };
const answer = async (number: number, rev: number, verdict = 'partly', text = '改成三年到期前仍有效的保留') =>
  desk.call(desk.drafter, 'PUT', `/api/staff/schemes/${open.id}/comments/${number}`, { rev, verdict, text });

test('a real-named resident comments once and may edit until the end; the desk learns what, never who', async () => {
  const me = await testPerson(t, { assurance: 'basic' });
  expect((await t.send('GET', own(), { token: me.token })).body).toEqual({ comment: null });
  expect((await say(me, '荣誉三年太短，很多表彰几年才评一次')).body).toEqual({ number: 1 });
  expect((await say(me, '荣誉三年太短，建议五年')).body).toEqual({ number: 1 });
  const { items, counts } = await received('no');
  expect(items).toEqual([expect.objectContaining({ number: 1, text: '荣誉三年太短，建议五年', rev: 2 })]);
  expect(counts).toEqual({ open: 1, adopted: 0, partly: 0, declined: 0 });
  expect(JSON.stringify(items)).not.toContain(me.id);
  expect(JSON.stringify(await stored().find().toArray())).not.toContain('荣誉');
  for (const text of ['短', ' '.repeat(10), '长'.repeat(501)]) expect(codeOf(await say(me, text))).toBe('input_invalid');
  expect(codeOf(await say(await testPerson(t, { assurance: 'none' }), '没有实名的人的意见'))).toBe('identity_basic_required');
  expect(codeOf(await desk.call(desk.drafter, 'PUT', own(), { text: '工作人员的意见' }))).toBe('auth_forbidden');
});

test('20 times at once in two processes it is one comment; 20 people have 20 numbers', async () => {
  const one = await testPerson(t);
  const sent = await Promise.all(Array.from({ length: 20 }, (_, i) => say(one, `第 ${i} 次点提交的意见`, [t, second][i % 2])));
  expect(new Set(sent.map((r) => JSON.stringify(r.body)))).toEqual(new Set(['{"number":1}']));
  const many = await Promise.all(Array.from({ length: 20 }, () => testPerson(t)));
  const numbers = (await Promise.all(many.map((p, i) => say(p, '一人一条的意见', [t, second][i % 2])))).map((r) => (r.body as { number: number }).number);
  expect(numbers.sort((x, y) => x - y)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
  expect((await t.send('GET', `/api/credit/consultations/${open.consultation}`)).body).toMatchObject({ comments: 21, answered: [] });
});

test('an answer publishes the comment; an edit after it asks for another; nothing is closed while one is open', async () => {
  const me = await testPerson(t);
  await say(me, '请写明关闭服务后何时删除');
  const open1 = (await received('no')).items[0];
  await say(me, '请写明关闭服务后，等级结果什么时候删除');
  expect(codeOf(await answer(1, open1?.rev ?? 0))).toBe('scheme_comment_changed');
  expect(codeOf(await answer(1, 2, 'adopted', '采纳，已补充到说明'))).toBe('ok');
  const page = async () =>
    (await t.send('GET', `/api/credit/consultations/${open.consultation}`)).body as { answered: object[]; open: boolean; next: string | null };
  expect((await page()).answered).toEqual([
    expect.objectContaining({
      number: 1,
      text: '请写明关闭服务后，等级结果什么时候删除',
      answer: { verdict: 'adopted', text: '采纳，已补充到说明', on: desk.today() },
    }),
  ]);
  expect((await t.send('GET', own(), { token: me.token })).body).toMatchObject({ comment: { answer: { verdict: 'adopted' } } });
  await say(me, '还要写明备份里的什么时候删除');
  expect((await page()).answered).toEqual([]);
  desk.days(31);
  expect(codeOf(await desk.step(open.id, 'close'))).toBe('scheme_unanswered');
  expect(codeOf(await say(me, '过了期再改的意见'))).toBe('scheme_consultation_closed');
  expect(codeOf(await answer(1, 3, 'declined', '备份三十天后覆盖'))).toBe('ok');
  await desk.must(open.id, 'close');
  expect(codeOf(await answer(1, 3))).toBe('scheme_wrong_state');
  expect(await page()).toMatchObject({ open: false, answered: [{ number: 1 }] }); // closed it stays readable
  expect((await received('yes')).items).toHaveLength(1);
});

test('answers come in pages, in the order of the comments', async () => {
  const many = await Promise.all(Array.from({ length: 23 }, () => testPerson(t)));
  for (const p of many) await say(p, '一页放不下的意见');
  for (let n = 1; n <= 23; n++) await answer(n, 1);
  const page = async (after = '') =>
    (await t.send('GET', `/api/credit/consultations/${open.consultation}${after}`)).body as { answered: { number: number }[]; next: string | null };
  const first = await page();
  const rest = await page(`?after=${first.next}`);
  expect([...first.answered, ...rest.answered].map((c) => c.number)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
  expect(rest.next).toBeNull();
  // a place that is no number was a failure of ours (500) in every list that counts
  for (const no of ['n', '1.5', '-1', '9'.repeat(20)])
    for (const r of [
      t.send('GET', `/api/credit/consultations/${open.consultation}?after=${no}`),
      desk.call(desk.drafter, 'GET', `/api/staff/schemes/${open.id}/comments?answered=yes&after=${no}`),
      desk.call(desk.drafter, 'GET', `/api/staff/schemes?after=${no}`),
    ])
      expect([no, codeOf(await r)]).toEqual([no, 'input_invalid']);
});

test('a consultation of nobody’s is none', async () => {
  const me = await testPerson(t);
  expect(codeOf(await t.send('GET', '/api/credit/consultations/nobodys'))).toBe('scheme_unknown');
  expect(codeOf(await t.send('GET', '/api/credit/consultations/nobodys/comment', { token: me.token }))).toBe('scheme_unknown');
  expect(codeOf(await t.send('PUT', '/api/credit/consultations/nobodys/comment', { token: me.token, body: { text: '没有这份草案的意见' } }))).toBe(
    'scheme_unknown',
  );
  const draft = await desk.draft();
  expect((await desk.call(desk.drafter, 'GET', `/api/staff/schemes/${draft}/comments?answered=no`)).body).toMatchObject({ items: [], next: null });
});
