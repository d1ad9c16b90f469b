import * as z from 'zod/mini';
import { isLocalDate, weekday } from '../dates/dates.js';

const Days = z.array(z.string().check(z.refine(isLocalDate, '不是日期'))).check(z.maxLength(120));

/** One year as the State Council's notice arranges it: every day off that falls on a weekday (rest days may be named too) and every make-up working day. */
const Year = z.object({ year: z.int().check(z.gte(2020), z.lte(2100)), holidays: Days, workdays: Days }).check(
  z.refine(({ year, holidays, workdays }) => [...holidays, ...workdays].every((d) => d.slice(0, 4) === String(year)), '日期不在这一年'),
  z.refine(({ holidays, workdays }) => workdays.every((d) => holidays.indexOf(d) < 0), '同一天不能又放假又上班'),
  z.refine(({ workdays }) => workdays.every((d) => weekday(d) > 5), '调休上班日应是周六或周日'),
);
export type CalendarYear = z.infer<typeof Year>;

/**
 * Years that replace, whole, what the calendar package knows: the notice of a coming year before a release brings it, or a correction.
 * A year named here is known to its end.
 */
export const WorkCalendarSet = z.object({
  id: z.string(),
  title: z.string(),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  years: z.array(Year).check(z.refine((years) => new Set(years.map((y) => y.year)).size === years.length, '同一年写了两次')),
});
export type WorkCalendarSet = z.infer<typeof WorkCalendarSet>;

/** First version: nothing differs from the package, which knows 2026. */
export const WORK_CALENDAR_2026: WorkCalendarSet = {
  id: 'work-calendar-2026-1',
  title: '工作日历 2026 第 1 版',
  from: '2026-01-01',
  references: ['《全国年节及纪念日放假办法》', '国务院办公厅关于 2026 年部分节假日安排的通知'],
  years: [],
};
