import { foldWidth, removeInvisible } from '../text/fold.js';

/** Fen in one unit of a source column: 双公示 amounts (CF_NR_FK, CF_NR_WFFF) are in 万元 with six decimals, prices in 元 with two. */
const DECIMALS = { yuan: 2, wan_yuan: 6 } as const;
export type MoneyUnit = keyof typeof DECIMALS;
export type MoneyRefusal = 'money_empty' | 'money_form' | 'money_too_precise' | 'money_too_large';
export type Money =
  | { ok: true /** whole fen, 0 … 2^53 − 1 */; fen: number /** the text held words or another unit: a person looks at it */; review: boolean }
  | { ok: false; reason: MoneyRefusal };

const digits = (whole: string, fraction: string, decimals: number): Money => {
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) return { ok: false, reason: 'money_too_precise' };
  const text = `${whole}${kept}${'0'.repeat(decimals - kept.length)}`.replace(/^0+(?=\d)/, '');
  const fen = Number(text);
  return text.length > 16 || fen > Number.MAX_SAFE_INTEGER ? { ok: false, reason: 'money_too_large' } : { ok: true, fen, review: false };
};

/**
 * Reads an amount from text by decimal arithmetic: 0.57 万元 is 570000 fen, which no product of floats gives (DB-4).
 * Signs, exponents and half-grouped thousands are refused; an amount inside words (罚款2000元) is read in the unit it names and marked for review.
 */
export function parseMoney(text: string, unit: MoneyUnit): Money {
  const folded = foldWidth(removeInvisible(text)).replace(/\s+/g, '');
  if (folded === '') return { ok: false, reason: 'money_empty' };
  const plain = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(folded);
  if (plain !== null) return digits((folded.split('.')[0] ?? '').replace(/,/g, ''), plain[1] ?? '', DECIMALS[unit]);
  const worded = /^[^\d.,+\-eE]*?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?(万元|元)(?:整|人民币)?$/.exec(folded);
  if (worded === null) return { ok: false, reason: 'money_form' };
  const read = digits((worded[1] ?? '').replace(/,/g, ''), worded[2] ?? '', worded[3] === '万元' ? DECIMALS.wan_yuan : DECIMALS.yuan);
  return read.ok ? { ...read, review: true } : read;
}

/** Half-up to a whole number for a value that is a ratio of whole numbers ≥ 0; exact as long as 2 × numerator stays under 2^53. */
export const divideHalfUp = (numerator: number, denominator: number): number => Math.floor((2 * numerator + denominator) / (2 * denominator));

/** 1,284.00: two decimals, grouped, U+2212 before a relief or a reversal (DESIGN, section 6). Without the unit. */
export function formatFen(fen: number): string {
  const whole = Math.abs(fen);
  const yuan = String(Math.floor(whole / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '\u2212' : ''}${yuan}.${`0${whole % 100}`.slice(-2)}`;
}
/** 2,000.00 元 */
export const formatYuan = (fen: number): string => `${formatFen(fen)} 元`;
