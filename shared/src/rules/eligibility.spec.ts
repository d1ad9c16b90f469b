import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, startOfDay } from '../dates/dates.js';
import { ABSENT_PERSON, ASSURANCES, CONDITIONS, decide, type EligibilityFacts, type EligibilityRule, explain, PERSONAL_GRADE, unmet } from './eligibility.js';
import { GRADES } from './grade.js';

const TODAY = '2026-11-25';
const ZONES = ['120116406', '120116014', '120116400'];
const day = fc.integer({ min: -40, max: 40 }).map((n) => addDays(TODAY, n));
const at = fc.integer({ min: 0, max: 86_399_999 }).map((ms) => startOfDay(TODAY) + ms);
const few = fc.option(fc.integer({ min: 0, max: 3 }));
const facts: fc.Arbitrary<EligibilityFacts> = fc.record({
  published: fc.boolean(),
  assurance: fc.constantFrom(...ASSURANCES),
  birth: fc.option(fc.integer({ min: 1910, max: 2012 }).map((year) => `${year}-11-26`)),
  grade: fc.constantFrom(...GRADES, 'unrated', 'off'),
  unratedReason: fc.option(fc.constant('你有 1 条行政处罚在公示期，公示期内不评定等级。')),
  seriousRecord: fc.boolean(),
  zones: fc.subarray(ZONES),
  consented: fc.boolean(),
  claimed: fc.integer({ min: 0, max: 3 }),
  claimedToday: fc.integer({ min: 0, max: 3 }),
  left: few,
  leftToday: few,
  personalGrade: fc.constantFrom(...PERSONAL_GRADE),
});
const rule: fc.Arbitrary<EligibilityRule> = fc.record({
  assurance: fc.constantFrom('basic', 'high'),
  age: fc.record({ min: fc.constantFrom(18, 60), max: fc.option(fc.constantFrom(65, 35)) }),
  minGrade: fc.option(fc.constantFrom(...GRADES)),
  noSeriousRecord: fc.boolean(),
  zones: fc.option(fc.subarray(ZONES, { minLength: 1 })),
  consent: fc.boolean(),
  perPerson: fc.option(fc.integer({ min: 1, max: 3 })),
  perPersonPerDay: fc.option(fc.integer({ min: 1, max: 3 })),
  from: day,
  to: day,
  weekdays: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })),
  hours: fc.option(fc.constantFrom({ from: 540, to: 1020 }, { from: 0, to: 1 })),
});
/** What every condition of a rule is content with; each property spoils it in one place. */
const GOOD: EligibilityFacts = {
  published: true,
  assurance: 'high',
  birth: '1990-03-07',
  grade: 'exemplary',
  unratedReason: null,
  seriousRecord: false,
  zones: ZONES,
  consented: true,
  claimed: 0,
  claimedToday: 0,
  left: 5,
  leftToday: 5,
  personalGrade: 'on',
};
const OPEN: EligibilityRule = {
  assurance: 'basic',
  age: { min: 18, max: null },
  minGrade: 'good',
  noSeriousRecord: true,
  zones: ['120116406'],
  consent: true,
  perPerson: 1,
  perPersonPerDay: 1,
  from: TODAY,
  to: TODAY,
  weekdays: [3],
  hours: { from: 540, to: 1020 },
};
const NOON = startOfDay(TODAY) + 12 * 3_600_000;

