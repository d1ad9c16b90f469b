import * as z from 'zod/mini';
import { STAY_STATES } from '../states/parking-stay.js';
import { ConsentText } from './consents.js';
import { Cursor, Done, defineEndpoint, Fen, Id, Instant, LocalDate } from './http.js';

/** A person's plates at once (domain rule 21). */
export const MOST_PLATES = 3;
/** Days a person has to say that a plate somebody else proved is still theirs (trouble PRK-4). */
export const CLAIM_DAYS = 7;
/** Days to pay after leaving. */
export const PAY_WITHIN_DAYS = 7;
/** Trips are gone after this (domain rule 21). */
export const TRIP_DAYS = 30;

const PlateText = z.string().check(z.maxLength(20));
const Plate = z.object({
  id: Id,
  /** Whole, for its owner: 津AD20375. */
  plate: z.string(),
  kind: z.enum(['ordinary', 'nev_small', 'nev_large']),
  /** registered 已登记: the discount works and nothing is shown. verified 已核实: the car is the person's. */
  state: z.enum(['registered', 'verified']),
  payLater: z.boolean(),
  /** Somebody else proved that the car is theirs: until when the person can say that it still is. */
  claimedUntil: z.nullable(Instant),
});
export type Plate = z.infer<typeof Plate>;

const Operator = z.object({
  id: Id,
  name: z.string(),
  /** 首 2 小时免费，之后 8 折 */
  perk: z.string(),
  /** 不限等级 / 守信良好起 */
  qualifies: z.string(),
  /** 每小时 5 元，24 小时最多 30 元 */
  tariff: z.string(),
  payLater: z.boolean(),
  lots: z.array(z.object({ id: Id, name: z.string(), address: z.string() })),
  consent: ConsentText,
});
export type Operator = z.infer<typeof Operator>;
export const operators = defineEndpoint({
  id: 'parking.operators',
  method: 'GET',
  path: '/api/parking/operators',
  who: 'public',
  summary: '哪些停车场能用，不登录也能看',
  reply: z.object({ items: z.array(Operator), lots: z.int() }),
  errors: [],
});

const Live = z.object({
  plateId: Id,
  plate: z.string(),
  lot: z.string(),
  enteredAt: Instant,
  freeMinutes: z.int(),
});
const Bill = z.object({ id: Id, operator: z.string(), day: LocalDate, payFen: Fen, dueOn: LocalDate, overdue: z.boolean() });
const Agreed = z.object({
  operatorId: Id,
  name: z.string(),
  /** Whether the discount works now; if not, what would make it work, for the person alone. */
  ok: z.boolean(),
  hints: z.array(z.string()),
});
export const parkingHome = defineEndpoint({
  id: 'parking.home',
  method: 'GET',
  path: '/api/parking',
  who: ['resident'],
  reads: 'own_parking',
  summary: '我的停车优惠',
  reply: z.object({
    plates: z.array(Plate),
    /** Cars of verified plates that are parked; empty on a device where the high level was not proven. */
    live: z.array(Live),
    /** Verified plates seen at two places at once: no discount until the person says which car is theirs. */
    doubts: z.array(z.object({ plateId: Id, plate: z.string(), places: z.array(z.object({ eventId: Id, lot: z.string(), enteredAt: Instant })) })),
    operators: z.array(Agreed),
    lots: z.int(),
    year: z.int(),
    savedFen: Fen,
    uses: z.int(),
    bills: z.array(Bill),
    /** An overdue bill pauses leave first and pay later, and nothing else. */
    payLaterPaused: z.boolean(),
  }),
  errors: [],
});
export type ParkingHome = z.infer<typeof parkingHome.reply>;

