import * as z from 'zod/mini';
import { ERROR_CODES, type ErrorCode } from '../errors.js';

/** What a membership (person, organisation, role) lets its holder do; a person without one in use acts as `resident`. */
export const ROLES = ['resident', 'landlord', 'agent', 'handler', 'representative', 'clerk', 'manager', 'source', 'reviewer', 'operator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];
/** What a firm's handler may be appointed for; a representative may do all of it. */
export const FIRM_SCOPES = ['repair', 'objection', 'commitment', 'counter'] as const;
export type FirmScope = (typeof FIRM_SCOPES)[number];
/** Roles of people at work: they may log in with an authenticator (product A1, A3). */
export const STAFF_ROLES = ['clerk', 'manager', 'source', 'reviewer', 'operator', 'auditor'] as const satisfies readonly Role[];
export type StaffRole = (typeof STAFF_ROLES)[number];
/** Of these, the ones taken up only in a session that was opened with an authenticator. A clerk also serves with a phone's plain log-in. */
export const AUTHENTICATOR_ROLES = ['manager', 'source', 'reviewer', 'operator', 'auditor'] as const satisfies readonly StaffRole[];

/**
 * What a partner may be allowed to ask or to report (product F3): each endpoint of the partner API names at most one, and a partner has those
 * its registration lists.
 */
export const PARTNER_CLAIMS = ['offer_verdict', 'parking_plates', 'parking_events', 'deposit_free', 'ride_events', 'ticket_entry'] as const;
export type PartnerClaim = (typeof PARTNER_CLAIMS)[number];

/**
 * `public`: anybody, logged in or not. `session`: anybody logged in, in any role. A list: only these roles in use. `partner`: a registered
 * partner's system, by a signature of its own key (RFC 9421); never a person.
 * A resident's own pages are ['resident']: staff read nothing about themselves while acting for an organisation.
 */
export type Who = 'public' | 'session' | 'partner' | readonly Role[];
/** Real-name level an endpoint needs (product A2): basic = name and number checked, high = proven to be the person, on this device. */
export type Assurance = 'basic' | 'high';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Schema = z.ZodMiniType;
type Fields = z.ZodMiniObject;

/** Why a person's data is read; each read of it names one (architecture rule 3, domain rule 14). */
export const PURPOSES = [
  'own_account',
  'own_credit',
  'own_records',
  'own_perks',
  'own_deposits',
  'own_parking',
  'own_consents',
  'own_register',
  'own_messages',
  'own_reports',
  'own_comment',
  'real_name',
  'account_join',
  'grade_computation',
  'grade_replay',
  'scheme_trial',
  'voucher_claim',
  'voucher_redemption',
  'offer_verdict',
  'deposit_verdict',
  'plate_proof',
  'parking_set',
  'parking_verdict',
  'own_complaints',
  'complaint',
  'own_repairs',
  'repair_case',
  'own_certificates',
  'tenant_certificate',
  'recognised_certificate',
  'ingest',
  'own_export',
  'membership_admin',
  'firm_administration',
  'identity_case',
  'register_review',
  'legal_inquiry',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What may leave as a file. */
export const FILE_KINDS = ['application/pdf', 'application/zip', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** An endpoint that callers shall leave: it answers as ever until its end, and says so with each answer (RFC 9745, RFC 8594). */
export interface Deprecation {
  /** From this day on. */
  readonly since: string;
  /** The last day it answers; for a partner's endpoint not before `DEPRECATED_MONTHS` have passed. */
  readonly sunset: string;
  /** What to call instead, path parameters as :name. */
  readonly successor: `/api/${string}`;
}
/** How long a deprecated endpoint of partners goes on, months. */
export const DEPRECATED_MONTHS = 6;

/** One row of the contract. The schema objects are the ones both sides use; `reply` is an object, never an array. */
export interface Endpoint {
  readonly id: string;
  readonly method: Method;
  readonly path: `/api/${string}`; // path parameters as :name, each a key of `params`
  readonly who: Who;
  readonly assurance?: Assurance;
  /** Only for somebody who proved the high level on this device just now (`STEP_UP_MINUTES`): what is done here cannot be taken back. */
  readonly stepUp?: true;
  /** Only for a handler whose appointment covers it. */
  readonly scope?: FirmScope;
  /** For `who: 'partner'`: the claim that the partner's registration must list. */
  readonly claim?: PartnerClaim;
  /** For `who: 'partner'`: the request carries a signed Idempotency-Key, and its effect happens once (`PartnerOnce`). */
  readonly idempotent?: true;
  /** Set when the reply holds personal data: the purpose under which the read is entered in the register. */
  readonly reads?: Purpose;
  /** Also for an account whose deletion is under way: to look at it, to take it back, to log out. */
  readonly whileLeaving?: true;
  /** Also in a session that a PIN opened at a shop's shared terminal (docs/adr/0031): the counter, and going. */
  readonly atTerminal?: true;
  /** Allowed only in the sandbox, from loopback. */
  readonly sandbox?: true;
  /** Set when the answer is a file of this kind instead of JSON (docs/adr/0019): bytes with their name, asked for with the token like anything else. */
  readonly file?: FileKind;
  /** Set when the body is a file's bytes (application/octet-stream, at most so many) instead of JSON; its kind is found in its contents. */
  readonly upload?: { readonly most: number };
  readonly deprecated?: Deprecation;
  readonly summary: string;
  readonly params?: Fields;
  readonly query?: Fields;
  readonly body?: Fields;
  readonly reply: Fields;
  /** Refusals of this endpoint beside those every endpoint may utter (see `errorsOf`). */
  readonly errors: readonly ErrorCode[];
}
export const defineEndpoint = <const E extends Endpoint>(e: E): E => e;

/** What a signature may lack, in the order in which it is looked at. */
export const SIGNATURE_ERRORS = [
  'partner_signature_missing',
  'partner_signature_malformed',
  'partner_created_outside',
  'partner_digest_differs',
  'partner_key_unknown',
  'partner_signature_wrong',
  'partner_key_revoked',
  'partner_key_expired',
  'partner_nonce_replayed',
] as const satisfies readonly ErrorCode[];

/** All refusals an endpoint may utter: its own and those that follow from its shape. */
export function errorsOf(e: Endpoint): readonly ErrorCode[] {
  const implied: ErrorCode[] = ['flood_limited', 'service_busy', 'service_failed'];
  if (e.params || e.query || e.body) implied.push('input_invalid');
  if (e.upload) implied.push('input_invalid');
  if (e.body || e.upload) implied.push('body_too_large', 'media_unsupported');
  if (e.who === 'partner') {
    implied.push(...SIGNATURE_ERRORS, 'partner_suspended');
    if (e.claim) implied.push('partner_claim_missing');
    if (e.idempotent) implied.push('partner_idempotency_missing', 'partner_idempotency_reused');
    return [...new Set([...e.errors, ...implied])];
  }
  implied.push('client_too_old', 'auth_token_invalid', 'auth_frozen');
  if (e.who !== 'public') implied.push('auth_required');
  if (e.who !== 'public' && !e.whileLeaving) implied.push('rights_leaving');
  if (e.who !== 'public' && !e.atTerminal) implied.push('counter_terminal_only');
  if (Array.isArray(e.who)) implied.push('auth_forbidden');
  if (e.assurance || e.stepUp) implied.push('identity_basic_required');
  if (e.assurance === 'high' || e.stepUp) implied.push('identity_high_required');
  if (e.stepUp) implied.push('step_up_needed');
  if (e.scope) implied.push('firm_scope_missing');
  return [...new Set([...e.errors, ...implied])];
}

type Part<E, K extends 'params' | 'query' | 'body', IO extends 'in' | 'out'> = E extends { [P in K]: infer S extends Schema }
  ? { [P in K]: IO extends 'in' ? z.input<S> : z.output<S> }
  : unknown;
type Bytes<E> = E extends { upload: object } ? { body: Uint8Array } : unknown;
/** What a caller passes, and what a handler gets once it was parsed. */
export type InputOf<E extends Endpoint> = Part<E, 'params', 'in'> & Part<E, 'query', 'in'> & Part<E, 'body', 'in'> & Bytes<E>;
export type ParsedOf<E extends Endpoint> = Part<E, 'params', 'out'> & Part<E, 'query', 'out'> & Part<E, 'body', 'out'> & Bytes<E>;
export type ReplyOf<E extends Endpoint> = z.output<E['reply']>;

export const ErrorBody = z.object({
  code: z.enum(ERROR_CODES),
  /** What happened, for a citizen. */
  message: z.string(),
  /** The way out. */
  way: z.string(),
  retryable: z.boolean(),
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  /** Seconds until a retry can succeed, where known. */
  retryAfter: z.optional(z.number()),
  /** When and where it happened, e.g. a voucher's earlier redemption; only for those entitled to know. */
  detail: z.optional(z.record(z.string(), z.string())),
  requestId: z.string(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Reusable fields. Ids of documents are opaque strings of 1–40 url-safe characters. */
export const Id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,40}$/, '编号不对'));
export const Cursor = z.optional(z.string().check(z.regex(/^[A-Za-z0-9_.~-]{1,120}$/, '翻页位置不对')));
/** A place in a list that is read as a number: digits, at most nine. */
export const NumberCursor = z.optional(z.string().check(z.regex(/^\d{1,9}$/, '翻页位置不对')));
/** A calendar date in Asia/Shanghai, YYYY-MM-DD. */
export const LocalDate = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, '日期不对'));
/** An instant, ISO 8601 with zone. */
export const Instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/, '时间不对'));
/** Money in fen, 0 … 10^11 (one thousand million yuan). */
export const Fen = z.int().check(z.minimum(0), z.maximum(100_000_000_000));
/** Chosen by the caller once per intent and repeated until answered: same id and body, same answer. */
export const RequestId = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/, '请求编号不对'));
/** The `reply` of an endpoint that answers with a file: nothing of it is JSON. */
export const NoJson = z.object({});
export const Done = z.object({ done: z.literal(true) });
