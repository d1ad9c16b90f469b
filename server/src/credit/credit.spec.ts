import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import type { StoredRecord } from '../records/record.schema.js';
import { RecordsService } from '../records/records.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { testRecord } from '../testing/test-record.js';

let t: TestApp;
let me: TestPerson;
beforeAll(async () => {
  t = await testApp('credit');
});
afterAll(() => t?.close());
const db = () => t.app.get<Connection>(getConnectionToken());
const get = <T>(type: new (...args: never[]) => T): T => t.app.get(type, { strict: false });
beforeEach(async () => {
  get(Clock).set(new Date('2026-11-25T02:00:00Z'));
  me = await testPerson(t);
});
afterEach(async () => {
  // on the day of these tests: a set that holds from today, whatever day that is, says nothing about theirs
  if (get(ParametersService).personalGrade() !== 'on') await service('on');
  get(Clock).set(null);
});

const service = (state: 'off' | 'consultation' | 'on') => get(ParametersService).setPersonalGrade(state, { reference: ['示例'], approvedBy: 'spec' });

const row = (more: Partial<StoredRecord>): StoredRecord => testRecord(me, more);
const penalty = (more: Partial<StoredRecord> = {}) =>
  row({
    classCode: '03',
    kind: 'penalty',
    effect: 'negative',
    title: '行政处罚，一般程序',
    severity: 'general',
    disclosedOn: '2026-06-01',
    decidedOn: '2026-05-28',
    fulfilment: null,
    fulfilledOn: null,
    ...more,
  });
const arrive = async (...rows: StoredRecord[]) => {
  await get(RecordsService).add(rows);
  await get(PeopleService).standingChanged({ personId: me.id });
};
const call = async (method: string, path: string, body?: unknown, who: TestPerson = me) =>
  t.send(method, path, { token: who.token, ...(body !== undefined && { body }) });
const textVersion = async () => ((await t.send('GET', '/api/credit/opt-in/text')).body as { text: { version: string } }).text.version;
const optIn = async () => call('POST', '/api/credit/opt-in', { textVersion: await textVersion() });
const gradeOf = async () => (await call('GET', '/api/credit/grade')).body as { grade: string; unratedReason: string; validUntil: string | null };
const looks = (purpose: string) => db().collection('register_entries').countDocuments({ subject: me.id, purpose });

describe('opt in', () => {
  test('without it there is no grade at all; with it the published scheme decides', async () => {
    expect((await call('GET', '/api/credit/grade')).body).toMatchObject({ code: 'credit_not_opted_in' });
    await arrive(row({}));
    expect((await optIn()).body).toEqual({ done: true });
    expect(await gradeOf()).toMatchObject({ grade: 'good', unratedReason: '' });
  });
  test('an outdated text is refused and nothing is opened', async () => {
    expect((await call('POST', '/api/credit/opt-in', { textVersion: 'personal_grade-0' })).body).toMatchObject({ code: 'consent_text_outdated' });
    expect((await call('GET', '/api/credit/grade')).body).toMatchObject({ code: 'credit_not_opted_in' });
    expect(await db().collection('consents').countDocuments({ personId: me.id })).toBe(0);
  });
  test('twice is once; out again in one step, at once, also by the consent centre', async () => {
    await optIn();
    await optIn();
    expect(await db().collection('consents').countDocuments({ personId: me.id })).toBe(1);
    expect((await call('POST', '/api/credit/opt-out', { confirm: true })).body).toEqual({ done: true });
    expect((await call('GET', '/api/credit/grade')).body).toMatchObject({ code: 'credit_not_opted_in' });
    await optIn();
    const { items } = (await call('GET', '/api/consents')).body as { items: { id: string; state: string }[] };
    await call('POST', `/api/consents/${items.find((c) => c.state === 'active')?.id}/withdrawal`, { vouchers: [] });
    expect((await call('GET', '/api/credit/explanation')).body).toMatchObject({ code: 'credit_not_opted_in' });
    const person = await db().collection<{ _id: string; standing: { grade: unknown } }>('people').findOne({ _id: me.id });
    expect(person?.standing.grade).toBeNull();
  });
  test('basic real name is not enough', async () => {
    const basic = await testPerson(t, { assurance: 'basic' });
    expect((await call('POST', '/api/credit/opt-in', { textVersion: await textVersion() }, basic)).body).toMatchObject({ code: 'identity_high_required' });
  });
  test.each(['off', 'consultation'] as const)('with the service %s it cannot be opened, and what was open shows no grade', async (setting) => {
    await optIn();
    await service(setting);
    expect((await call('GET', '/api/credit/grade')).body).toMatchObject({ code: 'credit_not_open' });
    const other = await testPerson(t);
    expect((await call('POST', '/api/credit/opt-in', { textVersion: await textVersion() }, other)).body).toMatchObject({ code: 'credit_not_open' });
    expect((await call('GET', '/api/credit/records')).status).toBe(200);
  });
});

