import * as z from 'zod/mini';
import { GRADES } from '../rules/grade.js';
import { defineEndpoint } from './http.js';

export const Offer = z.object({ id: z.string(), title: z.string(), minGrade: z.enum(GRADES) });
export type Offer = z.infer<typeof Offer>;
export const offers = defineEndpoint({
  id: 'perks.offers',
  method: 'GET',
  path: '/api/offers',
  who: 'public',
  summary: '优惠列表',
  query: z.strictObject({ after: z.optional(z.string().check(z.maxLength(40))) }),
  reply: z.object({ items: z.array(Offer), next: z.nullable(z.string()) }),
  errors: ['INVALID_INPUT'],
});
