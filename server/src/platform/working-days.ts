import { createRequire } from 'node:module';
import { calendarOf, type WorkCalendar } from '@binhai/shared/rules/deadlines';

/** Day → name of the feast; every day off of each year, and every make-up working day. */
interface Published {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}
/** Its data, not its functions: those read a day as midnight UTC and ask the machine's zone, so west of UTC each day is the one before (CAL-3). */
const { holidays, workdays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Published;
const lastYear = Object.keys(holidays).sort().at(-1)?.slice(0, 4) ?? '2004';

/**
 * The State Council's arrangements as `chinese-days` brings them, 调休 included; the year after is plain weeks until a newer version of it, or until
 * its arrangement is published as a parameter set. Features ask `WorkingDays`, which knows both.
 */
export const PACKAGED_CALENDAR: WorkCalendar = calendarOf({
  holidays: Object.keys(holidays),
  workdays: Object.keys(workdays),
  knownThrough: `${lastYear}-12-31`,
});
