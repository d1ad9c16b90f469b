import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { StandingService } from '../credit/standing.service.js';
import { PeopleService } from '../people/people.service.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { NUMBER_HASH } from '../records/records.service.js';
import { DEMO_PEOPLE } from '../seed/people.data.js';
import { seed } from '../seed/seed.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import type { IngestBatch } from './batch.schema.js';
import { IngestService } from './ingest.service.js';

jest.setTimeout(120_000);
const FIXTURES = fileURLToPath(new URL('../../../test/fixtures/', import.meta.url));
let t: TestApp;
beforeAll(async () => {
  t = await testApp('ingest_fixtures');
  await seed(t.app);
});
afterAll(() => t?.close());
const get = <T>(type: abstract new (...args: never[]) => T): T => t.app.get<T>(type, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const run = (name: string) => get(IngestService).run(path.resolve(FIXTURES, name), { sender: '示例单位' });
const first = async (name: string) =>
  (await db()
    .collection('ingest_batches')
    .findOne({ file: name }, { sort: { startedAt: 1 } })) as unknown as IngestBatch;
const aside = async (name: string) => {
  const rows = await db().collection('ingest_quarantine').find({ file: name }).sort({ line: 1 }).toArray();
  return rows.map((r) => [r.line, ...(r.findings as { code: string }[]).map((f) => f.code)]);
};

describe('the demo comes through the same door as a department’s files', () => {
  test.each([
    ['penalties-market.utf8-bom.csv', 11, []],
    ['penalties-street.gb18030.csv', 6, []],
    [
      'penalties-persons.csv',
      4,
      [
        [6, 'identity_minor'],
        [7, 'identity_invalid'],
      ],
    ],
    [
      // title, two header levels, date cells, a merged fine, a formula, a total, a hidden sheet
      'penalties-department.xlsx',
      3,
      [
        [7, 'cell_formula'],
        [8, 'row_merged'],
        [9, 'row_merged'],
        [11, 'row_total'],
      ],
    ],
    ['permits-current.csv', 12, [[14, 'row_status']]],
    [
      'permits-2016-and-current.gb18030.csv',
      2,
      [
        [4, 'row_status'],
        [5, 'row_fields_disagree'],
      ],
    ],
    [
      'permits.jsonl',
      5,
      [
        [6, 'row_json'],
        [7, 'row_keys'],
      ],
    ],
    ['honours.xlsx', 7, []],
    ['honours.gb18030.csv', 3, []],
    [
      // two who never agreed: one has an account, one has none
      'commitments-persons.csv',
      10,
      [
        [6, 'consent_missing'],
        [7, 'consent_missing'],
      ],
    ],
    ['commitments-firms.jsonl', 6, []],
    ['contracts-rental.csv', 4, [[6, 'consent_missing']]],
    ['contracts-procurement.xlsx', 6, []],
  ] as const)('%s', async (name, accepted, quarantined) => {
    const batch = await first(name);
    expect([batch.state, batch.counts.accepted, batch.counts.known]).toEqual(['complete', accepted, 0]);
    expect(await aside(name)).toEqual(quarantined);
    expect(batch.counts.rows).toBe(accepted + quarantined.length);
  });
  test('two header levels, dates and amounts of the workbook are read right', async () => {
    const row = await db().collection('credit_records').findOne({ documentNumber: '津滨示建罚〔2026〕1号' });
    expect(row).toMatchObject({ uscc: '91120116MAF0E5F69M', organisation: '示例渤安装饰工程有限公司', decidedOn: '2026-06-01', fineFen: 570_000 });
  });
  test.each(DEMO_PEOPLE.filter((p) => p.grade).map((p) => [p.key, p.grade, p.number as string] as const))(
    '%s: the published rules find %s',
    async (_, grade, number) => {
      const person = await db()
        .collection<{ _id: string }>('people')
        .findOne({ numberHash: get(FieldCipher).hash(NUMBER_HASH, number) });
      const state = await get(PeopleService).state(person?._id ?? '');
      expect((await get(StandingService).of(state as NonNullable<typeof state>)).grade).toBe(grade);
    },
  );
  test('every file once more changes no record and keeps no row twice', async () => {
    const names = (await db().collection('ingest_batches').distinct('file')) as string[];
    const count = () => Promise.all(['credit_records', 'ingest_quarantine'].map((c) => db().collection(c).countDocuments()));
    const before = await count();
    for (const name of names) {
      const again = await run(name);
      expect([name, again.counts.accepted + again.counts.advanced, again.counts.known]).toEqual([name, 0, (await first(name)).counts.accepted]);
    }
    expect(await count()).toEqual(before);
  });
});

describe('files that were filled by hand', () => {
  test('dirty values are read right or kept aside, never misread', async () => {
    const batch = await run('penalties-dirty.csv');
    expect(batch.counts).toEqual({ rows: 18, accepted: 6, advanced: 0, known: 1, quarantined: 11, flagged: 3 });
    expect(await aside('penalties-dirty.csv')).toEqual([
      [5, 'unit_invalid'],
      [6, 'date_invalid'],
      [8, 'document_required'],
      [9, 'money_invalid'],
      [11, 'uscc_form'],
      [14, 'date_ambiguous'],
      [15, 'date_number'],
      [16, 'date_future'],
      [18, 'row_differs'],
      [19, 'row_total'],
      [20, 'row_total'],
    ]);
  });
  test('a number where an identifier belongs stays out', async () => {
    await run('penalties-numbers.xlsx');
    expect(await aside('penalties-numbers.xlsx')).toEqual([
      [2, 'identifier_precision'],
      [3, 'identifier_precision'],
      [4, 'identifier_number'],
    ]);
  });
  test('a quote left open stops the run at its line', async () => {
    expect(await run('penalties-cut.csv')).toMatchObject({ state: 'stopped', halt: { code: 'csv_quote_open', details: { line: 3 } }, counts: { accepted: 1 } });
  });
  test('a commitment known as running is moved on by the file that shows it kept; an older file turns nothing back', async () => {
    const moved = path.join(os.tmpdir(), `binhai-moved-${process.pid}.csv`);
    const text = fs.readFileSync(path.join(FIXTURES, 'commitments-persons.csv'), 'utf8');
    fs.writeFileSync(moved, text.replace('2027-01-31,履行中,,', '2027-01-31,已履行,2026-11-20,'));
    try {
      const batch = await run(moved);
      expect([batch.halt, batch.counts.advanced, batch.counts.known, batch.counts.accepted]).toEqual([null, 1, 9, 0]);
      expect((await run('commitments-persons.csv')).counts).toMatchObject({ advanced: 0, known: 10 });
      expect(await db().collection('credit_records').findOne({ title: '居住证明', fulfilledOn: '2026-11-20' })).toMatchObject({
        fulfilment: 'kept',
        revision: 2,
      });
    } finally {
      fs.rmSync(moved);
    }
  });
});

describe('what is kept of persons', () => {
  test('no name, number or free text of a person stands in plain anywhere; an organisation’s legal representative is not kept at all', async () => {
    const dump = JSON.stringify(await Promise.all(['credit_records', 'ingest_quarantine', 'ingest_batches'].map((c) => db().collection(c).find().toArray())));
    for (const secret of ['120109197903082054', '赵示例平', '消防车通道内，经通知', '120116199003072014', '小示例', '120116201206010015'])
      expect(dump).not.toContain(secret);
  });
  test('a row that may not enter by consent or age is not kept aside with its contents', async () => {
    const rows = await db()
      .collection('ingest_quarantine')
      .find({ 'findings.code': { $in: ['consent_missing', 'identity_minor'] } })
      .toArray();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((r) => r.cells === undefined)).toBe(true);
  });
});
