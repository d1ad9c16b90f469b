import { describe, expect, it } from '@jest/globals';
import { isLocalDate } from '../dates/dates.js';
import { DEADLINES_2026, Deadlines } from './deadlines.js';
import { DIRECTORY_2024, Directory } from './directory.js';
import { PERK_CATEGORIES_2026, PerkCategories } from './perk-categories.js';
import { PUBLICITY_2026, PublicityParameters } from './publicity.js';
import { SCHEME_LIFE_2026, SchemeLifeParameters } from './scheme-life.js';
import { SEVERITY_2026, SeverityMapping } from './severity.js';
import { WORK_CALENDAR_2026, WorkCalendarSet } from './work-calendar.js';

describe('first versions', () => {
  for (const [schema, value] of [
    [Deadlines, DEADLINES_2026],
    [Directory, DIRECTORY_2024],
    [PublicityParameters, PUBLICITY_2026],
    [SeverityMapping, SEVERITY_2026],
    [SchemeLifeParameters, SCHEME_LIFE_2026],
    [PerkCategories, PERK_CATEGORIES_2026],
    [WorkCalendarSet, WORK_CALENDAR_2026],
  ] as const)
    it(`${value.title} keeps its schema`, () => expect(schema.parse(value)).toEqual(value));
  it('begin on real days, and the laws rise', () => {
    for (const { from } of [DEADLINES_2026, DIRECTORY_2024, SEVERITY_2026, ...PUBLICITY_2026.laws]) expect(isLocalDate(from)).toBe(true);
    expect(PUBLICITY_2026.laws.map(({ from }) => from)).toEqual(PUBLICITY_2026.laws.map(({ from }) => from).sort());
  });
});

describe('the directory of 2024', () => {
  it('has thirteen classes, and every item is of one of them', () => {
    expect(DIRECTORY_2024.classes.map(({ code }) => code)).toEqual(Array.from({ length: 13 }, (_, i) => `0${i + 1}`.slice(-2)));
    for (const { code } of DIRECTORY_2024.items) expect(DIRECTORY_2024.classes.map((c) => c.code)).toContain(code.slice(0, 2));
    expect(new Set(DIRECTORY_2024.items.map(({ code }) => code)).size).toBe(DIRECTORY_2024.items.length);
  });
  it('asks a document of every negative item', () => {
    for (const { effect, needsDocument } of DIRECTORY_2024.items) expect(needsDocument || effect !== 'negative').toBe(true);
  });
  it('names a way out of every negative item, and of no other', () => {
    for (const { code, effect, repair } of DIRECTORY_2024.items) expect([code, repair === 'none']).toEqual([code, effect !== 'negative']);
  });
});