describe('each condition alone', () => {
  const spoiled: readonly [string, Partial<EligibilityFacts>, Partial<EligibilityRule>, string][] = [
    ['nothing is missing', {}, {}, ''],
    ['paused', { published: false }, {}, 'service'],
    ['first day is tomorrow', {}, { from: '2026-11-26', to: '2026-12-01' }, 'window'],
    ['last day was yesterday', {}, { from: '2026-11-01', to: '2026-11-24' }, 'window'],
    ['another weekday', {}, { weekdays: [6, 7] }, 'window'],
    ['closed at this hour', {}, { hours: { from: 721, to: 1020 } }, 'window'],
    ['open until this minute', {}, { hours: { from: 540, to: 720 } }, 'window'],
    ['open from this minute', {}, { hours: { from: 720, to: 1020 } }, ''],
    ['basic assurance for an offer by grade', { assurance: 'basic' }, {}, 'real_name'],
    ['basic assurance is enough without a grade', { assurance: 'basic' }, { minGrade: null }, ''],
    ['seventeen', { birth: '2008-11-26' }, {}, 'age'],
    ['eighteen today', { birth: '2008-11-25' }, {}, ''],
    ['too old for a youth offer', {}, { age: { min: 18, max: 35 } }, 'age'],
    ['the last year of a youth offer', { birth: '1991-03-07' }, { age: { min: 18, max: 35 } }, ''],
    ['unrated', { grade: 'unrated' }, {}, 'grade'],
    ['not opted in', { grade: 'off' }, {}, 'grade'],
    ['good for excellent', { grade: 'good' }, { minGrade: 'excellent' }, 'grade'],
    ['grades off: no grade is asked', { grade: 'off', personalGrade: 'off', assurance: 'basic' }, {}, ''],
    ['in consultation likewise', { grade: 'unrated', personalGrade: 'consultation' }, { noSeriousRecord: false }, ''],
    ['grades off: a serious record is', { personalGrade: 'off', seriousRecord: true }, { noSeriousRecord: false }, 'no_open_record'],
    ['grades on: only if the offer says so', { seriousRecord: true }, { noSeriousRecord: false }, ''],
    ['another zone', { zones: ['120116014'] }, {}, 'area'],
    ['claimed before', { claimed: 1 }, {}, 'person_limit'],
    ['claimed today', { claimed: 0, claimedToday: 1 }, {}, 'day_limit'],
    ['sold out', { left: 0 }, {}, 'stock'],
    ['sold out for today', { leftToday: 0 }, {}, 'stock'],
    ['no consent yet', { consented: false }, {}, 'consent'],
  ];
  for (const [why, fact, change, missing] of spoiled)
    it(why, () => {
      const decided = decide({ ...GOOD, ...fact }, { ...OPEN, ...change }, NOON);
      expect(unmet(decided.bits).join()).toBe(missing);
      expect(decided.verdict).toBe(missing === '' ? 'yes' : missing === 'consent' ? 'consent' : 'no');
    });
  it('a person who is not there never gets a yes, by the same path', () =>
    expect(unmet(decide({ ...GOOD, ...ABSENT_PERSON }, OPEN, NOON).bits)).toEqual(['real_name', 'age', 'grade', 'no_open_record', 'area', 'consent']));
});

describe('any facts and rule', () => {
  it('bits and words agree', () =>
    fc.assert(
      fc.property(facts, rule, at, (f, r, ms) => {
        const { bits, ok } = decide(f, r, ms);
        const lines = explain(f, r, ms);
        expect(lines.filter((line) => line.met !== 'yes').map((line) => line.key)).toEqual(unmet(bits));
        expect(ok).toBe(lines.every((line) => line.met === 'yes'));
        for (const line of lines) expect([line.title, line.hint].every((text) => text.length > 1 && !/undefined|NaN|null|！/.test(text))).toBe(true);
        expect(lines.map((line) => CONDITIONS.indexOf(line.key))).toEqual(lines.map((line) => CONDITIONS.indexOf(line.key)).sort((a, b) => a - b));
      }),
    ));
  it('a better grade never loses an offer', () =>
    fc.assert(
      fc.property(facts, rule, at, (f, r, ms) => {
        const ladder = ['off', 'unrated', 'good', 'excellent', 'exemplary'] as const;
        const results = ladder.map((grade) => decide({ ...f, grade }, r, ms).ok);
        return results.every((ok, i) => !ok || results.slice(i).every((later) => later));
      }),
    ));
  it('never yes below the rule', () =>
    fc.assert(
      fc.property(facts, rule, at, (f, r, ms) => {
        if (!decide(f, r, ms).ok) return true;
        const graded =
          r.minGrade === null ||
          f.personalGrade !== 'on' ||
          (f.grade !== 'off' && f.grade !== 'unrated' && GRADES.indexOf(f.grade) <= GRADES.indexOf(r.minGrade));
        return (
          f.published &&
          graded &&
          f.assurance !== 'none' &&
          f.birth !== null &&
          (f.left ?? 1) > 0 &&
          (r.perPerson ?? 4) > f.claimed &&
          (!r.consent || f.consented)
        );
      }),
    ));
  it('whatever a person does for the better only grants', () =>
    fc.assert(
      fc.property(facts, rule, at, (f, r, ms) => {
        const before = decide(f, r, ms).bits;
        for (const better of [{ assurance: 'high' }, { consented: true }, { seriousRecord: false }, { zones: ZONES }, { recognised: true }] as const)
          expect(decide({ ...f, ...better }, r, ms).bits & ~before).toBe(0);
      }),
    ));
  it('meet yes, consent and no', () => {
    const seen = new Set(
      fc.sample(fc.tuple(facts, rule, at), { numRuns: 20_000, seed: 20261125 }).map(([f, r, ms]) => decide(f, { ...r, from: TODAY, to: TODAY }, ms).verdict),
    );
    expect([...seen].sort()).toEqual(['consent', 'no', 'yes']);
  });
});
