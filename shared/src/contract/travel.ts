import * as z from 'zod/mini';
import { defineEndpoint, Id, LocalDate } from './http.js';

/** Minutes since midnight, Shanghai. */
export const Minute = z.int().check(z.minimum(0), z.maximum(1440));
/** A day, a time and a number of people. Of companions nothing else is asked (product C7). */
export const Visit = z.strictObject({ date: LocalDate, from: Minute, heads: z.int().check(z.minimum(1), z.maximum(20)) });
export type Visit = z.infer<typeof Visit>;

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
