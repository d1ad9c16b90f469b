/**
 * Local dates of Asia/Shanghai as 'YYYY-MM-DD' and instants as epoch milliseconds. The one date module of both sides (APP-3): no Date.parse of text,
 * no Intl, no time zone of the device. Shanghai has kept +08:00 without summer time since 1992, and nothing here looks at instants before that.
 */
export type LocalDate = string;

const OFFSET = 8 * 3_600_000;
const DAY = 86_400_000;
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const four = (n: number): string => `000${n}`.slice(-4);

const parts = (date: LocalDate): [number, number, number] => {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (found === null) throw new RangeError('a local date is written YYYY-MM-DD');
  return [Number(found[1]), Number(found[2]), Number(found[3])];
};
const utc = (year: number, month: number, day: number): number => {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day); // Date.UTC reads the years 0–99 as 1900–1999
  return at.getTime();
};
const dayNumber = (date: LocalDate): number => {
  const [year, month, day] = parts(date);
  return utc(year, month, day) / DAY;
};
const fromDayNumber = (n: number): LocalDate => {
  const at = new Date(n * DAY);
  return `${four(at.getUTCFullYear())}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
};

/** Days in a month, 1–12. */
export const daysInMonth = (year: number, month: number): number => new Date(utc(year, month + 1, 0)).getUTCDate();

/** Whether the text is a real day of the calendar in the form YYYY-MM-DD, years 1800–9999. */
export function isLocalDate(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (found === null) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The Shanghai date of an instant (CAL-3): 16:00 UTC is already the next day. */
export const localDateOf = (epochMs: number): LocalDate => fromDayNumber(Math.floor((epochMs + OFFSET) / DAY));

/** 00:00:00.000 of the day in Shanghai, epoch milliseconds. */
export const startOfDay = (date: LocalDate): number => dayNumber(date) * DAY - OFFSET;

/** 23:59:59.999 of the day in Shanghai: a last day counts in full. */
export const endOfDay = (date: LocalDate): number => startOfDay(date) + DAY - 1;

export const addDays = (date: LocalDate, days: number): LocalDate => fromDayNumber(dayNumber(date) + days);

/**
 * The same day number some months later or earlier, else the end of that month (CAL-4). Never chain: 31 January + 2 is 31 March.
 * Reading of Civil Code art. 201–203; also the rule for publicity periods (first day not counted, last day counts in full).
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = parts(date);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return `${four(toYear)}-${two(toMonth)}-${two(Math.min(day, daysInMonth(toYear, toMonth)))}`;
}

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

/** 1 = Monday … 7 = Sunday. */
export const weekday = (date: LocalDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/** The earlier and the later of two dates; fixed-width text compares as dates do. */
export const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
export const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

/** Full years of age on a day; who is born on 29 February is a year older on 1 March of common years (ID-1). */
export function ageOn(birth: LocalDate, date: LocalDate): number {
  const [year, month, day] = parts(birth);
  const [toYear, toMonth, toDay] = parts(date);
  return toYear - year - (toMonth > month || (toMonth === month && toDay >= day) ? 0 : 1);
}

/** Minutes since midnight in Shanghai, 0–1439. */
export const minuteOfDay = (epochMs: number): number => Math.floor(((((epochMs + OFFSET) % DAY) + DAY) % DAY) / 60_000);

/** Epoch milliseconds of ISO 8601 with seconds and zone, as the API writes it; null for anything else. Works where Date.parse does not. */
export function parseInstant(text: string): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(text);
  if (found === null) return null;
  const [, date = '', hour, minute, second, fraction = '0', sign, zoneHour = '0', zoneMinute = '0'] = found;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (!isLocalDate(date) || h > 23 || m > 59 || s > 59 || Number(zoneHour) > 14 || Number(zoneMinute) > 59) return null;
  const zone = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  return dayNumber(date) * DAY + (h * 60 + m) * 60_000 + s * 1000 + Number(`${fraction}00`.slice(0, 3)) - zone;
}

/** From Monday on, as they follow 周. */
export const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** 2026 年 5 月 12 日 */
export const formatDate = (date: LocalDate): string => {
  const [year, month, day] = parts(date);
  return `${year} 年 ${month} 月 ${day} 日`;
};
/** 5 月 12 日 */
export const formatDay = (date: LocalDate): string => {
  const [, month, day] = parts(date);
  return `${month} 月 ${day} 日`;
};
/** 周二 */
export const formatWeekday = (date: LocalDate): string => `周${WEEKDAYS[weekday(date) - 1]}`;
/** 5 月 12 日（周二）: a due date is always written with its weekday. */
export const formatDue = (date: LocalDate): string => `${formatDay(date)}（${formatWeekday(date)}）`;
/** 09:38, of minutes since midnight; 24:00 of 1440 */
export const formatMinute = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
/** Minutes since midnight of a typed 9:00 or 24:00; null for anything else. */
export function parseMinute(text: string): number | null {
  const [, hour, minute] = /^(\d{1,2})[:：]([0-5]\d)$/.exec(text.trim()) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return hour !== undefined && minutes <= 1440 ? minutes : null;
}
/** 09:38 in Shanghai */
export const formatClock = (epochMs: number): string => formatMinute(minuteOfDay(epochMs));
/** 11 月 25 日 09:38 in Shanghai */
export const formatMoment = (epochMs: number): string => `${formatDay(localDateOf(epochMs))} ${formatClock(epochMs)}`;
