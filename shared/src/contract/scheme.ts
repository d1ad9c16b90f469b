import * as z from 'zod/mini';
import { GRADES } from '../rules/grade.js';
import { AGE_BANDS } from '../rules/scheme-trial.js';
import { SCHEME_STATES } from '../states/scheme.js';
import { GradeOrUnrated } from './credit.js';
import { Done, defineEndpoint, Id, Instant, LocalDate, NumberCursor, RequestId } from './http.js';

/** Who works on schemes: operators draft and approve, reviewers do the legal check; auditors read. */
const DESK = ['operator', 'reviewer', 'auditor'] as const;
const Text = (min: number, max: number, missing: string) => z.string(missing).check(z.minLength(min, missing), z.maxLength(max, `最多 ${max} 个字`));
const Document = Text(4, 60, '请填文号');
const Params = z.strictObject({ id: Id });

const Count = z.int('请填整数').check(z.gte(1, '至少 1'), z.lte(60, '最多 60'));
/** The numbers of a scheme; what they mean is in parameters/grade-scheme. */
export const SchemeNumbers = z.strictObject({
  factors: z.strictObject({
    commitment: z.strictObject({ most: Count, years: Count, generalMonths: Count }),
    contract: z.strictObject({ most: Count, years: Count }),
    honour: z.strictObject({ most: Count, years: Count }),
  }),
  items: z.strictObject({ good: Count, excellent: Count, exemplary: Count }),
});
export type SchemeNumbers = z.infer<typeof SchemeNumbers>;
export const SchemeLine = z.object({ key: z.string(), title: z.string(), now: z.string(), next: z.string(), changed: z.boolean() });
const Words = z.object({
  grades: z.array(z.object({ grade: z.enum(GRADES), title: z.string(), needs: z.array(z.string()) })),
  factors: z.array(z.object({ kind: z.string(), title: z.string(), text: z.string() })),
});

// ——— For everybody: the scheme in force, its versions, what is coming, what is open to comments
const Version = z.object({ id: z.string(), title: z.string(), from: LocalDate, reference: z.string() });
export const scheme = defineEndpoint({
  id: 'credit.scheme',
  method: 'GET',
  path: '/api/credit/scheme',
  who: 'public',
  summary: '公布的评价方案：施行中的、历次的、将要施行的、正在征求意见的',
  reply: z.object({
    ...Version.shape,
    ...Words.shape,
    state: z.enum(['off', 'consultation', 'on']),
    never: z.array(z.string()),
    /** Newest first, the one in force among them. */
    versions: z.array(Version),
    coming: z.nullable(z.object({ ...Version.shape, lines: z.array(SchemeLine) })),
    consultation: z.nullable(z.object({ id: Id, title: z.string(), from: LocalDate, to: LocalDate })),
  }),
  errors: [],
});
export const ANSWERS = ['adopted', 'partly', 'declined'] as const;
export const CommentAnswer = z.object({ verdict: z.enum(ANSWERS), text: z.string(), on: LocalDate });
export const consultations = defineEndpoint({
  id: 'schemes.consultations',
  method: 'GET',
  path: '/api/credit/consultations',
  who: 'public',
  summary: '评价方案公开征求意见：正在进行的和已经结束的',
  reply: z.object({ items: z.array(z.object({ id: Id, title: z.string(), from: LocalDate, to: LocalDate, open: z.boolean(), comments: z.number() })) }),
  errors: [],
});
export const consultation = defineEndpoint({
  id: 'schemes.consultation',
  method: 'GET',
  path: '/api/credit/consultations/:id',
  who: 'public',
  summary: '一次征求意见：草案和现行方案逐条对照、起止日期、意见和答复',
  params: Params,
  query: z.strictObject({ after: NumberCursor }),
  reply: z.object({
    id: Id,
    title: z.string(),
    why: z.string(),
    from: LocalDate,
    to: LocalDate,
    open: z.boolean(),
    /** Number of the legal opinion. */
    legalDocument: z.string(),
    present: z.string(),
    lines: z.array(SchemeLine),
    comments: z.number(),
    commentLength: z.number(),
    /** Those answered, oldest first; a comment is published with its answer. */
    answered: z.array(z.object({ number: z.number(), text: z.string(), on: LocalDate, answer: CommentAnswer })),
    next: z.nullable(z.string()),
  }),
  errors: ['scheme_unknown'],
});
export const ownComment = defineEndpoint({
  id: 'schemes.ownComment',
  method: 'GET',
  path: '/api/credit/consultations/:id/comment',
  who: ['resident'],
  assurance: 'basic',
  reads: 'own_comment',
  summary: '我对这份草案提的意见',
  params: Params,
  reply: z.object({
    comment: z.nullable(z.object({ number: z.number(), text: z.string(), editedAt: Instant, answer: z.nullable(CommentAnswer) })),
  }),
  errors: ['scheme_unknown'],
});
export const putComment = defineEndpoint({
  id: 'schemes.putComment',
  method: 'PUT',
  path: '/api/credit/consultations/:id/comment',
  who: ['resident'],
  assurance: 'basic',
  summary: '提意见，结束前可以改；每人每次一条',
  params: Params,
  body: z.strictObject({ text: Text(5, 2000, '至少写 5 个字') }),
  reply: z.object({ number: z.number() }),
  errors: ['scheme_unknown', 'scheme_consultation_closed'],
});

