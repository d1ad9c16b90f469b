import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { IngestService } from '../ingest/ingest.service.js';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { hideNumbers } from './public-words.js';
import { MOST_COMMON } from './publicity.service.js';

jest.setTimeout(60_000);
const read = <T>(name: string) => JSON.parse(fs.readFileSync(new URL(`../../../test/cases/${name}`, import.meta.url), 'utf8')) as T;
interface Reply {
  items: { id: string; organisation: string; documentNumber: string; uscc: string }[];
  next: string | null;
  code?: string;
}
let t: TestApp;
let dir: string;
beforeAll(async () => {
  t = await testApp('publicity');
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-publicity-'));
});
afterAll(async () => {
  fs.rmSync(dir, { recursive: true, force: true });
  await t?.close();
});
const db = () => t.app.get<Connection>(getConnectionToken());
beforeEach(async () => {
  for (const name of ['credit_records', 'publicity_grams', 'limits']) await db().collection(name).deleteMany({});
});
afterEach(() => t.app.get(Clock).set(null));

const HEAD = 'CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_XDR_ZJHM,CF_FRDB,CF_FR_ZJHM,CF_WSH,CF_WFXW,CF_SY,CF_CFLB,CF_NR_FK,CF_JDRQ,CF_GSJZQ,CF_CFJG,BZ,GSRQ';
const CODES = ['91120116MA3H8K2L0N', '91120116MA7T4J6K19', '91120116MA8W3X5Y7L', '91120116MA5B7N3P0A'];
interface Row {
  name: string;
  uscc?: string;
  kind?: string;
  idNumber?: string;
  document?: string;
  facts?: string;
  penalty?: string;
  date?: string;
  until?: string;
  disclosed?: string;
}
let n = 0;
const line = (r: Row) =>
  [
    r.name,
    r.kind ?? '法人及非法人组织',
    r.uscc ?? CODES[0],
    r.idNumber ?? '',
    '示例法人',
    '120116199003072013',
    r.document ?? `津滨示罚〔2026〕${1000 + n++}号`,
    '未按规定公示价格',
    r.facts ?? '示例',
    r.penalty ?? '罚款',
    '',
    r.date ?? '2026-02-20',
    r.until ?? '',
    '天津市滨海新区示例综合执法局',
    '内部备注',
    r.disclosed ?? '',
  ].join(',');
async function ingest(...rows: Row[]) {
  const file = path.join(dir, `f${n++}.csv`);
  fs.writeFileSync(file, [HEAD, ...rows.map(line)].join('\n'));
  const batch = await t.app.get(IngestService, { strict: false }).run(file, { sender: '示例单位' });
  expect([batch.state, batch.byReason]).toEqual(['complete', expect.not.objectContaining({ row_differs: expect.anything() })]);
  return batch;
}
const search = async (q: string, more = '', app: TestApp = t) => {
  const r = await app.send('GET', `/api/publicity/items?q=${encodeURIComponent(q)}${more}`);
  return { status: r.status, ...(r.body as Reply) };
};
const names = async (q: string) => (await search(q)).items?.map((i) => i.organisation);

describe('DB-3: the text is literal', () => {
  const { firms, queries } = read<{
    firms: string[];
    queries: { q?: string; qRepeat?: [string, number]; hits?: number[]; refused?: string; status?: number[] }[];
  }>('DB-3.search-queries.json');
  beforeEach(() => ingest(...firms.map((name, i) => ({ name, uscc: CODES[i] as string }))));

  test.each(queries)('%j', async ({ q, qRepeat, hits, refused, status }) => {
    const begun = performance.now();
    const r = await search(q ?? qRepeat?.[0].repeat(qRepeat[1]) ?? '');
    expect(performance.now() - begun).toBeLessThan(5000);
    if (refused) expect(r).toMatchObject({ status: 400, code: 'publicity_search_short' });
    else if (status) expect(status).toContain(r.status);
    else expect(r.status).toBe(200);
    if (hits && r.status === 200) expect(r.items.map((i) => firms.indexOf(i.organisation)).sort()).toEqual(hits);
  });
});