const Ticks = z.array(z.strictObject({ operatorId: Id, textVersion: z.string().check(z.maxLength(40)) })).check(z.maxLength(30));
export const openParking = defineEndpoint({
  id: 'parking.open',
  method: 'POST',
  path: '/api/parking/plates',
  who: ['resident'],
  assurance: 'basic',
  summary: '开通停车优惠：一个车牌，逐家勾选停车场',
  body: z.strictObject({ plate: PlateText, payLater: z.boolean(), operators: Ticks }),
  reply: Plate,
  errors: [
    'parking_plate_invalid',
    'parking_plate_special',
    'parking_plate_limit',
    'parking_plate_taken',
    'parking_operator_unknown',
    'parking_too_many_tries',
    'consent_text_outdated',
  ],
});
export const chooseOperators = defineEndpoint({
  id: 'parking.chooseOperators',
  method: 'POST',
  path: '/api/parking/operators/consents',
  who: ['resident'],
  assurance: 'basic',
  summary: '再勾选几家停车场；取消在授权管理里一步办好',
  body: z.strictObject({ operators: Ticks }),
  reply: Done,
  errors: ['parking_operator_unknown', 'consent_text_outdated'],
});
export const removePlate = defineEndpoint({
  id: 'parking.removePlate',
  method: 'DELETE',
  path: '/api/parking/plates/:id',
  who: ['resident'],
  summary: '解绑一个车牌，马上生效',
  params: z.strictObject({ id: Id }),
  reply: Done,
  errors: ['parking_plate_unknown'],
});
export const setPayLater = defineEndpoint({
  id: 'parking.setPayLater',
  method: 'PUT',
  path: '/api/parking/plates/:id/pay-later',
  who: ['resident'],
  summary: '开关“先离场后付费”',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ on: z.boolean() }),
  reply: Done,
  errors: ['parking_plate_unknown'],
});
export const provePlate = defineEndpoint({
  id: 'parking.provePlate',
  method: 'POST',
  path: '/api/parking/proofs',
  who: ['resident'],
  assurance: 'high',
  reads: 'plate_proof',
  summary: '核实车是你的：向交管部门核对行驶证姓名，只回一致或不一致；别人登记了你的车也在这里办',
  /** `consent`: plate and name go to the traffic police for this one question. */
  body: z.strictObject({ plate: PlateText, consent: z.literal(true) }),
  /** waiting: the one who proved it before has `CLAIM_DAYS` to answer. */
  reply: z.object({ outcome: z.enum(['verified', 'waiting']), until: z.nullable(Instant) }),
  errors: [
    'parking_plate_invalid',
    'parking_plate_special',
    'parking_plate_limit',
    'parking_not_owner',
    'parking_claim_open',
    'parking_too_many_tries',
    'parking_service_down',
  ],
});
export const keepPlate = defineEndpoint({
  id: 'parking.keepPlate',
  method: 'POST',
  path: '/api/parking/plates/:id/claim/refusal',
  who: ['resident'],
  assurance: 'high',
  reads: 'plate_proof',
  summary: '车还是我的：再核对一次，别人的申请作废',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ consent: z.literal(true) }),
  reply: Done,
  errors: ['parking_plate_unknown', 'parking_not_owner', 'parking_service_down'],
});
export const answerDoubt = defineEndpoint({
  id: 'parking.answerDoubt',
  method: 'POST',
  path: '/api/parking/plates/:id/doubt',
  who: ['resident'],
  assurance: 'high',
  summary: '同一车牌出现在两处：哪一辆是我的',
  params: z.strictObject({ id: Id }),
  /** The entry of the person's own car; null: none of them. */
  body: z.strictObject({ eventId: z.nullable(Id) }),
  reply: Done,
  errors: ['parking_plate_unknown', 'parking_doubt_gone'],
});
export const Trip = z.object({
  id: Id,
  plate: z.string(),
  lot: z.string(),
  day: LocalDate,
  enteredAt: z.nullable(Instant),
  leftAt: z.nullable(Instant),
  seconds: z.nullable(z.int()),
  state: z.enum(STAY_STATES),
  reliefFen: z.nullable(Fen),
  payFen: z.nullable(Fen),
});
export type Trip = z.infer<typeof Trip>;
export const trips = defineEndpoint({
  id: 'parking.trips',
  method: 'GET',
  path: '/api/parking/trips',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_parking',
  summary: '已核实车辆的停车记录，30 天',
  query: z.strictObject({ after: Cursor }),
  reply: z.object({ items: z.array(Trip), next: z.nullable(z.string()) }),
  errors: [],
});
export const payBill = defineEndpoint({
  id: 'parking.payBill',
  method: 'POST',
  path: '/api/parking/bills/:id/payment',
  who: ['resident'],
  summary: '补付一笔停车费；付清后“先离场后付费”马上恢复',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ payFen: Fen }),
  reply: z.object({ paidAt: Instant }),
  errors: ['parking_bill_unknown', 'parking_bill_changed', 'parking_payment_failed', 'parking_service_down'],
});