// ——— For the desk
const Cell = z.nullable(z.number());
const Margin = z.object({ people: Cell, up: Cell, down: Cell, goodNow: Cell, goodNext: Cell });
export const TrialView = z.object({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** The dry run is of the draft as it is now. */
  current: z.boolean(),
  on: LocalDate,
  startedAt: Instant,
  endedAt: z.nullable(Instant),
  progress: z.nullable(z.object({ done: z.number(), total: z.nullable(z.number()) })),
  /** Fewer people than this are not shown, others rounded down to a multiple of it. */
  smallest: z.number(),
  report: z.nullable(
    z.object({
      people: Cell,
      up: Cell,
      down: Cell,
      same: Cell,
      grades: z.array(z.object({ grade: GradeOrUnrated, now: Cell, next: Cell, up: Cell, down: Cell })),
      zones: z.array(z.object({ ...Margin.shape, zone: z.string(), name: z.string() })),
      ages: z.array(z.object({ ...Margin.shape, band: z.enum(AGE_BANDS) })),
    }),
  ),
  /** Months after which each persona is 守信良好 by open acts; null: not within the time allowed. */
  personas: z.array(z.object({ key: z.string(), title: z.string(), months: z.nullable(z.number()) })),
  /** Hash of the counts, as it stands in the file of the decision. */
  fingerprint: z.nullable(z.string()),
});
export type TrialView = z.infer<typeof TrialView>;
const SchemeSummary = z.object({
  id: Id,
  number: z.number(),
  title: z.string(),
  state: z.enum(SCHEME_STATES),
  stateText: z.string(),
  /** First day in force once published. */
  from: z.nullable(LocalDate),
  consultation: z.nullable(z.object({ from: LocalDate, to: LocalDate })),
  comments: z.number(),
  unanswered: z.number(),
  changedAt: Instant,
});
export const SchemeDetail = z.object({
  ...SchemeSummary.shape,
  /** Raised by every change; sent back with what is based on it. */
  rev: z.number(),
  why: z.string(),
  numbers: SchemeNumbers,
  present: z.object({ title: z.string(), numbers: SchemeNumbers }),
  lines: z.array(SchemeLine),
  trial: z.nullable(TrialView),
  /** Its public page. */
  consultationId: z.nullable(Id),
  legalDocument: z.string(),
  /** What was said when it was last returned or withdrawn. */
  reason: z.string(),
  /** Steps taken, oldest first; unit and staff number, never a name. */
  steps: z.array(z.object({ event: z.string(), by: z.string(), at: Instant })),
  rules: z.object({
    consultationDays: z.number(),
    effectiveAfterDays: z.number(),
    openActMonths: z.number(),
    earliestEnd: LocalDate,
    earliestEffect: LocalDate,
  }),
  /** What this person may do now. */
  may: z.array(z.enum(['edit', 'try', 'submit', 'pass', 'return', 'close', 'approve', 'withdraw', 'answer'])),
  /** What stands in the way of the next step, in words. */
  blocked: z.array(z.string()),
});
export type SchemeDetail = z.infer<typeof SchemeDetail>;
const detail = <const Id_ extends string, const M extends 'POST' | 'PUT', const P extends `/api/${string}`, const R extends readonly (typeof DESK)[number][]>(
  id: Id_,
  method: M,
  path: P,
  who: R,
  summary: string,
) => ({ id, method, path, who, summary, params: Params, reply: SchemeDetail }) as const;
const Rev = { rev: z.number() };

