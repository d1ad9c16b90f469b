import * as z from 'zod/mini';
import { Cursor, Done, defineEndpoint, Fen, Id, Instant } from './http.js';
import { EventId } from './partners.js';

/** What a gate calls (product C4, docs/partner-api.md). A plate never travels: a gate knows it by a token of this operator and week. */
const Seen = {
  eventId: EventId,
  kid: z.string().check(z.regex(/^w\d{1,5}$/, '密钥编号不对')),
  /** HMAC-SHA-256 of the plate with the key of `kid`, base64url. */
  token: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, '车牌密文不对')),
  lotId: Id,
  /** By the gate's own clock. */
  at: Instant,
};
const Leaving = z.strictObject({
  ...Seen,
  /** The operator's own number of the stay. */
  orderId: z.string().check(z.regex(/^[A-Za-z0-9_-]{4,64}$/, '单号不对')),
  /** What anybody would pay. */
  feeFen: Fen,
});
export const gatePlates = defineEndpoint({
  id: 'parking.gatePlates',
  method: 'GET',
  path: '/api/partner/v1/parking/plates',
  who: 'partner',
  claim: 'parking_plates',
  summary: '有优惠的车牌密文和本周密钥：在岗亭本地比对，别的车牌不要送来',
  query: z.strictObject({ after: Cursor }),
  reply: z.object({
    kid: z.string(),
    /** HMAC key, 32 bytes, base64url. */
    key: z.string(),
    until: Instant,
    tokens: z.array(z.string()),
    next: z.nullable(z.string()),
  }),
  errors: ['parking_operator_unknown'],
});
export const gateEntry = defineEndpoint({
  id: 'parking.gateEntry',
  method: 'POST',
  path: '/api/partner/v1/parking/entries',
  who: 'partner',
  claim: 'parking_events',
  summary: '入场；同一编号重发不重复，晚到、先后颠倒都可以',
  body: z.strictObject(Seen),
  reply: Done,
  errors: ['parking_lot_unknown', 'parking_clock_ahead', 'partner_event_reused'],
});
export const gateExit = defineEndpoint({
  id: 'parking.gateExit',
  method: 'POST',
  path: '/api/partner/v1/parking/exits',
  who: 'partner',
  claim: 'parking_events',
  reads: 'parking_verdict',
  summary: '离场：一次问到优惠、应付和能不能先离场后付费；800 毫秒没有回答就按原价放行，事后补减',
  body: Leaving,
  /** One reply for everybody who has no discount now, whatever the cause. */
  reply: z.object({ verdict: z.enum(['yes', 'not_now']), reliefFen: Fen, payFen: Fen, payLater: z.boolean() }),
  errors: ['parking_operator_unknown', 'parking_lot_unknown', 'parking_clock_ahead', 'parking_order_conflict', 'partner_event_reused'],
});
export const gateCredit = defineEndpoint({
  id: 'parking.gateCredit',
  method: 'POST',
  path: '/api/partner/v1/parking/credits',
  who: 'partner',
  claim: 'parking_events',
  reads: 'parking_verdict',
  summary: '补减：已按原价收费的一单应退多少；按单号只算一次',
  body: Leaving,
  reply: z.object({ verdict: z.enum(['yes', 'not_now']), creditFen: Fen }),
  errors: ['parking_operator_unknown', 'parking_lot_unknown', 'parking_clock_ahead', 'parking_order_conflict', 'partner_event_reused'],
});
