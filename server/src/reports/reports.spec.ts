import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ParametersService } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import { armFault, disarmFaults } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import type { StoredRecord } from '../records/record.schema.js';
import { RecordsService } from '../records/records.service.js';
import { pdfText } from '../testing/pdf-text.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { testRecord } from '../testing/test-record.js';

jest.setTimeout(60_000);
interface View {
  id: string;
  state: string;
  progress: number;
  code: string;
  link: string;
  sha256: string;
  pages: number;
  number: string;
}
let t: TestApp;
let me: TestPerson;
beforeAll(async () => {
  t = await testApp('reports');
});
afterAll(() => t?.close());
const get = <T>(type: new (...args: never[]) => T): T => t.app.get(type, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const reports = () => db().collection<{ _id: string; state: string; slot?: string }>('reports');
beforeEach(async () => {
  get(Clock).set(new Date('2026-11-25T02:00:00Z'));
  me = await testPerson(t);
  await db().collection('limits').deleteMany({});
});
afterEach(() => {
  disarmFaults();
  get(Clock).set(null);
});
const call = (method: string, path: string, body?: unknown, who: TestPerson = me) =>
  t.send(method, path, { token: who.token, ...(body !== undefined && { body }) });
const choice = (more: object = {}) => ({ requestId: newId(), purpose: 'award', classes: ['08', '11', '03'], looks: false, grade: false, ...more });
const make = (more: object = {}, who: TestPerson = me) => call('POST', '/api/credit/reports', choice(more), who);
const drain = () => get(Jobs).drain();
const view = async (id: string) => (await call('GET', `/api/credit/reports/${id}`)).body as View;
const file = async (id: string, who: TestPerson = me) => call('GET', `/api/credit/reports/${id}/file`, undefined, who);
async function made(more: object = {}): Promise<View> {
  const { status, body } = await make(more);
  expect([status, (body as View).state]).toEqual([200, 'making']);
  await drain();
  return view((body as View).id);
}
const text = async (id: string) => (await pdfText((await file(id)).body as Uint8Array)).join('').replace(/\s/g, '');
const verify = (code: string) => t.send('POST', '/api/publicity/report-verification', { body: { code } });
const arrive = (...rows: Partial<StoredRecord>[]) => get(RecordsService).add(rows.map((r) => testRecord(me, r)));
const penalty: Partial<StoredRecord> = {
  classCode: '03',
  kind: 'penalty',
  effect: 'negative',
  severity: 'general',
  decidedOn: '2026-05-28',
  disclosedOn: '2026-06-01',
  fulfilment: null,
  fulfilledOn: null,
};

describe('what is in it', () => {
  test('the classes that were chosen, of each what may stand there; none of what must not, by the text of the file', async () => {
    await arrive(
      { title: '在内的承诺' },
      { ...penalty, title: '在公示期的处罚' },
      { ...penalty, title: '异议中的处罚', state: 'disputed' },
      { ...penalty, title: '简易程序的处罚', severity: 'exempt' },
      { ...penalty, title: '已修复的处罚', state: 'repaired' },
      { ...penalty, title: '已撤回的处罚', state: 'withdrawn' },
      { ...penalty, title: '公示期满的处罚', decidedOn: '2025-01-01', disclosedOn: '2025-01-02', dutiesDone: true },
      { ...penalty, title: '满五年的处罚', decidedOn: '2021-11-24', disclosedOn: '2021-11-24' },
      { classCode: '11', kind: 'honour', title: '满五年的荣誉', decidedOn: '2021-11-24', fulfilment: null, fulfilledOn: null },
      { classCode: '07', kind: 'contract', title: '没选的合同' },
    );
    const { body } = await call('GET', '/api/credit/report-choices');
    const counts = Object.fromEntries((body as { classes: { classCode: string; items: number }[] }).classes.map((c) => [c.classCode, c.items]));
    expect(counts).toMatchObject({ '03': 1, '07': 1, '08': 1, '11': 0 });
    const all = await text((await made()).id);
    for (const inside of ['在内的承诺', '在公示期的处罚', '李示例宁', '评优申报', '行政管理1条', '诚实守信相关荣誉没有', '公示期到2027年6月1日'])
      expect(all).toContain(inside);
    for (const out of ['异议中的', '简易程序的处罚', '已修复的处罚', '已撤回', '公示期满的', '满五年', '没选的合同', '合同履行', '谁查过我', '信用等级'])
      expect(all).not.toContain(out);
  });
  test('the look at the data stands in the register, by name; a grade and the looks only when asked for', async () => {
    await arrive({});
    await call('POST', '/api/credit/opt-in', {
      textVersion: ((await t.send('GET', '/api/credit/opt-in/text')).body as { text: { version: string } }).text.version,
    });
    const all = await text((await made({ looks: true, grade: true, classes: [] })).id);
    for (const inside of ['信用等级守信良好', '谁查过我', '信用报告生成（系统自动）']) expect(all).toContain(inside);
    const { items } = (await call('GET', '/api/me/looks')).body as { items: { who: string; purpose: string; basis: string }[] };
    expect(items).toContainEqual(
      expect.objectContaining({ who: '信用报告生成（系统自动）', purpose: '查看和出具自己的信用报告', basis: '本人申请出具信用报告' }),
    );
  });
  test('a grade that is not there is said before, not left out in silence', async () => {
    expect((await make({ grade: true })).body).toMatchObject({ code: 'credit_not_opted_in' });
    await get(ParametersService).setPersonalGrade('off', { reference: ['示例'], approvedBy: 'spec' });
    expect((await make({ grade: true })).body).toMatchObject({ code: 'credit_not_open' });
    await get(ParametersService).setPersonalGrade('on', { reference: ['示例'], approvedBy: 'spec' });
  });
  test('rows a source sent long ago, a long list: every one is there, over pages', async () => {
    await arrive(...Array.from({ length: 60 }, (_, i) => ({ title: `第${i}份示例承诺` })));
    const report = await made();
    expect(report.pages).toBeGreaterThan(3);
    const all = await text(report.id);
    for (let i = 0; i < 60; i++) expect(all).toContain(`第${i}份示例承诺`);
  });
});

describe('the choice', () => {
  test.each([
    ['nothing chosen', { classes: [] }, 'report_nothing_chosen'],
    ['no class of the directory', { classes: ['99'] }, 'report_nothing_chosen'],
    ['to rent a home', { purpose: 'other', purposeText: '租房使用' }, 'report_purpose_refused'],
    ['for a loan', { purpose: 'other', purposeText: '银行贷款' }, 'report_purpose_refused'],
    ['a purpose without words', { purpose: 'other' }, 'input_invalid'],
    ['words too long for a watermark', { purpose: 'other', purposeText: '一二三四五六七八九十一二三四五六七' }, 'input_invalid'],
  ])('%s', async (_, more, code) => {
    expect((await make(more)).body).toMatchObject({ code });
    expect(await reports().countDocuments({ person: me.id })).toBe(0);
  });
  test('a typed purpose, on every page', async () => {
    const { id } = await made({ purpose: 'other', purposeText: '志愿服务' });
    expect(await text(id)).toContain('仅供志愿服务使用');
  });
  test('without a fresh proof on this device: neither made nor downloaded', async () => {
    const { id } = await made();
    get(Clock).set(new Date('2026-11-25T02:16:00Z'));
    expect((await make()).body).toMatchObject({ code: 'step_up_needed' });
    expect((await file(id)).body).toMatchObject({ code: 'step_up_needed' });
  });
});

describe('once', () => {
  test('one report a request, however many ask at once; the same id for another choice is refused', async () => {
    const body = choice();
    const all = await Promise.all(Array.from({ length: 20 }, () => call('POST', '/api/credit/reports', body)));
    expect(new Set(all.map((r) => (r.body as View).id)).size).toBe(1);
    await drain();
    expect([await reports().countDocuments({ person: me.id }), await db().collection('files').countDocuments({ owner: me.id })]).toEqual([1, 1]);
    expect((await call('POST', '/api/credit/reports', { ...body, looks: true })).body).toMatchObject({ code: 'report_request_reused' });
    expect((await call('POST', '/api/credit/reports', body)).body).toMatchObject({ state: 'ready' });
  });
  test('five a Shanghai day, among any number of callers; the next day five more', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => make()));
    expect(all.filter((r) => r.status === 200)).toHaveLength(5);
    expect(new Set(all.filter((r) => r.status !== 200).map((r) => (r.body as { code: string }).code))).toEqual(new Set(['report_day_limit']));
    expect((await call('GET', '/api/credit/reports')).body).toMatchObject({ left: 0, leftOf: 5 });
    get(Clock).set(new Date('2026-11-25T15:59:30Z'));
    await steppedUp(me);
    expect((await make()).body).toMatchObject({ code: 'report_day_limit' });
    get(Clock).set(new Date('2026-11-25T16:00:00Z'));
    expect((await make()).status).toBe(200);
  });
  test.each([
    ['reports.make.before_render', '04'],
    ['reports.make.before_finish', '05'],
    ['reports.make.after_finish', '06'],
  ])('fails at %s: tried again, one file', async (point, hour) => {
    armFault(point, 'throw', 1);
    const { body } = await make();
    await drain();
    get(Clock).set(new Date('2026-11-25T02:00:20Z'));
    await drain();
    const { id, state, sha256 } = await view((body as View).id);
    expect(state).toBe('ready');
    const bytes = (await file(id)).body as Buffer;
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    get(Clock).set(new Date(`2026-11-25T${hour}:00:00Z`));
    await drain();
    expect(await db().collection('files').countDocuments({ owner: me.id })).toBe(1); // and the hour's sweep took nothing of it
  });
  test('a job that never succeeds: the report says so and gives its place of the day back', async () => {
    armFault('reports.make.before_render', 'throw', 99);
    const { body } = await make();
    for (let s = 1; s < 10; s++) {
      await drain();
      get(Clock).set(new Date(Date.parse('2026-11-25T02:00:00Z') + s * 60_000));
    }
    expect(await view((body as View).id)).toMatchObject({ state: 'failed' });
    expect((await call('GET', '/api/credit/reports')).body).toMatchObject({ left: 5 });
    expect((await file((body as View).id)).body).toMatchObject({ code: 'report_not_ready' });
    expect((await call('POST', `/api/credit/reports/${(body as View).id}/revocation`, { confirm: true })).body).toMatchObject({ code: 'report_not_ready' });
  });
});

