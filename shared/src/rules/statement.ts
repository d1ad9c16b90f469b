import { addDays, daysInMonth, type LocalDate, startOfDay } from '../dates/dates.js';
import { type Subsidy, subsidyOf } from './offer-content.js';

/** YYYY-MM, Asia/Shanghai. */
export type Month = string;
export const monthOf = (day: LocalDate): Month => day.slice(0, 7);
export const firstDayOf = (month: Month): LocalDate => `${month}-01`;
export const lastDayOf = (month: Month): LocalDate => addDays(firstDayOf(month), daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5))) - 1);
export const monthBefore = (month: Month): Month => monthOf(addDays(firstDayOf(month), -1));
/** From the first instant of the month, inclusive, to the first of the next one, exclusive; epoch ms. */
export const spanOf = (month: Month): { readonly from: number; readonly to: number } => ({
  from: startOfDay(firstDayOf(month)),
  to: startOfDay(addDays(lastDayOf(month), 1)),
});

/** One movement of the ledger: a redemption as it was first confirmed, or one reversal of it. */
export interface LedgerEntry {
  readonly kind: 'redemption' | 'reversal';
  /** Epoch ms; decides the month it stands in. */
  readonly atMs: number;
  /** When what is moved was redeemed. */
  readonly redeemedAtMs: number;
  readonly offer: string;
  readonly version: number;
  readonly title: string;
  /** Heads, positive for a redemption, negative for a reversal; 0 where heads are not counted. */
  readonly heads: number;
  /** Whole fen; a reversal's is negative. 0 where the benefit has no price. */
  readonly reliefFen: number;
}
export interface StatementLine {
  readonly offer: string;
  readonly version: number;
  readonly title: string;
  /** month: redeemed in this month; earlier: redeemed in the month before and reversed in this one. */
  readonly kind: 'month' | 'earlier';
  readonly redemptions: number;
  readonly reversals: number;
  readonly heads: number;
  readonly reliefFen: number;
  readonly subsidyFen: number;
  /** Borne by the merchant: the relief less the subsidy. */
  readonly ownFen: number;
}
export type StatementTotals = Pick<StatementLine, 'redemptions' | 'reversals' | 'heads' | 'reliefFen' | 'subsidyFen' | 'ownFen'>;
export interface StatementFacts {
  /** Who bears part of a version's relief; null: nobody but the merchant. */
  readonly subsidy: (offer: string, version: number) => Subsidy | null;
  /** Relief of a version as the month before stated it: what an earlier redemption's reversal takes back from. */
  readonly before: (offer: string, version: number) => number;
}
type Sum = {
  offer: string;
  version: number;
  title: string;
  kind: StatementLine['kind'];
  redemptions: number;
  reversals: number;
  heads: number;
  reliefFen: number;
};

/** Adds up one merchant's month, entry by entry, in any order. */
export class StatementSums {
  private readonly sums: { [key: string]: Sum } = {};
  private readonly span: { readonly from: number; readonly to: number };

  constructor(month: Month) {
    this.span = spanOf(month);
  }
  /** Entries of other months are passed over. */
  add(e: LedgerEntry): void {
    if (e.atMs < this.span.from || e.atMs >= this.span.to) return;
    const kind = e.redeemedAtMs < this.span.from ? 'earlier' : 'month';
    const key = `${kind} ${e.offer} ${e.version}`;
    let sum = this.sums[key];
    if (sum === undefined) {
      sum = { offer: e.offer, version: e.version, title: e.title, kind, redemptions: 0, reversals: 0, heads: 0, reliefFen: 0 };
      this.sums[key] = sum;
    }
    if (e.kind === 'redemption') sum.redemptions++;
    else sum.reversals++;
    sum.heads += e.heads;
    sum.reliefFen += e.reliefFen;
  }
  /** By offer and version, reversals of the month before last. The subsidy of those is what the month before had been paid too much. */
  lines({ subsidy, before }: StatementFacts): StatementLine[] {
    return Object.keys(this.sums)
      .map((key) => this.sums[key] as Sum)
      .sort((a, b) => (a.kind === b.kind ? (a.offer < b.offer ? -1 : a.offer > b.offer ? 1 : a.version - b.version) : a.kind === 'month' ? -1 : 1))
      .map((s) => {
        const share = subsidy(s.offer, s.version);
        const had = s.kind === 'earlier' ? before(s.offer, s.version) : 0;
        const subsidyFen = subsidyOf(had + s.reliefFen, share) - subsidyOf(had, share);
        return { ...s, subsidyFen, ownFen: s.reliefFen - subsidyFen };
      });
  }
}
export const totalsOf = (lines: readonly StatementTotals[]): StatementTotals =>
  lines.reduce<StatementTotals>(
    (t, l) => ({
      redemptions: t.redemptions + l.redemptions,
      reversals: t.reversals + l.reversals,
      heads: t.heads + l.heads,
      reliefFen: t.reliefFen + l.reliefFen,
      subsidyFen: t.subsidyFen + l.subsidyFen,
      ownFen: t.ownFen + l.ownFen,
    }),
    { redemptions: 0, reversals: 0, heads: 0, reliefFen: 0, subsidyFen: 0, ownFen: 0 },
  );
