import * as z from 'zod/mini';
import { Done, defineEndpoint, Id, Instant, LocalDate, ROLES } from './http.js';

/** Checked and folded further by identifiers/mobile on the server; here only the shape. */
const Phone = z.string('请输入手机号').check(z.minLength(11, '请输入 11 位手机号'), z.maxLength(24, '请输入 11 位手机号'));
const SmsCode = z.string('请输入验证码').check(z.regex(/^\d{6}$/, '请输入 6 位数字验证码'));
/** Where the refresh token lives: H5 in an HttpOnly cookie on /api/session, weapp in the reply (architecture 14). */
export const Channel = z.enum(['h5', 'weapp']);
/** Random, made once per installation. */
const DeviceId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/, '设备编号不对'));
export const Device = z.strictObject({
  id: DeviceId,
  name: z.string().check(z.maxLength(60)),
});

export const SessionReply = z.object({
  accessToken: z.string(),
  /** Seconds. */
  expiresIn: z.number(),
  /** Only for channel weapp. */
  refreshToken: z.optional(z.string()),
});
export type SessionReply = z.infer<typeof SessionReply>;

export const sendSmsCode = defineEndpoint({
  id: 'session.sendSmsCode',
  method: 'POST',
  path: '/api/session/sms-codes',
  who: 'public',
  summary: '获取短信验证码（有无账号回答相同）',
  body: z.strictObject({ phone: Phone, purpose: z.enum(['login', 'staff_login']) }),
  reply: z.object({ resendAfter: z.number(), validFor: z.number() }),
  errors: ['auth_code_too_soon', 'auth_code_limit', 'auth_attempts_limit'],
});
export const loginBySms = defineEndpoint({
  id: 'session.loginBySms',
  method: 'POST',
  path: '/api/session/sms',
  who: 'public',
  summary: '手机号加验证码登录；第一次即建立账号',
  body: z.strictObject({ phone: Phone, code: SmsCode, channel: Channel, device: Device }),
  reply: SessionReply,
  errors: ['auth_code_wrong', 'auth_code_expired', 'auth_attempts_limit', 'auth_frozen'],
});
export const loginByWechat = defineEndpoint({
  id: 'session.loginByWechat',
  method: 'POST',
  path: '/api/session/wechat',
  who: 'public',
  summary: '微信登录（wx.login 的 code）',
  body: z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(128)), channel: Channel, device: Device }),
  reply: SessionReply,
  errors: ['auth_wechat_code_invalid', 'auth_wechat_busy', 'auth_wechat_blocked', 'auth_attempts_limit', 'auth_frozen'],
});
export const loginStaff = defineEndpoint({
  id: 'session.loginStaff',
  method: 'POST',
  path: '/api/session/staff',
  who: 'public',
  summary: '工作人员、店长登录：短信验证码加动态口令',
  body: z.strictObject({
    phone: Phone,
    code: SmsCode,
    totp: z.string('请输入动态口令').check(z.regex(/^\d{6}$/, '请输入 6 位动态口令')),
    channel: Channel,
    device: Device,
  }),
  reply: SessionReply,
  errors: ['auth_staff_refused', 'auth_code_expired', 'auth_attempts_limit', 'auth_frozen'],
});
export const refresh = defineEndpoint({
  id: 'session.refresh',
  method: 'POST',
  path: '/api/session/refresh',
  who: 'public',
  summary: '换新的访问令牌（H5 凭 Cookie，小程序凭刷新令牌）',
  /** deviceId: the installation that holds the token; a token that turns up at another one ends the session. */
  body: z.strictObject({ refreshToken: z.optional(z.string().check(z.maxLength(200))), deviceId: z.optional(DeviceId) }),
  reply: SessionReply,
  errors: ['auth_refresh_invalid', 'auth_refresh_reused', 'auth_frozen'],
});
export const logout = defineEndpoint({
  id: 'session.logout',
  method: 'POST',
  path: '/api/session/logout',
  who: 'session',
  whileLeaving: true,
  atTerminal: true,
  summary: '退出：这台设备，或全部设备',
  body: z.strictObject({ everywhere: z.boolean() }),
  reply: Done,
  errors: ['counter_terminal_only'],
});
export type DeviceView = z.infer<typeof DeviceView>;
export const DeviceView = z.object({
  id: Id,
  name: z.string(),
  /** Where it is logged in; null for a session of an older release. */
  channel: z.nullable(Channel),
  current: z.boolean(),
  highAssurance: z.boolean(),
  lastSeenAt: Instant,
  createdAt: Instant,
});
export const devices = defineEndpoint({
  id: 'session.devices',
  method: 'GET',
  path: '/api/session/devices',
  who: 'session',
  reads: 'own_account',
  summary: '我的设备',
  reply: z.object({ items: z.array(DeviceView) }),
  errors: [],
});
export const endDevice = defineEndpoint({
  id: 'session.endDevice',
  method: 'DELETE',
  path: '/api/session/devices/:id',
  who: 'session',
  summary: '让一台设备退出',
  params: z.strictObject({ id: Id }),
  reply: Done,
  errors: ['auth_device_unknown'],
});
export const MembershipView = z.object({
  id: Id,
  role: z.enum(ROLES),
  organisation: z.string(),
  organisationId: Id,
  staffNumber: z.string(),
  until: z.nullable(LocalDate),
});
export const switchRole = defineEndpoint({
  id: 'session.switchRole',
  method: 'POST',
  path: '/api/session/role',
  who: 'session',
  summary: '切换身份；membershipId 为空即居民本人',
  body: z.strictObject({ membershipId: z.nullable(Id) }),
  reply: SessionReply,
  errors: ['auth_membership_unknown', 'auth_forbidden'],
});
