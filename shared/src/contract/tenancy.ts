import * as z from 'zod/mini';
import { CERTIFICATE_STATES, VIEWING_STATES } from '../states/certificate.js';
import { Done, defineEndpoint, Id, Instant, LocalDate, RequestId } from './http.js';

/** 信易租 (product C6): a certificate the tenant makes, shows and takes back. */
const Benefit = z.object({ code: z.string(), title: z.string(), qualifies: z.string(), holds: z.boolean(), hint: z.string() });

export const rentalBenefits = defineEndpoint({
  id: 'tenancy.benefits',
  method: 'GET',
  path: '/api/tenancy/benefits',
  who: ['resident'],
  reads: 'own_certificates',
  summary: '我现在可以做哪种租房凭证',
  reply: z.object({
    items: z.array(Benefit),
    textVersion: z.string(),
    maskedName: z.string(),
    days: z.object({ most: z.int(), usual: z.int() }),
    viewers: z.object({ most: z.int(), usual: z.int() }),
  }),
  errors: [],
});

export const ViewerLine = z.object({
  id: Id,
  /** What the viewer called themselves, or agency and staff number. */
  as: z.string(),
  /** 139****7702; empty for an agent. */
  maskedPhone: z.string(),
  agency: z.boolean(),
  /** The agency is on the list of agencies in good standing. */
  goodStanding: z.boolean(),
  organisationId: z.nullable(Id),
  state: z.enum(VIEWING_STATES),
  askedAt: Instant,
  until: Instant,
  looks: z.array(Instant),
  /** Until when a proof of the moment that the tenant gave this viewer is good; null: none now. */
  proofUntil: z.nullable(Instant),
});
export type ViewerLine = z.infer<typeof ViewerLine>;
const Certificate = z.object({
  id: Id,
  title: z.string(),
  state: z.enum(CERTIFICATE_STATES),
  stateText: z.string(),
  madeAt: Instant,
  until: LocalDate,
  daysLeft: z.int(),
  viewersMost: z.int(),
  viewersUsed: z.int(),
  approval: z.boolean(),
  /** Whether the condition holds now; told to the tenant alone. */
  holds: z.boolean(),
  waiting: z.int(),
});
export type CertificateView = z.infer<typeof Certificate>;
/** What the tenant holds out: the same certificate by QR, link and typed code. */
const Shown = z.object({
  ...Certificate.shape,
  maskedName: z.string(),
  code: z.string(),
  link: z.string(),
  /** Renewed every few minutes: only one shown just now counts as face to face. */
  qr: z.string(),
  qrSeconds: z.int(),
  viewers: z.array(ViewerLine),
});
export type OwnCertificate = z.infer<typeof Shown>;

export const makeCertificate = defineEndpoint({
  id: 'tenancy.make',
  method: 'POST',
  path: '/api/tenancy/certificates',
  who: ['resident'],
  stepUp: true,
  reads: 'own_certificates',
  summary: '生成一张租房凭证',
  body: z.strictObject({
    requestId: RequestId,
    benefit: z.string().check(z.regex(/^[a-z_]{1,30}$/, '请选择用途')),
    days: z.int('请填天数').check(z.minimum(1, '最少 1 天'), z.maximum(30, '最多 30 天')),
    viewers: z.int('请填人数').check(z.minimum(1, '最少 1 人'), z.maximum(5, '最多 5 人')),
    approval: z.boolean(),
    textVersion: z.string().check(z.maxLength(40)),
  }),
  reply: z.object({ id: Id }),
  errors: ['tenancy_condition', 'tenancy_text_changed', 'tenancy_many', 'tenancy_request_reused'],
});
export const certificates = defineEndpoint({
  id: 'tenancy.list',
  method: 'GET',
  path: '/api/tenancy/certificates',
  who: ['resident'],
  reads: 'own_certificates',
  summary: '我的租房凭证，最近 20 张',
  reply: z.object({ items: z.array(Certificate) }),
  errors: [],
});
export const certificate = defineEndpoint({
  id: 'tenancy.certificate',
  method: 'GET',
  path: '/api/tenancy/certificates/:id',
  who: ['resident'],
  reads: 'own_certificates',
  summary: '一张租房凭证：二维码、链接、凭证码和查看人',
  params: z.strictObject({ id: Id }),
  reply: Shown,
  errors: ['tenancy_unknown'],
});
export const revokeCertificate = defineEndpoint({
  id: 'tenancy.revoke',
  method: 'POST',
  path: '/api/tenancy/certificates/:id/revocation',
  who: ['resident'],
  summary: '作废一张租房凭证，马上生效',
  params: z.strictObject({ id: Id }),
  reply: Done,
  errors: ['tenancy_unknown'],
});
export const answerViewer = defineEndpoint({
  id: 'tenancy.answer',
  method: 'POST',
  path: '/api/tenancy/viewings/:id/answer',
  who: ['resident'],
  summary: '同意或不同意一个人查看',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ allow: z.boolean() }),
  reply: Done,
  errors: ['tenancy_viewing_unknown', 'tenancy_viewers_used', 'tenancy_viewing_closed'],
});

