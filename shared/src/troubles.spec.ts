import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, endOfDay, formatDate, localDateOf, parseInstant } from './dates/dates.js';
import { checkIdentity } from './identifiers/identity.js';
import { checkName } from './identifiers/name.js';
import { checkPlate } from './identifiers/plate.js';
import { checkUscc } from './identifiers/uscc.js';
import { PUBLICITY_2026 } from './parameters/publicity.js';
import { preview } from './rules/benefit.js';
import { ARRANGEMENT_2026 } from './rules/deadlines.cases.js';
import { calendarOf, dueAfter, isTimely, workingDaysBetween } from './rules/deadlines.js';
import { formatYuan, parseMoney } from './rules/money.js';
import { chargeableSeconds, parkingSums } from './rules/parking-fee.js';
import { isPublic, publicityWindow } from './rules/publicity.js';
import { matchesSearch, searchQuery } from './text/bigrams.js';
import { foldSearch } from './text/fold.js';
import { maskName } from './text/mask.js';

/** The exact inputs of the known troubles; what they expect is in the files. */
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../../test/cases/${name}.json`, import.meta.url), 'utf8')) as T;
const TODAY = '2026-11-25';

describe('ID-1 resident numbers', () => {
  const rows =
    read<{ in: string; accept: boolean; stored?: string; sameHashAs?: number; onDate?: string; at?: 'entry' | 'import'; kind?: string; why?: string }[]>(
      'ID-1.resident-id',
    );
  const kinds: { readonly [words: string]: string } = { 'HK residence permit': 'hk_permit', 'foreign permanent resident 2023 form': 'foreign_permit' };
  for (const [i, row] of rows.entries())
    it(`${i} ${row.in} ${row.why ?? row.kind ?? ''}`, () => {
      const checked = checkIdentity(row.in, row.onDate ?? TODAY, row.at);
      expect(checked.ok).toBe(row.accept);
      if (!checked.ok) return;
      if (row.stored !== undefined) expect(checked.value).toBe(row.stored);
      if (row.kind !== undefined) expect(checked.kind).toBe(kinds[row.kind]);
      const same = rows[row.sameHashAs ?? i]?.in ?? '';
      expect(checkIdentity(same, TODAY, row.at)).toMatchObject(row.sameHashAs === undefined ? {} : { value: checked.value });
    });
  it('says why: not of age, fifteen digits', () => {
    expect(checkIdentity('120116200811265054', '2026-11-25')).toEqual({ ok: false, reason: 'identity_under_age' });
    expect(checkIdentity('120107850615102', TODAY)).toEqual({ ok: false, reason: 'identity_fifteen_digits' });
  });
});

describe('ID-2 USCC', () => {
  for (const row of read<{ in: string; valid: boolean; normalised?: string; entry?: string; import?: string; why?: string }[]>('ID-2.uscc'))
    it(`${row.in} ${row.why ?? ''}`, () => {
      const checked = checkUscc(row.in);
      expect(checked.ok).toBe(row.valid);
      if (row.normalised !== undefined) expect(checked).toMatchObject({ value: row.normalised });
      if (row.import === 'warning') expect(checkUscc(row.in, 'import')).toMatchObject({ ok: true, warning: 'uscc_check' });
    });
});

describe('ID-3 names', () => {
  type Row = { in: string; accept: boolean; key?: string; review?: boolean; codePoints?: number; firstKept?: string; why?: string };
  for (const [i, row] of read<Row[]>('ID-3.names').entries())
    it(`${i} ${row.why ?? row.in}`, () => {
      const checked = checkName(row.in);
      expect(checked.ok).toBe(row.accept);
      if (!checked.ok) return;
      if (row.key !== undefined) expect(checked.value).toBe(row.key);
      expect(checked.review).toBe(row.review ?? false);
      if (row.codePoints !== undefined) expect(Array.from(checked.value)).toHaveLength(row.codePoints);
      if (row.firstKept !== undefined) expect(Array.from(maskName(checked.shown))[0]).toBe(row.firstKept);
      expect(encodeURIComponent(maskName(checked.shown))).not.toBe(''); // throws on half a character
    });
});

describe('ID-4 plates', () => {
  for (const row of read<{ in: string; kind?: string; stored?: string; refuse?: boolean; why?: string }[]>('ID-4.plates'))
    it(`${row.in} ${row.why ?? ''}`, () => {
      const checked = checkPlate(row.in);
      if (row.refuse === true) expect(checked.ok).toBe(false);
      else expect(checked).toMatchObject({ ok: true, kind: row.kind?.replace('-', '_'), ...(row.stored === undefined ? {} : { value: row.stored }) });
    });
});

describe('CAL-3 and APP-3 days and instants', () => {
  const cal = read<{ cases: { receivedAt: string; localDay: string }[]; dueInstant: { [day: string]: string } }>('CAL-3.server-timezone');
  for (const { receivedAt, localDay } of cal.cases) it(receivedAt, () => expect(localDateOf(parseInstant(receivedAt) ?? Number.NaN)).toBe(localDay));
  for (const [day, instant] of Object.entries(cal.dueInstant)) it(`due ${day}`, () => expect(new Date(endOfDay(day)).toISOString()).toBe(instant));
  // the design writes blanks between figures and words, the case file none
  for (const { in: day, out } of read<{ shown: { in: string; out: string }[] }>('APP-3.ios-dates').shown)
    it(`shows ${day}`, () => expect(formatDate(day).replace(/ /g, '')).toBe(out));
});

describe('CAL-1, CAL-2 and CAL-3 working days', () => {
  type Due = { from: string; wd: number; due: string; provisional?: boolean };
  const year = read<{ due: Due[]; timely7wd: { decided: string; published: string; wd: number; timely: boolean }[] }>('CAL-1.workdays-2026');
  const known = calendarOf(ARRANGEMENT_2026);
  for (const { from, wd, due } of year.due)
    it(`${from} + ${wd}`, () => expect(dueAfter(from, wd, known)).toMatchObject({ day: due, atMs: endOfDay(due), provisional: false }));
  for (const { decided, published, wd, timely } of year.timely7wd)
    it(`${decided} to ${published}`, () => {
      expect(workingDaysBetween(decided, published, known)).toBe(wd);
      expect(isTimely(decided, published, 7, known)).toBe(timely);
    });
  const next = read<{ cases: Due[]; thenLoad: { holidays: string[]; workdays: string[] }; after: Due[] }>('CAL-2.no-data-year');
  const loaded = calendarOf({
    holidays: [...ARRANGEMENT_2026.holidays, ...next.thenLoad.holidays],
    workdays: [...ARRANGEMENT_2026.workdays, ...next.thenLoad.workdays],
    knownThrough: '2027-12-31',
  });
  for (const { from, wd, due, provisional } of next.cases)
    it(`${from} + ${wd}, not known yet`, () => expect(dueAfter(from, wd, known)).toMatchObject({ day: due, provisional }));
  for (const { from, wd, due, provisional } of next.after)
    it(`${from} + ${wd}, known`, () => expect(dueAfter(from, wd, loaded)).toMatchObject({ day: due, provisional }));
  for (const { receivedAt, wd, due } of read<{ cases: { receivedAt: string; wd: number; due: string }[] }>('CAL-3.server-timezone').cases)
    it(`received ${receivedAt}`, () => expect(dueAfter(localDateOf(parseInstant(receivedAt) ?? Number.NaN), wd, known).day).toBe(due));
  it('refuses a clock that is none, and a calendar without working days', () => {
    expect(() => dueAfter('2026-11-25', 0, known)).toThrow(RangeError);
    expect(() => dueAfter('2026-11-25', 1, { isWorkday: () => false, knownThrough: '2026-12-31' })).toThrow(RangeError);
  });
});

describe('CAL-4 month ends', () => {
  for (const row of read<{ cases: { firstDisclosed: string; months: number; lastDay: string; absentFrom: string }[] }>('CAL-4.month-end').cases)
    it(`${row.firstDisclosed} + ${row.months}`, () => {
      expect(addMonths(row.firstDisclosed, row.months)).toBe(row.lastDay);
      expect(addDays(row.lastDay, 1)).toBe(row.absentFrom);
    });
});

describe('DB-4 amounts in 万元', () => {
  const file = read<{
    wanYuanToFen: { in: string; fen?: number; refused?: unknown; review?: boolean; shown?: string }[];
    sum: { fen: number[]; total: number };
  }>('DB-4.money');
  for (const row of file.wanYuanToFen)
    it(row.in, () => {
      const money = parseMoney(row.in, 'wan_yuan');
      if (row.refused !== undefined) expect(money.ok).toBe(false);
      else expect(money).toEqual({ ok: true, fen: row.fen, review: row.review ?? false });
      if (row.shown !== undefined && money.ok) expect(formatYuan(money.fen)).toBe(row.shown);
    });
  it('adds up to the fen', () => expect(file.sum.fen.reduce((a, b) => a + b)).toBe(file.sum.total));
});

describe('DB-3 and PUB-1 search', () => {
  const firms = (names: readonly string[], q: string): number[] => {
    const query = searchQuery(q);
    return query.ok ? names.flatMap((name, i) => (matchesSearch(foldSearch(name), query.terms) ? [i] : [])) : [];
  };
  const db = read<{ firms: string[]; queries: { q?: string; qRepeat?: [string, number]; hits?: number[]; refused?: string }[] }>('DB-3.search-queries');
  for (const { q, qRepeat, hits, refused } of db.queries) {
    const text = q ?? (qRepeat?.[0] ?? '').repeat(qRepeat?.[1] ?? 0);
    if (refused !== undefined) it(`${text} is too short`, () => expect(searchQuery(text)).toEqual({ ok: false, reason: 'query_too_short' }));
    else if (qRepeat !== undefined) it('5000 characters are too long', () => expect(searchQuery(text)).toEqual({ ok: false, reason: 'query_too_long' }));
    else it(`finds ${text}`, () => expect(firms(db.firms, text)).toEqual(hits ?? []));
  }
  it('takes 64 characters and not 65', () => {
    expect([searchQuery('海'.repeat(64)), searchQuery('海'.repeat(65))]).toMatchObject([{ ok: true }, { ok: false, reason: 'query_too_long' }]);
  });
  const pub = read<{ firms: { id: string; name: string }[]; queries: { q: string; hits?: string[]; finds?: string; exact?: string }[] }>('PUB-1.brackets');
  const names = pub.firms.map((firm) => firm.name);
  for (const { q, hits, finds } of pub.queries)
    it(`finds ${q}`, () => {
      if (finds !== undefined) expect(foldSearch(q)).toBe(foldSearch(finds));
      else if (hits !== undefined) expect(firms(names, q).map((i) => pub.firms[i]?.id)).toEqual(hits);
      else expect(foldSearch(q)).toBe(foldSearch(names[0] ?? ''));
    });
});

describe('PUB-2 past publicity', () => {
  const file = read<{ item: { firstDisclosed: string; lastDay: string }; at: { t: string; shown: boolean }[] }>('PUB-2.past-publicity');
  const record = {
    effect: 'negative',
    decidedOn: '2026-02-10',
    disclosedOn: file.item.firstDisclosed,
    endsOn: null,
    severity: 'minor',
    state: 'effective',
    dutiesDone: true,
  } as const;
  it('last day', () => expect(publicityWindow(record, PUBLICITY_2026, '2026-05-01')?.lastDay).toBe(file.item.lastDay));
  for (const { t, shown } of file.at)
    it(`${t} ${shown ? 'shown' : 'gone'}`, () => expect(isPublic(record, PUBLICITY_2026, localDateOf(parseInstant(t) ?? Number.NaN))).toBe(shown));
});

describe('PRK-2 discounts', () => {
  const file = read<{ free_min: number; cases: { stay_s?: number; free?: boolean; chargeable_s?: number }[] }>('PRK-2.fees');
  for (const { stay_s, free, chargeable_s } of file.cases)
    if (stay_s !== undefined && free !== undefined)
      it(`a stay of ${stay_s} s`, () => {
        expect(chargeableSeconds(stay_s, file.free_min) === 0).toBe(free);
        if (chargeable_s !== undefined) expect(chargeableSeconds(stay_s, file.free_min)).toBe(chargeable_s);
      });
  type Row = { fee_fen?: number; discount?: string; pay_fen?: number; capPerUse_fen?: number };
  for (const { fee_fen, discount = '', pay_fen, capPerUse_fen = null } of read<{ cases: Row[] }>('PRK-2.fees').cases) {
    if (fee_fen === undefined) continue;
    const payPercent = discount === '免费' ? 0 : Number.parseFloat(discount) * 10;
    it(`parked: ${fee_fen} fen, ${discount}`, () => {
      const hour = { unitMinutes: 60, unitFen: fee_fen, dayCapFen: null };
      expect(parkingSums(3600, fee_fen, hour, { freeMinutes: 0, payPercent, capFen: capPerUse_fen }).payFen).toBe(pay_fen);
    });
    if (fee_fen === 0) continue; // a bill of nothing is not typed at a counter
    it(`${fee_fen} fen, ${discount}`, () => {
      expect(preview({ kind: 'percent', payPercent, capFen: capPerUse_fen }, { amountFen: fee_fen, heads: null })).toMatchObject({
        ok: true,
        payableFen: pay_fen,
      });
    });
  }
});
