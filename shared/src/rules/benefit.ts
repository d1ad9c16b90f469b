import { divideHalfUp } from './money.js';

/** What a voucher gives at the counter, fixed in the offer's version (product C8). `payPercent` is what is still paid: 85 is 8.5 折, 0 is free. */
export type Benefit =
  | { kind: 'fixed'; text: string }
  | { kind: 'percent'; payPercent: number /** largest relief of one redemption, fen */; capFen: number | null }
  | { kind: 'heads' /** full price of one head, fen */; priceFen: number; payPercent: number; maxHeads: number };

/** What the clerk types: an amount for percent, heads for heads, neither for fixed. */
export interface BenefitInput {
  /** Whole fen. */
  amountFen: number | null;
  heads: number | null;
}
/** Whole fen; null where the benefit has no price (fixed). */
export interface BenefitSums {
  originalFen: number | null;
  reliefFen: number | null;
  payableFen: number | null;
  heads: number | null;
}
export type BenefitRefusal = 'benefit_amount' | 'benefit_heads' | 'benefit_input_unexpected';
type Refused = { ok: false; reason: BenefitRefusal };

/** Largest bill that one redemption takes: 100,000 元. A larger one is a slip of the finger. */
export const MAX_AMOUNT_FEN = 10_000_000;

const whole = (n: number | null, from: number, to: number): n is number => n !== null && Number.isInteger(n) && n >= from && n <= to;

/** The discount once, half-up to a fen on what is paid, then the cap on the relief (PRK-2). */
function discounted(originalFen: number, payPercent: number, capFen: number | null): { originalFen: number; reliefFen: number; payableFen: number } {
  const discount = originalFen - divideHalfUp(originalFen * payPercent, 100);
  const reliefFen = capFen === null ? discount : Math.min(discount, capFen);
  return { originalFen, reliefFen, payableFen: originalFen - reliefFen };
}

/** What the counter shows before the clerk confirms, and what the server books: the same function. */
export function preview(benefit: Benefit, { amountFen, heads }: BenefitInput): ({ ok: true } & BenefitSums) | Refused {
  if ((amountFen !== null && benefit.kind !== 'percent') || (heads !== null && benefit.kind !== 'heads'))
    return { ok: false, reason: 'benefit_input_unexpected' };
  switch (benefit.kind) {
    case 'fixed':
      return { ok: true, originalFen: null, reliefFen: null, payableFen: null, heads: null };
    case 'percent':
      if (!whole(amountFen, 1, MAX_AMOUNT_FEN)) return { ok: false, reason: 'benefit_amount' };
      return { ok: true, ...discounted(amountFen, benefit.payPercent, benefit.capFen), heads: null };
    case 'heads':
      if (!whole(heads, 1, benefit.maxHeads)) return { ok: false, reason: 'benefit_heads' };
      return { ok: true, ...discounted(heads * benefit.priceFen, benefit.payPercent, null), heads };
  }
}

export interface Reversal {
  ok: true;
  /** What stays redeemed; zero (or null, where there is no price) after a whole reversal. */
  kept: BenefitSums;
  /** Paid back to the citizen, and relief taken back from the settlement; null where there is no price. */
  refundFen: number | null;
  reliefBackFen: number | null;
  headsBack: number | null;
  whole: boolean;
}

const minus = (a: number | null, b: number | null): number | null => (a === null ? null : a - (b ?? 0));
const nothingOf = (sum: number | null): number | null => (sum === null ? null : 0);

/**
 * Takes back some heads of a redemption, or all of it with `headsBack = null`. What stays is priced as if only that had been redeemed, so the refunds of
 * several steps add up to the first payment to the fen. Only a heads benefit can be taken back in part.
 * @param redeemed what is redeemed now, that is `kept` of an earlier partial reversal
 */
export function reverse(benefit: Benefit, redeemed: BenefitSums, headsBack: number | null): Reversal | Refused {
  const had = redeemed.heads ?? 0;
  if (headsBack !== null && benefit.kind !== 'heads') return { ok: false, reason: 'benefit_input_unexpected' };
  if (headsBack !== null && !whole(headsBack, 1, had)) return { ok: false, reason: 'benefit_heads' };
  const all = headsBack === null || headsBack === had;
  let kept: BenefitSums = {
    originalFen: nothingOf(redeemed.originalFen),
    reliefFen: nothingOf(redeemed.reliefFen),
    payableFen: nothingOf(redeemed.payableFen),
    heads: nothingOf(redeemed.heads),
  };
  if (!all) {
    const left = preview(benefit, { amountFen: null, heads: had - headsBack });
    if (!left.ok) return left;
    kept = { originalFen: left.originalFen, reliefFen: left.reliefFen, payableFen: left.payableFen, heads: left.heads };
  }
  return {
    ok: true,
    kept,
    refundFen: minus(redeemed.payableFen, kept.payableFen),
    reliefBackFen: minus(redeemed.reliefFen, kept.reliefFen),
    headsBack: minus(redeemed.heads, kept.heads),
    whole: all,
  };
}

/** 8 折, 8.5 折, 免费, 原价. */
export const formatDiscount = (payPercent: number): string => (payPercent === 0 ? '免费' : payPercent === 100 ? '原价' : `${payPercent / 10} 折`);
