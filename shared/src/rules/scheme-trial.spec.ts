import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { better, type GradeOrUnrated } from './grade.js';
import { countPerson, NO_COUNTS, type TrialPerson, trialReport } from './scheme-trial.js';

const grade = fc.constantFrom<GradeOrUnrated>('exemplary', 'excellent', 'good', 'unrated');
const person: fc.Arbitrary<TrialPerson> = fc.record({
  now: grade,
  next: grade,
  zone: fc.option(fc.constantFrom('120116001', '120116400')),
  age: fc.option(fc.integer({ min: 18, max: 99 })),
});
const counted = (people: readonly TrialPerson[]) => people.reduce(countPerson, NO_COUNTS);
const cells = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(cells) : [];

describe('a dry run', () => {
  it('counts everybody once, whatever the order and wherever it was cut', () =>
    fc.assert(
      fc.property(fc.array(person), fc.nat(), (people, cut) => {
        const whole = counted(people);
        expect(whole.people).toBe(people.length);
        for (const part of [whole.moves, whole.zones, whole.ages])
          expect(Object.values(part).reduce<number>((n, v) => n + (typeof v === 'number' ? v : v.people), 0)).toBe(people.length);
        const at = cut % (people.length + 1);
        expect(people.slice(at).reduce(countPerson, counted(people.slice(0, at)))).toEqual(whole); // resumed
        expect(counted([...people].reverse())).toEqual(whole);
      }),
    ));
  it('shows no cell of fewer than five, and none that is not a multiple of five', () =>
    fc.assert(
      fc.property(fc.array(person, { maxLength: 60 }), (people) => {
        for (const n of cells(trialReport(counted(people), 5))) expect([n >= 5, n % 5]).toEqual([true, 0]);
      }),
    ));
  it('tells nothing of one person more or less that subtraction could bring out', () => {
    const crowd = Array.from({ length: 20 }, (): TrialPerson => ({ now: 'good', next: 'good', zone: '120116001', age: 40 }));
    const with1 = trialReport(counted([...crowd, { now: 'good', next: 'unrated', zone: '120116001', age: 40 }]), 5);
    expect(with1.down).toBeNull();
    expect((with1.people ?? 0) - (with1.same ?? 0)).toBe(0); // 21 − 20 is not there to be seen
    expect(with1).toEqual(trialReport(counted([...crowd, { now: 'good', next: 'excellent', zone: '120116001', age: 40 }]), 5));
  });
  it('moves both ways by grade; who becomes or stops being rated is told at 守信良好', () => {
    const move = (now: GradeOrUnrated, next: GradeOrUnrated, n: number) => Array.from({ length: n }, (): TrialPerson => ({ now, next, zone: null, age: null }));
    const r = trialReport(
      counted([...move('unrated', 'good', 10), ...move('good', 'unrated', 5), ...move('exemplary', 'good', 5), ...move('excellent', 'excellent', 30)]),
      5,
    );
    expect([r.people, r.up, r.down, r.same]).toEqual([50, 10, 10, 30]);
    expect(r.grades.map(({ grade: g, now, next, up, down }) => [g, now, next, up, down])).toEqual([
      ['exemplary', 5, null, null, 5],
      ['excellent', 30, 30, null, null],
      ['good', 5, 15, 10, 5],
      ['unrated', 10, 5, null, null],
    ]);
    expect(better('good', 'unrated')).toBe(true);
  });
});
