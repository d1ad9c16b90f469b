import * as z from 'zod/mini';
import { Cursor, defineEndpoint, Id, Instant, LocalDate } from './http.js';

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
