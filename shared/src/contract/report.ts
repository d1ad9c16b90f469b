import * as z from 'zod/mini';
import { PURPOSE_MOST } from '../rules/report.js';
import { codePoints } from '../text/fold.js';
import { Done, defineEndpoint, Id, Instant, LocalDate, NoJson, RequestId } from './http.js';

/** What a report is for, as chosen; 'other' is typed. Renting, hiring, loans and marriage are not among them, and nobody may ask for one (B4). */
export const REPORT_PURPOSES = ['award', 'bid', 'qualification', 'own', 'other'] as const;
export type ReportPurpose = (typeof REPORT_PURPOSES)[number];
/** Printed on every page: one line without spaces. */
const PurposeText = z
  .string()
  .check(z.trim(), z.regex(/^[^\s<>]+$/, '不要用空格和尖括号'))
  .check(z.refine((t) => codePoints(t).length >= 2 && codePoints(t).length <= PURPOSE_MOST, '写 2 到 16 个字'));

const Class = z.object({ classCode: z.string(), title: z.string(), items: z.number() });
/** What may stand in a report of today, by class; nothing of it is chosen beforehand. */
export const reportChoices = defineEndpoint({
  id: 'report.choices',
  method: 'GET',
  path: '/api/credit/report-choices',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_reports',
  summary: '出报告前：每类可以出具几条，今天还可以出几份',
  reply: z.object({
    classes: z.array(Class),
    /** Looks by others that would be listed; `more`: there are more than a report lists. */
    looks: z.object({ items: z.number(), more: z.boolean() }),
    /** Whether there is a grade line to put in. */
    grade: z.boolean(),
    left: z.number(),
    leftOf: z.number(),
  }),
  errors: [],
});

export const ReportView = z.object({
  id: Id,
  /** making 生成中, ready 可下载, failed 没有做成 (it does not count towards the day), expired 过了可验真日期, revoked 已撤销. */
  state: z.enum(['making', 'ready', 'failed', 'expired', 'revoked']),
  /** 0 … 100 while it is made. */
  progress: z.number(),
  purpose: z.string(),
  classes: z.array(z.string()),
  looks: z.boolean(),
  grade: z.boolean(),
  askedAt: Instant,
  /** Of a finished one: BH20261125-7Q4K-92MX, its code, and the text of its QR code. */
  number: z.string(),
  code: z.string(),
  link: z.string(),
  /** Last day on which it can be checked, and is kept here. */
  until: LocalDate,
  pages: z.number(),
  size: z.number(),
  sha256: z.string(),
});
export type ReportView = z.infer<typeof ReportView>;

/** The same request id and choice: the same report, however often it is asked for. */
export const makeReport = defineEndpoint({
  id: 'report.make',
  method: 'POST',
  path: '/api/credit/reports',
  who: ['resident'],
  stepUp: true,
  reads: 'own_reports',
  summary: '生成一份自己的信用报告',
  body: z.strictObject({
    requestId: RequestId,
    purpose: z.enum(REPORT_PURPOSES),
    /** Of 'other'. */
    purposeText: z.optional(PurposeText),
    classes: z.array(z.string().check(z.regex(/^\d{2}$/, '类别不对'))).check(z.maxLength(20)),
    looks: z.boolean(),
    grade: z.boolean(),
  }),
  reply: ReportView,
  errors: ['report_nothing_chosen', 'report_purpose_refused', 'report_day_limit', 'report_request_reused', 'credit_not_open', 'credit_not_opted_in'],
});
export const myReports = defineEndpoint({
  id: 'report.list',
  method: 'GET',
  path: '/api/credit/reports',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_reports',
  summary: '我出具过的报告，新的在前',
  reply: z.object({ items: z.array(ReportView), left: z.number(), leftOf: z.number() }),
  errors: [],
});
export const myReport = defineEndpoint({
  id: 'report.one',
  method: 'GET',
  path: '/api/credit/reports/:id',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_reports',
  summary: '一份报告：做到哪一步，验真码',
  params: z.strictObject({ id: Id }),
  reply: ReportView,
  errors: ['report_unknown'],
});
export const reportFile = defineEndpoint({
  id: 'report.file',
  method: 'GET',
  path: '/api/credit/reports/:id/file',
  who: ['resident'],
  stepUp: true,
  reads: 'own_reports',
  file: 'application/pdf',
  summary: '下载一份报告',
  params: z.strictObject({ id: Id }),
  reply: NoJson,
  errors: ['report_unknown', 'report_not_ready', 'report_over'],
});
export const revokeReport = defineEndpoint({
  id: 'report.revoke',
  method: 'POST',
  path: '/api/credit/reports/:id/revocation',
  who: ['resident'],
  assurance: 'high',
  summary: '撤销一份报告：验真马上显示已撤销，文件删除',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ confirm: z.literal(true) }),
  reply: Done,
  errors: ['report_unknown', 'report_not_ready', 'report_over'],
});

/**
 * Whoever holds a report may ask whether it is genuine. A code nobody was given, one that was mistyped and one that was revoked or ran out answer in one
 * form; only of a valid one is there anything to compare, and never a record.
 */
export const verifyReport = defineEndpoint({
  id: 'report.verify',
  method: 'POST',
  path: '/api/publicity/report-verification',
  who: 'public',
  summary: '报告验真：8 位码，或报告二维码里的编号',
  body: z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(40)) }),
  reply: z.object({
    state: z.enum(['valid', 'expired', 'revoked', 'unknown']),
    report: z.nullable(
      z.object({
        number: z.string(),
        kind: z.enum(['person', 'organisation']),
        /** A person's masked, an organisation's as on the public register. */
        subject: z.string(),
        issuedAt: Instant,
        purpose: z.string(),
        classes: z.array(z.string()),
        until: LocalDate,
        pages: z.number(),
        size: z.number(),
        sha256: z.string(),
      }),
    ),
  }),
  errors: ['report_verify_limit'],
});
