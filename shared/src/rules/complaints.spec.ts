import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COMPLAINT_MOVES, COMPLAINT_STATES, type ComplaintActor, type ComplaintEvent, isDecided, moveComplaint } from '../states/complaint.js';
import { REPLY_TEMPLATES, repliesFor } from './complaint-replies.js';
import { COMPLAINT_KINDS, complaintClock, complaintDue, complaintKind } from './complaints.js';
import { calendarOf } from './deadlines.js';

const CALENDAR = calendarOf({ holidays: ['2027-01-01'], workdays: [], knownThrough: '2026-12-31' });
const EVENTS = COMPLAINT_MOVES.map((m) => m.event);
const step = fc.tuple(fc.constantFrom<ComplaintEvent>(...EVENTS), fc.constantFrom<ComplaintActor>('person', 'handler'));

describe('a complaint', () => {
  test('whatever is tried, it is decided at most once, by a handler, after it was claimed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let state = COMPLAINT_STATES[0] as (typeof COMPLAINT_STATES)[number];
        let ends = 0;
        for (const [event, by] of steps) {
          const next = moveComplaint(state, event, by);
          if (next === null) continue;
          if (next === 'upheld' || next === 'rejected') expect([state, by]).toEqual(['claimed', 'handler']);
          if (next === 'withdrawn') expect(by).toBe('person');
          if (isDecided(next)) ends++;
          state = next;
        }
        expect(ends).toBeLessThanOrEqual(1);
      }),
    );
  });
  test('is answered in five working days, the day of filing not counted; past the known calendar the day is provisional', () => {
    expect(complaintDue('2026-11-25', 5, CALENDAR)).toMatchObject({ day: '2026-12-02', provisional: false });
    expect(complaintDue('2026-12-30', 5, CALENDAR)).toMatchObject({ day: '2027-01-07', provisional: true });
    expect(complaintClock('filed', 5, { day: '2026-12-02', provisional: false }, '2026-12-02')).toBe('5 个工作日内答复，最晚 12 月 2 日（周三）');
    expect(complaintClock('claimed', 5, { day: '2026-12-02', provisional: false }, '2026-12-03')).toBe('应在 12 月 2 日（周三）前答复，已经超期');
    expect(complaintClock('upheld', 5, { day: '2026-12-02', provisional: false }, '2026-12-03')).toBe('已办结');
  });
  test('each kind can be answered either way from a template that is long enough to be a reason and fits the field', () => {
    expect(new Set(REPLY_TEMPLATES.map((r) => r.code)).size).toBe(REPLY_TEMPLATES.length);
    for (const k of COMPLAINT_KINDS)
      for (const uphold of [true, false]) {
        const replies = repliesFor(k.code, uphold);
        expect([k.code, uphold, replies.length > 0]).toEqual([k.code, uphold, true]);
        expect(replies.every((r) => r.text.length >= 4 && r.text.length <= 500)).toBe(true);
      }
    for (const code of REPLY_TEMPLATES.reduce<string[]>((all, r) => all.concat(r.kinds), [])) expect(complaintKind(code)?.code).toBe(code);
  });
  test('each kind has one code, and what follows fits whom it is about', () => {
    expect(new Set(COMPLAINT_KINDS.map((k) => k.code)).size).toBe(COMPLAINT_KINDS.length);
    const fits = { agency: 'agency_standing', merchant: 'voucher_back', unit: 'none', service: 'none', decision: 'decided_anew' };
    for (const k of COMPLAINT_KINDS) expect([k.code, k.consequence]).toEqual([k.code, fits[k.against]]);
  });
});
