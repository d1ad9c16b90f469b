import * as z from 'zod/mini';
import { defineEndpoint, Instant } from './http.js';

export const health = defineEndpoint({
  id: 'system.health',
  method: 'GET',
  path: '/api/health',
  who: 'public',
  summary: '服务是否可用',
  reply: z.object({ status: z.enum(['ok', 'degraded']), database: z.boolean(), version: z.string(), time: Instant, sandbox: z.boolean() }),
  errors: [],
});
/** The sandbox's SMS: what a real gateway would have sent. A POST, so that no phone number stands in an address. */
export const sandboxOutbox = defineEndpoint({
  id: 'system.sandboxOutbox',
  method: 'POST',
  path: '/api/sandbox/outbox',
  who: 'public',
  sandbox: true,
  summary: '沙箱：查看本应发出的短信（只在本机）',
  body: z.strictObject({ phone: z.string().check(z.maxLength(24)) }),
  reply: z.object({ items: z.array(z.object({ at: Instant, text: z.string() })) }),
  errors: ['path_unknown'],
});