describe('PUB-1: brackets', () => {
  const { firms, queries } = read<{ firms: { id: string; name: string }[]; queries: { q: string; hits?: string[]; exact?: string; finds?: string }[] }>(
    'PUB-1.brackets.json',
  );
  const ids = (found: string[]) => found.map((name) => firms.find((f) => f.name === name)?.id);
  beforeEach(() =>
    ingest(...firms.map(({ name }, i) => ({ name, uscc: CODES[i] as string, date: `2026-02-0${i + 1}` })), {
      name: '示例别家',
      uscc: CODES[3] as string,
      document: '津滨示罚〔2026〕101号',
    }),
  );

  test.each(queries)('%j', async ({ q, hits, exact, finds }) => {
    if (hits) expect(ids((await names(q)) ?? []).sort()).toEqual(hits);
    if (exact) expect(ids((await names(q)) ?? [])[0]).toBe('f1');
    if (finds) expect((await search(q)).items.map((i) => i.documentNumber)).toEqual([finds]);
  });
  test('names that differ in the width of brackets and have one code are one organisation', async () => {
    await ingest({ name: '示例海纳科技(天津)集团有限公司', uscc: CODES[0] as string });
    const found = (await search(CODES[0] as string)).items;
    expect(new Set(found.map((i) => i.uscc))).toEqual(new Set([CODES[0]]));
    expect(found).toHaveLength(2);
    expect((await search((CODES[0] as string).toLowerCase())).items).toHaveLength(2);
  });
});

describe('PUB-2: past publicity', () => {
  const { item, at } = read<{ item: { firstDisclosed: string; lastDay: string }; at: { t: string; shown: boolean }[] }>('PUB-2.past-publicity.json');

  test('gone at midnight in Shanghai from every way in, in every process, with no job at work', async () => {
    const clock = (app: TestApp, to: string) => app.app.get(Clock).set(new Date(to));
    clock(t, '2026-05-01T12:00:00+08:00');
    await ingest({ name: '示例期满有限公司', document: '津滨示罚〔2026〕777号', penalty: '通报批评', disclosed: item.firstDisclosed });
    const { id } = (await search('期满')).items[0] as { id: string };
    const other = await t.second();
    try {
      for (const { t: instant, shown } of at)
        for (const app of [t, other]) {
          clock(app, instant);
          for (const q of ['期满', CODES[0] as string, '津滨示罚〔2026〕777号'])
            expect([instant, q, (await search(q, '', app)).items.length]).toEqual([instant, q, shown ? 1 : 0]);
          const detail = await app.send('GET', `/api/publicity/items/${id}`);
          if (shown) expect(detail.body).toMatchObject({ firstDay: item.firstDisclosed, lastDay: item.lastDay });
          else {
            expect(detail).toMatchObject({ status: 404, body: { code: 'publicity_item_gone' } });
            expect(JSON.stringify(detail.body)).not.toContain('期满有限');
          }
        }
    } finally {
      await other.close();
    }
  });
  test('its unit may end it earlier, never later than the law', async () => {
    t.app.get(Clock).set(new Date('2026-06-01T00:00:00Z'));
    await ingest({ name: '示例早停有限公司', until: '2026-10-01', date: '2026-05-20' }, { name: '示例晚停有限公司', until: '2029-07-01', date: '2026-05-20' });
    t.app.get(Clock).set(new Date('2026-10-02T00:00:00Z'));
    expect([(await names('早停'))?.length, (await names('晚停'))?.length]).toEqual([0, 1]);
    t.app.get(Clock).set(new Date('2027-06-02T00:00:00Z'));
    expect((await names('晚停'))?.length).toBe(0);
  });
  test('a warning, a simple procedure, a repaired and a disputed one are not shown', async () => {
    await ingest({ name: '示例警告有限公司', penalty: '警告' }, { name: '示例修复有限公司' }, { name: '示例异议有限公司' });
    await db()
      .collection('credit_records')
      .updateOne({ organisation: '示例修复有限公司' }, { $set: { state: 'repaired' } });
    await db()
      .collection('credit_records')
      .updateOne({ organisation: '示例异议有限公司' }, { $set: { state: 'disputed' } });
    for (const q of ['警告', '修复', '异议']) expect([q, (await names(q))?.length]).toEqual([q, 0]);
  });
});

