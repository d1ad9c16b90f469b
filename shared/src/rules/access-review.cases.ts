import { suite } from '../cases.js';
import { startOfDay } from '../dates/dates.js';
import { ACCESS_REVIEW_2026 } from '../parameters/access-review.js';
import { type ReviewedLook, reviewLooks } from './access-review.js';
import { ARRANGEMENT_2026 } from './deadlines.cases.js';
import { calendarOf } from './deadlines.js';

const CALENDAR = calendarOf(ARRANGEMENT_2026);
const WEDNESDAY = '2026-11-25';
type Look = Partial<ReviewedLook> & { readonly on?: string; readonly clock?: string };
function looks(all: readonly Look[]): ReviewedLook[] {
  return all.map(({ on = WEDNESDAY, clock = '10:00', ...over }, i) => {
    const [h = 0, m = 0] = clock.split(':').map(Number);
    const atMs = startOfDay(on) + (h * 60 + m) * 60_000;
    return { id: `e${i}`, atMs, kind: 'staff', subject: `p${i}`, purpose: 'legal_inquiry', grounded: true, relation: null, ...over };
  });
}
const people = (n: number, over: (i: number) => Look): Look[] => Array.from({ length: n }, (_, i) => over(i));
const clockAt = (minute: number) => `${Math.floor(minute / 60)}:${minute % 60}`;
const found = (all: readonly Look[]) => reviewLooks(looks(all), ACCESS_REVIEW_2026, CALENDAR).map((f) => [f.rule, f.looks.length, f.people, f.words]);

export const suites = [
  suite('unusual looks', 'product F5, plan 三(四)2', found, [
    ['none', [], []],
    ['one by day, with its ground', [{}], []],
    ['at 8 the day begins', [{ clock: '8:00' }], []],
    ['a minute before', [{ clock: '7:59' }], [['out_of_hours', 1, 1, '07:59，工作时间以外查询 1 次，涉及 1 人']]],
    ['a minute before 19', [{ clock: '18:59' }], []],
    ['at 19 it is over', [{ clock: '19:00' }, { clock: '23:30', subject: 'p0' }], [['out_of_hours', 2, 1, '19:00 到 23:30，工作时间以外查询 2 次，涉及 1 人']]],
    ['a Saturday', [{ on: '2026-11-28' }], [['out_of_hours', 1, 1, '10:00，休息日查询 1 次，涉及 1 人']]],
    ['a Saturday that is worked (调休)', [{ on: '2026-10-10' }], []],
    ['National Day', [{ on: '2026-10-01' }], [['out_of_hours', 1, 1, '10:00，休息日查询 1 次，涉及 1 人']]],
    ['a shop in the evening', [{ kind: 'merchant', clock: '21:00' }], []],
    ['an auditor at night is asked too', [{ clock: '2:00', purpose: 'register_review' }], [['out_of_hours', 1, 1, '02:00，工作时间以外查询 1 次，涉及 1 人']]],
    ['twenty people in an hour', people(20, (i) => ({ clock: clockAt(600 + i * 3) })), []],
    ['twenty-one', people(21, (i) => ({ clock: clockAt(600 + i * 3) })), [['bulk', 21, 21, '10:00 到 11:00，60 分钟内查询 21 人，超过 20 人']]],
    ['twenty-one in more than an hour', people(21, (i) => ({ clock: clockAt(600 + i * 4) })), []],
    ['the same person fifty times', people(50, () => ({ subject: 'p' })), []],
    [
      'the busiest hour of a day',
      people(60, (i) => ({ clock: clockAt(i < 30 ? 540 + i * 4 : 780 + (i - 30)) })),
      [['bulk', 30, 30, '13:00 到 13:29，60 分钟内查询 30 人，超过 20 人']],
    ],
    [
      'a busy till',
      people(120, (i) => ({ kind: 'merchant' as const, clock: clockAt(600 + (i % 60)) })).sort((a, b) => (a.clock ?? '').localeCompare(b.clock ?? '')),
      [],
    ],
    ['an auditor’s page of twenty-one', people(21, () => ({ purpose: 'register_review' })), []],
    ['oneself', [{ relation: 'self' }], [['self_interest', 1, 1, '10:00，查询了本人的信息 1 次']]],
    [
      'a clerk’s own voucher and a colleague’s',
      [
        { kind: 'merchant', relation: 'self' },
        { kind: 'merchant', clock: '10:05', relation: 'own_organisation' },
      ],
      [['self_interest', 2, 2, '10:00 到 10:05，查询了本人、本单位的人的信息 2 次']],
    ],
    ['a member of the household', [{ relation: 'household' }], [['self_interest', 1, 1, '10:00，查询了家人的信息 1 次']]],
    [
      'no case',
      [{ grounded: false }, { grounded: false, clock: '11:00' }],
      [['no_open_case', 2, 2, '10:00 到 11:00，查询 2 次，涉及 2 人，没有对应的办理事项']],
    ],
    ['an auditor comes upon a colleague', [{ relation: 'own_organisation', purpose: 'register_review' }], []],
    ['and upon themselves', [{ relation: 'self', purpose: 'register_review' }], [['self_interest', 1, 1, '10:00，查询了本人的信息 1 次']]],
    ['a duty needs none', [{ grounded: false, purpose: 'register_review' }], []],
    ['a shop needs none: the voucher is shown to it', [{ grounded: false, kind: 'merchant' }], []],
    [
      'all at once',
      [{ clock: '23:00', grounded: false, relation: 'self' }],
      [
        ['out_of_hours', 1, 1, '23:00，工作时间以外查询 1 次，涉及 1 人'],
        ['self_interest', 1, 1, '23:00，查询了本人的信息 1 次'],
        ['no_open_case', 1, 1, '23:00，查询 1 次，涉及 1 人，没有对应的办理事项'],
      ],
    ],
  ]),
];
