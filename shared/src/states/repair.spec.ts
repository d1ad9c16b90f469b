import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEADLINES_2026 } from '../parameters/deadlines.js';
import { startClock } from '../rules/case-clock.js';
import { calendarOf } from '../rules/deadlines.js';
import { repairClock } from '../rules/repair-clock.js';
import { isOpenRepair, moveRepair, REPAIR_ACTORS, REPAIR_EVENTS, REPAIR_STATES, REPAIR_WORDS, type RepairProgress, type RepairState } from './repair.js';

const CALENDAR = calendarOf({ holidays: [], workdays: [], knownThrough: '2026-12-31' });
const step = fc.tuple(fc.constantFrom(...REPAIR_EVENTS), fc.constantFrom(...REPAIR_ACTORS));
const START: RepairProgress = { state: 'draft', asked: false, extended: false };
/** States in which the record is out of sight because of this application. */
const HIDDEN: readonly RepairState[] = ['repaired', 'breach'];

describe('an application for repair, whatever is tried by whomever', () => {
  const walk = (check: (before: RepairProgress, event: string, by: string, after: RepairProgress) => void) =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let at = START;
        for (const [event, by] of steps) {
          const next = moveRepair(at, event, by);
          if (next === null) continue;
          expect(REPAIR_STATES).toContain(next.state);
          check(at, event, by, next);
          at = next;
        }
      }),
      { numRuns: 500 },
    );
  test('the unit alone decides, the centre alone hides or shows the record, and each in its own step', () =>
    walk((before, event, by, after) => {
      if (after.state === 'approved' || after.state === 'refused' || after.state === 'declined') expect(by).toBe('unit');
      const hidden = HIDDEN.indexOf(before.state) >= 0;
      const hides = HIDDEN.indexOf(after.state) >= 0;
      if (hidden !== hides) expect([event === 'publish' || event === 'restore', by]).toEqual([true, 'centre']);
    }));
  test('what is missing is asked once, a decision is put off once', () => {
    let asks = 0;
    let extensions = 0;
    walk((before, event) => {
      if (before.state === 'draft') [asks, extensions] = [0, 0];
      if (event === 'ask') asks++;
      if (event === 'extend') extensions++;
      expect([asks <= 1, extensions <= 1]).toEqual([true, true]);
    });
  });
  test('what is over stays over: it is never open again, and nobody withdraws a decision', () =>
    walk((before, event, _by, after) => {
      if (!isOpenRepair(before.state)) expect(isOpenRepair(after.state)).toBe(false);
      if (event === 'withdraw') expect(['approved', 'refused', 'declined']).not.toContain(before.state);
    }));
  test('clocks run where somebody can be late, never with the applicant, and never end before they begin', () =>
    walk((_before, _event, _by, { state, extended }) => {
      const clock = repairClock({ state, completeOn: '2026-11-20', since: '2026-11-25', extended }, DEADLINES_2026);
      expect([state, clock?.by ?? null]).toEqual([
        state,
        ({ submitted: 'centre', forwarded: 'unit', accepted: 'unit', approved: 'centre' } as { [s in RepairState]?: string })[state] ?? null,
      ]);
      if (clock) expect(startClock(clock.from, clock.workingDays, CALENDAR).dueOn > clock.from).toBe(true);
    }));
  test('every state has its words', () => expect(Object.keys(REPAIR_WORDS).sort()).toEqual([...REPAIR_STATES].sort()));
  test('the mockup: submitted on 20 November, result by 4 December, one extension of ten working days more', () => {
    const due = (extended: boolean) => {
      const clock = repairClock({ state: 'accepted', completeOn: '2026-11-20', since: '2026-11-25', extended }, DEADLINES_2026);
      return clock && startClock(clock.from, clock.workingDays, CALENDAR).dueOn;
    };
    expect([due(false), due(true)]).toEqual(['2026-12-04', '2026-12-18']);
  });
});
