import * as z from 'zod/mini';
import { GRADES, MOST_MONTHS } from '../rules/grade.js';
import { ConsentText } from './consents.js';
import { Done, defineEndpoint, Id, Instant, LocalDate } from './http.js';

export const GradeOrUnrated = z.enum([...GRADES, 'unrated']);

/** Reading the opt-in text needs no account. */
export const optInText = defineEndpoint({
  id: 'credit.optInText',
  method: 'GET',
  path: '/api/credit/opt-in/text',
  who: 'public',
  summary: '开通个人信用等级服务前要看的说明',
  reply: z.object({ text: ConsentText, personalGrade: z.enum(['off', 'consultation', 'on']) }),
  errors: [],
});
export const optIn = defineEndpoint({
  id: 'credit.optIn',
  method: 'POST',
  path: '/api/credit/opt-in',
  who: ['resident'],
  assurance: 'high',
  summary: '开通个人信用等级服务',
  /** zone: where the person lives, if they care to say; nine digits of 滨海新区. Groups of a dry run alone use it. */
  body: z.strictObject({ textVersion: z.string().check(z.maxLength(40)), zone: z.optional(z.string().check(z.regex(/^120116\d{3}$/, '区域不对'))) }),
  reply: Done,
  errors: ['credit_not_open', 'consent_text_outdated'],
});
export const optOut = defineEndpoint({
  id: 'credit.optOut',
  method: 'POST',
  path: '/api/credit/opt-out',
  who: ['resident'],
  summary: '关闭个人信用等级服务，马上生效；不影响信用和已领的券',
  body: z.strictObject({ confirm: z.literal(true) }),
  reply: Done,
  errors: [],
});

export const FactorView = z.object({
  key: z.string(),
  kind: z.enum(['commitment', 'contract', 'honour', 'no_open_record']),
  /** counted 计入, open 公示中（暂不评定的原因）, not_counted 不计入. */
  state: z.enum(['counted', 'open', 'not_counted']),
  title: z.string(),
  detail: z.string(),
  /** Source document and unit in words. */
  source: z.string(),
  /** Last day it counts, null = no end. */
  until: z.nullable(LocalDate),
  recordIds: z.array(Id),
});
export const RaiseView = z.object({ to: z.enum(GRADES), title: z.string(), detail: z.string() });
export const GradeView = z.object({
  grade: GradeOrUnrated,
  /** One true sentence, for the person only; empty when graded. */
  unratedReason: z.string(),
  computedAt: Instant,
  validUntil: z.nullable(LocalDate),
  scheme: z.object({ id: z.string(), title: z.string() }),
});
export type GradeView = z.infer<typeof GradeView>;
/** Fetched only when the person uncovers it (DESIGN 10). */
export const grade = defineEndpoint({
  id: 'credit.grade',
  method: 'GET',
  path: '/api/credit/grade',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_credit',
  summary: '我的信用等级',
  reply: GradeView,
  errors: ['credit_not_open', 'credit_not_opted_in'],
});
export const explanation = defineEndpoint({
  id: 'credit.explanation',
  method: 'GET',
  path: '/api/credit/explanation',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_credit',
  summary: '等级是怎么来的：因素、怎样到、近 12 个月',
  reply: z.object({
    grade: GradeView,
    counted: z.array(FactorView),
    notCounted: z.array(FactorView),
    raises: z.array(RaiseView),
    /** Oldest first, at most 12 months. */
    history: z.array(z.object({ month: z.string(), grade: GradeOrUnrated, note: z.string() })),
  }),
  errors: ['credit_not_open', 'credit_not_opted_in'],
});
/** Each time the grade became another one, with what had become otherwise, by comparing the stored results. */
export const history = defineEndpoint({
  id: 'credit.history',
  method: 'GET',
  path: '/api/credit/history',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_credit',
  summary: '近 12 个月的等级，每次变化是因为什么',
  reply: z.object({
    /** Oldest first, 12 of them. */
    months: z.array(z.object({ month: z.string(), grade: GradeOrUnrated, note: z.string() })),
    /** Newest first, at most 50; the first result is one of them, with nothing before it. */
    changes: z.array(z.object({ id: Id, on: LocalDate, from: z.nullable(GradeOrUnrated), to: GradeOrUnrated, scheme: z.string(), why: z.array(z.string()) })),
  }),
  errors: ['credit_not_open', 'credit_not_opted_in'],
});
/** Runs the scheme on records changed as the person chose; nothing of it is stored. */
export const whatIf = defineEndpoint({
  id: 'credit.whatIf',
  method: 'POST',
  path: '/api/credit/what-if',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_credit',
  summary: '怎样会更高：选几件事，用同一套规则重算',
  body: z.strictObject({
    chosen: z.array(z.string().check(z.maxLength(100))).check(z.maxLength(40)),
    /** Whole months from today. */
    months: z.int().check(z.gte(0), z.lte(MOST_MONTHS)),
  }),
  reply: z.object({
    /** Today's. */
    now: GradeOrUnrated,
    choices: z.array(z.object({ key: z.string(), title: z.string(), detail: z.string(), from: LocalDate })),
    result: z.object({ grade: GradeOrUnrated, on: LocalDate, unratedReason: z.string(), changes: z.array(z.string()) }),
  }),
  errors: ['credit_not_open', 'credit_not_opted_in', 'credit_choice_unknown'],
});
export const RecordView = z.object({
  id: Id,
  classCode: z.string(),
  title: z.string(),
  unit: z.string(),
  documentNumber: z.string(),
  decidedOn: z.nullable(LocalDate),
  state: z.enum(['effective', 'in_publicity', 'under_objection', 'repaired', 'ended', 'not_counted', 'withdrawn']),
  stateText: z.string(),
  counts: z.boolean(),
  countsText: z.string(),
  /** From which day, by which way it may be repaired; null where nothing can be or need be repaired. */
  repair: z.nullable(z.object({ channel: z.enum(['platform', 'sector', 'court', 'none']), from: z.nullable(LocalDate), text: z.string() })),
});
export type RecordView = z.infer<typeof RecordView>;
export const records = defineEndpoint({
  id: 'credit.records',
  method: 'GET',
  path: '/api/credit/records',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_records',
  summary: '我的全部记录，按目录类别',
  reply: z.object({
    directory: z.string(),
    total: z.number(),
    groups: z.array(z.object({ classCode: z.string(), title: z.string(), items: z.array(RecordView) })),
  }),
  errors: [],
});
export const record = defineEndpoint({
  id: 'credit.record',
  method: 'GET',
  path: '/api/credit/records/:id',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_records',
  summary: '一条记录：依据、单位、日期、公示期',
  params: z.strictObject({ id: Id }),
  reply: z.object({
    record: RecordView,
    fields: z.array(z.object({ label: z.string(), value: z.string() })),
    publicity: z.nullable(z.object({ firstDay: LocalDate, earliestRepairDay: z.nullable(LocalDate), lastDay: z.nullable(LocalDate), today: LocalDate })),
  }),
  errors: ['credit_record_unknown'],
});
