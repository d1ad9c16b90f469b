import * as z from 'zod/mini';
import { VOUCHER_STATES } from '../states/voucher.js';
import { ConsentText } from './consents.js';
import { Cursor, Done, defineEndpoint, Fen, Id, Instant, LocalDate, RequestId } from './http.js';
import { CERTIFICATE_REFUSALS, CertificateText, Minute, Visit } from './travel.js';

/** Categories are data (product C1); these icons are the ones the design system has. */
export const Category = z.object({ code: z.string(), title: z.string(), icon: z.string(), summary: z.string(), offers: z.number() });
/** What the ticket's stub shows: 2 小时 / 停车免费, ¥0 / 骑行押金, 8 折 / 全天门票. */
const Headline = z.object({ prefix: z.string(), figure: z.string(), unit: z.string(), caption: z.string() });
/** fixed 固定权益, percent 按账单打折并封顶, heads 按人数. */
export const Benefit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), text: z.string() }),
  /** payPercent: 85 = 8.5 折. */
  z.object({ kind: z.literal('percent'), payPercent: z.int().check(z.minimum(1), z.maximum(99)), capFen: z.nullable(Fen) }),
  z.object({
    kind: z.literal('heads'),
    priceFen: Fen,
    payPercent: z.int().check(z.minimum(0), z.maximum(99)),
    maxHeads: z.int().check(z.minimum(1), z.maximum(20)),
  }),
]);
export type Benefit = z.infer<typeof Benefit>;

