import * as z from 'zod/mini';
import { ConsentText } from './consents.js';
import { Done, defineEndpoint, Id, Instant, LocalDate, ROLES } from './http.js';
import { MembershipView, SessionReply } from './session.js';

export const Account = z.object({
  id: Id,
  /** 李*宁; empty before real name. */
  maskedName: z.string(),
  maskedPhone: z.string(),
  assurance: z.enum(['none', 'basic', 'high']),
  /** High assurance proven on the device of this session. */
  highOnThisDevice: z.boolean(),
  /** Until when what needs a fresh proof may be done in this session without another; null: not now. */
  steppedUpUntil: z.nullable(Instant),
  role: z.enum(ROLES),
  /** The membership in use; null: the resident. */
  membershipId: z.nullable(Id),
  memberships: z.array(MembershipView),
  /** personalGrade setting of the service (product B1). */
  personalGrade: z.enum(['off', 'consultation', 'on']),
  optedIn: z.boolean(),
  unreadMessages: z.number(),
  /** When the deletion of the account is carried out; null when none was asked for. */
  leavesAt: z.nullable(Instant),
  /** At a shop's shared terminal, by PIN: for the counter alone. */
  atTerminal: z.boolean(),
  sandbox: z.boolean(),
});
export type Account = z.infer<typeof Account>;
export const me = defineEndpoint({
  id: 'people.me',
  method: 'GET',
  path: '/api/me',
  who: 'session',
  whileLeaving: true,
  atTerminal: true,
  reads: 'own_account',
  summary: '我的账号',
  reply: Account,
  errors: [],
});
export const NUMBER_KINDS = ['resident_id', 'hmt_permit', 'foreign_permanent'] as const;
/** Shown whole before the number is typed (domain rule 15: identity numbers on a screen of their own). */
export const realNameText = defineEndpoint({
  id: 'people.realNameText',
  method: 'GET',
  path: '/api/real-name/consent',
  who: 'public',
  summary: '实名认证前要看的单独同意书',
  reply: z.object({ text: ConsentText }),
  errors: [],
});
const NameAndNumber = z.strictObject({
  name: z.string('请输入姓名').check(z.minLength(1, '请输入姓名'), z.maxLength(100)),
  number: z.string('请输入证件号码').check(z.minLength(1, '请输入证件号码'), z.maxLength(40)),
  /** 证件信息单独同意（个保法 28–30）. */
  consent: z.literal(true, '需要先同意使用证件信息核验身份'),
  /** Version of the text that was shown; without it the current one counts as shown. */
  textVersion: z.optional(z.string().check(z.maxLength(40))),
});
export const verifyBasic = defineEndpoint({
  id: 'people.verifyBasic',
  method: 'POST',
  path: '/api/me/real-name',
  who: ['resident'],
  reads: 'real_name',
  summary: '基础实名：姓名加证件号码',
  body: NameAndNumber,
  reply: z.object({ assurance: z.enum(['basic', 'high']), maskedName: z.string() }),
  errors: [
    'identity_number_invalid',
    'identity_name_invalid',
    'identity_minor',
    'identity_mismatch',
    'identity_taken',
    'identity_bound',
    'identity_service_down',
    'auth_attempts_limit',
    'consent_text_outdated',
  ],
});
/** Providers of the high level: none is forced, face only as one of four (domain 1.8). */
export const HIGH_PROVIDERS = ['network_id', 'jinxinban', 'face', 'window'] as const;
/** Of the text about the face that was shown; needed the first time a face is chosen (个保法 29: a separate consent). */
const FaceTextVersion = z.optional(z.string().check(z.maxLength(40)));
/** Shown whole, alone, before a face is looked at (domain rule 15). */
export const faceText = defineEndpoint({
  id: 'people.faceText',
  method: 'GET',
  path: '/api/real-name/face-consent',
  who: 'public',
  summary: '人脸核验前要看的单独同意书',
  reply: z.object({ text: ConsentText }),
  errors: [],
});
export const startHigh = defineEndpoint({
  id: 'people.startHigh',
  method: 'POST',
  path: '/api/me/real-name/high',
  who: ['resident'],
  assurance: 'basic',
  summary: '高级实名：发起一次核验',
  body: z.strictObject({ provider: z.enum(HIGH_PROVIDERS), faceTextVersion: FaceTextVersion }),
  reply: z.object({ ticket: z.string(), validFor: z.number(), sandbox: z.boolean() }),
  errors: ['identity_service_down', 'auth_attempts_limit', 'consent_required', 'consent_text_outdated'],
});
export const finishHigh = defineEndpoint({
  id: 'people.finishHigh',
  method: 'POST',
  path: '/api/me/real-name/high/finish',
  who: ['resident'],
  assurance: 'basic',
  reads: 'real_name',
  summary: '高级实名：取回核验结果',
  body: z.strictObject({ ticket: z.string().check(z.minLength(8), z.maxLength(120)) }),
  reply: z.object({ assurance: z.literal('high'), maskedName: z.string() }),
  errors: ['identity_ticket_invalid', 'identity_mismatch', 'identity_service_down'],
});
/** 你已有一个账号: this account, which has no real name yet, into the one that holds this name and number, both proven at the high level. */
export const startJoin = defineEndpoint({
  id: 'people.startJoin',
  method: 'POST',
  path: '/api/me/join',
  who: ['resident'],
  summary: '合并账号：用同一个姓名和证件号码发起一次高级核验',
  body: z.extend(NameAndNumber, { provider: z.enum(HIGH_PROVIDERS), faceTextVersion: FaceTextVersion }),
  reply: z.object({ ticket: z.string(), validFor: z.number(), sandbox: z.boolean() }),
  errors: [
    'identity_number_invalid',
    'identity_name_invalid',
    'identity_minor',
    'identity_mismatch',
    'identity_bound',
    'identity_join_none',
    'identity_join_unproven',
    'identity_service_down',
    'auth_attempts_limit',
    'consent_required',
    'consent_text_outdated',
  ],
});
export const finishJoin = defineEndpoint({
  id: 'people.finishJoin',
  method: 'POST',
  path: '/api/me/join/finish',
  who: ['resident'],
  reads: 'account_join',
  summary: '合并账号：核验通过后并入，这台设备换成那个账号登录',
  body: z.strictObject({ ticket: z.string().check(z.minLength(8), z.maxLength(120)) }),
  reply: SessionReply,
  errors: ['identity_ticket_invalid', 'identity_join_unproven', 'identity_mismatch', 'identity_service_down'],
});
export const freezeIdentity = defineEndpoint({
  id: 'people.freezeIdentity',
  method: 'POST',
  path: '/api/me/freeze',
  who: ['resident'],
  assurance: 'basic',
  summary: '有人冒用我的身份：冻结账号，退出全部设备',
  body: z.strictObject({ confirm: z.literal(true) }),
  reply: Done,
  errors: [],
});
/** 谁查过我, first form. */
export const LookView = z.object({
  id: Id,
  at: Instant,
  /** 本人 / 单位名称（工号）/ 商户名称. */
  who: z.string(),
  kind: z.enum(['self', 'staff', 'merchant', 'partner', 'viewer', 'system']),
  purpose: z.string(),
  basis: z.string(),
  items: z.array(z.string()),
  /** Set when the look was kept from the person until a day that is over: by which law and document. */
  sealed: z.optional(z.object({ statute: z.string(), documentNumber: z.string(), authority: z.string(), until: LocalDate })),
});
export const LOOK_FILTERS = ['self', 'others', 'staff', 'merchant', 'partner', 'viewer', 'system'] as const;
export const looks = defineEndpoint({
  id: 'people.looks',
  method: 'GET',
  path: '/api/me/looks',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_register',
  summary: '谁查过我：可以按查询方、时间、单位筛选',
  query: z.strictObject({
    kind: z.optional(z.enum(LOOK_FILTERS)),
    /** Shanghai days, both included. */
    from: z.optional(LocalDate),
    to: z.optional(LocalDate),
    /** One of the units of the reply. */
    unit: z.optional(Id),
    after: z.optional(z.string().check(z.maxLength(60))),
  }),
  reply: z.object({
    items: z.array(LookView),
    next: z.nullable(z.string()),
    /** With the first page: how many looks of each kind there are, and by which units, without any filter. */
    summary: z.optional(
      z.object({
        counts: z.object({ self: z.number(), staff: z.number(), merchant: z.number(), partner: z.number(), viewer: z.number(), system: z.number() }),
        units: z.array(z.object({ id: Id, name: z.string() })),
      }),
    ),
  }),
  errors: ['look_period_invalid'],
});
