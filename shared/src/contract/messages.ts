import * as z from 'zod/mini';
import { Cursor, Done, defineEndpoint, Id, Instant } from './http.js';

/** In-app inbox; nothing sensitive in a message's text (product D5). */
export const inbox = defineEndpoint({
  id: 'messages.list',
  method: 'GET',
  path: '/api/messages',
  who: ['resident'],
  reads: 'own_messages',
  summary: '消息',
  query: z.strictObject({ after: Cursor }),
  reply: z.object({
    items: z.array(z.object({ id: Id, title: z.string(), text: z.string(), at: Instant, read: z.boolean(), link: z.string() })),
    unread: z.number(),
    next: z.nullable(z.string()),
  }),
  errors: [],
});
export const readMessage = defineEndpoint({
  id: 'messages.read',
  method: 'POST',
  path: '/api/messages/:id/read',
  who: ['resident'],
  summary: '标为已读',
  params: z.strictObject({ id: Id }),
  reply: Done,
  errors: ['message_unknown'],
});