/** Where a shop is, WGS-84. How far that is from somebody is worked out on their phone: no position of a person is ever sent (product C1). */
export const Point = z.object({ lat: z.number(), lng: z.number() });
export const OfferCard = z.object({
  id: Id,
  category: z.string(),
  title: z.string(),
  provider: z.string(),
  headline: Headline,
  /** Who qualifies, in plain words: 不限等级 / 守信良好起. */
  qualifies: z.string(),
  place: z.string(),
  zone: z.string(),
  needsConsent: z.boolean(),
  state: z.enum(['published', 'paused', 'ended']),
  /** Null where stock has no limit. */
  left: z.nullable(z.number()),
  points: z.array(Point),
});
export type OfferCard = z.infer<typeof OfferCard>;
export const categories = defineEndpoint({
  id: 'perks.categories',
  method: 'GET',
  path: '/api/perks/categories',
  who: 'public',
  summary: '信易+ 领域',
  reply: z.object({ items: z.array(Category), zones: z.array(z.object({ code: z.string(), title: z.string() })) }),
  errors: [],
});
export const offers = defineEndpoint({
  id: 'perks.offers',
  method: 'GET',
  path: '/api/perks/offers',
  who: 'public',
  summary: '权益列表，不登录也能看，不按个人排序',
  query: z.strictObject({
    category: z.optional(z.string().check(z.regex(/^[a-z_]{1,30}$/))),
    zone: z.optional(z.string().check(z.regex(/^\d{9}$/))),
    q: z.optional(z.string().check(z.maxLength(40))),
    /** Only what can be claimed at this moment by whoever qualifies: published, within its days and hours, with units left. */
    open: z.optional(z.literal('1')),
    /** Offers a page; the larger one is for a phone that puts all of them in order of distance. */
    size: z.optional(z.enum(['20', '100'])),
    after: Cursor,
  }),
  reply: z.object({ items: z.array(OfferCard), total: z.number(), next: z.nullable(z.string()) }),
  errors: [],
});
export const offer = defineEndpoint({
  id: 'perks.offer',
  method: 'GET',
  path: '/api/perks/offers/:id',
  who: 'public',
  summary: '一项权益',
  params: z.strictObject({ id: Id }),
  reply: z.object({
    offer: OfferCard,
    version: z.number(),
    benefit: Benefit,
    original: z.string(),
    steps: z.array(z.string()),
    terms: z.array(z.string()),
    legalBasis: z.string(),
    funding: z.string(),
    howToJoin: z.string(),
    startsOn: LocalDate,
    endsOn: LocalDate,
    /** Last day a voucher claimed today may be used. */
    usableDays: z.number(),
    shops: z.array(z.object({ id: Id, name: z.string(), address: z.string() })),
    /** The recipient's consent text, shown before claiming; null where no consent is needed. */
    consent: z.nullable(ConsentText),
    /** A day and a time are chosen when claiming (`travel.visits`). */
    visits: z.optional(z.boolean()),
    /** Where the certificates come from that stand in for the grade, in words; empty or absent: none does. */
    recognises: z.optional(z.array(z.string())),
  }),
  errors: ['perk_offer_unknown'],
});
export const Condition = z.object({
  key: z.enum(['real_name', 'age', 'grade', 'area', 'no_open_record', 'consent', 'person_limit', 'day_limit', 'stock', 'window', 'service']),
  met: z.enum(['yes', 'consent', 'no']),
  title: z.string(),
  hint: z.string(),
});
export const Eligibility = z.object({
  offerId: Id,
  offerVersion: z.number(),
  /** yes: claim now; consent: claim by agreeing; no: see conditions. */
  verdict: z.enum(['yes', 'consent', 'no']),
  conditions: z.array(Condition),
});
export type Eligibility = z.infer<typeof Eligibility>;
export const eligibility = defineEndpoint({
  id: 'perks.eligibility',
  method: 'GET',
  path: '/api/perks/offers/:id/eligibility',
  who: ['resident'],
  reads: 'own_perks',
  summary: '资格核对，逐条写明，只给本人看',
  params: z.strictObject({ id: Id }),
  reply: Eligibility,
  errors: ['perk_offer_unknown'],
});
const Area = z.nullable(z.string().check(z.regex(/^120116\d{3}$/, '地区不对')));
export const OwnAreas = z.object({
  /** Street or development zone where the person lives and where they work, as they stated it; null: not stated. */
  live: Area,
  work: Area,
  text: ConsentText,
});
export type OwnAreas = z.infer<typeof OwnAreas>;
export const ownAreas = defineEndpoint({
  id: 'perks.ownAreas',
  method: 'GET',
  path: '/api/perks/own-areas',
  who: ['resident'],
  reads: 'own_perks',
  summary: '我填写的常住地和工作地',
  reply: OwnAreas,
  errors: [],
});
export const stateAreas = defineEndpoint({
  id: 'perks.stateAreas',
  method: 'PUT',
  path: '/api/perks/own-areas',
  who: ['resident'],
  summary: '填写或撤回常住地和工作地，只用于有地区条件的优惠',
  /** Both null: taken back, and the consent with it. */
  body: z.strictObject({ live: Area, work: Area, textVersion: z.string().check(z.maxLength(40)) }),
  reply: Done,
  errors: ['consent_text_outdated'],
});
export const claimable = defineEndpoint({
  id: 'perks.claimable',
  method: 'GET',
  path: '/api/perks/claimable',
  who: ['resident'],
  reads: 'own_perks',
  summary: '我现在可以领的权益',
  reply: z.object({ items: z.array(z.object({ offerId: Id, verdict: z.enum(['yes', 'consent', 'no', 'claimed']), tag: z.string() })), count: z.number() }),
  errors: [],
});

