import { foldIdentifier } from '../text/fold.js';
import type { Checked, CheckMode } from './checked.js';

export type UsccRefusal = 'uscc_empty' | 'uscc_form' | 'uscc_check';
/** By the first two characters (GB 32100 table 1, as far as the sources of this product name them); 'other' is a good code of another authority. */
export type UsccKind = 'company' | 'individual_business' | 'cooperative' | 'social_organisation' | 'public_body' | 'other';
export interface UsccFacts {
  kind: UsccKind;
  /** Region of registration; no county table is asked. */
  region: string;
  /** The nine characters of GB 11714 within the code. */
  organisationCode: string;
  /** Import only: old files hold codes with a wrong check; the row enters and the unit is told. */
  warning: 'uscc_check' | null;
}

const CHARSET = '0123456789ABCDEFGHJKLMNPQRTUWXY'; // no I, O, S, V, Z: with them all values shift (ID-2)
const FORM = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;

/** GB 32100: 31 minus the sum of value × 3^(i−1) modulo 31; a remainder of 0 gives 31, which is written 0. */
export function usccCheckCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i++) {
    sum += CHARSET.indexOf(code.charAt(i)) * weight;
    weight = (weight * 3) % 31;
  }
  return CHARSET.charAt((31 - (sum % 31)) % 31);
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** GB 11714 over the first eight characters: 10 is written X, 11 is written 0. */
export function organisationCheckCharacter(code: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, i) => total + weight * '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(code.charAt(i)), 0);
  const check = 11 - (sum % 11);
  return check === 11 ? '0' : check === 10 ? 'X' : String(check);
}

const KINDS: { readonly [prefix: string]: UsccKind } = { 91: 'company', 92: 'individual_business', 93: 'cooperative' };
const kindOf = (code: string): UsccKind =>
  KINDS[code.slice(0, 2)] ?? (code.charAt(0) === '5' ? 'social_organisation' : code.charAt(0) === '1' ? 'public_body' : 'other');

/** Unified social credit code, 18 characters (GB 32100). The check character decides when typed and warns on import. */
export function checkUscc(text: string, mode: CheckMode = 'entry'): Checked<UsccFacts, UsccRefusal> {
  const code = foldIdentifier(text).replace(/-/g, '');
  if (code === '') return { ok: false, reason: 'uscc_empty' };
  if (!FORM.test(code)) return { ok: false, reason: 'uscc_form' };
  const right = usccCheckCharacter(code) === code.charAt(17);
  if (!right && mode === 'entry') return { ok: false, reason: 'uscc_check' };
  return { ok: true, value: code, kind: kindOf(code), region: code.slice(2, 8), organisationCode: code.slice(8, 17), warning: right ? null : 'uscc_check' };
}
