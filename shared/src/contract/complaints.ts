import * as z from 'zod/mini';
import { COMPLAINT_TARGETS } from '../rules/complaints.js';
import { COMPLAINT_STATES } from '../states/complaint.js';
import { Cursor, Done, defineEndpoint, Id, Instant, LocalDate, RequestId } from './http.js';

/** 投诉 (product D3): filed by a person, decided by the centre's staff with reasons. */
const Handlers = ['operator', 'reviewer'] as const;
const Which = z.strictObject({ id: Id });

export const complaintKinds = defineEndpoint({
  id: 'complaints.kinds',
  method: 'GET',
  path: '/api/complaint-kinds',
  who: 'public',
  summary: '可以投诉什么，今天提交最晚哪天答复',
  reply: z.object({
    items: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        hint: z.string(),
        against: z.enum(COMPLAINT_TARGETS),
        ways: z.array(z.object({ code: z.string(), title: z.string() })),
        words: z.boolean(),
      }),
    ),
    clock: z.string(),
  }),
  errors: [],
});
export const fileComplaint = defineEndpoint({
  id: 'complaints.file',
  method: 'POST',
  path: '/api/complaints',
  who: ['resident'],
  summary: '提交投诉',
  body: z.strictObject({
    requestId: RequestId,
    kind: z.string().check(z.regex(/^[a-z_]{1,30}$/, '请选择投诉的事')),
    /** An agency on our books; left out where the name is typed. */
    organisationId: z.optional(Id),
    /** Whom it is about, where nobody could be picked. */
    against: z.optional(z.string().check(z.maxLength(60, '名称最多 60 个字'))),
    /** For 商家不给用: the voucher that was refused, and at which of its places, as the voucher names it. */
    voucherId: z.optional(Id),
    shopName: z.optional(z.string().check(z.maxLength(300))),
    /** How it happened, for kinds with ways to pick. */
    way: z.optional(z.string().check(z.regex(/^[a-z_]{1,30}$/, '请选一项'))),
    happenedOn: LocalDate,
    text: z.string('请写明经过').check(z.maxLength(1000, '经过最多 1000 个字')),
  }),
  reply: z.object({ id: Id, number: z.string() }),
  errors: [
    'complaint_kind_unknown',
    'complaint_target_unknown',
    'complaint_words_missing',
    'complaint_date_invalid',
    'complaint_request_reused',
    'complaint_many',
    'voucher_unknown',
  ],
});
const Ask = { requestId: RequestId, text: z.string('请写明理由').check(z.maxLength(1000, '最多 1000 个字')) };
export const reviewGrade = defineEndpoint({
  id: 'complaints.reviewGrade',
  method: 'POST',
  path: '/api/credit/review',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_credit',
  summary: '请人工复核信用等级，连同规则当时的解释一起留存',
  body: z.strictObject(Ask),
  reply: z.object({ id: Id, number: z.string() }),
  errors: ['credit_not_open', 'credit_not_opted_in', 'complaint_request_reused', 'complaint_many'],
});
export const reviewOffer = defineEndpoint({
  id: 'complaints.reviewOffer',
  method: 'POST',
  path: '/api/perks/offers/:id/review',
  who: ['resident'],
  reads: 'own_perks',
  summary: '请人工复核一项优惠能不能领，连同逐条核对的结果一起留存',
  params: Which,
  body: z.strictObject(Ask),
  reply: z.object({ id: Id, number: z.string() }),
  errors: ['perk_offer_unknown', 'complaint_request_reused', 'complaint_many'],
});