export const VoucherView = z.object({
  id: Id,
  offerId: Id,
  title: z.string(),
  subtitle: z.string(),
  provider: z.string(),
  state: z.enum(VOUCHER_STATES),
  stateText: z.string(),
  places: z.array(z.string()),
  usableFrom: LocalDate,
  usableUntil: LocalDate,
  /** Heads left for benefit kind heads, else 1 or 0. */
  usesLeft: z.number(),
  claimedAt: Instant,
  redeemedAt: z.nullable(Instant),
  redeemedPlace: z.string(),
  /** Number of the redemption, as it stands on the counter's receipt; empty before. */
  receipt: z.string(),
  /** Relief that stands after reversals; null where the benefit has no price. */
  savedFen: z.nullable(Fen),
  /** Heads that stand after reversals; null where heads are not counted. */
  usedHeads: z.nullable(z.number()),
  /** While a counter is confirming: since when and until when at the latest. */
  lockedAt: z.nullable(Instant),
  lockedUntil: z.nullable(Instant),
  cancelledAt: z.nullable(Instant),
  /** Partial or whole reversals in words. */
  reversals: z.array(z.string()),
  benefit: Benefit,
  /** The time it is for; null or left out: any time of its days. */
  visit: z.optional(z.nullable(z.object({ date: LocalDate, from: Minute, to: Minute, heads: z.int() }))),
});
export type VoucherView = z.infer<typeof VoucherView>;
export const claim = defineEndpoint({
  id: 'perks.claim',
  method: 'POST',
  path: '/api/perks/offers/:id/vouchers',
  who: ['resident'],
  assurance: 'basic',
  reads: 'voucher_claim',
  summary: '领取：领了就算数，用到到期日',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({
    offerVersion: z.int().check(z.minimum(1)),
    consentTextVersion: z.nullable(z.string().check(z.maxLength(40))),
    requestId: RequestId,
    /** Where the offer has times: the one that is wanted. */
    visit: z.optional(Visit),
    /** Where the offer takes one: a certificate of a listed issuer stands in for the grade. It is looked at and forgotten. */
    certificate: z.optional(CertificateText),
  }),
  reply: VoucherView,
  errors: [
    'perk_offer_unknown',
    'perk_offer_changed',
    'perk_not_started',
    'perk_ended',
    'perk_paused',
    'perk_sold_out',
    'perk_day_sold_out',
    'perk_person_limit',
    'perk_not_eligible',
    'consent_required',
    'consent_text_outdated',
    'counter_request_reused',
    'visit_required',
    'visit_unexpected',
    'visit_unknown',
    'visit_over',
    'visit_heads',
    'visit_full',
    ...CERTIFICATE_REFUSALS,
  ],
});
export const vouchers = defineEndpoint({
  id: 'perks.vouchers',
  method: 'GET',
  path: '/api/perks/vouchers',
  who: ['resident'],
  reads: 'own_perks',
  summary: '我的券',
  query: z.strictObject({ group: z.enum(['usable', 'past']), after: Cursor }),
  reply: z.object({ items: z.array(VoucherView), next: z.nullable(z.string()) }),
  errors: [],
});
export const voucher = defineEndpoint({
  id: 'perks.voucher',
  method: 'GET',
  path: '/api/perks/vouchers/:id',
  who: ['resident'],
  reads: 'own_perks',
  summary: '一张券',
  params: z.strictObject({ id: Id }),
  reply: VoucherView,
  errors: ['voucher_unknown'],
});
/** The secret lets the phone make rotating codes offline; each fetch is on record (architecture 9). */
export const voucherSecret = defineEndpoint({
  id: 'perks.voucherSecret',
  method: 'POST',
  path: '/api/perks/vouchers/:id/secret',
  who: ['resident'],
  reads: 'own_perks',
  summary: '取券码密钥，离线也能出码',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({}),
  reply: z.object({
    /** Random public id of the code, in the QR instead of the voucher's id. */
    codeId: z.string(),
    /** Base64url, 32 bytes. */
    secret: z.string(),
    keyId: z.string(),
    /** Epoch milliseconds of the server, so that a wrong phone clock corrects itself. */
    serverTime: z.number(),
  }),
  errors: ['voucher_unknown', 'voucher_used', 'voucher_expired', 'voucher_cancelled', 'voucher_reversed'],
});
export const cancelVoucher = defineEndpoint({
  id: 'perks.cancelVoucher',
  method: 'POST',
  path: '/api/perks/vouchers/:id/cancellation',
  who: ['resident'],
  summary: '不用了：取消一张券，名额退回；不影响信用',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ confirm: z.literal(true) }),
  reply: Done,
  errors: ['voucher_unknown', 'voucher_used', 'voucher_expired', 'voucher_reversed', 'voucher_in_use'],
});
