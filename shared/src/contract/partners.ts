import * as z from 'zod/mini';
import { OFFER_PURPOSES } from '../rules/offer-content.js';
import { defineEndpoint, Id, Instant } from './http.js';

/** What a partner's system serves. */
export const PARTNER_KINDS = ['parking', 'deposit_free', 'tenancy', 'travel', 'other'] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];
/** registered: not yet opened. suspended: closed for a time, people's agreements stay. ended: closed for good. */
export const PARTNER_STATES = ['registered', 'active', 'suspended', 'ended'] as const;
export type PartnerState = (typeof PARTNER_STATES)[number];
/** What a partner may declare that it asks for: the purposes for which a person can agree to an organisation. */
export const PARTNER_PURPOSES = [...OFFER_PURPOSES, 'deposit_free'] as const;
export type PartnerPurpose = (typeof PARTNER_PURPOSES)[number];
/** Chosen by the partner, once an event, never again for another. */
export const EventId = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/, '事件编号不对'));

export const ping = defineEndpoint({
  id: 'partner.ping',
  method: 'GET',
  path: '/api/partner/v1/ping',
  who: 'partner',
  summary: '验证签名：你是谁、用的哪把密钥、我们的时间',
  reply: z.object({ partner: Id, name: z.string(), keyId: z.string(), keyUntil: z.nullable(Instant), claims: z.array(z.string()), time: Instant }),
  errors: [],
});
/** What we tell partners of our own accord. */
export const PARTNER_EVENTS = ['test', 'authorisation.ended'] as const;
export type PartnerEvent = (typeof PARTNER_EVENTS)[number];
export const ourKeys = defineEndpoint({
  id: 'partner.ourKeys',
  method: 'GET',
  path: '/api/partner/v1/our-keys',
  who: 'public',
  summary: '我们发出的事件用哪些公钥验签（Ed25519，32 字节，base64url）',
  reply: z.object({ items: z.array(z.object({ keyId: z.string(), publicKey: z.string() })) }),
  errors: [],
});
export const webhookTest = defineEndpoint({
  id: 'partner.webhookTest',
  method: 'POST',
  path: '/api/partner/v1/webhook-tests',
  who: 'partner',
  idempotent: true,
  summary: '让我们向登记的地址发一个 test 事件',
  body: z.strictObject({}),
  reply: z.object({ event: Id }),
  errors: ['partner_webhook_none'],
});
export const selfCheck = defineEndpoint({
  id: 'partner.selfCheck',
  method: 'POST',
  path: '/api/partner/v1/self-check',
  who: 'partner',
  idempotent: true,
  summary: '自检：带正文和 Idempotency-Key 的签名；重发得到同一个回答',
  body: z.strictObject({ text: z.string().check(z.minLength(1), z.maxLength(200)) }),
  reply: z.object({ text: z.string(), time: Instant, number: Id }),
  errors: [],
});
