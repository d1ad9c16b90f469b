import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { addDays, later } from '@binhai/shared/dates/dates';
import { DENIED_FACTORS } from '@binhai/shared/parameters/denied-factors';
import { GRADE_SCHEME_2026 } from '@binhai/shared/parameters/grade-scheme';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { command } from '../parameters/cli.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { requestId } from '../testing/test-offers.js';
import { NUMBERS, SchemeDesk } from '../testing/test-schemes.js';

let t: TestApp;
let desk: SchemeDesk;
beforeAll(async () => {
  t = await testApp('schemes');
  desk = await SchemeDesk.of(t);
});
afterEach(async () => {
  t.app.get(Clock).set(null);
  const db = t.app.get<Connection>(getConnectionToken());
  await db.collection('scheme_consultations').updateMany({}, { $set: { withdrawn: true } });
});
afterAll(() => t?.close());
const sets = () => t.app.get(ParametersService);
const scheme = async () =>
  (await t.send('GET', '/api/credit/scheme')).body as Record<string, unknown> & { versions: { id: string }[]; coming: { from: string; title: string } | null };

test('from draft to force: each step by its own person, on the day the law allows, and the grade is decided by it from midnight on', async () => {
  const id = await desk.open().then((o) => o.id);
  expect((await desk.get(id)).body).toMatchObject({
    state: 'consultation',
    stateText: '公开征求意见',
    consultation: { from: desk.today(), to: addDays(desk.today(), 30) },
    rules: { earliestEffect: addDays(desk.today(), 61) },
  });
  expect(codeOf(await desk.step(id, 'close'))).toBe('scheme_consultation_open');
  desk.days(30);
  expect(codeOf(await desk.step(id, 'close'))).toBe('scheme_consultation_open'); // the thirtieth day is open in full
  desk.days(1);
  await desk.must(id, 'close');
  const approval = { document: '津滨公信〔2027〕示 1 号', from: addDays(desk.today(), 30) };
  expect(codeOf(await desk.step(id, 'approve', approval, desk.drafter))).toBe('scheme_same_person');
  expect(codeOf(await desk.step(id, 'approve', { ...approval, from: addDays(desk.today(), 29) }, desk.second))).toBe('scheme_date_early');
  expect((await desk.get(id, desk.second)).body).toMatchObject({ may: ['return', 'approve', 'withdraw'], blocked: [] });
  expect((await desk.get(id, desk.drafter)).body).toMatchObject({ may: ['return', 'withdraw'], blocked: [expect.stringContaining('须是三个人')] });
  await desk.must(id, 'approve', approval, desk.second);

  expect(sets().at('grade_scheme', addDays(approval.from, -1)).version).toBe(1);
  expect(sets().at('grade_scheme', approval.from)).toMatchObject({ version: 2, content: { items: { excellent: 3 }, title: '示例评价方案' } });
  expect(await scheme()).toMatchObject({ id: 'grade-2026-1', coming: { from: approval.from, title: '示例评价方案' } });
  expect(codeOf(await desk.step(id, 'withdraw', { reason: '另行起草' }))).toBe('scheme_wrong_state'); // what was published stays
  desk.days(30);
  expect(await scheme()).toMatchObject({ title: '示例评价方案', from: approval.from, coming: null });
  expect((await scheme()).versions).toHaveLength(2);
  expect((await desk.get(id)).body).toMatchObject({
    state: 'effective',
    steps: expect.arrayContaining([{ event: 'approve', by: expect.stringMatching(/^区公共信用中心（示例）（工号 /), at: expect.anything() }]),
  });
  expect(sets().at('grade_scheme').reference.slice(-2)).toEqual(['法制审核 津滨信法〔2026〕示 12 号', '批准 津滨公信〔2027〕示 1 号']);
  // the next one cannot begin before the one that was published last
  const next = await desk.closed();
  expect(codeOf(await desk.step(next, 'approve', { document: '津滨公信〔2027〕示 2 号', from: approval.from }, desk.second))).toBe('scheme_date_early');
});

test('nobody skips a step, and nobody does another one’s', async () => {
  const id = await desk.draft();
  for (const [step, more, who] of [
    ['submit', {}, desk.drafter],
    ['close', {}, desk.drafter],
    ['approve', { document: '示例 1 号', from: '2099-01-01' }, desk.second],
    ['pass', { document: '示例 1 号', to: null }, desk.reviewer],
  ] as const)
    expect([step, codeOf(await desk.step(id, step, more, who))]).toEqual([step, 'scheme_wrong_state']);
  for (const who of [desk.reviewer, desk.auditor]) expect(codeOf(await desk.step(id, 'trial', {}, who))).toBe('auth_forbidden');
  expect(codeOf(await desk.step(id, 'pass', { document: '示例 1 号', to: null }, desk.drafter))).toBe('auth_forbidden');
  expect((await desk.get(id, desk.auditor)).body).toMatchObject({ state: 'draft', may: [], blocked: [] });
});