const Look = z.object({
  state: z.enum(['void', 'wait', 'declined', 'shown']),
  waiting: z.nullable(z.object({ viewingId: Id, as: z.string(), maskedPhone: z.string(), until: Instant })),
  shown: z.nullable(
    z.object({
      viewingId: Id,
      title: z.string(),
      maskedName: z.string(),
      at: Instant,
      until: LocalDate,
      viewer: z.string(),
      /** The viewer's agency is on the list of agencies in good standing; null for a landlord. */
      goodStanding: z.nullable(z.boolean()),
      approved: z.enum(['asked', 'shown']),
    }),
  ),
});
export type CertificateLook = z.infer<typeof Look>;
export const lookAtCertificate = defineEndpoint({
  id: 'tenancy.look',
  method: 'POST',
  path: '/api/tenancy/looks',
  who: ['resident', 'landlord', 'agent'],
  reads: 'tenant_certificate',
  summary: '查看一张租房凭证：链接、当面扫码或 8 位凭证码',
  body: z.strictObject({
    /** One of the two: what was typed, or the certificate's id from the link. */
    code: z.optional(z.string().check(z.maxLength(40, '凭证码是 8 位'))),
    link: z.optional(z.string().check(z.maxLength(80))),
    /** From a QR code: when it was held out. */
    face: z.optional(z.string().check(z.maxLength(80))),
    /** How the viewer wishes to be called; an agent goes by agency and staff number. */
    as: z.optional(z.string().check(z.maxLength(20, '称呼最多 20 个字'))),
  }),
  reply: Look,
  errors: ['tenancy_guess_limit', 'tenancy_phone_needed', 'tenancy_own', 'identity_basic_required'],
});
export const viewing = defineEndpoint({
  id: 'tenancy.viewing',
  method: 'GET',
  path: '/api/tenancy/viewings/:id',
  who: ['resident', 'landlord', 'agent'],
  summary: '租客答复了没有',
  params: z.strictObject({ id: Id }),
  reply: z.object({ answered: z.boolean() }),
  errors: ['tenancy_viewing_unknown'],
});

/** As long as a proof may be: far more than one of ours has. */
const ProofText = z.string().check(z.minLength(1, '请粘贴证明'), z.maxLength(4000, '这不是租房证明'));
const Proven = z.object({
  title: z.string(),
  /** Empty where the tenant left it out. */
  maskedName: z.string(),
  /** The certificate's last day, as it was when the proof was made. */
  until: LocalDate,
  madeAt: Instant,
  goodUntil: Instant,
});
export const makeProof = defineEndpoint({
  id: 'tenancy.makeProof',
  method: 'POST',
  path: '/api/tenancy/viewings/:id/proof',
  who: ['resident'],
  reads: 'own_certificates',
  summary: '给一个同意过的查看人一份 24 小时的证明；还有一份没过时的，就是那一份',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ named: z.boolean() }),
  reply: z.object({ until: Instant }),
  errors: ['tenancy_viewing_unknown', 'tenancy_proof_closed'],
});
export const proofs = defineEndpoint({
  id: 'tenancy.proofs',
  method: 'GET',
  path: '/api/tenancy/proofs',
  who: ['resident', 'landlord', 'agent'],
  summary: '租客给我的证明，还没过时的；不含租客的信息',
  /** `viewer`: the number by which the offline check knows whom a proof was given to. */
  reply: z.object({ viewer: z.string(), items: z.array(z.object({ id: Id, madeAt: Instant, goodUntil: Instant })) }),
  errors: [],
});
export const openProof = defineEndpoint({
  id: 'tenancy.openProof',
  method: 'POST',
  path: '/api/tenancy/proofs/openings',
  who: ['resident', 'landlord', 'agent'],
  reads: 'tenant_certificate',
  summary: '打开给我的证明：核对真伪、是不是给我的、凭证现在还有没有效',
  /** One of the two: one from the list, or the text that was kept. */
  body: z.strictObject({ id: z.optional(Id), text: z.optional(ProofText) }),
  /** `void`: one answer for every cause, as a look has. */
  reply: z.object({ state: z.enum(['valid', 'void', 'expired', 'other_viewer', 'forged']), proven: z.nullable(Proven), text: z.nullable(z.string()) }),
  errors: [],
});
export type ProofOpening = z.infer<typeof openProof.reply>;
export const checkProof = defineEndpoint({
  id: 'tenancy.checkProof',
  method: 'POST',
  path: '/api/tenancy/proofs/checks',
  who: 'public',
  summary: '核对一份证明的真伪和时间，谁都可以；是不是给你的、现在还有没有效，登录后才能核对',
  body: z.strictObject({ text: ProofText }),
  reply: z.object({ state: z.enum(['genuine', 'expired', 'forged']), proven: z.nullable(Proven) }),
  errors: [],
});
export type ProofChecked = z.infer<typeof checkProof.reply>;
export const proofKeys = defineEndpoint({
  id: 'tenancy.proofKeys',
  method: 'GET',
  path: '/api/tenancy/proof-keys',
  who: 'public',
  summary: '租房证明的验签公钥（JWKS），离线核对用',
  reply: z.object({
    issuer: z.string(),
    keys: z.array(
      z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), use: z.literal('sig'), alg: z.literal('EdDSA'), kid: z.string(), x: z.string() }),
    ),
  }),
  errors: [],
});
export const agencies = defineEndpoint({
  id: 'tenancy.agencies',
  method: 'GET',
  path: '/api/tenancy/agencies',
  who: 'public',
  summary: '守信中介名录：认租房凭证的中介机构和门店',
  reply: z.object({
    items: z.array(z.object({ id: Id, name: z.string(), since: LocalDate, shops: z.array(z.object({ id: Id, name: z.string(), address: z.string() })) })),
    shops: z.int(),
  }),
  errors: [],
});