describe('the file', () => {
  test('leaves as a PDF with its name, stored nowhere on the way, and its digest is the one that is told', async () => {
    const report = await made();
    const { status, headers, body } = await file(report.id);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/pdf', 'no-store']);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="____ ${report.number}.pdf"; filename*=UTF-8''${encodeURIComponent(`信用报告 ${report.number}.pdf`)}`,
    );
    expect(
      createHash('sha256')
        .update(body as Buffer)
        .digest('hex'),
    ).toBe(report.sha256);
    expect(Number(headers['content-length'])).toBe((body as Buffer).length);
  });
  test('nobody else opens it, nor sees it', async () => {
    const { id } = await made();
    const other = await testPerson(t);
    expect((await file(id, other)).body).toMatchObject({ code: 'report_unknown' });
    for (const path of [`/api/credit/reports/${id}`]) expect((await call('GET', path, undefined, other)).body).toMatchObject({ code: 'report_unknown' });
    expect((await call('POST', `/api/credit/reports/${id}/revocation`, { confirm: true }, other)).body).toMatchObject({ code: 'report_unknown' });
    expect((await call('GET', '/api/credit/reports', undefined, other)).body).toMatchObject({ items: [] });
  });
  test('at rest no personal word of it is plain', async () => {
    await made({ purpose: 'other', purposeText: '秘密用途' });
    for (const name of ['reports', 'files', 'jobs', 'file_blobs.chunks']) {
      const all = JSON.stringify(await db().collection(name).find({}).toArray());
      for (const word of ['秘密用途', '李示例宁', '李*宁']) expect([name, all.includes(word)]).toEqual([name, false]);
    }
  });
});

