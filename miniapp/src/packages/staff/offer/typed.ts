import type { Benefit } from '@binhai/shared/contract/perks';
import { isLocalDate, type LocalDate, parseMinute } from '@binhai/shared/dates/dates';
import { parseMoney } from '@binhai/shared/rules/money';
import { formatSlot, type VisitSlot } from '@binhai/shared/rules/visit';
import { offerDesk } from '../../../copy/offer-desk';
import type { OfferContent } from '../../../stores/offer-desk';

const words = offerDesk.form;
/** Fields of whole numbers and amounts as they are typed: a field being cleared is no zero. */
export type Key =
  | 'minAge'
  | 'maxAge'
  | 'payPercent'
  | 'cap'
  | 'price'
  | 'maxHeads'
  | 'total'
  | 'perDay'
  | 'perPerson'
  | 'perPersonPerDay'
  | 'usableDays'
  | 'subsidyPercent'
  | 'subsidyCap'
  | 'visitDays'
  | 'visitHeads';
/** Dates and times as they are typed. */
export type TimeKey = 'claimHours' | 'useHours' | 'useFrom' | 'useUntil' | 'visitSlots';
export type Typed = Record<Key | TimeKey, string> & {
  /** 1 = Monday … 7 = Sunday; none: every day. */
  readonly claimDays: readonly number[];
  readonly useDays: readonly number[];
  readonly visited: boolean;
  readonly visitWeekdays: readonly number[];
  readonly kind: Benefit['kind'];
  readonly fixedText: string;
  readonly subsidised: boolean;
  readonly subsidyBy: string;
  readonly steps: string;
  readonly notes: string;
};
/** The rest of the content, which is typed as it is stored. */
export type Plain = Omit<
  OfferContent,
  'benefit' | 'subsidy' | 'steps' | 'notes' | 'age' | 'total' | 'perDay' | 'perPerson' | 'perPersonPerDay' | 'usableDays' | 'claimOn' | 'useOn' | 'visits'
>;

type Hours = Pick<VisitSlot, 'from' | 'to'>;
const yuan = (fen: number): string => String(fen / 100);
const text = (n: number | null): string => (n === null ? '' : String(n));

const hoursText = (hours: Hours | null): string => (hours ? formatSlot(hours).replace(' 至 ', '-') : '');

export function plainOf(c: OfferContent): Plain {
  const { benefit: _b, subsidy: _s, steps: _t, notes: _n, age: _a, total: _o, perDay: _d, perPerson: _p, perPersonPerDay: _pd, usableDays: _u, ...more } = c;
  const { claimOn: _c, useOn: _w, visits: _v, ...plain } = more;
  return plain;
}
export function typedOf(c: OfferContent): Typed {
  const b = c.benefit;
  return {
    kind: b.kind,
    fixedText: b.kind === 'fixed' ? b.text : '',
    payPercent: b.kind === 'fixed' ? '80' : String(b.payPercent),
    cap: b.kind === 'percent' && b.capFen !== null ? yuan(b.capFen) : '',
    price: b.kind === 'heads' ? yuan(b.priceFen) : '',
    maxHeads: b.kind === 'heads' ? String(b.maxHeads) : '1',
    minAge: String(c.age.min),
    maxAge: text(c.age.max),
    total: text(c.total),
    perDay: text(c.perDay),
    perPerson: text(c.perPerson),
    perPersonPerDay: text(c.perPersonPerDay),
    usableDays: String(c.usableDays),
    subsidised: c.subsidy !== null,
    subsidyBy: c.subsidy?.by ?? '',
    subsidyPercent: c.subsidy ? String(c.subsidy.percent) : '50',
    subsidyCap: c.subsidy ? yuan(c.subsidy.monthlyCapFen) : '',
    steps: c.steps.join('\n'),
    notes: c.notes.join('\n'),
    claimDays: c.claimOn.weekdays ?? [],
    claimHours: hoursText(c.claimOn.hours),
    useDays: c.useOn.weekdays ?? [],
    useHours: hoursText(c.useOn.hours),
    useFrom: c.useOn.from ?? '',
    useUntil: c.useOn.until ?? '',
    visited: c.visits !== null,
    visitWeekdays: c.visits?.weekdays ?? [],
    visitDays: c.visits ? String(c.visits.days) : '14',
    visitHeads: c.visits ? String(c.visits.maxHeads) : '1',
    visitSlots: (c.visits?.slots ?? []).map((slot) => `${hoursText(slot)} ${slot.capacity}`).join('\n'),
  };
}

