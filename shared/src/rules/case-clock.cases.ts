import { suite } from '../cases.js';
import type { LocalDate } from '../dates/dates.js';
import { WORK_CALENDAR_2026, WorkCalendarSet } from '../parameters/work-calendar.js';
import { clockState, clockText, recount, startClock } from './case-clock.js';
import { ARRANGEMENT_2026 } from './deadlines.cases.js';
import { calendarOf, calendarWith } from './deadlines.js';

const CALENDAR = calendarOf(ARRANGEMENT_2026);
/** Invented for these examples, not the real arrangement. */
const YEAR_2027 = { year: 2027, holidays: ['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09'], workdays: ['2027-01-03', '2027-02-14'] };
const LOADED = calendarWith(CALENDAR, [YEAR_2027]);
const start = ([from, days]: [LocalDate, number]) => {
  const { dueOn, provisional } = startClock(from, days, CALENDAR);
  return provisional ? `${dueOn}?` : dueOn;
};
const state = ([from, days, today]: [LocalDate, number, LocalDate]) => clockState(startClock(from, days, CALENDAR), today, 80, CALENDAR);

export const suites = [
  suite('clocks of cases', 'Civil Code art. 201–203; State Council arrangement for 2026', start, [
    ['into 春节, the make-up Saturday before it counts', ['2026-02-12', 2], '2026-02-14'],
    ['across 春节', ['2026-02-13', 3], '2026-02-25'],
    ['received on a make-up Saturday', ['2026-02-28', 1], '2026-03-02'],
    ['across 国庆, with the make-up Saturday after it', ['2026-09-30', 3], '2026-10-10'],
    ['the make-up Sunday before 国庆', ['2026-09-18', 1], '2026-09-20'],
    ['over a month’s end', ['2026-11-27', 3], '2026-12-02'],
    ['over 29 February', ['2028-02-28', 1], '2028-02-29?'],
    ['received on 29 February', ['2028-02-29', 1], '2028-03-01?'],
    ['into a year that is not known', ['2026-12-31', 1], '2027-01-01?'],
  ]),
  suite('alarm at 80 percent, over past the last day', 'domain research, section 7 rule 10', state, [
    ['day of receipt', ['2026-11-25', 5, '2026-11-25'], 'running'],
    ['three of five', ['2026-11-25', 5, '2026-11-30'], 'running'],
    ['four of five', ['2026-11-25', 5, '2026-12-01'], 'alarm'],
    ['the last day counts in full', ['2026-11-25', 5, '2026-12-02'], 'alarm'],
    ['the day after', ['2026-11-25', 5, '2026-12-03'], 'over'],
    ['two of three', ['2026-11-25', 3, '2026-11-27'], 'running'],
    ['a rest day moves nothing on', ['2026-11-25', 3, '2026-11-29'], 'running'],
    ['eight of ten', ['2026-11-25', 10, '2026-12-07'], 'alarm'],
    ['a clock of one day', ['2026-11-25', 1, '2026-11-26'], 'alarm'],
  ]),
  suite('a year becomes known', 'trouble CAL-2', ([from, days]: [LocalDate, number]) => [start([from, days]), recount({ from, workingDays: days }, LOADED)], [
    ['later', ['2026-12-30', 10], ['2027-01-13?', { from: '2026-12-30', workingDays: 10, dueOn: '2027-01-13', provisional: false }]],
    ['a holiday moves it', ['2026-12-31', 1], ['2027-01-01?', { from: '2026-12-31', workingDays: 1, dueOn: '2027-01-03', provisional: false }]],
  ]),
  suite(
    'what is known',
    'trouble CAL-2',
    (years: number[]) =>
      calendarWith(
        CALENDAR,
        years.map((year) => ({ year, holidays: [], workdays: [] })),
      ).knownThrough,
    [
      ['nothing more', [], '2026-12-31'],
      ['one year more', [2027], '2027-12-31'],
      ['two in any order', [2028, 2027], '2028-12-31'],
      ['a gap stays unknown', [2028], '2026-12-31'],
      ['a correction of a known year', [2026], '2026-12-31'],
    ],
  ),
  suite(
    'the words of a clock',
    'issue 7 point 1: the same on both sides',
    (today: LocalDate) => clockText(startClock('2026-12-30', 2, CALENDAR), '答复', today),
    [
      ['running', '2026-12-31', '2 个工作日内答复，最晚 1 月 1 日（周五）（暂定）'],
      ['over', '2027-01-02', '应在 1 月 1 日（周五）（暂定）前答复，已经超期'],
    ],
  ),
  suite('an uploaded arrangement', 'parameters', (years: unknown) => WorkCalendarSet.safeParse({ ...WORK_CALENDAR_2026, years }).success, [
    ['a year', [YEAR_2027], true],
    ['a day of another year', [{ ...YEAR_2027, holidays: ['2026-12-31'] }], false],
    ['no day', [{ ...YEAR_2027, holidays: ['2027-02-30'] }], false],
    ['off and at work', [{ ...YEAR_2027, workdays: ['2027-02-14'], holidays: ['2027-02-14'] }], false],
    ['a make-up day on a weekday', [{ ...YEAR_2027, workdays: ['2027-01-04'] }], false],
    ['a year twice', [YEAR_2027, YEAR_2027], false],
  ]),
];
