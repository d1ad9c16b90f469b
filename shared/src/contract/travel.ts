import * as z from 'zod/mini';
import { defineEndpoint, Id, LocalDate } from './http.js';

/** Minutes since midnight, Shanghai. */
export const Minute = z.int().check(z.minimum(0), z.maximum(1440));
/** A day, a time and a number of people. Of companions nothing else is asked (product C7). */
export const Visit = z.strictObject({ date: LocalDate, from: Minute, heads: z.int().check(z.minimum(1), z.maximum(20)) });
export type Visit = z.infer<typeof Visit>;
/** What may be wrong with a certificate of another city. */
export const CERTIFICATE_REFUSALS = [
  'recognition_unreadable',
  'recognition_unlisted',
  'recognition_forged',
  'recognition_not_yet',
  'recognition_expired',
  'recognition_other_person',
  'recognition_revoked',
  'recognition_unchecked',
  'recognition_not_accepted',
  'recognition_tries',
] as const;
/** A certificate as its issuer hands it out: a signed token (JWT). */
export const CertificateText = z.string().check(z.trim(), z.minLength(1), z.maxLength(4000));

export const visits = defineEndpoint({
  id: 'travel.visits',
  method: 'GET',
  path: '/api/travel/offers/:id/visits',
  who: 'public',
  summary: '可以选的日期、时段和余位，不登录也能看',
  params: z.strictObject({ id: Id }),
  reply: z.object({
    maxHeads: z.int(),
    days: z.array(z.object({ date: LocalDate, slots: z.array(z.object({ from: Minute, to: Minute, left: z.int() })) })),
  }),
  errors: ['perk_offer_unknown'],
});
