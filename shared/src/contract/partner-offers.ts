import * as z from 'zod/mini';
import { QR_PATTERN } from '../rules/voucher-code.js';
import { defineEndpoint, Fen, Id } from './http.js';
import { EventId } from './partners.js';

/** What a ticket office or any other partner asks about an offer of its own (product C2, C7): the person chose it by claiming it, and shows its code. */

/** One reply for everybody who has no benefit here now, whatever the cause. */
const Verdict = z.enum(['yes', 'not_now']);
const Shown = {
  /** The offer that is asked about: this partner's own. */
  offer: Id,
  /** Which of its places. */
  shop: Id,
  /** The text of the QR as it was read from the phone; it lives for half a minute. */
  code: z.string().check(z.regex(QR_PATTERN, '券码不对')),
};

export const offerVerdict = defineEndpoint({
  id: 'partner.offerVerdict',
  method: 'POST',
  path: '/api/partner/v1/offers/verdicts',
  who: 'partner',
  claim: 'offer_verdict',
  reads: 'offer_verdict',
  summary: '问出示券码的人能否享受这一项优惠：可享受，或请按普通条件办理；只问，不核销，什么也不留下',
  body: z.strictObject(Shown),
  reply: z.object({ verdict: Verdict }),
  errors: ['partner_offer_unknown', 'partner_shop_unknown', 'auth_attempts_limit'],
});
export const ticketEntry = defineEndpoint({
  id: 'partner.ticketEntry',
  method: 'POST',
  path: '/api/partner/v1/tickets/entries',
  who: 'partner',
  claim: 'ticket_entry',
  reads: 'voucher_redemption',
  summary: '验票入园：问和核销是一步，只核销一次；同一编号重发得到同一个回答',
  body: z.strictObject({
    eventId: EventId,
    ...Shown,
    /** For an offer by heads: how many came in. */
    heads: z.nullable(z.int().check(z.gte(1), z.lte(99))),
    /** For an offer in percent: the bill. */
    amountFen: z.nullable(Fen),
  }),
  reply: z.object({
    verdict: Verdict,
    /** Our number of the redemption, for the daily file and for a reversal at the shop's desk. Null with not now, like all below it. */
    entry: z.nullable(Id),
    heads: z.nullable(z.int()),
    originalFen: z.nullable(Fen),
    reliefFen: z.nullable(Fen),
    payFen: z.nullable(Fen),
  }),
  errors: ['partner_offer_unknown', 'partner_shop_unknown', 'voucher_amount_invalid', 'partner_event_reused', 'auth_attempts_limit'],
});
