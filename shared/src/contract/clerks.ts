import * as z from 'zod/mini';
import { Done, defineEndpoint, Id, Instant } from './http.js';

/** Clerks of a shop (product C8): invited by a code that is shown for a short time, listed, removed at once. docs/adr/0031. */
const Shop = z.object({ id: Id, name: z.string() });
/** What was scanned or typed: the link of a QR code, or the eight characters under it. */
const Invited = z.strictObject({
  code: z.string('请扫码或输入邀请码').check(z.minLength(1, '请扫码或输入邀请码'), z.maxLength(300, '这不是店员邀请码')),
});
/** Refusals of whoever holds an invitation's code. */
const REFUSED = [
  'clerk_invite_foreign',
  'clerk_invite_unknown',
  'clerk_invite_expired',
  'clerk_invite_used',
  'clerk_invite_withdrawn',
  'clerk_already',
  'auth_attempts_limit',
] as const;

export type ClerkView = z.infer<typeof ClerkView>;
export const ClerkView = z.object({
  id: Id,
  maskedName: z.string(),
  staffNumber: z.string(),
  shops: z.array(z.string()),
  since: Instant,
});
export const clerks = defineEndpoint({
  id: 'clerks.list',
  method: 'GET',
  path: '/api/counter/clerks',
  who: ['manager'],
  reads: 'membership_admin',
  summary: '本店店员、还没有用的邀请，和可以邀请到哪家门店',
  reply: z.object({
    organisation: z.string(),
    shops: z.array(Shop),
    items: z.array(ClerkView),
    invitations: z.array(z.object({ id: Id, shop: z.string(), until: Instant })),
  }),
  errors: [],
});
export const inviteClerk = defineEndpoint({
  id: 'clerks.invite',
  method: 'POST',
  path: '/api/counter/invitations',
  who: ['manager'],
  summary: '做一个店员邀请：半小时内、一个人、一家门店；码只在这次回答里',
  body: z.strictObject({ shopId: Id }),
  reply: z.object({
    id: Id,
    shop: z.string(),
    /** What the QR code holds. */
    link: z.string(),
    /** Eight characters to be typed instead. */
    code: z.string(),
    until: Instant,
  }),
  errors: ['clerk_shop_unknown', 'auth_attempts_limit'],
});
export const withdrawInvite = defineEndpoint({
  id: 'clerks.withdrawInvite',
  method: 'POST',
  path: '/api/counter/invitations/:id/withdrawal',
  who: ['manager'],
  summary: '收回还没有用的邀请，马上生效',
  params: z.strictObject({ id: Id }),
  reply: Done,
  errors: ['clerk_invite_unknown', 'clerk_invite_used'],
});
export const removeClerk = defineEndpoint({
  id: 'clerks.remove',
  method: 'POST',
  path: '/api/counter/clerks/:id/removal',
  who: ['manager'],
  summary: '移除店员，从他的下一次操作起生效',
  params: z.strictObject({ id: Id }),
  reply: Done,
  errors: ['clerk_unknown'],
});
export const lookAtInvite = defineEndpoint({
  id: 'clerks.lookAtInvite',
  method: 'POST',
  path: '/api/counter/invitations/look',
  who: ['resident'],
  assurance: 'basic',
  summary: '接受之前先看：哪家商户、哪家门店、做什么；什么都不改变',
  body: Invited,
  reply: z.object({ organisation: z.string(), shop: z.string(), address: z.string(), until: Instant }),
  errors: REFUSED,
});
export const acceptInvite = defineEndpoint({
  id: 'clerks.acceptInvite',
  method: 'POST',
  path: '/api/counter/invitations/acceptance',
  who: ['resident'],
  assurance: 'basic',
  summary: '接受邀请，成为这家门店的店员',
  body: Invited,
  reply: z.object({ membershipId: Id, shop: z.string(), staffNumber: z.string() }),
  errors: REFUSED,
});
