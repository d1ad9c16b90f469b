import * as z from 'zod/mini';
import { STATEMENT_STATES } from '../states/statement.js';
import { Cursor, defineEndpoint, Id, Instant, LocalDate, NoJson } from './http.js';

/** Monthly statements between a merchant and the credit centre (product C8). No holder of a voucher stands in them. */
const DESK = ['manager', 'operator', 'auditor'] as const;
const Params = z.strictObject({ id: Id });
const Rev = { rev: z.number() };
const SignedFen = z.int().check(z.gte(-100_000_000_000), z.lte(100_000_000_000));
const Said = (missing: string) => z.string(missing).check(z.minLength(4, '至少写 4 个字'), z.maxLength(500, '最多 500 个字'));
const Sums = {
  redemptions: z.number(),
  reversals: z.number(),
  heads: z.number(),
  reliefFen: SignedFen,
  /** Borne by whoever subsidises the versions, and by the merchant; both add up to the relief. */
  subsidyFen: SignedFen,
  ownFen: SignedFen,
};
const StatementSummary = z.object({
  id: Id,
  provider: z.string(),
  /** YYYY-MM. */
  month: z.string(),
  state: z.enum(STATEMENT_STATES),
  stateText: z.string(),
  /** Last day to look through it. */
  dueOn: LocalDate,
  reliefFen: SignedFen,
  subsidyFen: SignedFen,
});
export const StatementDetail = z.object({
  ...StatementSummary.shape,
  rev: z.number(),
  /** JS-202610-coast-park: stands on the PDF and the transfer. */
  number: z.string(),
  firstDay: LocalDate,
  lastDay: LocalDate,
  closedAt: Instant,
  totals: z.object(Sums),
  lines: z.array(z.object({ ...Sums, title: z.string(), version: z.number(), kind: z.enum(['month', 'earlier']), subsidyText: z.string() })),
  /** The ledger as it reads now less what was stated: 0 unless something is wrong. */
  differenceFen: SignedFen,
  /** What the merchant objects to, and the centre's answer. */
  objection: z.string(),
  answer: z.string(),
  /** Document or transfer of the settlement. */
  payment: z.string(),
  /** Steps taken, oldest first; unit and staff number, never a name. */
  steps: z.array(z.object({ event: z.string(), by: z.string(), at: Instant })),
  may: z.array(z.enum(['confirm', 'dispute', 'answer', 'settle'])),
});
export type StatementDetail = z.infer<typeof StatementDetail>;
export const StatementEntry = z.object({
  id: Id,
  kind: z.enum(['redemption', 'reversal']),
  title: z.string(),
  version: z.number(),
  at: Instant,
  shop: z.string(),
  clerk: z.string(),
  heads: z.number(),
  reliefFen: SignedFen,
});

export const statements = defineEndpoint({
  id: 'statements.list',
  method: 'GET',
  path: '/api/statements',
  who: DESK,
  summary: '月结单：店长看自己的，中心看全部',
  query: z.strictObject({ state: z.optional(z.enum(STATEMENT_STATES)), after: Cursor }),
  reply: z.object({ items: z.array(StatementSummary), next: z.nullable(z.string()) }),
  errors: [],
});
export const statement = defineEndpoint({
  id: 'statements.one',
  method: 'GET',
  path: '/api/statements/:id',
  who: DESK,
  summary: '一张月结单：合计、按权益、谁承担、办到哪一步',
  params: Params,
  reply: StatementDetail,
  errors: ['statement_unknown'],
});
export const statementEntries = defineEndpoint({
  id: 'statements.entries',
  method: 'GET',
  path: '/api/statements/:id/entries',
  who: DESK,
  summary: '逐笔核销和撤销，没有姓名',
  params: Params,
  query: z.strictObject({ after: Cursor }),
  reply: z.object({ items: z.array(StatementEntry), next: z.nullable(z.string()) }),
  errors: ['statement_unknown'],
});
const step = <const Id_ extends string, const P extends `/api/${string}`, const R extends readonly (typeof DESK)[number][]>(
  id: Id_,
  path: P,
  who: R,
  summary: string,
) => ({ id, method: 'POST', path, who, summary, params: Params, reply: StatementDetail }) as const;
export const confirmStatement = defineEndpoint({
  ...step('statements.confirm', '/api/statements/:id/confirm', ['manager'], '店长确认无误'),
  body: z.strictObject(Rev),
  errors: ['statement_unknown', 'statement_wrong_state', 'statement_changed'],
});
export const disputeStatement = defineEndpoint({
  ...step('statements.dispute', '/api/statements/:id/dispute', ['manager'], '店长提出异议'),
  body: z.strictObject({ ...Rev, text: Said('请写明哪里不对') }),
  errors: ['statement_unknown', 'statement_wrong_state', 'statement_changed'],
});
export const answerStatement = defineEndpoint({
  ...step('statements.answer', '/api/statements/:id/answer', ['operator'], '中心答复异议，送店长再核对'),
  body: z.strictObject({ ...Rev, text: Said('请写答复') }),
  errors: ['statement_unknown', 'statement_wrong_state', 'statement_changed'],
});
export const settleStatement = defineEndpoint({
  ...step('statements.settle', '/api/statements/:id/settle', ['operator'], '中心确认并结算'),
  body: z.strictObject({ ...Rev, payment: Said('请填付款凭证号') }),
  errors: ['statement_unknown', 'statement_wrong_state', 'statement_changed', 'statement_same_person', 'statement_difference'],
});
const file = <const Id_ extends string, const P extends `/api/${string}`, const K extends string>(id: Id_, path: P, kind: K, summary: string) =>
  ({ id, method: 'GET', path, who: DESK, file: kind, summary, params: Params, reply: NoJson, errors: ['statement_unknown'] }) as const;
export const statementCsv = defineEndpoint(file('statements.csv', '/api/statements/:id/csv', 'text/csv', '逐笔导出 CSV'));
export const statementXlsx = defineEndpoint(
  file('statements.xlsx', '/api/statements/:id/xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '逐笔导出 XLSX'),
);
export const statementPdf = defineEndpoint(file('statements.pdf', '/api/statements/:id/pdf', 'application/pdf', '月结单 PDF，双方确认后带双方签认'));