const Line = z.object({
  id: Id,
  number: z.string(),
  kind: z.string(),
  title: z.string(),
  against: z.string(),
  state: z.enum(COMPLAINT_STATES),
  stateText: z.string(),
  filedAt: Instant,
  dueOn: LocalDate,
  /** How long until the answer, in the same words on both sides. */
  clock: z.string(),
  overdue: z.boolean(),
});
export type ComplaintLine = z.infer<typeof Line>;
/** What a rule had decided and why, kept as it was when a review was asked for. */
const Explained = z.object({
  title: z.string(),
  /** Scheme or version of the terms that decided. */
  basis: z.string(),
  at: Instant,
  lines: z.array(z.object({ title: z.string(), text: z.string() })),
});
export type Explained = z.infer<typeof Explained>;
const Detail = z.object({
  ...Line.shape,
  happenedOn: LocalDate,
  /** How it happened, as it was picked; empty where nothing was. */
  way: z.string(),
  /** What the rule said when a review was asked for; null for anything else, and on a device that may not see it. */
  explained: z.nullable(Explained),
  text: z.string(),
  /** For 商家不给用: shop and terms as they were. */
  shopName: z.string(),
  terms: z.string(),
  handler: z.string(),
  decidedAt: z.nullable(Instant),
  reason: z.string(),
  /** What followed by itself; empty where nothing did. */
  consequence: z.string(),
});
export type ComplaintDetail = z.infer<typeof Detail>;
const Page = z.object({ items: z.array(Line), next: z.nullable(z.string()) });
const DeskLine = z.object({
  ...Line.shape,
  /** Unit and staff number; empty while nobody has it. */
  handler: z.string(),
  mine: z.boolean(),
});
export type DeskComplaintLine = z.infer<typeof DeskLine>;

export const complaints = defineEndpoint({
  id: 'complaints.list',
  method: 'GET',
  path: '/api/complaints',
  who: ['resident'],
  reads: 'own_complaints',
  summary: '我的投诉',
  query: z.strictObject({ after: Cursor }),
  reply: Page,
  errors: [],
});
export const complaint = defineEndpoint({
  id: 'complaints.one',
  method: 'GET',
  path: '/api/complaints/:id',
  who: ['resident'],
  reads: 'own_complaints',
  summary: '一件投诉',
  params: Which,
  reply: Detail,
  errors: ['complaint_unknown'],
});
export const withdrawComplaint = defineEndpoint({
  id: 'complaints.withdraw',
  method: 'POST',
  path: '/api/complaints/:id/withdrawal',
  who: ['resident'],
  summary: '撤回投诉',
  params: Which,
  reply: Done,
  errors: ['complaint_unknown', 'complaint_closed'],
});
export const deskComplaints = defineEndpoint({
  id: 'complaints.desk',
  method: 'GET',
  path: '/api/desk/complaints',
  who: Handlers,
  summary: '投诉办理：先到期的在前，不写是谁提的',
  query: z.strictObject({ state: z.enum(['waiting', 'closed']), after: Cursor }),
  reply: z.object({ items: z.array(DeskLine), next: z.nullable(z.string()) }),
  errors: [],
});
export const deskComplaint = defineEndpoint({
  id: 'complaints.deskOne',
  method: 'GET',
  path: '/api/desk/complaints/:id',
  who: Handlers,
  reads: 'complaint',
  summary: '一件投诉的经过',
  params: Which,
  reply: z.object({ ...Detail.shape, maskedName: z.string(), mine: z.boolean() }),
  errors: ['complaint_unknown', 'complaint_conflict'],
});
export const claimComplaint = defineEndpoint({
  id: 'complaints.claim',
  method: 'POST',
  path: '/api/desk/complaints/:id/claim',
  who: Handlers,
  summary: '领办一件投诉；再次提交是退回',
  params: Which,
  body: z.strictObject({ take: z.boolean() }),
  reply: Done,
  errors: ['complaint_unknown', 'complaint_closed', 'complaint_conflict', 'complaint_taken'],
});
export const decideComplaint = defineEndpoint({
  id: 'complaints.decide',
  method: 'POST',
  path: '/api/desk/complaints/:id/decision',
  who: Handlers,
  summary: '办结：属实的同时落实后果，不属实的写明理由',
  params: Which,
  body: z.strictObject({ uphold: z.boolean(), reason: z.string('请写明理由').check(z.minLength(4, '请写明理由'), z.maxLength(500, '理由最多 500 个字')) }),
  reply: Done,
  errors: ['complaint_unknown', 'complaint_closed', 'complaint_conflict', 'complaint_taken'],
});