type Wrong = Partial<Record<Key | TimeKey, string>>;
/** Reads whole numbers, amounts, dates and times, noting what cannot be read. */
class Reader {
  readonly wrong: Wrong = {};
  constructor(private readonly t: Typed) {}
  whole(key: Key): number {
    const value = this.t[key].trim();
    if (!/^\d{1,8}$/.test(value)) this.wrong[key] = words.whole;
    return Number(value) || 0;
  }
  limit(key: Key): number | null {
    return this.t[key].trim() === '' ? null : this.whole(key);
  }
  fen(key: Key): number {
    const read = parseMoney(this.t[key], 'yuan');
    if (read.ok) return read.fen;
    this.wrong[key] = words.money;
    return 0;
  }
  fenLimit(key: Key): number | null {
    return this.t[key].trim() === '' ? null : this.fen(key);
  }
  date(key: TimeKey): LocalDate | null {
    const value = this.t[key].trim();
    if (value !== '' && !isLocalDate(value)) this.wrong[key] = words.date;
    return value === '' ? null : value;
  }
  hours(key: TimeKey): Hours | null {
    const value = this.t[key].trim();
    const read = hoursOf(value);
    if (value !== '' && !read) this.wrong[key] = words.hours;
    return read;
  }
  /** One a line: 09:00-11:00 60 */
  slots(key: TimeKey): VisitSlot[] {
    const read = lines(this.t[key]).map((line) => {
      const [, hours = '', capacity = ''] = /^(.+?)\s+(\d{1,6})$/.exec(line) ?? [];
      const span = hoursOf(hours);
      return span && { ...span, capacity: Number(capacity) };
    });
    if (read.some((slot) => slot === null)) this.wrong[key] = words.slot;
    return read.flatMap((slot) => slot ?? []);
  }
}
/** Of 09:00-17:00; null for anything else. Whether it begins before it ends is the server's rule to say. */
function hoursOf(typed: string): Hours | null {
  const [from, to, ...more] = typed.split(/\s*[-–—~至]\s*/).map(parseMinute);
  return from == null || to == null || more.length > 0 ? null : { from, to };
}
const daysOf = (days: readonly number[]): number[] | null => (days.length === 0 ? null : [...days].sort((a, b) => a - b));
const lines = (typed: string): string[] =>
  typed
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '');
function benefitOf(t: Typed, r: Reader): Benefit {
  if (t.kind === 'fixed') return { kind: 'fixed', text: t.fixedText.trim() };
  if (t.kind === 'percent') return { kind: 'percent', payPercent: r.whole('payPercent'), capFen: r.fenLimit('cap') };
  return { kind: 'heads', priceFen: r.fen('price'), payPercent: r.whole('payPercent'), maxHeads: r.whole('maxHeads') };
}
/** The content as typed, and which fields cannot be read; what is missing is the server's rule to say. */
export function contentOf(plain: Plain, t: Typed): { readonly content: OfferContent; readonly wrong: Wrong } {
  const r = new Reader(t);
  const content: OfferContent = {
    ...plain,
    benefit: benefitOf(t, r),
    age: { min: r.whole('minAge'), max: r.limit('maxAge') },
    total: r.limit('total'),
    perDay: r.limit('perDay'),
    perPerson: r.limit('perPerson'),
    perPersonPerDay: r.limit('perPersonPerDay'),
    usableDays: r.whole('usableDays'),
    subsidy: t.subsidised ? { by: t.subsidyBy.trim(), percent: r.whole('subsidyPercent'), monthlyCapFen: r.fen('subsidyCap') } : null,
    steps: lines(t.steps),
    notes: lines(t.notes),
    claimOn: { weekdays: daysOf(t.claimDays), hours: r.hours('claimHours') },
    useOn: { weekdays: daysOf(t.useDays), hours: r.hours('useHours'), from: r.date('useFrom'), until: r.date('useUntil') },
    visits: t.visited ? { weekdays: daysOf(t.visitWeekdays), slots: r.slots('visitSlots'), days: r.whole('visitDays'), maxHeads: r.whole('visitHeads') } : null,
  };
  return { content, wrong: r.wrong };
}
