import { codePoints, foldDots, foldWidth, MIDDLE_DOT, removeInvisible, upperAscii } from '../text/fold.js';
import type { Checked } from './checked.js';

export type NameRefusal = 'name_empty' | 'name_too_short' | 'name_too_long' | 'name_characters' | 'name_dots';
export interface NameFacts {
  /** As given, without outer blanks and invisible marks: this is what is shown. `value` is the key that is compared and hashed. */
  shown: string;
  /** Holds a private-use character of an old GBK system: kept, a person looks at it (ID-3). */
  review: boolean;
}

/** Longest name in code points. */
export const MAX_NAME = 50;

const between = (point: number, from: number, to: number): boolean => point >= from && point <= to;
const isHan = (p: number): boolean =>
  p === 0x3007 ||
  between(p, 0x3400, 0x4dbf) ||
  between(p, 0x4e00, 0x9fff) ||
  between(p, 0xf900, 0xfaff) ||
  between(p, 0x20000, 0x2fa1f) ||
  between(p, 0x30000, 0x323af);
const isPrivate = (p: number): boolean => between(p, 0xe000, 0xf8ff) || between(p, 0xf0000, 0x10fffd);

/** Han name: no blanks inside, parts joined by one middle dot, two or more characters. */
function checkHan(shown: string): Checked<NameFacts, NameRefusal> {
  const key = foldDots(shown.replace(/\s+/g, ''));
  const points = codePoints(key);
  const numbers = points.map((c) => c.codePointAt(0) ?? 0);
  if (!points.every((c, i) => c === MIDDLE_DOT || isHan(numbers[i] ?? 0) || isPrivate(numbers[i] ?? 0))) return { ok: false, reason: 'name_characters' };
  if (key.split(MIDDLE_DOT).some((part) => part === '')) return { ok: false, reason: 'name_dots' };
  if (points.length < 2) return { ok: false, reason: 'name_too_short' };
  return { ok: true, value: key, shown, review: numbers.some(isPrivate) };
}

/** Latin name of a permanent resident card: letters, single blanks, hyphens, apostrophes; compared in capitals. */
function checkLatin(shown: string): Checked<NameFacts, NameRefusal> {
  const plain = shown.replace(/\s+/g, ' ').replace(/[\u2018\u2019]/g, "'");
  if (!/^[A-Za-z\u00C0-\u024F]+(?:[ '.,-]+[A-Za-z\u00C0-\u024F]+)*\.?$/.test(plain)) return { ok: false, reason: 'name_characters' };
  const key = upperAscii(plain.replace(/[.,]/g, ' ').replace(/\s+/g, ' ').trim());
  return key.length < 2 ? { ok: false, reason: 'name_too_short' } : { ok: true, value: key, shown, review: false };
}

/**
 * Name of a natural person as on an identity document. Minority names with any of five middle dots, characters outside the BMP and names of any usual
 * length pass; there is no list of surnames. Digits, markup and mixed scripts do not pass (ID-3).
 */
export function checkName(text: string): Checked<NameFacts, NameRefusal> {
  const shown = removeInvisible(text).replace(/^\s+|\s+$/g, '');
  if (shown === '') return { ok: false, reason: 'name_empty' };
  if (codePoints(shown).length > MAX_NAME) return { ok: false, reason: 'name_too_long' };
  return /^[A-Za-z\uFF21-\uFF3A\uFF41-\uFF5A\u00C0-\u024F]/.test(shown) ? checkLatin(foldWidth(shown)) : checkHan(shown);
}
