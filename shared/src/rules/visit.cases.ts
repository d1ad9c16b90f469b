import { suite } from '../cases.js';
import { formatSlot, type Visit, type VisitPlan, visitDays, visitOf } from './visit.js';

const PLAN: VisitPlan = {
  weekdays: null,
  slots: [
    { from: 540, to: 660, capacity: 40 },
    { from: 840, to: 1020, capacity: 40 },
  ],
  days: 7,
  maxHeads: 3,
};
const TODAY = '2026-11-25'; // a Wednesday
const LAST = '2026-12-31';
const at = (clock: string) => Date.parse(`${TODAY}T${clock}+08:00`);
const choice = (over: Partial<Visit>): Visit => ({ date: TODAY, from: 840, heads: 2, ...over });
const outcome = (plan: VisitPlan | null, visit: Visit | null, last = LAST, clock = '10:00:00') => {
  const r = visitOf(plan, visit, last, at(clock));
  return r.ok ? (r.slot?.from ?? 'none') : r.reason;
};

export const suites = [
  suite('the days to choose from', 'product C7', ([over, last]: [Partial<VisitPlan>, string]) => visitDays({ ...PLAN, ...over }, TODAY, last), [
    ['a week, today among it', [{ days: 3 }, LAST], ['2026-11-25', '2026-11-26', '2026-11-27']],
    ['today only', [{ days: 1 }, LAST], ['2026-11-25']],
    ['weekends', [{ weekdays: [6, 7] }, LAST], ['2026-11-28', '2026-11-29']],
    ['not past the offer’s last day', [{}, '2026-11-26'], ['2026-11-25', '2026-11-26']],
  ]),
  suite('a chosen slot', 'product C7', (run: () => number | string) => run(), [
    ['this afternoon', () => outcome(PLAN, choice({})), 840],
    ['one that has begun, until it is over', () => outcome(PLAN, choice({ from: 540 })), 540],
    ['in its last minute', () => outcome(PLAN, choice({ from: 540 }), LAST, '10:59:59'), 540],
    ['over on the minute', () => outcome(PLAN, choice({ from: 540 }), LAST, '11:00:00'), 'visit_over'],
    ['yesterday', () => outcome(PLAN, choice({ date: '2026-11-24' })), 'visit_over'],
    ['no such time', () => outcome(PLAN, choice({ from: 600 })), 'visit_unknown'],
    ['too far ahead', () => outcome(PLAN, choice({ date: '2026-12-02' })), 'visit_unknown'],
    ['after the offer’s last day', () => outcome(PLAN, choice({ date: '2026-11-26' }), TODAY), 'visit_unknown'],
    ['the whole party', () => outcome(PLAN, choice({ heads: 3 })), 840],
    ['one too many', () => outcome(PLAN, choice({ heads: 4 })), 'visit_heads'],
    ['nobody', () => outcome(PLAN, choice({ heads: 0 })), 'visit_heads'],
    ['nothing chosen', () => outcome(PLAN, null), 'visit_required'],
    ['an offer without times', () => outcome(null, null), 'none'],
    ['a time where none is asked', () => outcome(null, choice({})), 'visit_unexpected'],
  ]),
  suite('in words', 'DESIGN 6', formatSlot, [['from and to', { from: 540, to: 1020 }, '09:00 至 17:00']]),
];
