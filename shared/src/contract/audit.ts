import * as z from 'zod/mini';
import { REVIEW_RULES } from '../rules/access-review.js';
import { REVIEW_STATES } from '../states/access-review.js';
import { Cursor, Done, defineEndpoint, Id, Instant, LocalDate, PURPOSES } from './http.js';

/** Who handles orders to seal: two of them, beside the one who enters it, read the document (product A5). */
const Sealers = ['operator', 'auditor'] as const;
const IdNumber = z.string('请输入证件号码').check(z.minLength(1, '请输入证件号码'), z.maxLength(40));

/** An order as staff see it: never whom it is about; that stands in the document. */
export const SealView = z.object({
  id: Id,
  statute: z.string(),
  documentNumber: z.string(),
  authority: z.string(),
  /** Last day its looks stay hidden from the person. */
  endsOn: LocalDate,
  state: z.enum(['proposed', 'declined', 'lapsed', 'in_force', 'opened']),
  proposedAt: Instant,
  /** Unit and staff number. */
  proposedBy: z.string(),
  approvals: z.array(z.object({ by: z.string(), at: Instant })),
  declined: z.nullable(z.object({ by: z.string(), at: Instant, reason: z.string() })),
  /** Looks made under it. */
  looks: z.number(),
});
export type SealView = z.infer<typeof SealView>;
export const seals = defineEndpoint({
  id: 'audit.seals',
  method: 'GET',
  path: '/api/audit/seals',
  who: Sealers,
  summary: '依法暂不告知的查询：文书、期限、批准情况',
  query: z.strictObject({ after: Cursor }),
  reply: z.object({ items: z.array(SealView), next: z.nullable(z.string()) }),
  errors: [],
});
export const proposeSeal = defineEndpoint({
  id: 'audit.proposeSeal',
  method: 'POST',
  path: '/api/audit/seals',
  who: Sealers,
  summary: '登记一份暂不告知的文书，另两人批准后生效',
  body: z.strictObject({
    number: IdNumber,
    statute: z.string().check(z.maxLength(120)),
    documentNumber: z.string().check(z.maxLength(60)),
    authority: z.string('请写明出具文书的机关').check(z.minLength(2, '请写明出具文书的机关'), z.maxLength(60)),
    endsOn: LocalDate,
  }),
  reply: SealView,
  errors: ['seal_statute_missing', 'seal_document_missing', 'seal_end_invalid', 'identity_number_invalid'],
});
export const approveSeal = defineEndpoint({
  id: 'audit.approveSeal',
  method: 'POST',
  path: '/api/audit/seals/:id/approval',
  who: Sealers,
  summary: '批准：对照文书再填一次证件号码',
  params: z.strictObject({ id: Id }),
  /** The number once more, from the document: who approves has read it. */
  body: z.strictObject({ number: IdNumber }),
  reply: SealView,
  errors: ['seal_unknown', 'identity_number_invalid', 'seal_subject_differs', 'seal_own', 'seal_approved_already', 'seal_closed'],
});
export const declineSeal = defineEndpoint({
  id: 'audit.declineSeal',
  method: 'POST',
  path: '/api/audit/seals/:id/refusal',
  who: Sealers,
  summary: '不批准，写明原因',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ reason: z.string('请写明原因').check(z.minLength(2, '请写明原因'), z.maxLength(200)) }),
  reply: SealView,
  errors: ['seal_unknown', 'seal_own', 'seal_closed'],
});
/** The look the order allows: records only, never the grade. */
export const sealedLook = defineEndpoint({
  id: 'audit.sealedLook',
  method: 'POST',
  path: '/api/audit/seals/:id/looks',
  who: ['operator'],
  reads: 'legal_inquiry',
  summary: '依文书查询信用记录，每次都留记录',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ confirm: z.literal(true) }),
  reply: z.object({
    maskedName: z.string(),
    records: z.array(z.object({ id: Id, classCode: z.string(), title: z.string(), unit: z.string(), documentNumber: z.string(), decidedOn: LocalDate })),
  }),
  errors: ['seal_unknown', 'seal_not_in_force', 'seal_own'],
});

