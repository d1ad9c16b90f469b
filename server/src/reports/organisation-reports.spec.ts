import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { armFault, disarmFaults } from '../platform/faults.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import type { StoredRecord } from '../records/record.schema.js';
import { RecordsService } from '../records/records.service.js';
import { pdfText } from '../testing/pdf-text.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { testPerson } from '../testing/test-person.js';
import { testRecord } from '../testing/test-record.js';
import { reportOf } from '../testing/test-report.js';

jest.setTimeout(60_000);
const USCC = '91120116MA3H8K2L0N';
const OWNERS = '92120225MA6B7C8D60';
interface View {
  id: string;
  state: string;
  number: string;
  pages: number;
}
let t: TestApp;
beforeAll(async () => {
  t = await testApp('organisation_reports');
});
afterAll(() => t?.close());
const get = <T>(type: new (...args: never[]) => T): T => t.app.get(type, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
beforeEach(async () => {
  get(Clock).set(new Date('2026-11-25T02:00:00Z'));
  for (const name of ['credit_records', 'limits', 'reports', 'files', 'jobs']) await db().collection(name).deleteMany({});
});
afterEach(() => {
  disarmFaults();
  get(Clock).set(null);
});
const NOBODY = { id: '', token: '', numberHash: undefined, as: () => NOBODY } as Parameters<typeof testRecord>[0];
const firm = (more: Partial<StoredRecord>): StoredRecord =>
  testRecord(NOBODY, {
    subject: 'organisation',
    uscc: USCC,
    organisation: '示例海纳科技（天津）有限公司',
    disclosedOn: '2026-06-01',
    decidedOn: '2026-05-28',
    fulfilment: null,
    fulfilledOn: null,
    publicFrom: '2026-06-01',
    publicUntil: '9999-12-31',
    ...more,
  });
const penalty: Partial<StoredRecord> = { classCode: '03', kind: 'penalty', effect: 'negative', severity: 'general', dutiesDone: true };
const permit: Partial<StoredRecord> = { classCode: '03', kind: 'permit', effect: 'neutral' };
const commitment: Partial<StoredRecord> = { kind: 'commitment', fulfilment: 'kept', fulfilledOn: '2026-08-20' };
const arrive = (...rows: Partial<StoredRecord>[]) => get(RecordsService).add(rows.map(firm));
const file = async (uscc = USCC) => t.send('GET', `/api/publicity/organisations/${uscc}`);
const make = async (uscc = USCC) => t.send('POST', `/api/publicity/organisations/${uscc}/report`, { body: {} });
const drain = () => get(Jobs).drain();
const bytes = async (id: string) => t.send('GET', `/api/publicity/organisation-reports/${id}/file`);
const sections = (body: unknown) =>
  Object.fromEntries((body as { sections: { kind: string; items: { title: string }[] }[] }).sections.map((s) => [s.kind, s.items.map((i) => i.title)]));

describe('the public file', () => {
  test('permits, penalties in publicity, honours and commitments; nothing that the register would not show', async () => {
    await arrive(
      { ...permit, title: '示例许可' },
      { ...permit, title: '过期的许可', endsOn: '2026-11-24' },
      { ...penalty, title: '公示中的处罚' },
      { ...penalty, title: '公示期满的处罚', disclosedOn: '2025-06-01', decidedOn: '2025-05-28' },
      { ...penalty, title: '简易程序的处罚', severity: 'exempt' },
      { ...penalty, title: '已修复的处罚', state: 'repaired' },
      { ...penalty, title: '异议中的处罚', state: 'disputed' },
      { classCode: '11', kind: 'honour', title: '示例荣誉' },
      { ...commitment, title: '已履行的承诺' },
      { ...commitment, title: '履行中的承诺', fulfilment: 'running', fulfilledOn: null, dueOn: '2027-01-31' },
      { ...commitment, title: '没履行的承诺', fulfilment: 'broken' },
    );
    const { status, body } = await file();
    expect([status, sections(body)]).toEqual([
      200,
      { permit: ['示例许可'], penalty: ['公示中的处罚'], honour: ['示例荣誉'], commitment: expect.arrayContaining(['已履行的承诺', '履行中的承诺']) },
    ]);
    expect(body).toMatchObject({ name: '示例海纳科技（天津）有限公司', uscc: USCC, formerNames: [], rating: null, on: '2026-11-25' });
    expect(JSON.stringify(body)).not.toContain('没履行');
  });
  test('gone at midnight in Shanghai; when nothing is left, as if it had never been', async () => {
    await arrive({ ...penalty, title: '公示中的处罚' });
    get(Clock).set(new Date('2027-06-01T15:59:30Z'));
    expect((await file()).status).toBe(200);
    get(Clock).set(new Date('2027-06-01T16:00:00Z'));
    expect((await file()).body).toMatchObject({ code: 'publicity_organisation_unknown' });
    expect((await make()).body).toMatchObject({ code: 'publicity_organisation_unknown' });
  });
  test('former names are told, brackets make no other name; a person’s record under the code is none of it', async () => {
    await arrive(
      { ...permit, title: '新名许可', decidedOn: '2026-06-01', organisation: '示例海纳科技（天津）有限公司' },
      { ...permit, title: '半角许可', decidedOn: '2026-05-30', organisation: '示例海纳科技(天津)有限公司' },
      { ...permit, title: '旧名许可', decidedOn: '2024-05-30', organisation: '示例海纳贸易有限公司' },
      { ...permit, title: '个人许可', subject: 'person' },
    );
    const { body } = await file();
    expect(body).toMatchObject({ name: '示例海纳科技（天津）有限公司', formerNames: ['示例海纳贸易有限公司'] });
    expect(JSON.stringify(body)).not.toContain('个人许可');
  });
  test('an individual business that goes by its owner’s name stays masked, in the report too; numbers in titles are hidden', async () => {
    await arrive({ ...penalty, uscc: OWNERS, organisation: '李示例宁', title: '当事人 120116199003072013 的处罚' });
    const { body } = await file(OWNERS);
    expect(body).toMatchObject({ name: '李*宁' });
    const { id } = (await make(OWNERS)).body as View;
    await drain();
    const text = (await pdfText((await bytes(id)).body as Uint8Array)).join('').replace(/\s/g, '');
    for (const all of [JSON.stringify(body), text]) {
      expect(all).not.toContain('李示例宁');
      expect(all).not.toContain('120116199003072013');
    }
    expect(text).toContain('李*宁');
  });
  test('a long file: twenty of each kind on the page, all in the report', async () => {
    await arrive(...Array.from({ length: 45 }, (_, i) => ({ ...permit, title: `第${i}号许可` })));
    const { body } = await file();
    expect((body as { sections: { total: number; items: unknown[] }[] }).sections[0]).toMatchObject({ total: 45 });
    expect(sections(body).permit).toHaveLength(20);
    const { id } = (await make()).body as View;
    await drain();
    const text = (await pdfText((await bytes(id)).body as Uint8Array)).join('').replace(/\s/g, '');
    for (let i = 0; i < 45; i++) expect(text).toContain(`第${i}号许可`);
  });
  test('no code, another form of one: refused before anything is looked up', async () => {
    for (const uscc of ['91120116', '91120116ma3h8k2l0n', '9112 0116MA3H8K2L0'])
      expect((await file(encodeURIComponent(uscc))).body).toMatchObject({ code: 'input_invalid' });
  });
  test('thirty a minute of one address, together with the search', async () => {
    await arrive({ ...permit });
    const all = await Promise.all(Array.from({ length: 33 }, () => file()));
    expect(all.filter((r) => r.status === 200)).toHaveLength(30);
    expect((await t.send('GET', `/api/publicity/items?q=${USCC}`)).body).toMatchObject({ code: 'publicity_search_limit' });
    expect((await make()).body).toMatchObject({ code: 'publicity_search_limit' });
  });
});

describe('the report', () => {
  test('made once for equal contents of a day, whoever asks; another one when a record comes; genuine by its code', async () => {
    await arrive({ ...permit, title: '示例许可' });
    const asked = await Promise.all(Array.from({ length: 8 }, () => make()));
    expect(asked.map((r) => r.status)).toEqual(asked.map(() => 200));
    const [id] = [...new Set(asked.map((r) => (r.body as View).id))];
    expect(new Set(asked.map((r) => (r.body as View).id)).size).toBe(1);
    await drain();
    const { body } = await t.send('GET', `/api/publicity/organisation-reports/${id}`);
    expect(body).toMatchObject({ state: 'ready', progress: 100, pages: 1 });
    const pdf = (await bytes(id as string)).body as Buffer;
    const text = (await pdfText(pdf)).join('').replace(/\s/g, '');
    for (const inside of ['示例海纳科技（天津）有限公司', USCC, '暂无评级', '示例许可', '行政处罚（公示期内）没有']) expect(text).toContain(inside);
    const code = (body as View).number.slice(11).replace('-', '');
    expect((await t.send('POST', '/api/publicity/report-verification', { body: { code } })).body).toMatchObject({
      state: 'valid',
      report: { kind: 'organisation', subject: '示例海纳科技（天津）有限公司', purpose: '公开查询', sha256: createHash('sha256').update(pdf).digest('hex') },
    });
    await arrive({ ...penalty, title: '新来的处罚' });
    expect(((await make()).body as View).id).not.toBe(id);
    get(Clock).set(new Date('2026-11-25T16:00:00Z'));
    expect(((await make()).body as View).id).not.toBe(id);
  });
  test('a flood of new ones ends after ten an hour of one address; what is there already is still given', async () => {
    const codes = Array.from({ length: 12 }, (_, i) => `91120116MA3H8K2${String(i).padStart(2, '0')}N`);
    await arrive(...codes.map((uscc) => ({ ...permit, uscc })));
    const all = [];
    for (const uscc of codes) all.push(await make(uscc));
    expect(all.map((r) => r.status)).toEqual([...Array(10).fill(200), 429, 429]);
    expect(all[11]?.body).toMatchObject({ code: 'publicity_report_limit' });
    expect((await make(codes[0])).status).toBe(200);
  });
  test('not there yet, a person’s, or past its last day: nothing is given', async () => {
    await arrive({ ...permit });
    armFault('reports.make.before_render', 'throw', 99);
    const { id } = (await make()).body as View;
    expect((await bytes(id)).body).toMatchObject({ code: 'report_not_ready' });
    for (let s = 1; s < 10; s++) {
      await drain();
      get(Clock).set(new Date(Date.parse('2026-11-25T02:00:00Z') + s * 60_000));
    }
    expect((await t.send('GET', `/api/publicity/organisation-reports/${id}`)).body).toMatchObject({ state: 'failed' });
    disarmFaults();
    const again = (await make()).body as View; // a failed one stands in nobody's way
    expect(again.id).not.toBe(id);
    const persons = await reportOf(t, await testPerson(t));
    for (const path of [persons, `${persons}/file`])
      expect((await t.send('GET', `/api/publicity/organisation-reports/${path}`)).body).toMatchObject({ code: 'report_unknown' });
    get(Clock).set(new Date('2026-12-25T16:00:00Z'));
    expect((await t.send('GET', `/api/publicity/organisation-reports/${again.id}`)).body).toMatchObject({ code: 'report_unknown' });
  });
});
