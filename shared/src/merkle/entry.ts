import { joined, type Sha256 } from './tree.js';

/**
 * What of a look is fixed for good, in this order. `looker` stands for who looked: the hash of the salt and their id, so that the person can check
 * the entry and still learns unit and staff number only.
 */
export interface EntryFields {
  readonly id: string;
  /** ISO 8601 with milliseconds, Z. */
  readonly at: string;
  readonly subject: string;
  readonly kind: string;
  /** Base64url. */
  readonly looker: string;
  readonly organisationId: string | null;
  readonly purpose: string;
  readonly basis: string;
  readonly items: readonly string[];
}
const FORM = 'binhai-register-entry-1';

/** The one text of an entry: a JSON array of fixed order, so that no two ways of writing it exist. */
export const entryText = (e: EntryFields): string =>
  JSON.stringify([FORM, e.id, e.at, e.subject, e.kind, e.looker, e.organisationId, e.purpose, e.basis, e.items]);

/** Days since 1970-01-01 UTC of an instant in ms. */
export const dayOf = (ms: number): number => Math.floor(ms / 86_400_000);

/**
 * Data of the leaf: SHA-256(salt ‖ text), then the day as four bytes, big end first. The salted hash tells nothing once salt and fields are erased;
 * the day stays, so that what was erased in its time differs from what was dropped (architecture rule 4).
 */
export function leafData(sha256: Sha256, salt: Uint8Array, text: Uint8Array, day: number): Uint8Array {
  return joined(sha256(joined(salt, text)), Uint8Array.of((day >>> 24) & 255, (day >>> 16) & 255, (day >>> 8) & 255, day & 255));
}
/** Each entry of a lane names the one before: a lane that forks, or lost one, is seen. The first follows nothing. */
export const linkOf = (sha256: Sha256, before: Uint8Array, leaf: Uint8Array): Uint8Array => sha256(joined(before, leaf));

export interface HeadFields {
  readonly size: number;
  /** Base64url of the root. */
  readonly root: string;
  /** ISO 8601 with milliseconds, Z. */
  readonly at: string;
}
/** What is signed of a tree head. */
export const headText = ({ size, root, at }: HeadFields): string => `binhai-register-head-1\n${size}\n${root}\n${at}\n`;
