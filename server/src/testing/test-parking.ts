import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { ANY_ADULT } from '@binhai/shared/rules/eligibility';
import { currentVersion } from '../consents/texts.js';
import type { ParkingOperator } from '../mobility/parking/operator.schema.js';
import { OperatorsService } from '../mobility/parking/operators.service.js';
import { Clock } from '../platform/clock.js';
import type { TestApp } from './test-app.js';
import { type TestShop, testShop } from './test-offers.js';
import type { TestPerson } from './test-person.js';

export const PARKING_TEXT = currentVersion('perk_parking');
export const tick = (operatorId: string) => ({ operatorId, textVersion: PARKING_TEXT });
let serial = 0;
/** An invented plate of the right form, new each time; the sandbox's register of vehicles says it is whoever asks. */
export const freshPlate = (): string => `津N${String(++serial).padStart(4, '0')}8`;

/** An operator with one car park: two hours free, then 5 元 an hour, at most 30 元 in 24 hours. */
export async function testOperator(t: TestApp, over: Partial<Omit<ParkingOperator, '_id' | 'rule'>> & { rule?: Partial<ParkingOperator['rule']> } = {}) {
  const shop: TestShop = await testShop(t);
  const today = localDateOf(t.app.get(Clock, { strict: false }).ms());
  const { rule, ...terms } = over;
  await t.app.get(OperatorsService, { strict: false }).put({
    _id: shop.organisationId,
    state: 'open',
    perk: { freeMinutes: 120, payPercent: 100, capFen: null },
    tariff: { unitMinutes: 60, unitFen: 500, dayCapFen: 3000 },
    payLater: false,
    order: 0,
    ...terms,
    rule: {
      ...ANY_ADULT,
      consent: true,
      perPersonPerDay: 2,
      from: addDays(today, -1),
      to: addDays(today, 365),
      ...rule,
    },
  });
  return { id: shop.organisationId, lot: shop.shopId };
}
/** 停车优惠 opened over HTTP. */
export async function openParking(t: TestApp, { token }: TestPerson, plate: string, operatorIds: readonly string[], payLater = false) {
  const r = await t.send('POST', '/api/parking/plates', { token, body: { plate, payLater, operators: operatorIds.map(tick) } });
  return { status: r.status, body: r.body as { id: string; code?: string; state?: string } };
}
export const provePlate = (t: TestApp, { token }: TestPerson, plate: string) =>
  t.send('POST', '/api/parking/proofs', { token, body: { plate, consent: true } });
