import * as z from 'zod/mini';
import { defineEndpoint, Id } from './http.js';
import { Condition } from './perks.js';
import { CERTIFICATE_REFUSALS, CertificateText } from './travel.js';

/** Certificates of listed 京津冀 issuers (product C7): who is listed, and what one of them does for an offer. */
export const RECOGNITION_TEXT = 'recognition-1';

export const recognisedIssuers = defineEndpoint({
  id: 'recognition.issuers',
  method: 'GET',
  path: '/api/travel/issuers',
  who: 'public',
  summary: '互认名单：哪些机构的信用凭证算数',
  reply: z.object({ items: z.array(z.object({ name: z.string(), area: z.string(), kinds: z.array(z.string()) })), textVersion: z.string() }),
  errors: [],
});
export const presentCertificate = defineEndpoint({
  id: 'recognition.present',
  method: 'POST',
  path: '/api/travel/offers/:id/certificate',
  who: ['resident'],
  assurance: 'basic',
  reads: 'recognised_certificate',
  summary: '出示一张外地凭证：当场核对，看完就忘，只告诉本人能不能享受',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ certificate: CertificateText, textVersion: z.string().check(z.maxLength(40)) }),
  reply: z.object({ issuer: z.string(), kind: z.string(), verdict: z.enum(['yes', 'not_now']), conditions: z.array(Condition) }),
  errors: ['perk_offer_unknown', 'recognition_text_changed', ...CERTIFICATE_REFUSALS],
});
