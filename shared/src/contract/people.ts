import * as z from 'zod/mini';
import { GRADES } from '../rules/grade.js';
import { defineEndpoint } from './http.js';

export const Me = z.object({ id: z.string(), name: z.string(), grade: z.enum([...GRADES, 'unrated']) });
export type Me = z.infer<typeof Me>;
export const me = defineEndpoint({
  id: 'people.me',
  method: 'GET',
  path: '/api/me',
  who: 'resident',
  summary: '我的信用等级',
  reply: Me,
  errors: ['UNAUTHENTICATED'],
});
