import * as z from 'zod/mini';
import { defineEndpoint, Id, Instant, LocalDate } from './http.js';

/** The eight fields of domain rule 15 (个保法 17, 23, 30), shown whole before anybody agrees. */
export const ConsentText = z.object({
  version: z.string(),
  recipient: z.string(),
  contact: z.string(),
  purpose: z.string(),
  method: z.string(),
  kinds: z.array(z.string()),
  /** What the recipient never gets to see. */
  notShared: z.array(z.string()),
  period: z.string(),
  rights: z.string(),
  /** Necessity and impact; empty where nothing sensitive is processed. */
  impact: z.string(),
  /** What the recipient can infer, said honestly (product A4). */
  infers: z.string(),
});
export type ConsentText = z.infer<typeof ConsentText>;
/** A voucher that is cancelled together with the consent by which its business handles it. */
export const BoundVoucher = z.object({ id: Id, title: z.string(), usableUntil: LocalDate });
export type BoundVoucher = z.infer<typeof BoundVoucher>;
export const ConsentView = z.object({
  id: Id,
  recipient: z.string(),
  purpose: z.string(),
  /** `outdated`: the wording has changed since; it counts for nothing until the new one is agreed to (个保法 14). */
  state: z.enum(['active', 'outdated', 'withdrawn', 'expired']),
  since: Instant,
  until: z.nullable(LocalDate),
  endedAt: z.nullable(Instant),
  text: ConsentText,
  /** How often the recipient looked in the last 30 days, and when last. */
  looks: z.object({ count: z.int(), last: z.nullable(Instant) }),
  /** What else ends with it, named before it is withdrawn. */
  ends: z.array(BoundVoucher),
  /** How it is agreed to anew: for so many months, to this text. Null where there is another way (the grade, the real name) or it has ended. */
  renewal: z.nullable(z.object({ months: z.int(), text: ConsentText })),
});
export type ConsentView = z.infer<typeof ConsentView>;
export const consents = defineEndpoint({
  id: 'consents.list',
  method: 'GET',
  path: '/api/consents',
  who: ['resident'],
  reads: 'own_consents',
  summary: '我的授权',
  reply: z.object({ items: z.array(ConsentView) }),
  errors: [],
});
export const withdrawConsent = defineEndpoint({
  id: 'consents.withdraw',
  method: 'POST',
  path: '/api/consents/:id/withdrawal',
  who: ['resident'],
  summary: '撤回一项授权，马上生效；不影响信用',
  params: z.strictObject({ id: Id }),
  /** Vouchers that were named to the person as ending with it; when there are others by now, nothing ends and they are named first. */
  body: z.strictObject({ vouchers: z.array(Id).check(z.maxLength(500)) }),
  reply: z.object({ done: z.literal(true), at: Instant }),
  errors: ['consent_unknown', 'consent_ends_more'],
});
export const renewConsent = defineEndpoint({
  id: 'consents.renew',
  method: 'POST',
  path: '/api/consents/:id/renewal',
  who: ['resident'],
  summary: '续一项授权，或同意它的新版授权书；原来的留作凭据',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ textVersion: z.string().check(z.maxLength(40)) }),
  reply: z.object({ id: Id }),
  errors: ['consent_unknown', 'consent_not_renewable', 'consent_text_outdated'],
});
