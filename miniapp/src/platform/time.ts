// The one place that reads dates. Days are Asia/Shanghai wherever the phone is; strings are taken apart by hand, because iOS cannot parse
// 'YYYY-MM-DD HH:mm' and Date.parse answers NaN for it.
const SHANGHAI = 8 * 3600_000;
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

export interface Day {
  year: number;
  month: number;
  day: number;
}
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
/** Milliseconds since the epoch of an ISO 8601 instant with zone (`…Z` or `…+08:00`). Throws RangeError for anything else. */
export function instant(iso: string): number {
  const m = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:\d\d)$/.exec(iso);
  if (!m) throw new RangeError(`not an instant with zone: ${iso}`);
  const [, y, mo, d, h, mi, s = '0', ms = '0', zone = 'Z'] = m;
  const utc = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s), Number(ms.padEnd(3, '0')));
  if (zone === 'Z') return utc;
  const shift = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000;
  return zone[0] === '+' ? utc - shift : utc + shift;
}
const shanghai = (ms: number): Date => new Date(ms + SHANGHAI); // its UTC fields read as Shanghai wall time
function dayOf(date: string): Day {
  const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (!m) {
    const d = shanghai(instant(date));
    return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate() };
  }
  return { year: Number(m[1]), month: Number(m[2]), day: Number(m[3]) };
}
/** Today in Shanghai as YYYY-MM-DD. */
export const today = (): string => {
  const d = shanghai(now());
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
};
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;
const weekdayOf = ({ year, month, day }: Day): (typeof WEEKDAYS)[number] => WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '周日';

/** Each takes a day (YYYY-MM-DD) or an instant with zone. */
export const say = {
  /** 2026 年 12 月 31 日 */
  date: (d: string): string => {
    const { year, month, day } = dayOf(d);
    return `${year} 年 ${month} 月 ${day} 日`;
  },
  /** 12 月 2 日 */
  day: (d: string): string => {
    const { month, day } = dayOf(d);
    return `${month} 月 ${day} 日`;
  },
  /** 12 月 2 日（周三） */
  dayAndWeekday: (d: string): string => `${say.day(d)}（${weekdayOf(dayOf(d))}）`,
  /** 周三 */
  weekday: (d: string): string => weekdayOf(dayOf(d)),
  /** 09:38 */
  time: (iso: string): string => {
    const d = shanghai(instant(iso));
    return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
  },
  /** 09:38:08 */
  seconds: (iso: string): string => `${say.time(iso)}:${two(shanghai(instant(iso)).getUTCSeconds())}`,
  /** 11-25 09:38 */
  stamp: (iso: string): string => {
    const { month, day } = dayOf(iso);
    return `${two(month)}-${two(day)} ${say.time(iso)}`;
  },
  /** 11 月 25 日 09:38 */
  dayAndTime: (iso: string): string => `${say.day(iso)} ${say.time(iso)}`,
  /** 2026 年 11 月 25 日 09:38 */
  dateAndTime: (iso: string): string => `${say.date(iso)} ${say.time(iso)}`,
  /** 上午好, by the hour in Shanghai */
  greeting: (): string => {
    const h = shanghai(now()).getUTCHours();
    return h < 5 ? '夜深了' : h < 12 ? '上午好' : h < 14 ? '中午好' : h < 18 ? '下午好' : '晚上好';
  },
} as const;
