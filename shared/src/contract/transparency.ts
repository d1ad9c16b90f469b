import * as z from 'zod/mini';
import { defineEndpoint, Instant, LocalDate } from './http.js';

export const Count = z.discriminatedUnion('state', [
  z.object({ state: z.literal('number'), value: z.number() }),
  /** 1 … 4. */
  z.object({ state: z.literal('few') }),
  /** No source yet: 尚未开通. */
  z.object({ state: z.literal('not_open') }),
]);
export type Count = z.infer<typeof Count>;
/** Who reads: the person, a shop's counter, people at work, our own computing, and those whose services are not open yet. */
export const READ_KINDS = ['self', 'counter', 'system', 'staff', 'parking', 'deposit_free', 'certificate', 'partner'] as const;
export type ReadKind = (typeof READ_KINDS)[number];
const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份不对'));

/** Counts of one month; nothing in them is of a person. */
export const transparency = defineEndpoint({
  id: 'transparency.month',
  method: 'GET',
  path: '/api/transparency',
  who: 'public',
  summary: '透明度：每月由查询登记汇总的计数',
  query: z.strictObject({ month: z.optional(Month) }),
  reply: z.object({
    month: Month,
    /** Months there are, newest first. */
    months: z.array(Month),
    /** Last day that is counted. */
    through: LocalDate,
    /** The month is over and its counts are final. */
    whole: z.boolean(),
    computedAt: Instant,
    optIns: Count,
    optOuts: Count,
    reads: z.array(z.object({ kind: z.enum(READ_KINDS), count: Count })),
    /** Looks kept from the person by an order (product A5). */
    sealed: Count,
    repairs: z.object({ applied: Count, inTime: Count }),
    objections: z.object({ decided: Count, upheld: Count }),
    humanReviews: z.object({ decided: Count, changed: Count }),
    /** Schemes that came into force in the month, and the one in force at its end. */
    schemes: z.object({ changes: Count, current: z.string() }),
    complaints: z.object({ forced: Count, refused: Count }),
    partners: Count,
  }),
  errors: ['transparency_month_unknown'],
});
