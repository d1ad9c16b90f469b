import * as z from 'zod/mini';
import { DEPOSIT_KINDS } from '../rules/deposit.js';
import { AUTHORISATION_STATES, ENDINGS } from '../states/deposit.js';
import { ConsentText } from './consents.js';
import { Cursor, Done, defineEndpoint, Fen, Id, Instant, LocalDate } from './http.js';
import { Condition } from './perks.js';

/** 免押 (product C5): the resident's side. The operator's is in `contract/deposit-partner.ts`. */

/** What an operator's app opens our page with (RFC 6749 4.1.1, RFC 7636 4.3). `plain` PKCE is refused. */
const Ask = {
  client: Id,
  redirect: z.string().check(z.minLength(1), z.maxLength(300)),
  state: z.string().check(z.regex(/^[A-Za-z0-9_.~-]{8,200}$/, '来路不对')),
  challenge: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, '来路不对')),
  method: z.literal('S256'),
} as const;
export const DepositAsk = z.strictObject(Ask);
export type DepositAsk = z.infer<typeof DepositAsk>;

export const DepositService = z.object({
  id: Id,
  kind: z.enum(DEPOSIT_KINDS),
  operator: z.string(),
  /** What is lent, in words: 共享单车. */
  title: z.string(),
  /** What has to be paid without it. */
  depositFen: Fen,
  /** Where a resident finds the operator; empty when only its own app leads there. */
  home: z.string(),
});
export type DepositService = z.infer<typeof DepositService>;
/** Where the resident goes back to: an address made by the server of what the operator registered, never of what was asked. */
export const WayBack = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('web'), url: z.string() }),
  z.object({ kind: z.literal('weapp'), appId: z.string(), data: z.object({ state: z.string(), code: z.optional(z.string()), error: z.optional(z.string()) }) }),
]);
export type WayBack = z.infer<typeof WayBack>;

export const depositRequest = defineEndpoint({
  id: 'deposit.request',
  method: 'GET',
  path: '/api/deposit/request',
  who: ['resident'],
  reads: 'own_perks',
  summary: '运营方申请免押授权：给本人看的全部内容',
  query: DepositAsk,
  reply: z.object({
    service: DepositService,
    consent: ConsentText,
    verdict: z.enum(['yes', 'no']),
    conditions: z.array(Condition),
    /** The one in force already; null when there is none. */
    current: z.nullable(Id),
  }),
  errors: ['deposit_service_unknown', 'deposit_redirect_unknown'],
});
export const depositDecide = defineEndpoint({
  id: 'deposit.decide',
  method: 'POST',
  path: '/api/deposit/decisions',
  who: ['resident'],
  reads: 'own_perks',
  summary: '同意或不同意，然后回到运营方；再点一次只会换一个新的授权码',
  body: z.strictObject({ ...Ask, decision: z.enum(['agree', 'refuse']), consentTextVersion: z.string().check(z.maxLength(40)) }),
  reply: z.object({ back: WayBack }),
  errors: ['deposit_service_unknown', 'deposit_redirect_unknown', 'deposit_not_eligible', 'consent_text_outdated'],
});

export const DepositOrder = z.object({
  /** The operator's own number. */
  number: z.string(),
  operator: z.string(),
  startedAt: Instant,
  endedAt: z.nullable(Instant),
  released: z.boolean(),
});
export type DepositOrder = z.infer<typeof DepositOrder>;
export const DepositAuthorisation = z.object({
  id: Id,
  service: DepositService,
  state: z.enum(AUTHORISATION_STATES),
  since: Instant,
  /** Last day it holds; null when it has ended. */
  until: z.nullable(LocalDate),
  /** It ends soon: to be renewed in the consent centre. */
  expiring: z.boolean(),
  endedAt: z.nullable(Instant),
  ended: z.nullable(z.enum(ENDINGS)),
});
export type DepositAuthorisation = z.infer<typeof DepositAuthorisation>;
export const depositAuthorisations = defineEndpoint({
  id: 'deposit.authorisations',
  method: 'GET',
  path: '/api/deposit/authorisations',
  who: ['resident'],
  reads: 'own_deposits',
  summary: '我的免押授权，近 30 天的使用，还可以开通的',
  reply: z.object({
    items: z.array(DepositAuthorisation),
    orders: z.array(DepositOrder),
    /** Of the last 30 days, whatever the list shows. */
    count: z.int(),
    unreleased: z.int(),
    others: z.array(DepositService),
  }),
  errors: [],
});
export const depositAuthorisation = defineEndpoint({
  id: 'deposit.authorisation',
  method: 'GET',
  path: '/api/deposit/authorisations/:id',
  who: ['resident'],
  reads: 'own_deposits',
  summary: '一家的免押授权和它近 30 天的使用',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({ after: Cursor }),
  reply: z.object({
    authorisation: DepositAuthorisation,
    /** The wording of today: while the authorisation is in force, the one that was agreed to. */
    consent: ConsentText,
    orders: z.array(DepositOrder),
    next: z.nullable(z.string()),
  }),
  errors: ['deposit_authorisation_unknown'],
});
export const depositWithdraw = defineEndpoint({
  id: 'deposit.withdraw',
  method: 'POST',
  path: '/api/deposit/authorisations/:id/withdrawal',
  who: ['resident'],
  summary: '撤回一家的免押授权，马上生效；正在用的这一次照原条件用完',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ confirm: z.literal(true) }),
  reply: Done,
  errors: ['deposit_authorisation_unknown'],
});
