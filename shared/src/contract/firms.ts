import * as z from 'zod/mini';
import { Cursor, Done, defineEndpoint, FIRM_SCOPES, Id, Instant, LocalDate } from './http.js';

/** 企业经办 (product A8): who may act for a firm, in what, until when. */
const Code = z.string('请输入统一社会信用代码').check(z.minLength(1, '请输入统一社会信用代码'), z.maxLength(40));
const Phone = z.string('请输入手机号').check(z.minLength(11, '请输入 11 位手机号'), z.maxLength(24, '请输入 11 位手机号'));
const Reason = z.string('请写明办理依据').check(z.minLength(4, '请写明办理依据'), z.maxLength(200));
const Scope = z.enum(FIRM_SCOPES);
const Scopes = z.array(Scope).check(z.minLength(1, '至少选一项'), z.maxLength(FIRM_SCOPES.length));
/** Last day, counted in full; at most two years ahead. */
const Appointment = { scope: Scopes, until: LocalDate };
const Firm = z.object({ name: z.string(), uscc: z.string() });

export type FirmView = z.infer<typeof FirmView>;
export const FirmView = z.object({
  membershipId: Id,
  firm: Firm,
  as: z.enum(['handler', 'representative']),
  /** 经办号, by which every act is signed. */
  staffNumber: z.string(),
  /** Empty: everything (a representative). */
  scope: z.array(Scope),
  until: z.nullable(LocalDate),
  /** For a representative only. */
  handlers: z.nullable(z.object({ active: z.number(), pending: z.number() })),
});
export type InvitationView = z.infer<typeof InvitationView>;
export const InvitationView = z.object({
  id: Id,
  firm: Firm,
  /** invited: by the representative, for this person to accept; asked: by this person, for the representative to confirm. */
  kind: z.enum(['invited', 'asked']),
  ...Appointment,
  at: Instant,
});
export const firms = defineEndpoint({
  id: 'firms.mine',
  method: 'GET',
  path: '/api/firms',
  who: ['resident', 'handler', 'representative'],
  reads: 'own_account',
  summary: '我经办的企业，和等我答复的邀请',
  reply: z.object({ items: z.array(FirmView), invitations: z.array(InvitationView) }),
  errors: [],
});
export const startBind = defineEndpoint({
  id: 'firms.startBind',
  method: 'POST',
  path: '/api/firms/bindings',
  who: ['resident'],
  assurance: 'high',
  summary: '绑定一家企业：出示电子营业执照',
  reads: 'real_name',
  body: z.strictObject({ uscc: Code }),
  reply: z.object({ ticket: z.string(), validFor: z.number(), sandbox: z.boolean() }),
  errors: ['firm_code_invalid', 'firm_service_down'],
});
export const finishBind = defineEndpoint({
  id: 'firms.finishBind',
  method: 'POST',
  path: '/api/firms/bindings/finish',
  who: ['resident'],
  assurance: 'high',
  summary: '取回电子营业执照的核验结果，成为这家企业的法定代表人身份',
  reads: 'real_name',
  body: z.strictObject({ ticket: z.string().check(z.minLength(8), z.maxLength(2000)) }),
  reply: z.object({ membershipId: Id, firm: Firm }),
  errors: ['firm_ticket_invalid', 'firm_licence_other', 'firm_service_down'],
});
export const askFirm = defineEndpoint({
  id: 'firms.ask',
  method: 'POST',
  path: '/api/firms/requests',
  who: ['resident'],
  assurance: 'high',
  summary: '请法定代表人确认我为经办人',
  body: z.strictObject({ uscc: Code, ...Appointment }),
  reply: Done,
  errors: ['firm_code_invalid', 'firm_not_bound', 'firm_already', 'firm_until_invalid'],
});
export const answerInvitation = defineEndpoint({
  id: 'firms.answer',
  method: 'POST',
  path: '/api/firms/invitations/:id/answer',
  who: ['resident'],
  assurance: 'high',
  summary: '接受或谢绝邀请；也用来收回自己的申请',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ accept: z.boolean() }),
  reply: Done,
  errors: ['firm_invitation_unknown', 'firm_already'],
});
export const leaveFirm = defineEndpoint({
  id: 'firms.leave',
  method: 'POST',
  path: '/api/firms/:id/exit',
  who: ['resident', 'handler'],
  summary: '退出经办',
  params: z.strictObject({ id: Id }),
  reply: Done,
  errors: ['firm_handler_unknown'],
});

