import { foldIdentifier } from '../text/fold.js';
import type { Checked } from './checked.js';

export type MobileRefusal = 'mobile_empty' | 'mobile_form';

/** Mainland mobile number: 11 digits from 13 to 19; blanks, hyphens and +86, 0086, 86 before it fall away. No carrier table, those age fast. */
export function checkMobile(text: string): Checked<object, MobileRefusal> {
  const folded = foldIdentifier(text).replace(/[-()\u2010-\u2015]/g, '');
  if (folded === '') return { ok: false, reason: 'mobile_empty' };
  const number = folded.replace(/^(?:\+86|0086|86(?=1\d{10}$))/, '');
  return /^1[3-9]\d{9}$/.test(number) && !/^14[4689]/.test(number) ? { ok: true, value: number } : { ok: false, reason: 'mobile_form' };
}
