import * as z from 'zod/mini';
import { Cursor, Done, defineEndpoint, Id, Instant } from './http.js';

/** 有人冒用我的身份 at the window: a frozen account, and two people who decide what becomes of it (product A2). */
const Deciders = ['operator', 'reviewer'] as const;
const Reason = z.string('请写明依据').check(z.minLength(4, '请写明依据'), z.maxLength(200));
const Which = z.strictObject({ id: Id });
export const CASE_DECISIONS = ['unfreeze', 'hand_over'] as const;

export type CaseView = z.infer<typeof CaseView>;
export const CaseView = z.object({
  id: Id,
  state: z.enum(['open', 'proposed', 'closed']),
  openedAt: Instant,
  /** 本人在手机上, or unit and staff number. */
  openedBy: z.string(),
  reason: z.string(),
  proposal: z.nullable(z.object({ decision: z.enum(CASE_DECISIONS), reason: z.string(), by: z.string(), at: Instant })),
  /** How it ended. */
  outcome: z.nullable(z.object({ decision: z.enum(CASE_DECISIONS), reason: z.string(), by: z.string(), at: Instant })),
});
export const identityCases = defineEndpoint({
  id: 'identityCases.list',
  method: 'GET',
  path: '/api/desk/identity-cases',
  who: Deciders,
  summary: '冻结的账号：谁在什么时候申请、办到哪一步',
  query: z.strictObject({ state: z.optional(z.enum(['waiting', 'closed'])), after: Cursor }),
  reply: z.object({ items: z.array(CaseView), next: z.nullable(z.string()) }),
  errors: [],
});
export const identityCase = defineEndpoint({
  id: 'identityCases.one',
  method: 'GET',
  path: '/api/desk/identity-cases/:id',
  who: Deciders,
  reads: 'identity_case',
  summary: '一个冻结的账号，用于对照证件',
  params: Which,
  reply: z.object({ case: CaseView, maskedName: z.string(), maskedNumber: z.string(), maskedPhone: z.string() }),
  errors: ['identity_case_unknown'],
});
export const freezeAtWindow = defineEndpoint({
  id: 'identityCases.freeze',
  method: 'POST',
  path: '/api/desk/identity-cases',
  who: ['operator'],
  summary: '窗口冻结：当事人持证件到场，冻结占用其身份的账号',
  body: z.strictObject({ number: z.string('请输入证件号码').check(z.minLength(1, '请输入证件号码'), z.maxLength(40)), reason: Reason }),
  reply: Done,
  errors: ['identity_number_invalid', 'identity_case_none'],
});
export const proposeCase = defineEndpoint({
  id: 'identityCases.propose',
  method: 'POST',
  path: '/api/desk/identity-cases/:id/proposal',
  who: ['operator'],
  summary: '提出处理意见：解冻，或把账号交还给到场的本人',
  params: Which,
  body: z.strictObject({
    decision: z.enum(CASE_DECISIONS),
    reason: Reason,
    /** For handing over: the phone the person will log in with. */
    phone: z.optional(z.string().check(z.maxLength(24))),
  }),
  reply: Done,
  errors: ['identity_case_unknown', 'identity_case_closed', 'identity_phone_taken'],
});
export const decideCase = defineEndpoint({
  id: 'identityCases.decide',
  method: 'POST',
  path: '/api/desk/identity-cases/:id/decision',
  who: Deciders,
  summary: '另一人复核：同意即生效，不同意则退回',
  params: Which,
  body: z.strictObject({ agree: z.boolean(), reason: Reason }),
  reply: Done,
  errors: ['identity_case_unknown', 'identity_case_closed', 'identity_case_own', 'identity_phone_taken'],
});
