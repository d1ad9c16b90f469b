import { suite } from '../cases.js';
import { type Arrangement, calendarOf, dueAfter, isTimely, percentOver, workingDaysBetween } from './deadlines.js';

/** State Council arrangement for 2026, for these examples; the product's calendar is the server's. */
export const ARRANGEMENT_2026: Arrangement = {
  holidays: [
    ...['2026-01-01', '2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23', '2026-04-06'],
    ...['2026-05-01', '2026-05-04', '2026-05-05', '2026-06-19', '2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  ],
  workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  knownThrough: '2026-12-31',
};
const CALENDAR = calendarOf(ARRANGEMENT_2026);

export const suites = [
  suite(
    'due days',
    'troubles CAL-1, CAL-2',
    ([from, days]: [string, number]) => {
      const { day, provisional } = dueAfter(from, days, CALENDAR);
      return [day, provisional];
    },
    [
      ['the mockup: five days from Wednesday', ['2026-11-25', 5], ['2026-12-02', false]],
      ['received on a rest day', ['2026-11-28', 1], ['2026-11-30', false]],
      ['the last day that is known', ['2026-12-30', 1], ['2026-12-31', false]],
      ['into a year not known yet', ['2026-12-30', 10], ['2027-01-13', true]],
    ],
  ),
  suite(
    'counting',
    '双公示, 7 working days',
    () => [
      workingDaysBetween('2026-11-25', '2026-12-02', CALENDAR),
      workingDaysBetween('2026-11-25', '2026-11-25', CALENDAR),
      workingDaysBetween('2026-11-25', '2026-11-01', CALENDAR),
      isTimely('2026-11-25', '2026-12-04', 7, CALENDAR),
      isTimely('2026-11-25', '2026-12-07', 7, CALENDAR),
      percentOver('2026-11-25', '2026-12-01', 5, CALENDAR),
    ],
    [['after the first day, with the last', undefined, [5, 0, 0, true, false, 80]]],
  ),
];
