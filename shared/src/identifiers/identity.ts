import { addMonths, ageOn, isLocalDate, type LocalDate } from '../dates/dates.js';
import { foldIdentifier } from '../text/fold.js';
import type { Checked, CheckMode } from './checked.js';

export type IdentityKind = 'resident' | 'hk_permit' | 'macau_permit' | 'taiwan_permit' | 'foreign_permit' | 'foreign_permit_old';
export type IdentityRefusal =
  | 'identity_empty'
  | 'identity_form'
  | 'identity_fifteen_digits'
  | 'identity_region'
  | 'identity_birth_date'
  | 'identity_check'
  | 'identity_under_age'
  | 'identity_over_age';
export interface IdentityFacts {
  kind: IdentityKind;
  /** First six digits; no county table is asked, old cards carry codes that no longer exist. Null for the old foreign form. */
  region: string | null;
  /** Null only for the old foreign form, whose two-digit year names no century: the register must tell the date. */
  birth: LocalDate | null;
}

/** Public credit in Tianjin is for natural persons with full civil capacity (天津市社会信用条例 art. 2; Civil Code art. 17–18). */
export const ADULT_AGE = 18;
export const OLDEST_AGE = 120;

const PROVINCES = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' ');
const PERMITS: { readonly [region: string]: IdentityKind } = { '810000': 'hk_permit', '820000': 'macau_permit', '830000': 'taiwan_permit' };
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** ISO 7064 MOD 11-2 over the first 17 digits, as GB 11643 uses it. */
export const identityCheckCharacter = (body: string): string =>
  '10X98765432'.charAt(WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(body.charAt(i)), 0) % 11);

const kindOf = (region: string): IdentityKind | null => {
  if (region.charAt(0) === '9') return 'foreign_permit';
  const permit = PERMITS[region];
  if (permit !== undefined) return permit;
  return PROVINCES.indexOf(region.slice(0, 2)) >= 0 ? 'resident' : null;
};

/**
 * Resident number (GB 11643), residence permit of 港澳台 (810000, 820000, 830000), foreign permanent resident card in its 2023 form (leading 9)
 * and its old form (three letters, twelve digits). Fifteen-digit numbers are refused when typed and converted on import.
 * @param today Shanghai date the age is counted on: 18 to 120 years, in both modes, since no file may open a record of a minor either.
 */
export function checkIdentity(text: string, today: LocalDate, mode: CheckMode = 'entry'): Checked<IdentityFacts, IdentityRefusal> {
  let number = foldIdentifier(text).replace(/-/g, '');
  if (number === '') return { ok: false, reason: 'identity_empty' };
  if (/^[A-Z]{3}\d{12}$/.test(number)) return { ok: true, value: number, kind: 'foreign_permit_old', region: null, birth: null };
  if (/^\d{15}$/.test(number)) {
    if (mode === 'entry') return { ok: false, reason: 'identity_fifteen_digits' };
    const body = `${number.slice(0, 6)}19${number.slice(6)}`;
    number = `${body}${identityCheckCharacter(body)}`;
  }
  if (!/^\d{17}[\dX]$/.test(number)) return { ok: false, reason: 'identity_form' };
  const region = number.slice(0, 6);
  const kind = kindOf(region);
  if (kind === null) return { ok: false, reason: 'identity_region' };
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isLocalDate(birth) || birth > today) return { ok: false, reason: 'identity_birth_date' };
  if (identityCheckCharacter(number) !== number.charAt(17)) return { ok: false, reason: 'identity_check' };
  const age = ageOn(birth, today);
  if (age < ADULT_AGE) return { ok: false, reason: 'identity_under_age' };
  if (age > OLDEST_AGE) return { ok: false, reason: 'identity_over_age' };
  return { ok: true, value: number, kind, region, birth };
}

/** The first day on which somebody born then is of age; 1 March for 29 February in common years. */
export function adultFrom(birth: LocalDate): LocalDate {
  const day = addMonths(birth, ADULT_AGE * 12);
  return day.slice(8) === birth.slice(8) ? day : `${day.slice(0, 4)}-03-01`;
}
