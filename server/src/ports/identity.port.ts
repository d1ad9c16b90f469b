import type { LocalDate } from '@binhai/shared/dates/dates';
import type { IdentityKind } from '@binhai/shared/identifiers/identity';

export interface IdentityQuestion {
  /** As the person typed it, and its comparable key. */
  readonly name: string;
  readonly nameKey: string;
  readonly number: string;
  readonly kind: IdentityKind;
}
/** `birth` only where the register tells it: the old foreign form holds none in its number. */
export type IdentityVerdict = { readonly match: true; readonly birth: LocalDate | null } | { readonly match: false };

/** The authoritative register that says whether a name and a number belong together. */
export abstract class IdentityPort {
  /** @throws PortDown */
  abstract check(question: IdentityQuestion): Promise<IdentityVerdict>;
}

export type HighProvider = 'network_id' | 'jinxinban' | 'face' | 'window';
export type HighOutcome = 'proven' | 'another_person' | 'not_finished';
/** Proof that the holder of the phone is that person, by a provider the person chose (domain 1.8: face is never the only way). */
export abstract class HighPort {
  /** Begins a proof; answers the provider's own reference. @throws PortDown */
  abstract start(provider: HighProvider, question: IdentityQuestion): Promise<string>;
  /** @throws PortDown */
  abstract outcome(provider: HighProvider, reference: string, question: IdentityQuestion): Promise<HighOutcome>;
}
