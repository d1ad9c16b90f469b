import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StatementDetail } from '@binhai/shared/contract/statements';
import { expect, jest, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { lookOf } from '../ingest/cell.js';
import { readXlsx } from '../ingest/read-xlsx.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { pdfText } from '../testing/pdf-text.js';
import { HEADS, testCounter } from '../testing/test-counter.js';
import { codeOf } from '../testing/test-login.js';
import { type TermsOver, testMember, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';

jest.setTimeout(60_000);
const c = testCounter('statements');
const { t, shop, clerk, manager, db, at } = c;
const send = (method: 'GET' | 'POST', path: string, who: TestPerson = manager(), body?: object) =>
  t().send(method, `/api/statements${path}`, { token: who.token, ...(body && { body }) });
const SUBSIDISED: TermsOver = { benefit: HEADS, subsidy: { by: '区财政', percent: 50, monthlyCapFen: 4000 } };
const CLOSED = '2026-12-01T00:20:00+08:00';
let operator: TestPerson;
/** One redemption at this moment, answered with its id. */
async function visit(when: string, over: TermsOver, { heads, amountFen }: { heads?: number; amountFen?: number } = {}): Promise<string> {
  at('2026-11-25T10:00:05+08:00');
  const v = await c.voucher({ ...over, use: { days: 60 } }, await testPerson(t()));
  at(when);
  const { lockId } = (await c.scan(v.qr())).body;
  const r = await c.confirm(lockId, { ...(heads !== undefined && { heads }), ...(amountFen !== undefined && { amountFen }) });
  if (r.status !== 200) throw new Error(JSON.stringify(r.body));
  return r.body.id;
}
async function close(when = CLOSED): Promise<void> {
  at(when);
  const jobs = t().app.get(Jobs, { strict: false });
  await jobs.enqueue('statements.close', { slot: when.slice(0, 10) });
  await jobs.drain();
}
const one = async (id: string, who = manager()) => (await send('GET', `/${id}`, who)).body as unknown as StatementDetail;
const id = (month = '2026-11') => `${shop().organisationId}_${month}`;
const step = async (name: string, who: TestPerson, more: object = {}, of = id()) =>
  send('POST', `/${of}/${name}`, who, { rev: (await one(of, operator)).rev, ...more });

test('a month is closed once, to the fen; what is reversed later is a line of the next month; both sides sign', async () => {
  at('2026-11-20T10:00:00+08:00');
  operator = await testMember(t(), await testShop(t()), 'operator');
  const heads = await visit('2026-11-26T10:00:00+08:00', SUBSIDISED, { heads: 3 }); // relief 4800, subsidy 2400
  await c.reverse(heads, { heads: 1 }); // 1600 back in the same month
  const late = await visit('2026-11-30T23:50:00+08:00', { ...SUBSIDISED, title: '亲海公园全天票' }, { heads: 3 });
  await visit('2026-11-30T23:59:30+08:00', { benefit: { kind: 'percent', payPercent: 85, capFen: 1000 } }, { amountFen: 3333 }); // 500
  await visit('2026-12-01T00:00:00.000+08:00', {}); // the next month's, and without a price
  expect((await send('GET', '')).body).toEqual({ items: [], next: null });
  await close();
  await close('2026-12-02T00:20:00+08:00');
  const list = (await send('GET', '')).body as unknown as { items: { id: string; reliefFen: number }[] };
  expect(list.items).toMatchObject([{ id: id(), month: '2026-11', state: 'pending', stateText: '待核对', dueOn: '2026-12-10', reliefFen: 3200 + 4800 + 500 }]);
  const november = await one(id());
  expect(november).toMatchObject({
    firstDay: '2026-11-01',
    lastDay: '2026-11-30',
    totals: { redemptions: 3, reversals: 1, heads: 5, reliefFen: 8500, subsidyFen: 1600 + 2400, ownFen: 4500 },
    differenceFen: 0,
    may: ['confirm', 'dispute'],
  });
  expect(november.lines.map((l) => [l.kind, l.reliefFen, l.subsidyFen, l.ownFen, l.subsidyText]).sort()).toEqual(
    [
      ['month', 3200, 1600, 1600, '区财政承担 50%，每月最多 40.00 元'],
      ['month', 4800, 2400, 2400, '区财政承担 50%，每月最多 40.00 元'],
      ['month', 500, 0, 500, '商户全部承担'],
    ].sort(),
  );
  at('2026-12-01T12:00:00+08:00');
  expect((await c.reverse(late, { heads: 2 })).status).toBe(200);
  expect(await one(id())).toMatchObject({ totals: november.totals, differenceFen: 0 }); // November stays as it was closed
  await close('2027-01-01T00:20:00+08:00');
  const december = await one(id('2026-12'));
  expect(december.totals).toEqual({ redemptions: 1, reversals: 1, heads: -2, reliefFen: -3200, subsidyFen: -1600, ownFen: -1600 });
  expect(december.lines.map((l) => [l.title, l.kind, l.reliefFen])).toEqual([
    ['示例停车优惠', 'month', 0],
    ['亲海公园全天票', 'earlier', -3200],
  ]);
  // all months together are what the shop's redemptions keep
  const kept = await db()
    .collection('vouchers')
    .aggregate<{ n: number }>([
      { $match: { organisationId: shop().organisationId } },
      { $group: { _id: null, n: { $sum: { $ifNull: ['$redemption.kept.reliefFen', 0] } } } },
    ])
    .toArray();
  expect(november.totals.reliefFen + december.totals.reliefFen).toBe(kept[0]?.n);
});

test('the list of entries names no holder and is paged by key', async () => {
  const r = (await send('GET', `/${id()}/entries`)).body as unknown as { items: { kind: string; reliefFen: number; clerk: string }[]; next: null };
  expect(r.items.map((e) => [e.kind, e.reliefFen])).toEqual([
    ['redemption', 500],
    ['redemption', 4800],
    ['redemption', 4800],
    ['reversal', -1600],
  ]);
  expect(r.next).toBeNull();
  expect(JSON.stringify(r)).not.toMatch(/示例宁|maskedName/);
  expect(r.items[0]?.clerk).toMatch(/^店员 /);
});

test('objected to, answered, confirmed by the merchant, settled by somebody else; nobody skips or repeats a step', async () => {
  at('2026-12-03T10:00:00+08:00');
  const stranger = await testMember(t(), await testShop(t()), 'manager');
  const { rev } = await one(id());
  expect(codeOf(await step('settle', operator, { payment: '津滨支 1 号' }))).toBe('statement_wrong_state');
  expect(codeOf(await step('answer', operator, { text: '已经核对过' }))).toBe('statement_wrong_state');
  for (const [name, who, more] of [
    ['confirm', manager(), {}],
    ['dispute', manager(), { text: '少了两笔' }],
    ['answer', operator, { text: '已经核对过' }],
    ['settle', operator, { payment: '津滨支 1 号' }],
  ] as const) {
    expect([name, codeOf(await send('POST', `/${id()}/${name}`, who, { rev: rev + 1, ...more }))]).toEqual([name, 'statement_changed']);
    expect([name, codeOf(await send('POST', `/none/${name}`, who, { rev, ...more }))]).toEqual([name, 'statement_unknown']);
    if (who !== operator) expect([name, codeOf(await send('POST', `/${id()}/${name}`, stranger, { rev, ...more }))]).toEqual([name, 'statement_unknown']);
  }
  for (const path of ['', '/entries', '/csv', '/xlsx', '/pdf'])
    expect([path, codeOf(await send('GET', `/${id()}${path}`, stranger))]).toEqual([path, 'statement_unknown']);
  expect(codeOf(await send('GET', '', clerk()))).toBe('auth_forbidden');

  expect((await step('dispute', manager(), { text: '少了 11 月 26 日两笔' })).body).toMatchObject({ state: 'disputed', stateText: '有异议', may: [] });
  expect(codeOf(await step('confirm', manager()))).toBe('statement_wrong_state');
  expect(((await send('GET', '?state=disputed', operator)).body as unknown as { items: unknown[] }).items).toHaveLength(1);
  expect((await step('answer', operator, { text: '那两笔当天已撤销' })).body).toMatchObject({
    state: 'pending',
    objection: '少了 11 月 26 日两笔',
    answer: '那两笔当天已撤销',
  });
  const both = await Promise.all(Array.from({ length: 8 }, () => send('POST', `/${id()}/confirm`, manager(), { rev: rev + 2 })));
  expect(both.filter((r) => r.status === 200)).toHaveLength(1);
  expect(codeOf(await step('dispute', manager(), { text: '还是不对' }))).toBe('statement_wrong_state');
  expect((await step('settle', operator, { payment: '津滨支〔2026〕示 41 号' })).body).toMatchObject({
    state: 'settled',
    payment: '津滨支〔2026〕示 41 号',
    may: [],
  });
  expect((await one(id())).steps.map((s) => s.event)).toEqual(['dispute', 'answer', 'confirm', 'settle']);
});

test('whoever signed for the merchant does not settle; a ledger that reads differently is never settled over', async () => {
  const both = await testPerson(t());
  const members = t().app.get(MembershipsService, { strict: false });
  const own = both.as(await members.add({ personId: both.id, organisationId: shop().organisationId, role: 'manager', staffNumber: 'B1' }));
  const centre = both.as(await members.add({ personId: both.id, organisationId: (await testShop(t())).organisationId, role: 'operator', staffNumber: 'B2' }));
  at('2027-01-03T10:00:00+08:00');
  const december = id('2026-12');
  expect((await step('confirm', own, {}, december)).status).toBe(200);
  expect(codeOf(await step('settle', centre, { payment: '津滨支 2 号' }, december))).toBe('statement_same_person');
  const { lines } = (await db()
    .collection('statements')
    .findOne({ _id: december as never })) as unknown as { lines: { reliefFen: number }[] };
  await db()
    .collection('statements')
    .updateOne({ _id: december as never }, { $set: { 'lines.0.reliefFen': (lines[0]?.reliefFen ?? 0) + 1 } });
  expect((await one(december)).differenceFen).toBe(-1);
  expect(codeOf(await step('settle', operator, { payment: '津滨支 2 号' }, december))).toBe('statement_difference');
});

test('CSV and XLSX hold the same rows, tie to the statement, and run nothing (CSV-5); the PDF carries both signs', async () => {
  const { cells } = JSON.parse(readFileSync(new URL('../../../test/cases/CSV-5.formulas.json', import.meta.url), 'utf8')) as {
    cells: { text?: string; csv: string }[];
  };
  const texts = cells.flatMap((x) => (x.text === undefined ? [] : [{ text: x.text, csv: x.csv }]));
  for (const { text } of texts) await visit('2027-01-10T10:00:00+08:00', { title: text, benefit: HEADS, rule: { to: '2027-06-01' } }, { heads: 1 });
  await close('2027-02-01T00:20:00+08:00');
  const of = id('2027-01');
  const csv = parse((await send('GET', `/${of}/csv`)).body as unknown as Buffer, { bom: true }) as string[][];
  expect(
    csv
      .slice(1, -1)
      .map((r) => r[3])
      .sort(),
  ).toEqual(texts.map((x) => x.csv).sort());
  const total = (await one(of)).totals.reliefFen;
  expect(csv.at(-1)).toEqual(['合计', '', '', '', '', '', '', String(texts.length), (total / 100).toFixed(2)]);
  expect(csv.slice(1, -1).reduce((n, r) => n + Math.round(Number(r[8]) * 100), 0)).toBe(total);

  const xlsx = await send('GET', `/${of}/xlsx`);
  expect(xlsx.headers['content-disposition']).toContain('.xlsx');
  const bytes = xlsx.body as unknown as Buffer;
  const path = join(mkdtempSync(join(tmpdir(), 'statement-')), 'a.xlsx');
  writeFileSync(path, bytes);
  const book = await readXlsx(path, bytes.length);
  const rows: string[][] = [];
  for await (const row of book.rows) rows.push(row.cells.map(lookOf));
  book.close();
  expect(rows[0]).toEqual(csv[0]);
  expect(
    rows
      .slice(1, -1)
      .map((r) => r[3])
      .sort(),
  ).toEqual(texts.map((x) => x.text).sort()); // as it is: a text cell of a workbook runs nothing
  expect(Number(rows.at(-1)?.at(-1))).toBe(total / 100);

  const signed = (await pdfText((await send('GET', `/${id()}/pdf`)).body as unknown as Buffer)).join('').replace(/\s/g, '');
  for (const words of [
    '信易+月结单',
    '已结算',
    '让利合计85.00元（3笔，冲回1笔）',
    '商户确认示例商户（工号',
    '平台确认并结算示例商户（工号',
    '津滨支〔2026〕示41号',
  ])
    expect(signed).toContain(words);
  const unsigned = (await pdfText((await send('GET', `/${of}/pdf`)).body as unknown as Buffer)).join('');
  expect(unsigned).toContain('还没有双方确认');
});