describe('grade', () => {
  test('a record in publicity: unrated, with its true reason, and its ways; nothing is subtracted', async () => {
    await arrive(row({}), penalty());
    await optIn();
    expect(await gradeOf()).toMatchObject({ grade: 'unrated', unratedReason: '你有 1 条行政处罚在公示期，公示期内不评定等级。' });
    const why = (await call('GET', '/api/credit/explanation')).body as { notCounted: { state: string }[]; raises: { to: string }[]; history: unknown[] };
    expect(why.notCounted.map((f) => f.state)).toContain('open');
    expect(why.raises[0]).toMatchObject({ to: 'good' });
    expect(why.history).toHaveLength(12);
  });
  test('publicity over at midnight in Shanghai: the stored result is past its end, the reader computes anew with no job running', async () => {
    await arrive(row({}), penalty({ disclosedOn: '2026-01-31', decidedOn: '2026-01-20' }));
    await optIn();
    get(Clock).set(new Date('2027-01-31T15:59:30Z'));
    expect((await gradeOf()).grade).toBe('unrated');
    get(Clock).set(new Date('2027-01-31T16:00:01Z'));
    expect((await gradeOf()).grade).toBe('good');
  });
  test('a record that arrives counts in the next call', async () => {
    await optIn();
    expect((await gradeOf()).grade).toBe('unrated');
    await arrive(row({}));
    expect((await gradeOf()).grade).toBe('good');
    await arrive(...[1, 2, 3].map(() => row({})));
    expect((await gradeOf()).grade).toBe('excellent');
  });
  test('a hundred readers of a changed standing get one answer, and none of them fails', async () => {
    await arrive(row({}));
    await optIn();
    await arrive(row({}), row({}), row({}));
    const answers = await Promise.all(Array.from({ length: 100 }, () => call('GET', '/api/credit/grade')));
    expect(new Set(answers.map((a) => (a.body as { grade: string }).grade))).toEqual(new Set(['excellent']));
  });
  test('each stored result keeps its inputs sealed', async () => {
    await arrive(row({ title: '示例秘密承诺' }));
    await optIn();
    const stored = await db().collection('grade_results').findOne({ personId: me.id });
    expect(stored).toMatchObject({ engine: 'g1', on: '2026-11-25', result: { grade: 'good' } });
    expect(JSON.stringify(stored)).not.toContain('示例秘密承诺');
  });
});

describe('records', () => {
  test('by class, with state, what counts and the way; past five years they are gone', async () => {
    await arrive(
      row({}),
      penalty(),
      penalty({ title: '行政处罚，警告', severity: 'exempt' }),
      penalty({ title: '已修复的处罚', state: 'repaired' }),
      penalty({ title: '五年前的处罚', decidedOn: '2020-01-01', disclosedOn: '2020-01-02' }),
      penalty({ title: '异议中的处罚', state: 'disputed' }),
    );
    const { total, groups } = (await call('GET', '/api/credit/records')).body as {
      total: number;
      groups: { classCode: string; items: { title: string; state: string; counts: boolean; repair: unknown }[] }[];
    };
    expect(total).toBe(5);
    // every class that may hold something of a person, the empty ones too; none that holds organisations only
    expect(groups.map((g) => g.classCode)).toEqual(['02', '03', '04', '06', '07', '08', '11']);
    const filled = groups.filter((g) => g.items.length > 0);
    expect(filled.map((g) => g.classCode)).toEqual(['03', '08']);
    const states = Object.fromEntries((filled[0]?.items ?? []).map((i) => [i.title, i.state]));
    expect(states).toEqual({
      '行政处罚，一般程序': 'in_publicity',
      '行政处罚，警告': 'not_counted',
      已修复的处罚: 'repaired',
      异议中的处罚: 'under_objection',
    });
    expect(filled[0]?.items.find((i) => i.state === 'in_publicity')?.repair).toMatchObject({
      channel: 'platform',
      from: '2026-09-01',
      text: '履行完义务就可以申请修复',
    });
  });
  test('one record: source, dates, publicity; nobody else opens it', async () => {
    const mine = penalty({ fineFen: 200000 });
    await arrive(mine);
    const r = await call('GET', `/api/credit/records/${mine._id}`);
    expect(r.body).toMatchObject({ publicity: { firstDay: '2026-06-01', earliestRepairDay: '2026-09-01', lastDay: '2027-06-01', today: '2026-11-25' } });
    expect((r.body as { fields: unknown[] }).fields).toContainEqual({ label: '罚款', value: '2,000.00 元' });
    expect((r.body as { fields: unknown[] }).fields).toEqual(
      expect.arrayContaining([
        { label: '目录类别', value: '行政管理 › 行政处罚' },
        { label: '严重程度', value: '一般，公示 3 个月到 12 个月' },
      ]),
    );
    const good = row({});
    await arrive(good);
    await optIn();
    const counted = (await call('GET', `/api/credit/records/${good._id}`)).body as { fields: unknown[] };
    expect(counted.fields).toContainEqual({ label: '计入等级到', value: '2031 年 3 月 10 日' });
    const other = await testPerson(t);
    expect((await call('GET', `/api/credit/records/${mine._id}`, undefined, other)).body).toMatchObject({ code: 'credit_record_unknown' });
    expect((await call('GET', '/api/credit/records/none')).body).toMatchObject({ code: 'credit_record_unknown' });
  });
});

test('own looks: one entry per session, purpose and day; the system’s computation one each', async () => {
  await arrive(row({}));
  await optIn();
  for (let i = 0; i < 3; i++) await gradeOf();
  await call('GET', '/api/credit/records');
  expect([await looks('own_credit'), await looks('own_records'), await looks('grade_computation')]).toEqual([1, 1, 1]);
  get(Clock).set(new Date('2026-11-26T02:00:00Z'));
  await gradeOf();
  expect(await looks('own_credit')).toBe(2);
});
test('the scheme is readable by anybody, with what can never count', async () => {
  const r = (await t.send('GET', '/api/credit/scheme')).body as { grades: unknown[]; never: string[] };
  expect(r.grades).toHaveLength(3);
  expect(r.never).toEqual(expect.arrayContaining(['宗教', '收入', '婚姻', '学历', '户籍']));
});
