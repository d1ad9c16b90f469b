import * as z from 'zod/mini';
import { ZONES } from '../identifiers/zones.js';
import { GRADES } from '../rules/grade.js';
import { OFFER_PURPOSES } from '../rules/offer-content.js';
import { OFFER_CHECKS, OFFER_STATES } from '../states/offer.js';
import { Cursor, Done, defineEndpoint, Fen, Id, Instant, LocalDate, RequestId } from './http.js';
import { Benefit } from './perks.js';

/** Who works on offers (product C9): the merchant's manager writes, the centre's operator approves, auditors read. */
const DESK = ['manager', 'operator', 'auditor'] as const;
const Params = z.strictObject({ id: Id });
const Rev = { rev: z.number() };
const Reason = z.string('请写明原因').check(z.minLength(4, '至少写 4 个字'), z.maxLength(500, '最多 500 个字'));
const Text = (max: number) => z.string().check(z.maxLength(max, `最多 ${max} 个字`));
const Count = (max: number) => z.int('请填整数').check(z.gte(1, '至少 1'), z.lte(max, `最多 ${max}`));
const Lines = z.array(Text(120)).check(z.maxLength(8, '最多 8 条'));
/** A date, or empty while the draft is being written. */
const Day = z.string().check(z.regex(/^(\d{4}-\d{2}-\d{2})?$/, '日期不对'));
const MinuteOfDay = z.int('请填时间').check(z.gte(0), z.lte(1440));
const Weekdays = z.nullable(z.array(z.int().check(z.gte(1), z.lte(7))).check(z.maxLength(7)));
const Times = { weekdays: Weekdays, hours: z.nullable(z.strictObject({ from: MinuteOfDay, to: MinuteOfDay })) };

/** See rules/offer-content. A draft may be incomplete: what is missing is said when it is sent in. */
export const OfferContent = z.strictObject({
  title: Text(30),
  subtitle: Text(40),
  category: z.string().check(z.regex(/^[a-z_]{0,30}$/)),
  zone: z.string().check(z.regex(/^(\d{9})?$/)),
  place: Text(30),
  headline: z.strictObject({ prefix: Text(2), figure: Text(6), unit: Text(4), caption: Text(10) }),
  benefit: Benefit,
  original: Text(40),
  steps: Lines,
  notes: Lines,
  legalBasis: Text(200),
  funding: Text(200),
  subsidy: z.nullable(z.strictObject({ by: Text(20).check(z.minLength(2, '填由谁补贴')), percent: Count(100), monthlyCapFen: Fen })),
  howToJoin: Text(200),
  assurance: z.enum(['basic', 'high']),
  minGrade: z.nullable(z.enum(GRADES)),
  zones: z.nullable(z.array(z.string().check(z.regex(/^\d{9}$/))).check(z.maxLength(ZONES.length))),
  age: z.strictObject({ min: z.int().check(z.gte(18, '不小于 18'), z.lte(100)), max: z.nullable(z.int().check(z.gte(18), z.lte(120))) }),
  noSeriousRecord: z.boolean(),
  consent: z.nullable(z.enum(OFFER_PURPOSES)),
  perPerson: z.nullable(Count(1000)),
  perPersonPerDay: z.nullable(Count(50)),
  from: Day,
  to: Day,
  claimOn: z.strictObject(Times),
  usableDays: Count(366),
  useOn: z.strictObject({ ...Times, from: z.nullable(LocalDate), until: z.nullable(LocalDate) }),
  visits: z.nullable(
    z.strictObject({
      weekdays: Weekdays,
      slots: z.array(z.strictObject({ from: MinuteOfDay, to: MinuteOfDay, capacity: Count(100_000) })).check(z.maxLength(24, '最多 24 个时段')),
      days: Count(90),
      maxHeads: Count(20),
    }),
  ),
  recognises: z.optional(z.array(z.enum(['110000', '120000', '130000'])).check(z.maxLength(3))),
  shopIds: z.array(Id).check(z.maxLength(200)),
  total: z.nullable(Count(10_000_000)),
  perDay: z.nullable(Count(1_000_000)),
});
export type OfferContent = z.infer<typeof OfferContent>;

const DeskOffer = z.object({
  id: Id,
  title: z.string(),
  provider: z.string(),
  category: z.string(),
  version: z.number(),
  state: z.enum(['published', 'paused', 'ended']),
  stateText: z.string(),
  to: LocalDate,
  left: z.nullable(z.number()),
  /** Vouchers or heads given out and still held. */
  issued: z.number(),
  /** A draft of the next version, if one is open. */
  draftId: z.nullable(Id),
  may: z.array(z.enum(['pause', 'resume', 'end', 'revise'])),
});
export const deskOffers = defineEndpoint({
  id: 'offers.list',
  method: 'GET',
  path: '/api/staff/offers',
  who: DESK,
  summary: '在用的权益：店长看自己的，中心看全部',
  query: z.strictObject({ after: Cursor }),
  reply: z.object({ items: z.array(DeskOffer), next: z.nullable(z.string()) }),
  errors: [],
});
const life = <const Id_ extends string, const P extends `/api/${string}`>(id: Id_, path: P, summary: string) =>
  ({
    id,
    method: 'POST',
    path,
    who: ['manager', 'operator'],
    summary,
    params: Params,
    body: z.strictObject({ version: z.number(), reason: Reason }),
    reply: Done,
  }) as const;