export type HandlerView = z.infer<typeof HandlerView>;
export const HandlerView = z.object({
  id: Id,
  /** 赵*敏 */
  maskedName: z.string(),
  staffNumber: z.string(),
  scope: z.array(Scope),
  until: z.nullable(LocalDate),
});
const Pending = z.object({ id: Id, kind: z.enum(['invited', 'asked']), maskedPhone: z.string(), ...Appointment, at: Instant });
export const handlers = defineEndpoint({
  id: 'firms.handlers',
  method: 'GET',
  path: '/api/firm/handlers',
  who: ['representative'],
  assurance: 'high',
  reads: 'firm_administration',
  summary: '现在的经办人，和还没有答复的邀请、申请',
  reply: z.object({ firm: Firm, items: z.array(HandlerView), pending: z.array(Pending) }),
  errors: [],
});
export const inviteHandler = defineEndpoint({
  id: 'firms.invite',
  method: 'POST',
  path: '/api/firm/invitations',
  who: ['representative'],
  assurance: 'high',
  summary: '邀请经办人（有没有这个账号，回答相同）',
  body: z.strictObject({ phone: Phone, ...Appointment }),
  reply: Done,
  errors: ['firm_until_invalid', 'firm_already'],
});
export const settleInvitation = defineEndpoint({
  id: 'firms.settle',
  method: 'POST',
  path: '/api/firm/invitations/:id/answer',
  who: ['representative'],
  assurance: 'high',
  summary: '确认或谢绝对方的申请；也用来收回自己的邀请',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ accept: z.boolean() }),
  reply: Done,
  errors: ['firm_invitation_unknown', 'firm_already'],
});
export const removeHandler = defineEndpoint({
  id: 'firms.remove',
  method: 'POST',
  path: '/api/firm/handlers/:id/removal',
  who: ['representative'],
  assurance: 'high',
  summary: '解除经办人，马上生效',
  params: z.strictObject({ id: Id }),
  reply: Done,
  errors: ['firm_handler_unknown'],
});
export const firmActs = defineEndpoint({
  id: 'firms.acts',
  method: 'GET',
  path: '/api/firm/acts',
  who: ['handler', 'representative'],
  summary: '以企业身份办过的事，每一件都写明经办号',
  query: z.strictObject({ after: Cursor }),
  reply: z.object({
    items: z.array(z.object({ id: Id, at: Instant, staffNumber: z.string(), act: z.string(), about: z.string() })),
    next: z.nullable(z.string()),
  }),
  errors: [],
});
export const repairable = defineEndpoint({
  id: 'firms.repairable',
  method: 'GET',
  path: '/api/firm/repairable',
  who: ['handler', 'representative'],
  scope: 'repair',
  summary: '这家企业公示中的行政处罚，和从哪天起可以申请修复',
  reply: z.object({
    firm: Firm,
    items: z.array(
      z.object({ id: Id, title: z.string(), unit: z.string(), from: z.nullable(LocalDate), state: z.enum(['now', 'later', 'duties', 'elsewhere']) }),
    ),
  }),
  errors: [],
});

const AtWindow = { uscc: Code, reason: Reason };
export const bindAtWindow = defineEndpoint({
  id: 'firms.bindAtWindow',
  method: 'POST',
  path: '/api/desk/firms/representatives',
  who: ['operator'],
  summary: '窗口绑定法定代表人（核对原件后）',
  body: z.strictObject({ ...AtWindow, phone: Phone, name: z.string('请输入企业名称').check(z.minLength(2, '请输入企业名称'), z.maxLength(120)) }),
  reply: Done,
  errors: ['firm_code_invalid', 'firm_person_unproven'],
});
export const endAtWindow = defineEndpoint({
  id: 'firms.endAtWindow',
  method: 'POST',
  path: '/api/desk/firms/representatives/end',
  who: ['operator'],
  summary: '窗口解除法定代表人身份（已离任）',
  body: z.strictObject(AtWindow),
  reply: Done,
  errors: ['firm_code_invalid', 'firm_not_bound'],
});
