import { GRADE_SCHEME_2026 } from '@binhai/shared/parameters/grade-scheme';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { sha256Of } from './canonical.js';
import { KINDS, type ParameterKind } from './kinds.js';
import { ParametersService } from './parameters.service.js';
import { RELEASED } from './released.js';

let a: TestApp, b: TestApp;
beforeAll(async () => {
  a = await testApp('parameters');
  b = await a.second();
});
afterEach(() => {
  for (const t of [a, b]) t.app.get(Clock).set(null);
});
afterAll(async () => {
  await b?.close();
  await a?.close();
});
const store = (t = a) => t.app.get(ParametersService);
const stored = () => a.app.get<Connection>(getConnectionToken()).collection<{ _id: string }>('parameter_sets');
const BY = { reference: ['津滨公信〔2026〕示例 1 号'], approvedBy: '示例审批人（区公共信用中心）' };

test('a new database holds every kind, version 1, as released and whole', async () => {
  for (const kind of Object.keys(KINDS) as ParameterKind[]) expect(store().versions(kind)).toEqual([expect.objectContaining({ version: 1 })]);
  for (const r of RELEASED) expect(store().at(r.kind, '2026-11-25')).toMatchObject({ content: r.content, sha256: sha256Of(r.content) });
});
test('a new version applies from its day on, the old one before it; the change reaches the other process', async () => {
  const stricter = { ...GRADE_SCHEME_2026, id: 'grade-2027-1', from: '2027-03-01', items: { good: 2, excellent: 4, exemplary: 6 } };
  await store().publish('grade_scheme', stricter, { from: '2027-03-01', ...BY });
  for (let i = 0; i < 300 && store(b).versions('grade_scheme').length < 2; i++) await new Promise((r) => setTimeout(r, 10));
  for (const t of [a, b]) {
    expect(store(t).at('grade_scheme', '2027-02-28').version).toBe(1);
    expect(store(t).at('grade_scheme', '2027-03-01').content.items.good).toBe(2);
    t.app.get(Clock).set(new Date('2027-02-28T16:00:00Z')); // midnight in Shanghai
    expect(store(t).at('grade_scheme').version).toBe(2);
  }
});
test('personal grades go off, into consultation and on again the same day; each step stays on record with who approved it', async () => {
  expect(store().personalGrade()).toBe('on');
  for (const state of ['off', 'consultation', 'on', 'off'] as const) {
    await store().setPersonalGrade(state, BY);
    expect(store().personalGrade()).toBe(state);
  }
  expect(
    store()
      .versions('personal_grade')
      .map((s) => [s.version, s.content.state, s.approvedBy]),
  ).toEqual([
    [1, 'on', '随版本发布'],
    [2, 'off', BY.approvedBy],
    [3, 'consultation', BY.approvedBy],
    [4, 'on', BY.approvedBy],
    [5, 'off', BY.approvedBy],
  ]);
});
test('10 publications at once in two processes get 10 versions', async () => {
  const before = store().versions('deadlines').length;
  const { content } = store().at('deadlines', '2026-11-25');
  const made = await Promise.all(Array.from({ length: 10 }, (_, i) => store([a, b][i % 2]).publish('deadlines', content, { from: '2028-01-01', ...BY })));
  expect(made.map((s) => s.version).sort((x, y) => x - y)).toEqual(Array.from({ length: 10 }, (_, i) => before + 1 + i));
});
test('what does not fit its schema, and what has no day, is not published', async () => {
  await expect(store().publish('personal_grade', { state: 'perhaps' as 'on' }, { from: '2026-12-01', ...BY })).rejects.toThrow();
  await expect(store().publish('personal_grade', { state: 'on' }, { from: '2026-02-30', ...BY })).rejects.toThrow('2026-02-30');
});
test('nobody decides by a set that was edited in the database', async () => {
  const { _id } = await store().publish('severity', store().at('severity', '2026-11-25').content, { from: '2026-12-01', ...BY });
  await stored().updateOne({ _id }, { $set: { 'content.title': '改过的', rev: 1e6 } });
  await store().load([]);
  expect(store().at('severity', '2026-12-02').version).toBe(1);
});
test('loading a release again changes nothing; a released set with other content is refused by name', async () => {
  const count = await stored().countDocuments();
  await store().load(RELEASED);
  expect(await stored().countDocuments()).toBe(count);
  const edited = { ...RELEASED[0], content: { ...GRADE_SCHEME_2026, title: '另一个' } } as (typeof RELEASED)[number];
  await expect(store().load([edited])).rejects.toThrow(/grade_scheme-1 was changed in place/);
});
