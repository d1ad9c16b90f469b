// The server's time on this phone, and dates in words. Reading and writing of dates is shared/dates: days are Asia/Shanghai wherever the phone
// is, and no text goes through Date.parse, which answers NaN on iOS for what the API never sends but people do.
import {
  formatClock,
  formatDate,
  formatDay,
  formatDue,
  formatMoment,
  formatWeekday,
  isLocalDate,
  type LocalDate,
  localDateOf,
  parseInstant,
} from '@binhai/shared/dates/dates';

let offset = 0;
let known = false;
/** A header of whole seconds is right to within this, ms: what it adds to a known offset is noise, and a countdown must not stutter. */
const NOISE = 1000;

/** Learns how far this phone's clock is off from the server's `Date` header. `elapsed`: ms the request took. */
export function learnServerTime(dateHeader: string | undefined, elapsed: number): void {
  const at = dateHeader ? Date.parse(dateHeader) : Number.NaN; // RFC 9110 date, which every engine parses
  if (!Number.isFinite(at) || elapsed >= 5000) return; // a slow answer teaches little
  const learned = at + 500 - (Date.now() - elapsed / 2); // half a second is the best guess
  if (known && Math.abs(learned - offset) < NOISE) return;
  offset = learned;
  known = true;
}
/** The same from the server's own milliseconds, which the answer to a code's secret brings. */
export function learnServerMs(at: number, elapsed: number): void {
  offset = at - (Date.now() - elapsed / 2);
  known = true;
}
/** Starts from an offset of an earlier visit, while this one has not learned its own (a phone that opens the app without a network). */
export function assumeClockOffset(ms: number): void {
  if (!known) offset = ms;
}
/** Has the server's time been learned in this visit? */
export const clockKnown = (): boolean => known;
/** Milliseconds since the epoch, by the server's clock as far as it is known. Used for rotating codes and countdowns. */
export const now = (): number => Date.now() + offset;
/** How far the phone's clock is off, in ms (server minus phone). */
export const clockOffset = (): number => offset;

/** Milliseconds since the epoch of an ISO 8601 instant with zone (`…Z` or `…+08:00`). Throws RangeError for anything else. */
export function instant(iso: string): number {
  const at = parseInstant(iso);
  if (at === null) throw new RangeError(`not an instant with zone: ${iso}`);
  return at;
}
/** The Shanghai day of an instant; a day is its own. */
const dayOf = (date: string): LocalDate => (isLocalDate(date) ? date : localDateOf(instant(date)));
/** Today in Shanghai as YYYY-MM-DD. */
export const today = (): LocalDate => localDateOf(now());

/** Dates as they are said. Each takes a day (YYYY-MM-DD) or an instant with zone. */
export const say = {
  /** 2026 年 12 月 31 日 */
  date: (d: string): string => formatDate(dayOf(d)),
  /** 12 月 2 日 */
  day: (d: string): string => formatDay(dayOf(d)),
  /** 12 月 2 日（周三） */
  dayAndWeekday: (d: string): string => formatDue(dayOf(d)),
  /** 周三 */
  weekday: (d: string): string => formatWeekday(dayOf(d)),
  /** 09:38 */
  time: (iso: string): string => formatClock(instant(iso)),
  /** 09:38:08 */
  seconds: (iso: string): string => `${say.time(iso)}:${`0${Math.floor(instant(iso) / 1000) % 60}`.slice(-2)}`,
  /** 11-25 09:38 */
  stamp: (iso: string): string => `${dayOf(iso).slice(5)} ${say.time(iso)}`,
  /** 11 月 25 日 09:38 */
  dayAndTime: (iso: string): string => formatMoment(instant(iso)),
  /** 2026 年 11 月 25 日 09:38 */
  dateAndTime: (iso: string): string => `${say.date(iso)} ${say.time(iso)}`,
} as const;
