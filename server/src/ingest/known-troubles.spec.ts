import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type TestApp, testApp } from '../testing/test-app.js';
import type { IngestBatch } from './batch.schema.js';
import { IngestService } from './ingest.service.js';

/** The troubles CSV-1 … CSV-4 by their own input files, through the whole pipeline into a real database. */
const CASES = fileURLToPath(new URL('../../../test/cases/', import.meta.url));
const file = (name: string) => path.join(CASES, name);
const expected = <T>(name: string) => JSON.parse(fs.readFileSync(file(name), 'utf8')) as T;

let t: TestApp;
let dir: string;
beforeAll(async () => {
  t = await testApp('ingest_troubles');
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-ingest-'));
});
afterAll(async () => {
  fs.rmSync(dir, { recursive: true, force: true });
  await t?.close();
});
const db = () => t.app.get<Connection>(getConnectionToken());
beforeEach(async () => {
  for (const name of ['credit_records', 'ingest_batches', 'ingest_quarantine', 'publicity_grams']) await db().collection(name).deleteMany({});
});
const run = (where: string) => t.app.get(IngestService, { strict: false }).run(where, { sender: '示例单位' });
const counts = ({ state, counts: c }: IngestBatch) => [state, c.accepted, c.known, c.quarantined];
interface Stored {
  documentNumber: string;
  organisation: string;
  decidedOn: string;
  endsOn: string | null;
  publicityEndsOn: string | null;
  fineFen: number | null;
  details: Record<string, string>;
}
const stored = () => db().collection<Stored>('credit_records').find().sort({ documentNumber: 1 }).toArray();
const aside = async () =>
  (await db().collection('ingest_quarantine').find().sort({ line: 1 }).toArray()) as unknown as { line: number; findings: { code: string; field: string }[] }[];

describe('CSV-1: encodings', () => {
  const want = expected<{ eachOtherFile: { names: string[] } }>('CSV-1.expected.json').eachOtherFile.names;
  const files = ['CSV-1.utf8-bom.csv', 'CSV-1.utf8-no-bom.csv', 'CSV-1.gb18030.csv', 'CSV-1.utf16le-bom.csv'];

  test.each(files)('%s: three rows, names to the last character', async (name) => {
    expect(counts(await run(file(name)))).toEqual(['complete', 3, 0, 0]);
    expect((await stored()).map((r) => r.organisation)).toEqual(want);
  });
  test('the same rows in another encoding, and the same file again, are known and change nothing', async () => {
    await run(file(files[0] as string));
    const before = await stored();
    for (const name of [...files.slice(1), files[0] as string]) expect(counts(await run(file(name)))).toEqual(['complete', 0, 3, 0]);
    expect(await stored()).toEqual(before);
  });
  test('UTF-16 without its mark cannot be told for certain and is refused whole, with the way out', async () => {
    const bare = path.join(dir, 'bare.csv');
    fs.writeFileSync(bare, fs.readFileSync(file('CSV-1.utf16le-bom.csv')).subarray(2));
    expect(await run(bare)).toMatchObject({ state: 'refused', halt: { code: 'file_encoding_unknown' }, counts: { rows: 0 } });
  });
});

describe('CSV-2: identifiers turned into numbers', () => {
  const all = expected<Record<string, { accepted: string[]; quarantined: { line: number; field: string; reason: string }[] }>>('CSV-2.expected.json');
  const CODES: Record<string, string> = { 'number lost precision': 'identifier_precision', 'identifier stored as a number': 'identifier_number' };

  test.each(['numeric-ids.xlsx', 'numeric-ids.csv'])('%s: only what is whole enters', async (name) => {
    const want = all[name];
    await run(file(`CSV-2.${name}`));
    expect((await stored()).map((r) => r.documentNumber).sort()).toEqual([...(want?.accepted ?? [])].sort());
    const found = (await aside()).map(({ line, findings }) => ({ line, field: findings[0]?.field, code: findings[0]?.code, n: findings.length }));
    expect(found).toEqual(want?.quarantined.map(({ line, field, reason }) => ({ line, field, code: CODES[reason], n: 1 })));
  });
});

