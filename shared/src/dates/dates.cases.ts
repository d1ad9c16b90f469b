import { suite } from '../cases.js';
import {
  addDays,
  ageOn,
  daysBetween,
  endOfDay,
  formatClock,
  formatDate,
  formatDue,
  formatMoment,
  isLocalDate,
  localDateOf,
  parseInstant,
  parseMinute,
  startOfDay,
  weekday,
} from './dates.js';

export const suites = [
  suite('a time as it is typed', 'architecture 8', parseMinute, [
    ['in the morning', '9:05', 545],
    ['with a zero and a wide colon', ' 09：05 ', 545],
    ['the end of the day', '24:00', 1440],
    ['after it', '24:01', null],
    ['minute 60', '9:60', null],
    ['an hour alone', '9', null],
  ]),
  suite('calendar', 'trouble CSV-3', isLocalDate, [
    ['leap day', '2024-02-29', true],
    ['no leap day', '2026-02-29', false],
    ['31 September', '2022-09-31', false],
    ['month 0', '2026-00-10', false],
    ['without zeros', '2026-1-1', false],
  ]),
  suite('day of an instant', 'trouble CAL-3', localDateOf, [
    ['last millisecond', Date.UTC(2026, 3, 29, 15, 59, 59, 999), '2026-04-29'],
    ['midnight in Shanghai', Date.UTC(2026, 3, 29, 16), '2026-04-30'],
    ['before 1970', Date.UTC(1969, 11, 31, 15, 59), '1969-12-31'],
  ]),
  suite('bounds of a day', 'trouble CAL-3', (day: string) => [startOfDay(day), endOfDay(day)], [
    ['counts in full', '2026-05-08', [Date.UTC(2026, 4, 7, 16), Date.UTC(2026, 4, 8, 15, 59, 59, 999)]],
  ]),
  suite('weekdays', 'calendar', weekday, [
    ['2 December 2026 is a Wednesday', '2026-12-02', 3],
    ['a Sunday', '2026-11-29', 7],
    ['before 1970', '1969-12-29', 1],
  ]),
  suite('days', 'calendar', () => [addDays('2026-12-31', 1), addDays('2024-03-01', -1), daysBetween('2026-02-28', '2026-03-01')], [
    ['over ends of month and year', undefined, ['2027-01-01', '2024-02-29', 1]],
  ]),
  suite('age', 'trouble ID-1', ([birth, day]: [string, string]) => ageOn(birth, day), [
    ['leap day, 28 February', ['2008-02-29', '2026-02-28'], 17],
    ['leap day, 1 March', ['2008-02-29', '2026-03-01'], 18],
    ['on the birthday', ['1990-03-07', '2026-03-07'], 36],
  ]),
  suite('instants', 'trouble APP-3', parseInstant, [
    ['UTC', '2026-04-29T15:59:59.999Z', Date.UTC(2026, 3, 29, 15, 59, 59, 999)],
    ['Shanghai', '2026-05-28T23:59:30+08:00', Date.UTC(2026, 4, 28, 15, 59, 30)],
    ['one decimal', '2026-05-28T00:00:00.5Z', Date.UTC(2026, 4, 28, 0, 0, 0, 500)],
    ['no zone', '2026-05-28T23:59:30', null],
    ['blank for T', '2026-05-28 23:59:30', null],
    ['30 February', '2026-02-30T00:00:00Z', null],
  ]),
  suite(
    'words',
    'DESIGN section 6',
    () => [formatDate('2026-05-12'), formatDue('2026-12-02'), formatClock(Date.UTC(2026, 10, 25, 1, 38)), formatMoment(Date.UTC(2026, 10, 25, 17, 5))],
    [['blanks between figures and words', undefined, ['2026 年 5 月 12 日', '12 月 2 日（周三）', '09:38', '11 月 26 日 01:05']]],
  ),
];