describe('whether it is genuine', () => {
  test('valid: what helps to compare, no record; by the code as typed and by what the QR code holds', async () => {
    await arrive({ title: '在内的承诺' });
    const report = await made();
    const { body } = await verify(report.code.toLowerCase());
    expect(body).toEqual({
      state: 'valid',
      report: {
        number: report.number,
        kind: 'person',
        subject: '李*宁',
        issuedAt: expect.any(String),
        purpose: '评优申报',
        classes: ['行政管理', '信用承诺及履行情况', '诚实守信相关荣誉'],
        until: '2026-12-25',
        pages: 1,
        size: expect.any(Number),
        sha256: report.sha256,
      },
    });
    expect((await verify(report.link.split('=')[1] ?? '')).body).toEqual(body);
  });
  test('revoked: at once, the file is gone, and nothing of it is told any more; twice is once', async () => {
    const report = await made();
    for (let i = 0; i < 2; i++) expect((await call('POST', `/api/credit/reports/${report.id}/revocation`, { confirm: true })).body).toEqual({ done: true });
    expect((await verify(report.code)).body).toEqual({ state: 'revoked', report: null });
    expect(await view(report.id)).toMatchObject({ state: 'revoked' });
    expect((await file(report.id)).body).toMatchObject({ code: 'report_over' });
    expect(await db().collection('files').countDocuments({ owner: me.id })).toBe(0);
  });
  test('its last day counts in full, Shanghai; from the next on it is expired and its file is gone', async () => {
    const report = await made();
    get(Clock).set(new Date('2026-12-25T15:59:30Z'));
    expect((await verify(report.code)).body).toMatchObject({ state: 'valid' });
    get(Clock).set(new Date('2026-12-25T16:00:00Z'));
    expect((await verify(report.code)).body).toEqual({ state: 'expired', report: null });
    await steppedUp(me);
    expect((await file(report.id)).body).toMatchObject({ code: 'report_over' });
    expect((await call('POST', `/api/credit/reports/${report.id}/revocation`, { confirm: true })).body).toMatchObject({ code: 'report_over' });
    expect(await view(report.id)).toMatchObject({ state: 'expired' });
    await drain();
    expect(await db().collection('files').countDocuments({ owner: me.id })).toBe(0);
  });
  test('never given, mistyped, still being made, no code at all: one answer', async () => {
    const { body } = await make();
    const answers = await Promise.all(['7Q4K 92MX', 'hello', (body as View).code, newId()].map(verify));
    for (const a of answers) expect([a.status, a.body]).toEqual([200, { state: 'unknown', report: null }]);
    expect(new Set(answers.map((a) => a.headers['content-length'])).size).toBe(1);
  });
  test('guessing ends after twenty in ten minutes', async () => {
    const all = await Promise.all(Array.from({ length: 25 }, () => verify('7Q4K 92MX')));
    expect(all.filter((r) => r.status === 429)).toHaveLength(5);
    expect(all.find((r) => r.status === 429)?.body).toMatchObject({ code: 'report_verify_limit' });
  });
});

/** The proof of a moment ago has run out: proven once more. */
async function steppedUp(who: TestPerson): Promise<TestPerson> {
  await db()
    .collection<{ _id: string }>('people')
    .updateOne({ _id: who.id }, { $set: { 'sessions.0.highAt': get(Clock).now() } });
  return who;
}
