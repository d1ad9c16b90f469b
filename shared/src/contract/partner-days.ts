import * as z from 'zod/mini';
import { Cursor, defineEndpoint, Fen, Id, Instant, LocalDate, NoJson } from './http.js';

/** The daily file of a partner (docs/partner-api.md): what of its own was booked that day, to compare with its own books. */

/** What a line of the file is about, in the file's own words. */
export const DAY_KINDS = ['parking', 'deposit', 'ticket'] as const;
export const DAY_EVENTS = ['order', 'credit', 'paid', 'start', 'end', 'entry', 'reversal'] as const;
/** Days a file can be fetched. */
export const DAY_KEPT_DAYS = 31;
const Day = z.object({
  day: LocalDate,
  madeAt: Instant,
  lines: z.int(),
  reliefFen: z.int(),
  bytes: z.int(),
  /** Of the file's bytes, hex. */
  sha256: z.string(),
  /** Ed25519 over `partner|day|sha256`, one of our public keys, base64url. */
  keyId: z.string(),
  signature: z.string(),
  until: Instant,
});
export const partnerDays = defineEndpoint({
  id: 'partner.days',
  method: 'GET',
  path: '/api/partner/v1/days',
  who: 'partner',
  summary: '每日对账文件：有哪些天、多少行、摘要和我们的签名，新的在前',
  query: z.strictObject({ after: Cursor }),
  reply: z.object({ items: z.array(Day), next: z.nullable(z.string()) }),
  errors: [],
});
/** The day is its number. */
const Params = z.strictObject({ id: LocalDate });
export const partnerDayFile = defineEndpoint({
  id: 'partner.dayFile',
  method: 'GET',
  path: '/api/partner/v1/days/:id/file',
  who: 'partner',
  file: 'text/csv',
  summary: '一天的对账文件（CSV）：只有你们的单号、时间和金额',
  params: Params,
  reply: NoJson,
  errors: ['partner_day_unknown'],
});
const Difference = z.strictObject({
  kind: z.enum(DAY_KINDS),
  event: z.enum(DAY_EVENTS),
  /** The partner's own number. */
  number: z.string().check(z.regex(/^[A-Za-z0-9_-]{4,64}$/, '单号不对')),
  /** not_here: in the partner's books, not in the file. not_there: in the file alone. amount: in both, with another sum. */
  what: z.enum(['not_here', 'not_there', 'amount']),
  /** By the partner's books; null where it has none. */
  reliefFen: z.nullable(Fen),
});
export const MOST_DIFFERENCES = 200;
export const reportDifferences = defineEndpoint({
  id: 'partner.reportDifferences',
  method: 'POST',
  path: '/api/partner/v1/days/:id/differences',
  who: 'partner',
  idempotent: true,
  summary: '说出和你们账上的不同；我们逐笔核对后回答，账不因此改动',
  params: Params,
  body: z.strictObject({ items: z.array(Difference).check(z.minLength(1), z.maxLength(MOST_DIFFERENCES)) }),
  reply: z.object({ difference: Id }),
  errors: ['partner_day_unknown'],
});
export const partnerDifferences = defineEndpoint({
  id: 'partner.differences',
  method: 'GET',
  path: '/api/partner/v1/differences',
  who: 'partner',
  summary: '报过的不同和我们的回答，新的在前',
  query: z.strictObject({ after: Cursor }),
  reply: z.object({
    items: z.array(
      z.object({ difference: Id, day: LocalDate, at: Instant, items: z.array(Difference), answer: z.nullable(z.string()), answeredAt: z.nullable(Instant) }),
    ),
    next: z.nullable(z.string()),
  }),
  errors: [],
});
