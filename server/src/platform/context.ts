import type { Endpoint, PartnerClaim, Role } from '@binhai/shared/contract/http';

/** The program in which somebody acts. */
export type Channel = 'h5' | 'weapp';
/** Who acts: a person in one role, on one device. Made by the guard from the token and the person's document, never from input. */
export interface Actor {
  readonly personId: string;
  readonly sessionId: string;
  readonly role: Role;
  readonly membershipId: string | null;
  readonly organisationId: string | null;
  /** What the membership in use is for, within its role; empty: all of it. */
  readonly scope: readonly string[];
  /** The person's real-name level. */
  readonly assurance: 'none' | 'basic' | 'high';
  /** High level proven on this session's device (product A2: once per device). */
  readonly highOnThisDevice: boolean;
  /** Until when the last proof in this session is fresh enough for a step-up endpoint; null: it is not. */
  readonly steppedUpUntil: Date | null;
  /** The deletion of the account was asked for: only what is marked `whileLeaving` is open. */
  readonly leaving: boolean;
  /** Null when the request does not say. */
  readonly channel: Channel | null;
  /** Set in a session that a PIN opened at a shop's shared terminal: only what is marked `atTerminal` is open, at this shop. */
  readonly terminal?: { readonly id: string; readonly shopId: string };
}
/** A partner's system that signed this request. Made by the guard from the signature and the registry, never from input. */
export interface PartnerActor {
  /** The organisation's id: consents are given to it, offers are its. */
  readonly id: string;
  readonly name: string;
  readonly keyId: string;
  readonly claims: readonly PartnerClaim[];
  /** For an endpoint with `idempotent`: the signed Idempotency-Key; null elsewhere. */
  readonly idempotencyKey: string | null;
  /** Fingerprint of method, address and body, so that the same key with another request is told apart. Of no personal data: keyed before it is stored. */
  readonly asked: string;
}
export interface CookieOptions {
  readonly path: string;
  readonly maxAge: number; // seconds
}
/** What a handler may know of the request beside its parsed input. */
export interface RequestContext {
  readonly requestId: string;
  /** Peer address after TRUSTED_PROXIES; for security limits only, never stored in plain. */
  readonly ip: string;
  readonly loopback: boolean;
  readonly app: { readonly target: Channel; readonly version: string } | null;
  readonly actor: Actor | undefined;
  readonly partner: PartnerActor | undefined;
  cookie(name: string): string | undefined;
  /** HttpOnly, Secure outside the sandbox, SameSite=Strict. An empty value clears it. */
  setCookie(name: string, value: string, options: CookieOptions): void;
}
export type ContextOf<E extends Endpoint> = E['who'] extends 'public'
  ? RequestContext
  : E['who'] extends 'partner'
    ? RequestContext & { readonly partner: PartnerActor }
    : RequestContext & { readonly actor: Actor };
