import * as z from 'zod/mini';
import { Done, defineEndpoint, Id, Instant } from './http.js';

/** 免押 (product C5): the operator's side. It learns a number and one word, and reports number, start, end and release; a place is refused. */

/** 可享受, or 请按普通条件办理: whatever the cause. */
const Verdict = z.enum(['yes', 'not_now']);
/** The operator's own number of a use, never used again. */
const OrderNumber = z.string().check(z.regex(/^[A-Za-z0-9_-]{4,40}$/, '单号不对'));

export const depositExchange = defineEndpoint({
  id: 'partner.depositExchange',
  method: 'POST',
  path: '/api/partner/v1/deposit/exchanges',
  who: 'partner',
  claim: 'deposit_free',
  idempotent: true,
  reads: 'deposit_verdict',
  summary: '用授权码换授权号和一个结果；一个码只能换一次',
  body: z.strictObject({
    code: z.string().check(z.regex(/^[A-Za-z0-9_-]{20,80}$/, '授权码不对')),
    /** The same as in the question. */
    redirect: z.string().check(z.minLength(1), z.maxLength(300)),
    /** RFC 7636 4.1. */
    verifier: z.string().check(z.regex(/^[A-Za-z0-9_.~-]{43,128}$/, 'PKCE 校验值不对')),
  }),
  reply: z.object({ authorisation: Id, verdict: Verdict }),
  errors: ['deposit_service_unknown', 'deposit_code_refused', 'deposit_code_spent', 'deposit_code_expired'],
});
export const depositStart = defineEndpoint({
  id: 'partner.depositStart',
  method: 'POST',
  path: '/api/partner/v1/deposit/orders',
  who: 'partner',
  claim: 'ride_events',
  reads: 'deposit_verdict',
  summary: '每次使用开始时问一次能否免押；“可享受”就记下这一单，重发得到同一个回答',
  body: z.strictObject({ authorisation: Id, order: OrderNumber, startedAt: Instant }),
  reply: z.object({ verdict: Verdict }),
  errors: ['deposit_service_unknown', 'deposit_time_wrong', 'deposit_order_conflict'],
});
export const depositEnd = defineEndpoint({
  id: 'partner.depositEnd',
  method: 'POST',
  path: '/api/partner/v1/deposit/order-ends',
  who: 'partner',
  claim: 'ride_events',
  summary: '报一单的结束和押金是否解除；先报结束、后报解除也可以。授权撤回后照样接收',
  body: z.strictObject({ order: OrderNumber, endedAt: Instant, depositReleased: z.boolean() }),
  reply: Done,
  errors: ['deposit_service_unknown', 'deposit_time_wrong', 'deposit_order_conflict', 'deposit_order_unknown'],
});
