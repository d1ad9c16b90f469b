import type { WorkCalendar } from '@binhai/shared/rules/deadlines';
import days from 'chinese-days';

/** The State Council's arrangements as `chinese-days` brings them, 调休 included; the year after is plain weeks until a newer version of it. */
export const WORK_CALENDAR: WorkCalendar = { isWorkday: (date) => days.isWorkday(date), knownThrough: '2026-12-31' };
