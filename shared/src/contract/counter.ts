import * as z from 'zod/mini';
import { Done, defineEndpoint, Fen, Id, Instant, RequestId } from './http.js';
import { Benefit } from './perks.js';

/** One till or phone of a shop; chosen by the device, kept by it. */
const Terminal = z.string().check(z.regex(/^[A-Za-z0-9_-]{4,40}$/, '终端编号不对'));
const Clerks = ['clerk', 'manager'] as const;

export const ScanReply = z.object({
  lockId: Id,
  /** The lock is free again after this. */
  lockedUntil: Instant,
  title: z.string(),
  subtitle: z.string(),
  /** 李*宁: what the clerk may compare with the customer. */
  maskedName: z.string(),
  benefit: Benefit,
  headsLeft: z.number(),
});
export const scan = defineEndpoint({
  id: 'counter.scan',
  method: 'POST',
  path: '/api/counter/scans',
  who: Clerks,
  atTerminal: true,
  reads: 'voucher_redemption',
  summary: '扫码：花掉这一步券码，锁定 10 分钟',
  body: z.strictObject({
    terminal: Terminal,
    requestId: RequestId,
    code: z.string('请扫码或输入券码').check(z.minLength(1, '请扫码或输入券码'), z.maxLength(213)),
  }),
  reply: ScanReply,
  errors: [
    'voucher_unknown',
    'voucher_code_wrong',
    'voucher_code_stale',
    'voucher_code_spent',
    'voucher_suspended',
    'voucher_used',
    'voucher_reversed',
    'voucher_expired',
    'voucher_not_started',
    'voucher_outside_hours',
    'voucher_cancelled',
    'voucher_wrong_shop',
    'voucher_locked',
    'counter_request_reused',
    'auth_attempts_limit',
  ],
});
export const RedemptionView = z.object({
  id: Id,
  title: z.string(),
  maskedName: z.string(),
  /** The terms it was redeemed by: what a reversal is worked out with. */
  benefit: Benefit,
  state: z.enum(['redeemed', 'partly_reversed', 'reversed']),
  at: Instant,
  clerk: z.string(),
  terminal: z.string(),
  heads: z.nullable(z.number()),
  reversedHeads: z.number(),
  originalFen: z.nullable(Fen),
  reliefFen: z.nullable(Fen),
  payableFen: z.nullable(Fen),
});
export type RedemptionView = z.infer<typeof RedemptionView>;
export const confirm = defineEndpoint({
  id: 'counter.confirm',
  method: 'POST',
  path: '/api/counter/confirmations',
  who: Clerks,
  atTerminal: true,
  reads: 'voucher_redemption',
  summary: '确认核销，一次；同一编号重复提交得到同一结果',
  body: z.strictObject({
    terminal: Terminal,
    requestId: RequestId,
    lockId: Id,
    amountFen: z.nullable(Fen),
    heads: z.nullable(z.int().check(z.minimum(1), z.maximum(20))),
  }),
  reply: RedemptionView,
  errors: [
    'voucher_lock_lost',
    'voucher_used',
    'voucher_amount_invalid',
    'counter_request_reused',
    'voucher_wrong_shop',
    'voucher_cancelled',
    'voucher_reversed',
  ],
});
export const release = defineEndpoint({
  id: 'counter.release',
  method: 'POST',
  path: '/api/counter/releases',
  who: Clerks,
  atTerminal: true,
  summary: '取消，马上放开这张券',
  body: z.strictObject({ terminal: Terminal, lockId: Id }),
  reply: Done,
  errors: ['voucher_lock_lost', 'voucher_used'],
});
export const reverse = defineEndpoint({
  id: 'counter.reverse',
  method: 'POST',
  path: '/api/counter/reversals',
  who: ['manager'],
  reads: 'voucher_redemption',
  summary: '店长撤销：24 小时内，全部或其中几位，写明原因',
  body: z.strictObject({
    terminal: Terminal,
    requestId: RequestId,
    redemptionId: Id,
    /** Null = the whole redemption. */
    heads: z.nullable(z.int().check(z.minimum(1), z.maximum(20))),
    reason: z.string('请写明原因').check(z.minLength(2, '请写明原因'), z.maxLength(200)),
  }),
  reply: RedemptionView,
  errors: ['voucher_unknown', 'voucher_not_reversible', 'voucher_reverse_late', 'voucher_amount_invalid', 'voucher_wrong_shop', 'counter_request_reused'],
});
export const today = defineEndpoint({
  id: 'counter.today',
  method: 'GET',
  path: '/api/counter/today',
  who: Clerks,
  atTerminal: true,
  reads: 'voucher_redemption',
  summary: '今日核销',
  query: z.strictObject({ after: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_.~-]{1,120}$/))) }),
  reply: z.object({
    shop: z.string(),
    redemptions: z.number(),
    heads: z.number(),
    reliefFen: Fen,
    items: z.array(RedemptionView),
    next: z.nullable(z.string()),
  }),
  errors: [],
});