test('an edit ends the dry run; without one of the draft as it is, nothing goes to the legal check', async () => {
  const id = await desk.tried();
  expect((await desk.get(id)).body.trial).toMatchObject({ state: 'done', current: true });
  await desk.must(id, 'edit', { title: '示例评价方案', why: '', numbers: { ...NUMBERS, items: { good: 1, excellent: 4, exemplary: 9 } } });
  expect((await desk.get(id)).body).toMatchObject({ state: 'draft', trial: null });
  await desk.must(id, 'trial');
  expect(codeOf(await desk.step(id, 'submit'))).toBe('scheme_trial_needed'); // begun, not finished
});

test('a scheme by which a persona cannot reach 守信良好 by open acts does not go on, and the desk says who', async () => {
  const id = await desk.tried({ ...NUMBERS, items: { good: 2, excellent: 3, exemplary: 8 } });
  const { body } = await desk.get(id);
  expect(body.trial?.personas.map((p) => [p.title, p.months])).toEqual(
    ['退休居民', '外卖员', '新租客', '毕业生', '港澳台居民', '外籍居民'].map((title) => [title, null]),
  );
  expect(body.blocked).toEqual([expect.stringContaining('到不了守信良好')]);
  expect(codeOf(await desk.step(id, 'submit'))).toBe('scheme_persona_fails');
});

test('a denied factor enters by no way: not by a desk, not spelt otherwise, not by the command, not by the service', async () => {
  const id = await desk.draft();
  for (const why of ['按 职 业 分档', '參考學歷', 'ｅｍｐｌｏｙｅｒ 规模', '戶-籍']) {
    const r = await desk.step(id, 'edit', { title: '示例评价方案', why, numbers: NUMBERS });
    expect([why, r.status, codeOf(r)]).toEqual([why, 400, 'scheme_denied_factor']);
    expect(r.body.fields).toEqual([{ path: 'body.why', message: expect.stringMatching(/不能作为个人信用等级的因素$/) }]);
  }
  const factors = { ...NUMBERS.factors, profession: { most: 1, years: 1 } };
  expect(codeOf(await desk.step(id, 'edit', { title: '示例评价方案', why: '', numbers: { ...NUMBERS, factors } }))).toBe('input_invalid');
  const before = sets().versions('grade_scheme').length;
  for (const { names } of DENIED_FACTORS) {
    const bad = { ...GRADE_SCHEME_2026, factors: { ...GRADE_SCHEME_2026.factors, [names[0]]: { most: 1, years: 1 } } };
    await expect(sets().publish('grade_scheme', bad, { from: '2099-01-01', reference: ['示例'], approvedBy: '示例' })).rejects.toThrow(/不能作为/);
  }
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-spec-')), 'scheme.json');
  fs.writeFileSync(file, JSON.stringify(GRADE_SCHEME_2026));
  const out = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const asked = await command(t.app, ['publish', 'grade_scheme', file, '--from', '2099-01-01', '--by', '示例', '--reference', '示例 1 号']);
  out.mockRestore();
  fs.rmSync(path.dirname(file), { recursive: true });
  expect(asked).toContain('评价方案（grade_scheme）不能用命令公布');
  expect(sets().versions('grade_scheme')).toHaveLength(before);
});

test('grades that do not rise are said at their field', async () => {
  const r = await desk.step(await desk.draft(), 'edit', {
    title: '示例评价方案',
    why: '',
    numbers: { ...NUMBERS, items: { good: 4, excellent: 3, exemplary: 8 } },
  });
  expect([r.status, r.body.fields]).toEqual([400, [{ path: 'body.numbers.items', message: '各档所需项数应当递增' }]]);
});

test('returned from the legal check it begins anew; withdrawn it ends, and its consultation stays readable but closed', async () => {
  const id = await desk.tried();
  await desk.must(id, 'submit');
  const back = await desk.must(id, 'return', { reason: '写清第 3 条' }, desk.reviewer);
  expect(back).toMatchObject({ state: 'draft', reason: '写清第 3 条', trial: null });
  const open = await desk.open();
  await desk.must(open.id, 'withdraw', { reason: '另行起草' });
  expect((await t.send('GET', `/api/credit/consultations/${open.consultation}`)).body).toMatchObject({
    open: false,
    legalDocument: '津滨信法〔2026〕示 12 号',
  });
  expect((await desk.get(open.id)).body).toMatchObject({ state: 'withdrawn', may: [] });
});

