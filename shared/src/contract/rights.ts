import * as z from 'zod/mini';
import { BoundVoucher } from './consents.js';
import { Done, defineEndpoint, Id, Instant, NoJson } from './http.js';

/** What becomes of it when the account is deleted: gone, sealed for a time, left where the law keeps it, left without the person. */
export const AT_DELETION = ['erase', 'archive', 'keep', 'detach'] as const;
export const HeldLine = z.object({
  title: z.string(),
  holds: z.string(),
  why: z.string(),
  law: z.string(),
  kept: z.string(),
  atDeletion: z.enum(AT_DELETION),
  /** Months it stays sealed; null unless it is archived. */
  months: z.nullable(z.int()),
});
export type HeldLine = z.infer<typeof HeldLine>;
export const heldData = defineEndpoint({
  id: 'rights.held',
  method: 'GET',
  path: '/api/rights/held',
  who: 'public',
  summary: '我们留存什么：哪些内容、为什么、多久、依据、注销时怎么办',
  reply: z.object({ items: z.array(HeldLine) }),
  errors: [],
});

/** Days a copy may be fetched after it was made. */
export const EXPORT_DAYS = 7;
const ExportState = z.object({
  state: z.enum(['none', 'making', 'ready', 'failed']),
  /** Steps of the work, once it has begun. */
  progress: z.nullable(z.object({ done: z.int(), total: z.int() })),
  askedAt: z.nullable(Instant),
  readyAt: z.nullable(Instant),
  expiresAt: z.nullable(Instant),
  bytes: z.nullable(z.int()),
});
export type ExportState = z.infer<typeof ExportState>;
export const exportState = defineEndpoint({
  id: 'rights.exportState',
  method: 'GET',
  path: '/api/rights/export',
  who: ['resident'],
  summary: '数据副本做到哪一步、到哪天为止可以下载',
  reply: ExportState,
  errors: [],
});
export const askExport = defineEndpoint({
  id: 'rights.export',
  method: 'POST',
  path: '/api/rights/export',
  who: ['resident'],
  stepUp: true,
  summary: '申请一份全部个人数据的副本；正在做的那一份会直接答复',
  body: z.strictObject({ confirm: z.literal(true) }),
  reply: ExportState,
  errors: ['rights_export_limit'],
});
export const exportFile = defineEndpoint({
  id: 'rights.exportFile',
  method: 'GET',
  path: '/api/rights/export/file',
  who: ['resident'],
  stepUp: true,
  reads: 'own_export',
  file: 'application/zip',
  summary: '下载数据副本（网页和 JSON 的压缩文件）',
  reply: NoJson,
  errors: ['rights_export_gone'],
});

/** Days in which a deletion may be taken back. */
export const UNDO_DAYS = 7;
export const Leaving = z.object({
  /** `waiting`: asked for, may still be taken back. */
  state: z.enum(['none', 'waiting']),
  askedAt: z.nullable(Instant),
  /** From here on it is carried out. */
  dueAt: z.nullable(Instant),
  /** Number of the receipt, by which the end can be asked for when there is no account any more. */
  receipt: z.nullable(Id),
  /** What ends with the request. */
  vouchers: z.array(BoundVoucher),
  consents: z.int(),
  memberships: z.array(z.string()),
  optedIn: z.boolean(),
});
export type Leaving = z.infer<typeof Leaving>;
export const leaving = defineEndpoint({
  id: 'rights.leaving',
  method: 'GET',
  path: '/api/rights/deletion',
  who: ['resident'],
  whileLeaving: true,
  reads: 'own_account',
  summary: '注销账号前要知道的：会结束什么；已经申请的，到哪天为止可以撤销',
  reply: Leaving,
  errors: [],
});
const Ask = z.strictObject({
  confirm: z.literal(true, '先确认再提交'),
  /** Vouchers that were named as ending with it. */
  vouchers: z.array(Id).check(z.maxLength(1000)),
});
const Asked = z.object({ dueAt: Instant, receipt: Id });
export const deleteAccount = defineEndpoint({
  id: 'rights.delete',
  method: 'POST',
  path: '/api/rights/deletion',
  who: ['resident'],
  stepUp: true,
  summary: '申请注销账号：马上停用，7 天后删除，其间登录可以撤销',
  body: Ask,
  reply: Asked,
  errors: ['consent_ends_more'],
});
export const deleteUnnamed = defineEndpoint({
  id: 'rights.deleteUnnamed',
  method: 'POST',
  path: '/api/rights/deletion/unnamed',
  who: ['resident'],
  summary: '没有实名的账号申请注销：不为注销再收集姓名和证件号',
  body: Ask,
  reply: Asked,
  errors: ['identity_high_required', 'consent_ends_more'],
});
export const keepAccount = defineEndpoint({
  id: 'rights.keep',
  method: 'POST',
  path: '/api/rights/deletion/undo',
  who: ['resident'],
  whileLeaving: true,
  summary: '撤销注销，账号恢复；授权和等级服务要重新开通',
  body: z.strictObject({ confirm: z.literal(true) }),
  reply: Done,
  errors: ['rights_not_leaving'],
});
