import type { Benefit } from '@binhai/shared/contract/perks';
import { parseMoney } from '@binhai/shared/rules/money';
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
  | 'subsidyCap';
export type Typed = Record<Key, string> & {
  readonly kind: Benefit['kind'];
  readonly fixedText: string;
  readonly subsidised: boolean;
  readonly subsidyBy: string;
  readonly steps: string;
  readonly notes: string;
};
/** The rest of the content, which is typed as it is stored. */
export type Plain = Omit<OfferContent, 'benefit' | 'subsidy' | 'steps' | 'notes' | 'age' | 'total' | 'perDay' | 'perPerson' | 'perPersonPerDay' | 'usableDays'>;

const yuan = (fen: number): string => String(fen / 100);
const text = (n: number | null): string => (n === null ? '' : String(n));

export function plainOf(c: OfferContent): Plain {
  const { benefit: _b, subsidy: _s, steps: _t, notes: _n, age: _a, total: _o, perDay: _d, perPerson: _p, perPersonPerDay: _pd, usableDays: _u, ...plain } = c;
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
  };
}

type Wrong = Partial<Record<Key, string>>;
/** Reads whole numbers and amounts, noting what cannot be read. */
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
}
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
  };
  return { content, wrong: r.wrong };
}