export const schemeList = defineEndpoint({
  id: 'schemes.list',
  method: 'GET',
  path: '/api/staff/schemes',
  who: DESK,
  summary: '评价方案：草案和历次方案',
  query: z.strictObject({ after: NumberCursor }),
  reply: z.object({ items: z.array(SchemeSummary), next: z.nullable(z.string()) }),
  errors: [],
});
export const createScheme = defineEndpoint({
  id: 'schemes.create',
  method: 'POST',
  path: '/api/staff/schemes',
  who: ['operator'],
  summary: '从现行方案起草一份新的',
  body: z.strictObject({ requestId: RequestId }),
  reply: z.object({ id: Id }),
  errors: [],
});
export const schemeDetail = defineEndpoint({
  id: 'schemes.detail',
  method: 'GET',
  path: '/api/staff/schemes/:id',
  who: DESK,
  summary: '一份方案：内容、对照、试算、进度',
  params: Params,
  reply: SchemeDetail,
  errors: ['scheme_unknown'],
});
export const editScheme = defineEndpoint({
  ...detail('schemes.edit', 'PUT', '/api/staff/schemes/:id', ['operator'], '改草案；试算结果随之作废'),
  body: z.strictObject({ ...Rev, title: Text(4, 60, '请填标题'), why: z.string().check(z.maxLength(500, '最多 500 个字')), numbers: SchemeNumbers }),
  errors: ['scheme_unknown', 'scheme_wrong_state', 'scheme_changed', 'scheme_denied_factor'],
});
export const tryScheme = defineEndpoint({
  ...detail('schemes.try', 'POST', '/api/staff/schemes/:id/trial', ['operator'], '试算：只算已开通的人，只出汇总'),
  body: z.strictObject(Rev),
  errors: ['scheme_unknown', 'scheme_wrong_state', 'scheme_changed'],
});
export const cancelTrial = defineEndpoint({
  id: 'schemes.cancelTrial',
  method: 'POST',
  path: '/api/staff/schemes/:id/trial/cancel',
  who: ['operator'],
  summary: '停止试算',
  params: Params,
  body: z.strictObject({ confirm: z.literal(true) }),
  reply: Done,
  errors: ['scheme_unknown'],
});
export const submitScheme = defineEndpoint({
  ...detail('schemes.submit', 'POST', '/api/staff/schemes/:id/submit', ['operator'], '送法制审核'),
  body: z.strictObject(Rev),
  errors: ['scheme_unknown', 'scheme_wrong_state', 'scheme_changed', 'scheme_trial_needed', 'scheme_persona_fails'],
});
export const passScheme = defineEndpoint({
  ...detail('schemes.pass', 'POST', '/api/staff/schemes/:id/pass', ['reviewer'], '法制审核通过，开始公开征求意见'),
  body: z.strictObject({ ...Rev, document: Document, to: z.nullable(LocalDate) }),
  errors: ['scheme_unknown', 'scheme_wrong_state', 'scheme_changed', 'scheme_same_person', 'scheme_date_early'],
});
export const returnScheme = defineEndpoint({
  ...detail('schemes.return', 'POST', '/api/staff/schemes/:id/return', ['operator', 'reviewer'], '退回修改，后面的步骤重新来'),
  body: z.strictObject({ ...Rev, reason: Text(4, 500, '请写明要改什么') }),
  errors: ['scheme_unknown', 'scheme_wrong_state', 'scheme_changed'],
});
export const closeScheme = defineEndpoint({
  ...detail('schemes.close', 'POST', '/api/staff/schemes/:id/close', ['operator'], '征求意见结束，送第二人审批'),
  body: z.strictObject(Rev),
  errors: ['scheme_unknown', 'scheme_wrong_state', 'scheme_changed', 'scheme_consultation_open', 'scheme_unanswered'],
});
export const approveScheme = defineEndpoint({
  ...detail('schemes.approve', 'POST', '/api/staff/schemes/:id/approve', ['operator'], '第二人审批，公布并定生效日'),
  body: z.strictObject({ ...Rev, document: Document, from: LocalDate }),
  errors: ['scheme_unknown', 'scheme_wrong_state', 'scheme_changed', 'scheme_same_person', 'scheme_date_early'],
});
export const withdrawScheme = defineEndpoint({
  ...detail('schemes.withdraw', 'POST', '/api/staff/schemes/:id/withdraw', ['operator'], '撤回草案'),
  body: z.strictObject({ ...Rev, reason: Text(4, 500, '请写明原因') }),
  errors: ['scheme_unknown', 'scheme_wrong_state', 'scheme_changed'],
});
export const schemeComments = defineEndpoint({
  id: 'schemes.comments',
  method: 'GET',
  path: '/api/staff/schemes/:id/comments',
  who: DESK,
  summary: '收到的意见；不显示是谁提的',
  params: Params,
  query: z.strictObject({ answered: z.enum(['yes', 'no']), after: NumberCursor }),
  reply: z.object({
    items: z.array(z.object({ number: z.number(), text: z.string(), on: LocalDate, rev: z.number(), answer: z.nullable(CommentAnswer) })),
    counts: z.object({ open: z.number(), adopted: z.number(), partly: z.number(), declined: z.number() }),
    next: z.nullable(z.string()),
  }),
  errors: ['scheme_unknown'],
});
export const answerComment = defineEndpoint({
  id: 'schemes.answer',
  method: 'PUT',
  path: '/api/staff/schemes/:id/comments/:serial',
  who: ['operator'],
  summary: '答复一条意见，随意见一起公开',
  params: z.strictObject({ id: Id, serial: z.string().check(z.regex(/^\d{1,7}$/, '编号不对')) }),
  body: z.strictObject({ ...Rev, verdict: z.enum(ANSWERS), text: Text(4, 500, '请写答复') }),
  reply: Done,
  errors: ['scheme_unknown', 'scheme_wrong_state', 'scheme_comment_changed'],
});
