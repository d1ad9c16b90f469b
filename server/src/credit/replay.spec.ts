import { readFileSync, writeFileSync } from 'node:fs';
import type { GradeResult } from '@binhai/shared/rules/grade/g1';
import type { CreditRecord } from '@binhai/shared/rules/record';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { currentVersion } from '../consents/texts.js';
import { canonical, sha256Of } from '../parameters/canonical.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { inTransaction } from '../platform/transactions.js';
import { RecordsService } from '../records/records.service.js';
import type { Access } from '../register/access.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { testMember, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { testRecord } from '../testing/test-record.js';
import { command } from './cli.js';
import type { SetUsed, StoredGrade } from './grade-result.schema.js';
import { GradeResults } from './grade-results.service.js';

let t: TestApp;
let me: TestPerson;
let said: string[];
beforeAll(async () => {
  t = await testApp('replay');
});
afterAll(() => t?.close());
const get = <T>(type: new (...args: never[]) => T, app = t): T => app.app.get(type, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const cases = (file: string) => new URL(`../../../test/cases/${file}`, import.meta.url);
const results = () => db().collection<StoredGrade>('grade_results');
const at = (text: string) => get(Clock).set(new Date(text));
beforeEach(async () => {
  for (const name of ['grade_results', 'grade_replays', 'jobs', 'people', 'credit_records']) await db().collection(name).deleteMany({});
  at('2026-11-25T10:00:00+08:00');
  me = await testPerson(t);
  said = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
});
afterEach(() => {
  get(Clock).set(null);
  jest.restoreAllMocks();
});

const arrive = async (who: TestPerson, ...rows: Parameters<typeof testRecord>[1][]) => {
  await get(RecordsService).add(rows.map((more) => testRecord(who, more)));
  await get(PeopleService).standingChanged({ personId: who.id });
};
const optIn = async (who = me) =>
  expect((await t.send('POST', '/api/credit/opt-in', { token: who.token, body: { textVersion: currentVersion('personal_grade') } })).status).toBe(200);
const gradeOf = async (who = me) => ((await t.send('GET', '/api/credit/grade', { token: who.token })).body as { grade: string }).grade;
const run = (...args: string[]) => command(t.app, args);
const replay = (day: string, subject = me.id) => run('--subject', subject, '--at', day, '--by', '示例运维');
const nightly = (name: string) => db().collection('jobs').findOne({ name });

describe('a day is made again', () => {
  test('bit for bit, whatever became of the records since', async () => {
    await arrive(me, {}, {});
    await optIn();
    const first = await results().findOne({ personId: me.id });
    at('2026-11-27T10:00:00+08:00');
    await db()
      .collection('credit_records')
      .updateMany({}, { $set: { title: '改过的名称', state: 'withdrawn' } });
    await get(PeopleService).standingChanged({ personId: me.id });
    expect(await gradeOf()).toBe('unrated');
    expect(await replay('2026-11-26')).toBeUndefined();
    expect(said.join('\n')).toContain('"grade":"good"');
    expect(said.join('\n')).toContain(first?.sha256 ?? 'no digest');
    expect(said.at(-1)).toBe('重新计算的结果与存下的逐字节相同');
    said = [];
    expect(await replay('2026-11-27')).toBeUndefined();
    expect(said.join('\n')).toContain('"grade":"unrated"');
  });
  test('under a later scheme, by the one that was in force', async () => {
    await arrive(me, {});
    await optIn();
    const { content } = get(ParametersService).at('grade_scheme');
    const stricter = { ...content, id: 'grade-spec-2', from: '2026-12-01', items: { good: 2, excellent: 5, exemplary: 9 } };
    await get(ParametersService).publish('grade_scheme', stricter, { from: '2026-12-01', reference: ['示例'], approvedBy: 'spec' });
    at('2026-12-02T10:00:00+08:00');
    expect(await gradeOf()).toBe('unrated');
    expect(await replay('2026-11-25')).toBeUndefined();
    expect(said.join('\n')).toContain('grade_scheme-1');
    said = [];
    expect(await replay('2026-12-02')).toBeUndefined();
    expect(said.join('\n')).toContain('grade_scheme-2');
    await db()
      .collection('parameter_sets')
      .deleteOne({ kind: 'grade_scheme', version: 2 } as never);
    await t.close();
    t = await testApp('replay');
  });
  test('the look is entered, by the operator’s name, before anything is read', async () => {
    await optIn();
    await replay('2026-11-25');
    const entry = await db().collection('register_entries').findOne({ subject: me.id, purpose: 'grade_replay' });
    expect(entry).toMatchObject({ actor: 'operator:示例运维', kind: 'system' });
  });
  test('what an older release stored is compared as far as it goes', async () => {
    await optIn();
    await results().updateOne({ personId: me.id }, { $unset: { sealedResult: '', sha256: '', scheme: '', publicity: '', rev: '' } });
    expect(await replay('2026-11-25')).toBeUndefined();
    expect(said.join('\n')).toContain('旧版本没有存');
    await results().updateOne({ personId: me.id }, { $set: { 'result.grade': 'good' } });
    expect(await replay('2026-11-25')).toMatchObject({ stop: 'replay_differs', sentence: expect.stringContaining('grade') });
  });
});

describe('a difference is named field by field', () => {
  beforeEach(async () => {
    await arrive(me, {});
    await optIn();
  });
  test.each([
    ['the grade that was shown', { 'result.grade': 'excellent' }, 'shown.grade'],
    ['its end', { 'result.validUntil': '2030-01-01' }, 'shown.validUntil'],
    ['the digest', { sha256: '0'.repeat(64) }, 'sha256'],
    ['the digest of its scheme', { 'scheme.sha256': 'f'.repeat(64) }, 'scheme.sha256'],
    ['the engine', { engine: 'g0' }, 'engine'],
    ['sealed inputs', { sealedInputs: 'a1.x.y.z.w' }, 'sealedInputs'],
  ])('%s', async (_, change, field) => {
    await results().updateOne({ personId: me.id }, { $set: change });
    expect(await replay('2026-11-25')).toMatchObject({ stop: 'replay_differs', sentence: expect.stringContaining(field) });
  });
  test('inputs of another result in its place', async () => {
    const other = await testPerson(t);
    await optIn(other);
    const theirs = await results().findOne({ personId: other.id });
    await results().updateOne({ personId: me.id }, { $set: { sealedInputs: theirs?.sealedInputs ?? '' } });
    expect(await replay('2026-11-25')).toMatchObject({ stop: 'replay_differs', sentence: expect.stringContaining('sealedInputs') });
  });
});

describe('what cannot be made again is said', () => {
  test('past five years inputs and result are gone, that there was one stays', async () => {
    await arrive(me, {});
    await optIn();
    at('2031-11-26T03:00:00+08:00');
    await get(Jobs).drain();
    const row = await results().findOne({ personId: me.id, on: '2026-11-25' });
    expect([row?.sealedInputs, row?.sealedResult, row?.sha256?.length]).toEqual([undefined, undefined, 64]);
    expect(await replay('2026-11-25')).toMatchObject({ stop: 'replay_impossible', sentence: expect.stringContaining('五年') });
  });
  test('before the first result, after its end, for nobody', async () => {
    await arrive(me, { fulfilledOn: '2021-11-30', decidedOn: '2021-10-01' });
    await optIn();
    at('2026-12-05T10:00:00+08:00');
    expect(await replay('2026-11-24')).toMatchObject({ stop: 'replay_impossible' });
    expect(await replay('2026-11-30')).toBeUndefined();
    expect(await replay('2026-12-01')).toMatchObject({ stop: 'replay_impossible', sentence: expect.stringContaining('2026-12-01') });
    expect(await replay('2026-11-25', 'nobody')).toMatchObject({ stop: 'replay_impossible' });
  });
  test.each(['120116198801170018', '12011619880117001x', '120116880117001', '13800000000', '+8613800000000'])('a number on the command line: %s', async (n) => {
    expect(await replay('2026-11-25', n)).toContain('id of the account');
    expect(await db().collection('register_entries').countDocuments({ subject: n })).toBe(0);
  });
  test.each([[[]], [['--subject', 'x']], [['--subject', 'x', '--at', '2026-02-30']], [['--subject', 'x', '--at', '2026-11-26']]])('usage: %j', async (args) =>
    expect(await run(...args)).toContain('npm run grade:replay'),
  );
});

describe('every night', () => {
  test('grades that ended are decided anew, once, in whichever process; nobody else’s records are read', async () => {
    const closed = await testPerson(t);
    await arrive(closed, { fulfilledOn: '2021-11-30', decidedOn: '2021-10-01' });
    const steady = await testPerson(t);
    await arrive(steady, {});
    await arrive(me, { fulfilledOn: '2021-11-30', decidedOn: '2021-10-01' });
    for (const who of [me, steady]) await optIn(who);
    const b = await t.second();
    at('2026-12-01T00:06:00+08:00');
    get(Clock, b).set(new Date('2026-12-01T00:06:00+08:00'));
    await Promise.all([get(Jobs).drain(), get(Jobs, b).drain()]);
    await b.close();
    expect(await results().countDocuments({ on: '2026-12-01' })).toBe(1);
    expect(await results().findOne({ on: '2026-12-01' })).toMatchObject({ personId: me.id, result: { grade: 'unrated' } });
    expect(await db().collection('register_entries').countDocuments({ subject: closed.id })).toBe(0);
    expect(await nightly('grade.regrade')).toMatchObject({ state: 'done', progress: { done: 1, total: 1 } });
    at('2026-12-01T12:00:00+08:00');
    expect(await gradeOf()).toBe('unrated');
    expect(await results().countDocuments({ personId: me.id, on: '2026-12-01' })).toBe(1);
  });
  test('a cut run goes on where it was', async () => {
    const all = [me, ...(await Promise.all(Array.from({ length: 4 }, () => testPerson(t))))];
    for (const who of all) await optIn(who);
    await get(Jobs).drain(); // the night's own run
    for (const who of all) await get(PeopleService).standingChanged({ personId: who.id });
    const sorted = all.map((p) => p.id).sort();
    const id = await get(Jobs).enqueue('grade.regrade', {});
    const place = { way: 'ended', key: '2026-11-25', id: sorted[2] };
    await db()
      .collection<{ _id: string }>('jobs')
      .updateOne({ _id: id }, { $set: { cursor: { place, done: 3, failed: 0, total: 5 } } });
    await get(Jobs).drain();
    expect((await get(Jobs).view(id))?.progress).toEqual({ done: 5, total: 5 });
    const anew = await db()
      .collection<StoredGrade>('grade_results')
      .distinct('personId', { rev: { $gt: 1 } });
    expect(anew.sort()).toEqual(sorted.slice(3));
  });
  test('a sample is made again; one that was altered raises the alarm and is named', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const others = await Promise.all(Array.from({ length: 3 }, () => testPerson(t)));
    for (const who of [me, ...others]) await optIn(who);
    const operator = await testMember(t, await testShop(t), 'operator');
    const told = () => db().collection('messages').find({ personId: operator.id, kind: 'replay_differs' }).toArray();
    at('2026-11-26T02:41:00+08:00');
    await get(Jobs).drain();
    expect(await db().collection('grade_replays').findOne()).toMatchObject({ _id: '2026-11-26', sampled: 4, same: 4, differing: [] });
    expect(await nightly('grade.replay')).toMatchObject({ state: 'done' });
    expect(await told()).toEqual([]);

    const [altered] = await results().find({ personId: me.id }).toArray();
    await results().updateOne({ _id: altered?._id ?? '' }, { $set: { 'result.grade': 'exemplary' } });
    at('2026-11-27T02:41:00+08:00');
    await get(Jobs).drain();
    const night = await db()
      .collection('grade_replays')
      .findOne({ _id: '2026-11-27' as never });
    expect(night).toMatchObject({ sampled: 4, same: 3, differing: [{ resultId: altered?._id, fields: ['shown.grade'] }] });
    expect(error.mock.calls.flat().join(' ')).toContain('1 of 4 stored grades come out differently');
    expect((await get(Jobs).dead()).map((j) => [j.name, j.failure])).toEqual([['grade.replay', 'grade_replay_differs']]);
    expect(await told()).toMatchObject([{ params: { day: '2026-11-27', sampled: '4', differing: '1' } }]);
    expect(await run('--night', '2026-11-27')).toMatchObject({ stop: 'replay_differs' });
    expect(await run('--night', '2026-11-26')).toBeUndefined();
    expect(await run('--night', '2026-11-20')).toMatchObject({ stop: 'replay_impossible' });
  });
  test('while the city offers no grades nobody is looked at', async () => {
    await arrive(me, { fulfilledOn: '2021-11-30', decidedOn: '2021-10-01' });
    await optIn();
    await get(ParametersService).setPersonalGrade('off', { reference: ['示例'], approvedBy: 'spec' });
    const looks = await db().collection('register_entries').countDocuments({ subject: me.id });
    at('2026-12-01T02:41:00+08:00');
    await get(Jobs).drain();
    expect(await db().collection('register_entries').countDocuments({ subject: me.id })).toBe(looks);
    at('2026-11-25T10:00:00+08:00'); // holds from the day it was off
    await get(ParametersService).setPersonalGrade('on', { reference: ['示例'], approvedBy: 'spec' });
  });
  test('what somebody closed rests', async () => {
    await optIn();
    await t.send('POST', '/api/credit/opt-out', { token: me.token, body: { confirm: true } });
    at('2026-11-26T02:41:00+08:00');
    await get(Jobs).drain();
    expect(await db().collection('grade_replays').findOne()).toMatchObject({ sampled: 0 });
    expect(await db().collection('register_entries').countDocuments({ subject: me.id, purpose: 'grade_replay' })).toBe(0);
  });
});

