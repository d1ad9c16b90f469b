import * as z from 'zod/mini';
import { Done, defineEndpoint, Id, Instant, LocalDate } from './http.js';

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
export const ConsentView = z.object({
  id: Id,
  recipient: z.string(),
  purpose: z.string(),
  state: z.enum(['active', 'withdrawn', 'expired']),
  since: Instant,
  until: z.nullable(LocalDate),
  endedAt: z.nullable(Instant),
  text: ConsentText,
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
  reply: Done,
  errors: ['consent_unknown'],
});
