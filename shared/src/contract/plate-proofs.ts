import * as z from 'zod/mini';
import { Cursor, Done, defineEndpoint, Id, Instant } from './http.js';

/** 窗口核实车牌 (product C4): where the register of vehicles does not answer as the papers say, two people look at the papers. */
const Deciders = ['operator', 'reviewer'] as const;
const Reason = z.string('请写明依据').check(z.minLength(4, '请写明依据'), z.maxLength(200));
const Which = z.strictObject({ id: Id });
/** verified: the car is theirs now; waiting: whoever proved it before has time to answer; refused. */
export const PLATE_PROOF_RESULTS = ['verified', 'waiting', 'refused'] as const;

const Line = z.object({
  id: Id,
  state: z.enum(['proposed', 'closed']),
  openedAt: Instant,
  /** Unit and staff number. */
  openedBy: z.string(),
  reason: z.string(),
  outcome: z.nullable(z.object({ result: z.enum(PLATE_PROOF_RESULTS), reason: z.string(), by: z.string(), at: Instant })),
});
export type PlateProofLine = z.infer<typeof Line>;
export const plateProofs = defineEndpoint({
  id: 'plateProofs.list',
  method: 'GET',
  path: '/api/desk/plate-proofs',
  who: Deciders,
  summary: '窗口核实车牌：谁在什么时候受理、办到哪一步',
  query: z.strictObject({ state: z.enum(['waiting', 'closed']), after: Cursor }),
  reply: z.object({ items: z.array(Line), next: z.nullable(z.string()) }),
  errors: [],
});
export const plateProof = defineEndpoint({
  id: 'plateProofs.one',
  method: 'GET',
  path: '/api/desk/plate-proofs/:id',
  who: Deciders,
  reads: 'plate_proof',
  summary: '一件车牌核实，用于对照行驶证和身份证',
  params: Which,
  reply: z.object({ proof: Line, maskedName: z.string(), maskedNumber: z.string(), plate: z.string() }),
  errors: ['plate_proof_unknown', 'plate_proof_own'],
});
export const openPlateProof = defineEndpoint({
  id: 'plateProofs.open',
  method: 'POST',
  path: '/api/desk/plate-proofs',
  who: ['operator'],
  summary: '受理：车主持行驶证和身份证到场，核对原件后登记',
  body: z.strictObject({
    number: z.string('请输入证件号码').check(z.minLength(1, '请输入证件号码'), z.maxLength(40)),
    plate: z.string('请输入车牌号').check(z.minLength(1, '请输入车牌号'), z.maxLength(20)),
    reason: Reason,
  }),
  reply: z.object({ id: Id }),
  errors: ['identity_number_invalid', 'plate_proof_no_account', 'plate_proof_own', 'parking_plate_invalid', 'parking_plate_special'],
});
export const decidePlateProof = defineEndpoint({
  id: 'plateProofs.decide',
  method: 'POST',
  path: '/api/desk/plate-proofs/:id/decision',
  who: Deciders,
  summary: '另一人复核：同意即核实，不同意写明理由',
  params: Which,
  body: z.strictObject({ agree: z.boolean(), reason: Reason }),
  reply: Done,
  errors: ['plate_proof_unknown', 'plate_proof_closed', 'plate_proof_own', 'parking_claim_open', 'parking_plate_limit'],
});