/**
 * Stored results as this release writes them: sets, canonical bytes and digest of the golden inputs of g1. A difference means that results in the database
 * could no longer be proven; `GOLDEN=write` makes the file once, for a form nobody has stored yet.
 */
test('golden: sixty stored results, their sets and digests, are made again through the database', async () => {
  const inputs = JSON.parse(readFileSync(cases('grade-g1.golden.json'), 'utf8')) as { records: CreditRecord[]; on: string; result: GradeResult }[];
  if (process.env.GOLDEN === 'write') {
    const { schemeSet: scheme, publicitySet: publicity } = get(GradeResults).setsOn('2026-11-25');
    const digests = inputs.map(({ records, on, result }) => sha256Of({ on, engine: 'g1', scheme, publicity, records, result }));
    writeFileSync(cases('grade-stored.golden.json'), `${JSON.stringify({ scheme, publicity, digests }, null, 2)}\n`);
  }
  const golden = JSON.parse(readFileSync(cases('grade-stored.golden.json'), 'utf8')) as { scheme: SetUsed; publicity: SetUsed; digests: string[] };
  const { schemeSet, publicitySet } = get(GradeResults).setsOn('2026-11-25');
  expect([schemeSet, publicitySet, golden.digests.length]).toEqual([golden.scheme, golden.publicity, 60]);
  for (const [i, { records, on, result }] of inputs.entries()) {
    const personId = `golden-${i}`;
    const sets = get(GradeResults).setsOn('2026-11-25');
    await inTransaction(db(), (session) =>
      get(GradeResults).keep({ personId, rev: 1, on, at: new Date('2026-11-25T02:00:00Z') }, records, result, sets, session),
    );
    const row = await results().findOne({ personId });
    expect(row?.sha256).toBe(golden.digests[i]);
    const access = { subject: personId, purpose: 'grade_replay' } as unknown as Access<'grade_replay'>;
    expect([i, row && get(GradeResults).replay(access, row)]).toEqual([i, { kind: 'same', text: canonical(result), sha256: golden.digests[i] }]);
  }
});

test('40 readers in two processes, after a change: one result of that revision', async () => {
  await optIn();
  const b = await t.second();
  get(Clock, b).set(new Date('2026-11-25T10:00:00+08:00'));
  await arrive(me, {});
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? t : b).send('GET', '/api/credit/grade', { token: me.token })));
  await b.close();
  expect(new Set(answers.map((r) => (r.body as { grade: string }).grade))).toEqual(new Set(['good']));
  const rev = (await get(PeopleService).state(me.id))?.standing?.rev;
  expect(await results().countDocuments({ personId: me.id, rev: rev ?? -1 })).toBe(1);
});
