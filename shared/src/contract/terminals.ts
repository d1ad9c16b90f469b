import * as z from 'zod/mini';
import { Done, defineEndpoint, Id, Instant } from './http.js';
import { Channel, Device, SessionReply } from './session.js';

/** Devices of a shop at which several clerks take turns by PIN (product C8). docs/adr/0031. */
const Secret = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/, '终端凭据不对'));
const Pin = z.string('请输入 6 位 PIN').check(z.regex(/^\d{6}$/, '请输入 6 位数字'));

export const terminals = defineEndpoint({
  id: 'terminals.list',
  method: 'GET',
  path: '/api/counter/terminals',
  who: ['manager'],
  summary: '本店的共用终端',
  reply: z.object({
    shops: z.array(z.object({ id: Id, name: z.string() })),
    items: z.array(
      z.object({
        id: Id,
        name: z.string(),
        shop: z.string(),
        since: Instant,
        /** Whose turn began last. */
        last: z.nullable(z.object({ staffNumber: z.string(), at: Instant })),
      }),
    ),
  }),
  errors: [],
});
export const openTerminal = defineEndpoint({
  id: 'terminals.open',
  method: 'POST',
  path: '/api/counter/terminals',
  who: ['manager'],
  summary: '把这台设备设为共用终端；凭据只在这次回答里',
  body: z.strictObject({
    shopId: Id,
    name: z.string('给这台设备起个名字').check(z.trim(), z.minLength(1, '给这台设备起个名字'), z.maxLength(20, '最多 20 个字')),
  }),
  reply: z.object({ id: Id, token: Secret }),
  errors: ['clerk_shop_unknown'],
});
export const endTerminal = defineEndpoint({
  id: 'terminals.end',
  method: 'POST',
  path: '/api/counter/terminals/:id/end',
  who: ['manager'],
  summary: '停用共用终端，正在用的人马上退出',
  params: z.strictObject({ id: Id }),
  reply: Done,
  errors: ['counter_terminal_unknown'],
});
export const lookAtTerminal = defineEndpoint({
  id: 'terminals.look',
  method: 'POST',
  path: '/api/counter/terminals/look',
  who: 'public',
  summary: '共用终端问自己是哪家店的，有哪些工号',
  body: z.strictObject({ token: Secret }),
  reply: z.object({
    organisation: z.string(),
    shop: z.string(),
    name: z.string(),
    /** `ready`: has set a PIN. */
    clerks: z.array(z.object({ id: Id, staffNumber: z.string(), ready: z.boolean() })),
  }),
  errors: ['counter_terminal_unknown'],
});
export const startShift = defineEndpoint({
  id: 'terminals.start',
  method: 'POST',
  path: '/api/counter/shifts',
  who: 'public',
  summary: '店员用 PIN 接手共用终端，上一位马上退出；只能在核销台用',
  body: z.strictObject({ token: Secret, clerk: Id, pin: Pin, channel: Channel, device: Device }),
  reply: SessionReply,
  errors: ['counter_terminal_unknown', 'clerk_unknown', 'counter_pin_wrong', 'counter_pin_unset', 'counter_pin_locked', 'auth_frozen'],
});
export const setPin = defineEndpoint({
  id: 'terminals.setPin',
  method: 'POST',
  path: '/api/counter/pins',
  who: ['resident'],
  stepUp: true,
  summary: '设置或更换自己的店员 PIN；也解开试错太多的锁定',
  body: z.strictObject({ membershipId: Id, pin: Pin }),
  reply: Done,
  errors: ['clerk_unknown', 'counter_pin_weak'],
});
