import * as z from 'zod/mini';
import { REPAIR_CHANNELS } from '../rules/repair.js';
import { REPAIR_STATES } from '../states/repair.js';
import { Cursor, Done, defineEndpoint, Id, Instant, LocalDate, NoJson } from './http.js';

/** 信用修复 (product D1): one application for one record, two materials, decided by the unit that made the record. */
const Applicants = ['resident', 'handler', 'representative'] as const;
const Desk = ['source', 'reviewer', 'operator'] as const;
const Which = z.strictObject({ id: Id });
export const MOST_PROOF_BYTES = 10 * 1024 * 1024;
/** A firm's handler may carry so many records through one submission. */
export const MOST_AT_ONCE = 20;

const Route = z.object({
  channel: z.enum(REPAIR_CHANNELS),
  state: z.enum(['now', 'later', 'duties', 'elsewhere', 'closed']),
  /** Day the form opens; shown before it does. */
  from: z.nullable(LocalDate),
  open: z.boolean(),
  why: z.string(),
  reference: z.string(),
});
const Card = z.object({
  recordId: Id,
  title: z.string(),
  unit: z.string(),
  documentNumber: z.string(),
  firstDay: z.nullable(LocalDate),
  lastDay: z.nullable(LocalDate),
  route: Route,
  /** The application that is under way, else the last one; null where there was none. */
  application: z.nullable(z.object({ id: Id, state: z.enum(REPAIR_STATES), stateText: z.string(), clock: z.string() })),
});
export type RepairCard = z.infer<typeof Card>;
const Line = z.object({
  id: Id,
  /** Empty before it is submitted. */
  number: z.string(),
  state: z.enum(REPAIR_STATES),
  stateText: z.string(),
  /** The clock in one sentence, the same on both sides; empty where none runs. */
  clock: z.string(),
  dueOn: z.nullable(LocalDate),
  overdue: z.boolean(),
  alarmed: z.boolean(),
  submittedOn: z.nullable(LocalDate),
});
export type RepairLine = z.infer<typeof Line>;
const Step = z.object({ key: z.string(), title: z.string(), at: z.nullable(Instant), text: z.string(), state: z.enum(['done', 'now', 'next']) });
export type RepairStep = z.infer<typeof Step>;
const Detail = z.object({
  ...Line.shape,
  record: z.object({ title: z.string(), unit: z.string(), documentNumber: z.string() }),
  /** 企业名称（工号）for a firm; empty for a person's own. */
  applicant: z.string(),
  proof: z.nullable(z.object({ bytes: z.number(), sha256: z.string() })),
  commitment: z.nullable(z.object({ version: z.string(), sha256: z.string(), signedAt: Instant })),
  steps: z.array(Step),
  /** What was missing, why it was refused, put off or restored; empty where nothing was said. */
  missing: z.string(),
  reason: z.string(),
  extension: z.string(),
  /** The way to review after a refusal; empty elsewhere. */
  review: z.string(),
  can: z.array(z.enum(['submit', 'supply', 'withdraw'])),
});
export type RepairDetail = z.infer<typeof Detail>;
const Text = z.string('请写明内容').check(z.minLength(4, '请写明内容'), z.maxLength(500, '最多 500 个字'));