export const pauseOffer = defineEndpoint({
  ...life('offers.pause', '/api/staff/offers/:id/pause', '暂停领取；已领的券照常用'),
  errors: ['offer_unknown', 'offer_wrong_state', 'offer_changed'],
});
export const resumeOffer = defineEndpoint({
  ...life('offers.resume', '/api/staff/offers/:id/resume', '恢复领取'),
  errors: ['offer_unknown', 'offer_wrong_state', 'offer_changed', 'offer_paused_by_centre'],
});
export const endOffer = defineEndpoint({
  ...life('offers.end', '/api/staff/offers/:id/end', '结束；已领的券用到到期日'),
  errors: ['offer_unknown', 'offer_wrong_state', 'offer_changed'],
});

const DraftSummary = z.object({
  id: Id,
  offerId: Id,
  title: z.string(),
  provider: z.string(),
  /** Version it would become. */
  version: z.number(),
  state: z.enum(OFFER_STATES),
  stateText: z.string(),
  changedAt: Instant,
});
export const DraftDetail = z.object({
  ...DraftSummary.shape,
  rev: z.number(),
  content: OfferContent,
  /** What it changes of the version in use, in words; for a new offer every line, with an empty `now`. */
  lines: z.array(z.object({ key: z.string(), title: z.string(), now: z.string(), next: z.string(), changed: z.boolean() })),
  present: z.nullable(z.object({ version: z.number(), issued: z.number() })),
  /** What is still to be filled in, by field of the content. */
  missing: z.array(z.object({ field: z.string(), say: z.string() })),
  /** What was said when it was last returned, or at its approval. */
  opinion: z.string(),
  checks: z.array(z.enum(OFFER_CHECKS)),
  /** Steps taken, oldest first; unit and staff number, never a name. */
  steps: z.array(z.object({ event: z.string(), by: z.string(), at: Instant })),
  may: z.array(z.enum(['edit', 'submit', 'return', 'withdraw', 'approve'])),
  /** Why this person may not approve what is waiting, in words. */
  blocked: z.array(z.string()),
  choices: z.object({
    categories: z.array(z.object({ code: z.string(), title: z.string() })),
    zones: z.array(z.object({ code: z.string(), title: z.string() })),
    shops: z.array(z.object({ id: Id, name: z.string(), address: z.string() })),
  }),
});
export type DraftDetail = z.infer<typeof DraftDetail>;
export const offerDrafts = defineEndpoint({
  id: 'offers.drafts',
  method: 'GET',
  path: '/api/staff/offer-drafts',
  who: DESK,
  summary: '权益草稿：待审批的、在写的、办过的',
  query: z.strictObject({ state: z.enum(['submitted', 'draft', 'done']), after: Cursor }),
  reply: z.object({ items: z.array(DraftSummary), next: z.nullable(z.string()) }),
  errors: [],
});
export const createDraft = defineEndpoint({
  id: 'offers.createDraft',
  method: 'POST',
  path: '/api/staff/offer-drafts',
  who: ['manager'],
  summary: '起草一项新权益，或在用权益的新版本',
  body: z.strictObject({ requestId: RequestId, offerId: z.nullable(Id) }),
  reply: z.object({ id: Id }),
  errors: ['offer_unknown', 'offer_wrong_state', 'offer_draft_open'],
});
export const offerDraft = defineEndpoint({
  id: 'offers.draft',
  method: 'GET',
  path: '/api/staff/offer-drafts/:id',
  who: DESK,
  summary: '一份草稿：内容、和在用版本的对照、办到哪一步',
  params: Params,
  reply: DraftDetail,
  errors: ['offer_unknown'],
});
export const editDraft = defineEndpoint({
  id: 'offers.editDraft',
  method: 'PUT',
  path: '/api/staff/offer-drafts/:id',
  who: ['manager'],
  summary: '改草稿',
  params: Params,
  body: z.strictObject({ ...Rev, content: OfferContent }),
  reply: DraftDetail,
  errors: ['offer_unknown', 'offer_wrong_state', 'offer_changed'],
});
const step = <const Id_ extends string, const P extends `/api/${string}`, const R extends readonly (typeof DESK)[number][]>(
  id: Id_,
  path: P,
  who: R,
  summary: string,
) => ({ id, method: 'POST', path, who, summary, params: Params, reply: DraftDetail }) as const;
export const submitDraft = defineEndpoint({
  ...step('offers.submitDraft', '/api/staff/offer-drafts/:id/submit', ['manager'], '提交审批'),
  body: z.strictObject(Rev),
  errors: ['offer_unknown', 'offer_wrong_state', 'offer_changed', 'offer_incomplete'],
});
export const returnDraft = defineEndpoint({
  ...step('offers.returnDraft', '/api/staff/offer-drafts/:id/return', ['operator'], '退回修改'),
  body: z.strictObject({ ...Rev, reason: Reason }),
  errors: ['offer_unknown', 'offer_wrong_state', 'offer_changed'],
});
export const withdrawDraft = defineEndpoint({
  ...step('offers.withdrawDraft', '/api/staff/offer-drafts/:id/withdraw', ['manager'], '撤回，不办了'),
  body: z.strictObject(Rev),
  errors: ['offer_unknown', 'offer_wrong_state', 'offer_changed'],
});
export const approveDraft = defineEndpoint({
  ...step('offers.approveDraft', '/api/staff/offer-drafts/:id/approve', ['operator'], '逐项核对后同意并公布'),
  body: z.strictObject({ ...Rev, checks: z.array(z.enum(OFFER_CHECKS)), opinion: Text(500) }),
  errors: ['offer_unknown', 'offer_wrong_state', 'offer_changed', 'offer_same_person', 'offer_checks_missing', 'offer_grade_floor', 'offer_incomplete'],
});
