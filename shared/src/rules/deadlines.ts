import { addDays, endOfDay, type LocalDate, weekday } from '../dates/dates.js';

/** Working days of one calendar, 调休 included. The server makes it of its calendar package and the overrides; rules only ask it. */
export interface WorkCalendar {
  isWorkday(date: LocalDate): boolean;
  /** Last day the State Council's arrangement is known for; later days are weekdays by guess. */
  knownThrough: LocalDate;
}

/** Days that differ from the plain week: holidays on weekdays and make-up working days. */
export interface Arrangement {
  holidays: readonly LocalDate[];
  workdays: readonly LocalDate[];
  knownThrough: LocalDate;
}

export function calendarOf({ holidays, workdays, knownThrough }: Arrangement): WorkCalendar {
  const differs: { [day: string]: boolean } = {};
  for (const day of holidays) differs[day] = false;
  for (const day of workdays) differs[day] = true;
  return { knownThrough, isWorkday: (date) => differs[date] ?? weekday(date) <= 5 };
}

/**
 * A calendar with whole years put in the place of what it says of them. Known are the years without a gap: a later one alone leaves the days between
 * provisional.
 */
export function calendarWith(
  base: WorkCalendar,
  years: readonly { year: number; holidays: readonly LocalDate[]; workdays: readonly LocalDate[] }[],
): WorkCalendar {
  const byYear: { [year: string]: WorkCalendar } = {};
  for (const y of years) byYear[y.year] = calendarOf({ ...y, knownThrough: `${y.year}-12-31` });
  let { knownThrough } = base;
  for (let next = byYear[Number(knownThrough.slice(0, 4)) + 1]; next !== undefined; next = byYear[Number(knownThrough.slice(0, 4)) + 1])
    knownThrough = next.knownThrough;
  return { knownThrough, isWorkday: (date) => (byYear[date.slice(0, 4)] ?? base).isWorkday(date) };
}

export interface Due {
  day: LocalDate;
  /** 23:59:59.999 of the day in Shanghai, epoch milliseconds. */
  atMs: number;
  /** Past the known calendar: shown as 暂定, and moved when the arrangement comes. */
  provisional: boolean;
}

/** Longest clock there is, so that a calendar without any working day cannot hold the caller for ever. */
const MOST_WORKING_DAYS = 250;

/**
 * The day on which a number of working days is over. The day of receipt is not counted, also when it is a rest day; the due day counts in full
 * (troubles CAL-1, CAL-2; reading of Civil Code art. 201–203).
 * @throws RangeError for a number that is not 1 … 250
 */
export function dueAfter(from: LocalDate, workingDays: number, calendar: WorkCalendar): Due {
  if (!Number.isInteger(workingDays) || workingDays < 1 || workingDays > MOST_WORKING_DAYS) throw new RangeError('a clock runs 1 to 250 working days');
  let day = from;
  for (let left = workingDays, looked = 0; left > 0; looked++) {
    if (looked > MOST_WORKING_DAYS * 8) throw new RangeError('the calendar has no working days');
    day = addDays(day, 1);
    if (calendar.isWorkday(day)) left--;
  }
  return { day, atMs: endOfDay(day), provisional: day > calendar.knownThrough };
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: WorkCalendar): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (calendar.isWorkday(day)) count++;
  return count;
}

/** 双公示 is timely when published within the working days of the deadlines set after the decision (plan: 7). */
export const isTimely = (decidedOn: LocalDate, publishedOn: LocalDate, within: number, calendar: WorkCalendar): boolean =>
  workingDaysBetween(decidedOn, publishedOn, calendar) <= within;

/** Part of a clock that is over, in percent of its working days, 0 … 100 and above; alarms and escalation read it. */
export const percentOver = (from: LocalDate, today: LocalDate, workingDays: number, calendar: WorkCalendar): number =>
  Math.floor((workingDaysBetween(from, today, calendar) * 100) / workingDays);