describe('natural persons', () => {
  test('are never found, by name, number or document; an owner’s name is masked and no key to anything', async () => {
    await ingest(
      { name: '示自然', kind: '自然人', uscc: '', idNumber: '120116199003072013', document: '津滨示罚〔2026〕801号' },
      {
        name: '何示例青',
        kind: '个体工商户',
        uscc: '92120116MAG0E5F60W',
        document: '津滨示罚〔2026〕802号',
        facts: '示例：经营者 120116199003072013 电话 13900001234',
      },
    );
    expect(await db().collection('credit_records').countDocuments()).toBe(2);
    for (const q of ['示自然', '120116199003072013', '津滨示罚〔2026〕801号', '何示例', '示例青', '示例法人'])
      expect([q, (await search(q)).items]).toEqual([q, []]);
    const [found] = (await search('津滨示罚〔2026〕802号')).items;
    expect(found?.organisation).toBe('何*青');
    const detail = JSON.stringify((await t.send('GET', `/api/publicity/items/${found?.id}`)).body);
    for (const secret of ['何示例青', '示例法人', '120116199003072013', '13900001234', '内部备注']) expect(detail).not.toContain(secret);
    const person = await db().collection('credit_records').findOne({ subject: 'person' });
    expect((await t.send('GET', `/api/publicity/items/${person?._id}`)).body).toMatchObject({ code: 'publicity_item_gone' });
  });
  test('numbers in a text are hidden, other numbers stay', () => {
    expect(hideNumbers('证 12011619900307201X，电话 13900001234，文号 〔2026〕120116199号，代码 91120116MA3H8K2L0N')).toBe(
      '证 （证件号码已隐去），电话 （电话已隐去），文号 〔2026〕120116199号，代码 91120116MA3H8K2L0N',
    );
  });
});

describe('lists', () => {
  test('are paged by key, each item once, the whole name first', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ name: `示例分页有限公司${i % 2 ? '' : '第一分公司'}`, date: `2026-0${(i % 5) + 1}-11` }));
    await ingest(...rows);
    const seen: string[] = [];
    const organisations: string[] = [];
    for (let after = ''; ; ) {
      const r = await search('示例分页有限公司', after);
      seen.push(...r.items.map((i) => i.id));
      organisations.push(...r.items.map((i) => i.organisation));
      if (r.next === null) break;
      after = `&after=${r.next}`;
    }
    expect([seen.length, new Set(seen).size]).toEqual([50, 50]);
    expect(organisations.slice(0, 25)).toEqual(Array.from({ length: 25 }, () => '示例分页有限公司'));
    expect((await search('示例分页有限公司', '&after=9')).code).toBe('input_invalid');
    expect((await search('示例分页有限公司', '&kind=permit')).items).toEqual([]);
  });
  test('only very common pairs ask for one more character; a rarer one beside them is enough', async () => {
    await ingest({ name: '示例罕见有限公司' });
    await db()
      .collection<{ _id: string }>('publicity_grams')
      .updateMany({ _id: { $in: ['有限', '限公', '公司'] } }, { $set: { n: MOST_COMMON + 1 } });
    expect(await search('有限公司')).toMatchObject({ status: 400, code: 'publicity_search_common' });
    expect(await names('罕见有限公司')).toEqual(['示例罕见有限公司']);
  });
  test('the thirty-first query of an address within a minute is refused, with the seconds to wait; a minute later it is answered', async () => {
    for (let i = 0; i < 30; i++) expect((await search('罕见')).status).toBe(200);
    const r = await t.send('GET', `/api/publicity/items?q=${encodeURIComponent('罕见')}`);
    expect(r).toMatchObject({ status: 429, body: { code: 'publicity_search_limit' } });
    expect(Number(r.headers['retry-after'])).toBeGreaterThan(0);
    t.app.get(Clock).set(new Date(Date.now() + 61_000));
    expect((await search('罕见')).status).toBe(200);
  });
  test('every query goes by an index and looks at few documents', async () => {
    const firm = (i: number) => `示例${String.fromCodePoint(0x4e00 + (i % 2000))}${String.fromCodePoint(0x6000 + ((i * 7) % 3000))}贸易有限公司`;
    await ingest(...Array.from({ length: 3000 }, (_, i) => ({ name: firm(i) })));
    const profile = db().db;
    await profile?.command({ profile: 2 });
    const queries = [firm(17), firm(18).slice(2, 5), CODES[2] as string, '津滨示罚〔2026〕1999号', `${firm(19).slice(2, 4)} 贸易`];
    for (const q of queries) await search(q);
    await profile?.command({ profile: 0 });
    const finds =
      (await profile
        ?.collection('system.profile')
        .find({ op: 'query', ns: /credit_records|publicity_grams/ })
        .toArray()) ?? [];
    expect(finds.length).toBeGreaterThanOrEqual(queries.length);
    for (const f of finds) {
      expect([f.planSummary, f.command.filter, (f.planSummary as string).includes('COLLSCAN')]).toEqual([f.planSummary, f.command.filter, false]);
      expect(f.docsExamined as number).toBeLessThanOrEqual(10 * (f.nreturned as number) + 100);
      expect(f.hasSortStage ?? false).toBe(false);
    }
  });
});

test('notices and events are there for guests', async () => {
  const r = await t.send('GET', '/api/content/notices');
  expect(r.status).toBe(200);
  expect((r.body as { items: unknown[] }).items.length).toBeGreaterThan(2);
});
