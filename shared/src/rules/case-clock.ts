import { formatDue, type LocalDate } from '../dates/dates.js';
import { dueAfter, percentOver, type WorkCalendar } from './deadlines.js';

/** A clock of a case as it is stored. Its number of working days is that of the deadlines in force when it began; only the calendar may move its end. */
export interface CaseClock {
  /** Day of receipt, not counted. */
  from: LocalDate;
  workingDays: number;
  /** Last day, counted in full. */
  dueOn: LocalDate;
  /** `dueOn` rests on a year whose arrangement was not out. */
  provisional: boolean;
}
/** running; alarm: from the percentage of the deadlines set on, to the end of the last day; over: the last day is past. */
export type ClockState = 'running' | 'alarm' | 'over';

/** @throws RangeError for a number that is not 1 … 250 */
export function startClock(from: LocalDate, workingDays: number, calendar: WorkCalendar): CaseClock {
  const { day, provisional } = dueAfter(from, workingDays, calendar);
  return { from, workingDays, dueOn: day, provisional };
}
/** The same clock by the calendar of now: what the job stores once a year's arrangement is known. */
export const recount = (clock: Pick<CaseClock, 'from' | 'workingDays'>, calendar: WorkCalendar): CaseClock =>
  startClock(clock.from, clock.workingDays, calendar);

export function clockState(clock: CaseClock, today: LocalDate, alarmAtPercent: number, calendar: WorkCalendar): ClockState {
  if (today > clock.dueOn) return 'over';
  return percentOver(clock.from, today, clock.workingDays, calendar) >= alarmAtPercent ? 'alarm' : 'running';
}
/** 12 月 2 日（周三）, with （暂定） while the year's arrangement is not out. */
export const dueText = ({ dueOn, provisional }: Pick<CaseClock, 'dueOn' | 'provisional'>): string => `${formatDue(dueOn)}${provisional ? '（暂定）' : ''}`;
/** One sentence for both sides: whoever waits and whoever decides read the same. @param what 受理, 答复, 决定 … */
export const clockText = (clock: Omit<CaseClock, 'from'>, what: string, today: LocalDate): string =>
  today > clock.dueOn ? `应在 ${dueText(clock)}前${what}，已经超期` : `${clock.workingDays} 个工作日内${what}，最晚 ${dueText(clock)}`;