export const repairRecords = defineEndpoint({
  id: 'repair.records',
  method: 'GET',
  path: '/api/repair-records',
  who: Applicants,
  assurance: 'high',
  scope: 'repair',
  reads: 'own_repairs',
  summary: '哪些记录可以修复、走哪条路、从哪天起、为什么',
  reply: z.object({ firm: z.string(), items: z.array(Card), clock: z.string() }),
  errors: [],
});
export const startRepairs = defineEndpoint({
  id: 'repair.start',
  method: 'POST',
  path: '/api/repairs',
  who: Applicants,
  assurance: 'high',
  scope: 'repair',
  summary: '开始申请；同一条记录已有草稿的，就是那一份',
  body: z.strictObject({ recordIds: z.array(Id).check(z.minLength(1, '请选择记录'), z.maxLength(MOST_AT_ONCE, '一次最多 20 条')) }),
  reply: z.object({ items: z.array(z.object({ id: Id, recordId: Id })) }),
  errors: ['repair_record_unknown', 'repair_not_open', 'repair_under_way', 'repair_unit_absent'],
});
export const repair = defineEndpoint({
  id: 'repair.one',
  method: 'GET',
  path: '/api/repairs/:id',
  who: Applicants,
  assurance: 'high',
  scope: 'repair',
  reads: 'own_repairs',
  summary: '一件修复申请：进度、期限、材料、承诺书文本',
  params: Which,
  reply: z.object({ ...Detail.shape, pledge: z.object({ version: z.string(), text: z.string() }) }),
  errors: ['repair_unknown'],
});
export const putProof = defineEndpoint({
  id: 'repair.proof',
  method: 'PUT',
  path: '/api/repairs/:id/proof',
  who: Applicants,
  assurance: 'high',
  scope: 'repair',
  upload: { most: MOST_PROOF_BYTES },
  summary: '上传履行证明（JPG、PNG、PDF，最大 10 MB）；再传一次就换掉',
  params: Which,
  reply: z.object({ bytes: z.number(), sha256: z.string() }),
  errors: [
    'repair_unknown',
    'repair_step_impossible',
    'material_kind_unknown',
    'material_damaged',
    'material_unsafe',
    'material_infected',
    'material_scan_down',
    'material_many',
  ],
});
export const submitRepairs = defineEndpoint({
  id: 'repair.submit',
  method: 'POST',
  path: '/api/repair-submissions',
  who: Applicants,
  assurance: 'high',
  scope: 'repair',
  summary: '签署承诺并提交；企业可以多条一起提交',
  body: z.strictObject({
    ids: z.array(Id).check(z.minLength(1), z.maxLength(MOST_AT_ONCE, '一次最多 20 件')),
    /** Version of the commitment that was read and signed. */
    pledge: z.string().check(z.maxLength(60)),
    agree: z.literal(true),
  }),
  reply: z.object({ items: z.array(z.object({ id: Id, number: z.string() })) }),
  errors: ['repair_unknown', 'repair_not_open', 'repair_proof_missing', 'repair_pledge_changed', 'repair_step_impossible'],
});
export const supplyRepair = defineEndpoint({
  id: 'repair.supply',
  method: 'POST',
  path: '/api/repairs/:id/supplement',
  who: Applicants,
  assurance: 'high',
  scope: 'repair',
  summary: '补充的材料已传好，交回认定单位',
  params: Which,
  reply: Done,
  errors: ['repair_unknown', 'repair_step_impossible'],
});
export const withdrawRepair = defineEndpoint({
  id: 'repair.withdraw',
  method: 'POST',
  path: '/api/repairs/:id/withdrawal',
  who: Applicants,
  assurance: 'high',
  scope: 'repair',
  summary: '撤回申请',
  params: Which,
  reply: Done,
  errors: ['repair_unknown', 'repair_step_impossible'],
});

const DeskLine = z.object({ ...Line.shape, unit: z.string(), subject: z.enum(['person', 'organisation']), batch: z.nullable(Id) });
export type DeskRepairLine = z.infer<typeof DeskLine>;
export const deskRepairs = defineEndpoint({
  id: 'repair.desk',
  method: 'GET',
  path: '/api/desk/repairs',
  who: Desk,
  summary: '修复办理：先到期的在前，不写是谁的；单位只见自己的',
  query: z.strictObject({ state: z.enum(['waiting', 'elsewhere', 'closed']), after: Cursor }),
  reply: z.object({ items: z.array(DeskLine), next: z.nullable(z.string()) }),
  errors: [],
});
export const deskRepair = defineEndpoint({
  id: 'repair.deskOne',
  method: 'GET',
  path: '/api/desk/repairs/:id',
  who: Desk,
  reads: 'repair_case',
  summary: '一件修复申请：记录、材料、承诺、进度',
  params: Which,
  reply: z.object({ ...DeskLine.shape, ...Detail.shape, maskedName: z.string(), may: z.array(z.string()) }),
  errors: ['repair_unknown', 'repair_conflict'],
});
export const deskProof = defineEndpoint({
  id: 'repair.deskProof',
  method: 'GET',
  path: '/api/desk/repairs/:id/proof',
  who: Desk,
  reads: 'repair_case',
  file: 'application/pdf',
  summary: '履行证明',
  params: Which,
  reply: NoJson,
  errors: ['repair_unknown', 'repair_conflict'],
});
/** Each step of the desk by its event; `text` is what was missing, or the reasons, where the step needs one. */
export const stepRepair = defineEndpoint({
  id: 'repair.step',
  method: 'POST',
  path: '/api/desk/repairs/:id/step',
  who: Desk,
  summary: '办一步：转交、受理、一次告知补正、不予受理、延长、同意、不同意、停止公示、报告承诺不实、恢复公示、不恢复',
  params: Which,
  body: z.strictObject({
    step: z.enum(['forward', 'ask', 'accept', 'decline', 'extend', 'approve', 'refuse', 'publish', 'report_breach', 'restore', 'dismiss_breach']),
    text: z.optional(Text),
    /** Number of the unit's decision, for approve. */
    document: z.optional(z.string().check(z.minLength(4, '请写文号'), z.maxLength(60, '文号最多 60 个字'))),
  }),
  reply: Done,
  errors: ['repair_unknown', 'repair_conflict', 'repair_step_impossible', 'repair_reason_missing', 'repair_same_hand', 'repair_record_moved'],
});