test('two people on one draft: the later one is told, and 10 approvals at once publish once', async () => {
  const id = await desk.draft();
  const { rev } = (await desk.get(id)).body;
  const edit = (title: string) => desk.call(desk.drafter, 'PUT', `/api/staff/schemes/${id}`, { rev, title, why: '', numbers: NUMBERS });
  const both = await Promise.all([edit('示例甲方案'), edit('示例乙方案')]);
  expect(both.map(codeOf).sort()).toEqual(['ok', 'scheme_changed']);
  const closed = await desk.closed();
  const before = sets().versions('grade_scheme').length;
  const last = sets().versions('grade_scheme').at(-1)?.from ?? '';
  const body = { rev: (await desk.get(closed)).body.rev, document: '津滨公信〔2027〕示 3 号', from: addDays(later(last, desk.today()), 40) };
  const made = await Promise.all(Array.from({ length: 10 }, () => desk.call(desk.second, 'POST', `/api/staff/schemes/${closed}/approve`, body)));
  expect(made.filter((r) => r.status === 200)).toHaveLength(1);
  expect(sets().versions('grade_scheme')).toHaveLength(before + 1);
});

const EVERY = [
  ['edit', { title: '示例评价方案', why: '', numbers: NUMBERS }, 'drafter'],
  ['trial', {}, 'drafter'],
  ['submit', {}, 'drafter'],
  ['pass', { document: '示例 1 号', to: null }, 'reviewer'],
  ['return', { reason: '示例原因' }, 'drafter'],
  ['close', {}, 'drafter'],
  ['approve', { document: '示例 1 号', from: '2099-01-01' }, 'second'],
  ['withdraw', { reason: '示例原因' }, 'drafter'],
] as const;
test.each(EVERY)('%s: not on what was changed meanwhile, and not once it is withdrawn', async (step, more, who) => {
  const id = await desk.draft();
  expect(codeOf(await desk.step(id, step, { ...more, rev: 0 }, desk[who]))).toBe('scheme_changed');
  await desk.must(id, 'withdraw', { reason: '示例原因' });
  expect(codeOf(await desk.step(id, step, more, desk[who]))).toBe('scheme_wrong_state');
});
test('who drafted does not check by law, whatever role is in use; the consultation is never shorter than the law allows', async () => {
  const id = await desk.tried();
  await desk.must(id, 'submit');
  const both = await desk.alsoReviewer(desk.drafter);
  expect(codeOf(await desk.step(id, 'pass', { document: '示例 1 号', to: null }, both))).toBe('scheme_same_person');
  expect(codeOf(await desk.step(id, 'pass', { document: '示例 1 号', to: addDays(desk.today(), 29) }, desk.reviewer))).toBe('scheme_date_early');
});

test('asked twice for a draft, one is made; 8 people at once get 8 numbers; the list is newest first', async () => {
  const one = requestId();
  const twice = await Promise.all([one, one].map((r) => desk.call(desk.drafter, 'POST', '/api/staff/schemes', { requestId: r })));
  expect(new Set(twice.map((r) => r.body.id)).size).toBe(1);
  const made = await Promise.all(Array.from({ length: 4 }, () => desk.call(desk.second, 'POST', '/api/staff/schemes', { requestId: requestId() })));
  expect(new Set(made.map((r) => r.body.id)).size).toBe(4);
  const { items } = (await desk.call(desk.auditor, 'GET', '/api/staff/schemes')).body as unknown as { items: { number: number }[] };
  const numbers = items.map((i) => i.number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => b - a));
});

test('an id of nobody’s is no scheme, whatever is asked of it', async () => {
  const [by, r] = [desk.drafter, { rev: 1 }];
  for (const [who, method, tail, body] of [
    [by, 'GET', '', undefined],
    [by, 'PUT', '', { ...r, title: '示例方案', why: '', numbers: NUMBERS }],
    [by, 'POST', '/trial', r],
    [by, 'POST', '/trial/cancel', { confirm: true }],
    [by, 'POST', '/submit', r],
    [desk.reviewer, 'POST', '/pass', { ...r, document: '示例 1 号', to: null }],
    [by, 'POST', '/return', { ...r, reason: '示例原因' }],
    [by, 'POST', '/close', r],
    [by, 'POST', '/approve', { ...r, document: '示例 1 号', from: '2099-01-01' }],
    [by, 'POST', '/withdraw', { ...r, reason: '示例原因' }],
    [by, 'GET', '/comments?answered=no', undefined],
    [by, 'PUT', '/comments/1', { ...r, verdict: 'adopted', text: '示例答复' }],
  ] as const)
    expect([tail, codeOf(await desk.call(who, method, `/api/staff/schemes/nobodys${tail}`, body))]).toEqual([tail, 'scheme_unknown']);
});
