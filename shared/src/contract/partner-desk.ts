import * as z from 'zod/mini';
import { GRADES } from '../rules/grade.js';
import { Cursor, defineEndpoint, Id, Instant, PARTNER_CLAIMS } from './http.js';
import { PARTNER_KINDS, PARTNER_PURPOSES, PARTNER_STATES } from './partners.js';

/** The centre's operators keep the registry; a partner's own manager sees its registration and changes its keys and its address; auditors read. */
const DESK = ['manager', 'operator', 'auditor'] as const;
const OWN = ['manager', 'operator'] as const;
const OPERATOR = ['operator'] as const;
const Params = z.strictObject({ id: Id });
/** The registration as it was seen: another one since is not overwritten. */
const Rev = z.int();

const Purpose = z.strictObject({
  purpose: z.enum(PARTNER_PURPOSES),
  statement: z.string('请写明用途').check(z.minLength(4, '至少写 4 个字'), z.maxLength(60, '最多 60 个字')),
  minGrade: z.nullable(z.enum(GRADES)),
});
const Scope = {
  purposes: z.array(Purpose).check(z.maxLength(PARTNER_PURPOSES.length)),
  claims: z.array(z.enum(PARTNER_CLAIMS)).check(z.maxLength(PARTNER_CLAIMS.length)),
};
const Key = z.object({
  keyId: z.string(),
  publicKey: z.string(),
  from: Instant,
  until: z.nullable(Instant),
  revokedAt: z.nullable(Instant),
  state: z.enum(['active', 'early', 'over', 'revoked']),
  addedBy: z.string(),
  addedAt: Instant,
});
export const PartnerView = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(PARTNER_KINDS),
  state: z.enum(PARTNER_STATES),
  ...Scope,
  keys: z.array(Key),
  webhook: z.nullable(z.string()),
  proposed: z.nullable(z.object({ ...Scope, by: z.string(), at: Instant })),
  rev: Rev,
  createdAt: Instant,
  may: z.array(z.enum(['keys', 'webhook', 'scope', 'decide', 'suspend', 'resume', 'end'])),
});
export type PartnerView = z.infer<typeof PartnerView>;

export const deskPartners = defineEndpoint({
  id: 'partners.list',
  method: 'GET',
  path: '/api/staff/partners',
  who: DESK,
  summary: '合作方登记：中心看全部，合作方看自己的',
  query: z.strictObject({ after: Cursor }),
  reply: z.object({ items: z.array(PartnerView), next: z.nullable(z.string()) }),
  errors: [],
});
const act = <const I extends string, const P extends `/api/${string}`>(id: I, path: P, summary: string) =>
  ({ id, method: 'POST', path, summary, params: Params, reply: PartnerView }) as const;

export const registerPartner = defineEndpoint({
  id: 'partners.register',
  method: 'POST',
  path: '/api/staff/partners',
  who: OPERATOR,
  summary: '登记一个合作方；另一位运营批准后开通',
  body: z.strictObject({ organisation: Id, kind: z.enum(PARTNER_KINDS), ...Scope }),
  reply: PartnerView,
  errors: ['partner_organisation_unknown', 'partner_taken', 'partner_grades_differ'],
});
export const changeScope = defineEndpoint({
  ...act('partners.scope', '/api/staff/partners/:id/scope', '改用途和事项：只减少的马上生效，有增加的等另一位运营批准'),
  who: OPERATOR,
  body: z.strictObject({ rev: Rev, ...Scope }),
  errors: ['partner_unknown', 'partner_changed', 'partner_ended', 'partner_grades_differ'],
});
export const decideScope = defineEndpoint({
  ...act('partners.decide', '/api/staff/partners/:id/decision', '批准或退回另一位运营提出的增加'),
  who: OPERATOR,
  body: z.strictObject({ rev: Rev, approve: z.boolean() }),
  errors: ['partner_unknown', 'partner_changed', 'partner_nothing_proposed', 'partner_same_person', 'partner_grades_differ'],
});
export const setPartnerState = defineEndpoint({
  ...act('partners.state', '/api/staff/partners/:id/state', '暂停、恢复、结束；暂停和结束从下一个请求起生效'),
  who: OPERATOR,
  body: z.strictObject({ rev: Rev, to: z.enum(['active', 'suspended', 'ended']) }),
  errors: ['partner_unknown', 'partner_changed', 'partner_ended'],
});
export const addPartnerKey = defineEndpoint({
  ...act('partners.addKey', '/api/staff/partners/:id/keys', '登记一把公钥；旧的照常用，换好后再吊销'),
  who: OWN,
  body: z.strictObject({
    name: z.string('请填密钥名').check(z.regex(/^[A-Za-z0-9_-]{1,32}$/, '密钥名用字母、数字、- 和 _，最多 32 个')),
    publicKey: z.string('请填公钥').check(z.minLength(1, '请填公钥'), z.maxLength(100)),
    /** Days it holds from today; null: until it is revoked. */
    days: z.nullable(z.int().check(z.gte(1), z.lte(1100))),
  }),
  errors: ['partner_unknown', 'partner_ended', 'partner_key_invalid', 'partner_key_name_taken'],
});
export const revokePartnerKey = defineEndpoint({
  ...act('partners.revokeKey', '/api/staff/partners/:id/key-revocations', '吊销一把公钥，从下一个请求起生效'),
  who: OWN,
  body: z.strictObject({ keyId: z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,80}$/)) }),
  errors: ['partner_unknown', 'partner_key_unknown'],
});
export const setPartnerWebhook = defineEndpoint({
  ...act('partners.webhook', '/api/staff/partners/:id/webhook', '登记接收事件的地址'),
  who: OWN,
  body: z.strictObject({ rev: Rev, webhook: z.nullable(z.string().check(z.maxLength(300))) }),
  errors: ['partner_unknown', 'partner_changed', 'partner_ended', 'partner_webhook_invalid'],
});