describe('CSV-3: dates', () => {
  const { decidedOnByRow } = { decidedOnByRow: expected<{ decisionDateByRow: (string | null)[] }>('CSV-3.expected.json').decisionDateByRow };

  test.each(['dates-1900.xlsx', 'dates-1904.xlsx'])('%s', async (name) => {
    const batch = await run(file(`CSV-3.${name}`));
    const lines = new Map((await aside()).map((r) => [r.line, r.findings[0]?.code]));
    const rows = await db().collection('credit_records').find().toArray();
    const byRow = decidedOnByRow.map((_, i) => (rows.find((r) => r.source.line === i + 2)?.decidedOn as string | undefined) ?? null);
    expect(byRow).toEqual(decidedOnByRow);
    expect([lines.get(10), lines.get(11), lines.get(13)]).toEqual(['date_invalid', 'field_required', 'date_ambiguous']);
    expect(rows.every((r) => r.publicityEndsOn === null)).toBe(true); // 2099-12-31: no end
    expect(counts(batch)).toEqual(['complete', 9, 0, 3]);
  });
});

describe('CSV-4: line breaks and quotes', () => {
  const want = expected<{ 'quotes-newlines.csv': { factOf081: string } }>('CSV-4.expected.json')['quotes-newlines.csv'];

  test('breaks inside a cell are kept, mixed line ends are no trouble', async () => {
    expect(counts(await run(file('CSV-4.quotes-newlines.csv')))).toEqual(['complete', 3, 0, 0]);
    const [first] = await stored();
    expect(first?.details.facts).toBe(want.factOf081);
    expect((await db().collection('credit_records').find().toArray()).map((r) => r.source.line).sort()).toEqual([2, 5, 6]);
  });
  test('a quote that never closes stops at its line; what came before stays, the mended file adds the rest', async () => {
    const batch = await run(file('CSV-4.unclosed-quote.csv'));
    expect(batch).toMatchObject({ state: 'stopped', halt: { code: 'csv_quote_open', details: { line: 3 } } });
    expect((await stored()).map((r) => r.documentNumber)).toEqual(['津滨示罚〔2026〕084号']);
    const mended = path.join(dir, 'mended.csv');
    fs.writeFileSync(mended, fs.readFileSync(file('CSV-4.unclosed-quote.csv'), 'utf8').replace('"示例:引号没有收尾', '示例:引号没有收尾'));
    expect(counts(await run(mended))).toEqual(['complete', 3, 1, 0]);
  });
});

jest.setTimeout(60_000);
describe('DB-1 through the pipeline', () => {
  test('1,000 rows of which row 500 is there, three runs of one file at once: 999 accepted in all', async () => {
    const [header, row] = fs.readFileSync(file('CSV-1.utf8-no-bom.csv'), 'utf8').split('\n') as [string, string];
    const rows = Array.from({ length: 1000 }, (_, i) => row.replace('001号', `${1001 + i}号`));
    const [one, many] = [path.join(dir, 'one.csv'), path.join(dir, 'many.csv')];
    fs.writeFileSync(one, `${header}\n${rows[499]}\n`);
    fs.writeFileSync(many, `${header}\n${rows.join('\n')}\n`);
    await run(one);
    const batches = await Promise.all([run(many), run(many), run(many)]);
    const sum = (k: 'accepted' | 'known' | 'quarantined') => batches.reduce((n, b) => n + b.counts[k], 0);
    expect([batches.map((b) => b.state), sum('accepted'), sum('known'), sum('quarantined')]).toEqual([['complete', 'complete', 'complete'], 999, 2001, 0]);
    expect(await db().collection('credit_records').countDocuments()).toBe(1000);
  });
});