export const AUDITED_KINDS = ['self', 'staff', 'merchant', 'partner', 'viewer', 'system'] as const;
/** One entry of the register as an auditor reads it. */
export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  kind: z.enum(AUDITED_KINDS),
  /** Unit and staff number, or the body's name. */
  who: z.string(),
  /** 李*宁; empty for somebody without a real name. */
  subject: z.string(),
  purpose: z.string(),
  basis: z.string(),
  items: z.array(z.string()),
  /** Kept from the person today. */
  sealed: z.boolean(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
/** A POST, since a number must not stand in an address. */
export const searchRegister = defineEndpoint({
  id: 'audit.searchRegister',
  method: 'POST',
  path: '/api/audit/register/searches',
  who: ['auditor'],
  reads: 'register_review',
  summary: '查登记：按时间、类别、用途、单位、工号或本人证件号码',
  body: z.strictObject({
    from: LocalDate,
    /** Included; at most 31 days with `from`. */
    to: LocalDate,
    kind: z.optional(z.enum(AUDITED_KINDS)),
    purpose: z.optional(z.enum(PURPOSES)),
    /** Two characters or more of the unit's name. */
    unit: z.optional(z.string().check(z.minLength(2, '请至少输入 2 个字'), z.maxLength(60))),
    staffNumber: z.optional(z.string().check(z.minLength(1), z.maxLength(20))),
    number: z.optional(IdNumber),
    after: Cursor,
  }),
  reply: z.object({ items: z.array(AuditEntry), next: z.nullable(z.string()) }),
  errors: ['audit_period_invalid', 'audit_unit_unknown', 'identity_number_invalid'],
});

export const ReviewView = z.object({
  id: Id,
  rule: z.enum(REVIEW_RULES),
  state: z.enum(REVIEW_STATES),
  day: LocalDate,
  /** Unit and staff number. */
  who: z.string(),
  /** What is unusual about it, one sentence. */
  words: z.string(),
  looks: z.number(),
  people: z.number(),
  /** The caller's own looks: somebody else decides. */
  own: z.boolean(),
  /** Oldest first. */
  decisions: z.array(z.object({ event: z.enum(['explain', 'escalate', 'more_looks']), by: z.string(), at: Instant, note: z.string() })),
});
export type ReviewView = z.infer<typeof ReviewView>;
export const reviews = defineEndpoint({
  id: 'audit.reviews',
  method: 'GET',
  path: '/api/audit/reviews',
  who: ['auditor'],
  summary: '异常查询的审查队列',
  query: z.strictObject({ state: z.optional(z.enum(REVIEW_STATES)), rule: z.optional(z.enum(REVIEW_RULES)), after: Cursor }),
  reply: z.object({
    items: z.array(ReviewView),
    next: z.nullable(z.string()),
    counts: z.object({ open: z.number(), explained: z.number(), escalated: z.number() }),
    /** Last day that was reviewed whole; null before the first. */
    reviewedThrough: z.nullable(LocalDate),
  }),
  errors: [],
});
export const review = defineEndpoint({
  id: 'audit.review',
  method: 'GET',
  path: '/api/audit/reviews/:id',
  who: ['auditor'],
  reads: 'register_review',
  summary: '一条审查：它依据的查询登记',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({ after: Cursor }),
  reply: z.object({ review: ReviewView, items: z.array(AuditEntry), next: z.nullable(z.string()) }),
  errors: ['review_unknown'],
});
export const decideReview = defineEndpoint({
  id: 'audit.decideReview',
  method: 'POST',
  path: '/api/audit/reviews/:id/decisions',
  who: ['auditor'],
  summary: '写明说明，或移交处理',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({
    event: z.enum(['explain', 'escalate']),
    /** The state the auditor saw. */
    from: z.enum(REVIEW_STATES),
    note: z.string('请写明情况').check(z.minLength(4, '请写明情况，至少 4 个字'), z.maxLength(500)),
  }),
  reply: ReviewView,
  errors: ['review_unknown', 'review_own', 'review_decided'],
});
export const runReview = defineEndpoint({
  id: 'audit.runReview',
  method: 'POST',
  path: '/api/audit/review-runs',
  who: ['auditor'],
  summary: '现在就审查一天的查询；每天夜里会自动审查前一天',
  body: z.strictObject({ day: LocalDate }),
  reply: Done,
  errors: ['audit_period_invalid'],
});
