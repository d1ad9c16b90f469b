import type { LocalDate } from '../dates/dates.js';
import type { IssuerKey, RecognisedArea, RecognisedIssuer } from '../parameters/recognised-issuers.js';
import { type Grade, meets } from './grade.js';

/**
 * Whether a certificate of another city's issuer stands in for the grade that an offer asks (product C7). Pure: the signature, the person's number
 * and the status list are looked at by the server, their outcomes are facts here. Recognition opens an offer, it never closes one.
 */

/** Why a certificate does not count, in the order in which it is looked at. */
export const CERTIFICATE_FAULTS = ['unlisted', 'forged', 'not_yet', 'expired', 'other_person', 'revoked', 'unchecked', 'not_accepted'] as const;
export type CertificateFault = (typeof CERTIFICATE_FAULTS)[number];

/** Claims of a certificate (JWT, seconds since 1970). */
export interface CertificateClaims {
  readonly iss: string;
  readonly vct: string;
  readonly iat: number;
  readonly exp: number;
}
/** What an offer takes. */
export interface Acceptance {
  readonly areas: readonly RecognisedArea[];
  readonly minGrade: Grade | null;
}
/** Longest life of a certificate that is taken, days: what is older than a year says little about now. */
export const LONGEST_DAYS = 366;
/** Clocks of two cities may differ so far, seconds. */
const LEEWAY = 60;

export const issuerOf = (issuers: readonly RecognisedIssuer[], iss: string): RecognisedIssuer | undefined => issuers.filter((i) => i.id === iss)[0];
/** The key that may have signed, on this day; a key that is not yet or no longer listed signs nothing. */
export const keyOf = ({ keys }: RecognisedIssuer, kid: string, on: LocalDate): IssuerKey | undefined =>
  keys.filter((k) => k.kid === kid && on >= k.from && (k.until === null || on <= k.until))[0];

/** What the claims say by themselves at this moment: null when they hold. */
export function dated({ iat, exp }: CertificateClaims, atMs: number): 'not_yet' | 'expired' | null {
  const at = atMs / 1000;
  if (iat > at + LEEWAY) return 'not_yet';
  return exp <= at || exp - iat > LONGEST_DAYS * 86_400 ? 'expired' : null;
}
/** Whether this kind of certificate opens this offer. */
export function accepted(issuer: RecognisedIssuer, vct: string, { areas, minGrade }: Acceptance): boolean {
  const kind = issuer.kinds.filter((k) => k.vct === vct)[0];
  return kind !== undefined && areas.indexOf(issuer.area) >= 0 && (minGrade === null || meets(kind.meets, minGrade));
}

/** One bit after another of a status list (IETF Token Status List, section 4): 0 is valid; null when the list does not reach so far. */
export function statusAt(list: Uint8Array, bits: 1 | 2 | 4 | 8, index: number): number | null {
  const perByte = 8 / bits;
  const byte = list[Math.floor(index / perByte)];
  return byte === undefined ? null : (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
}
