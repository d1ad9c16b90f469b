import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { ANY_ADULT } from '@binhai/shared/rules/eligibility';
import type { INestApplicationContext } from '@nestjs/common';
import { currentVersion } from '../consents/texts.js';
import { GateService } from '../mobility/parking/gate.service.js';
import { plateToken } from '../mobility/parking/gate-keys.js';
import { GateSetService } from '../mobility/parking/gate-set.service.js';
import { OperatorsService } from '../mobility/parking/operators.service.js';
import { PlatesService } from '../mobility/parking/plates.service.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { asResident, idOf } from './actors.js';
import { DEMO_PARKING, DEMO_PLATES } from './parking.data.js';
import type { Seeder } from './seeder.js';

/** Operators of car parks, dated from the day they are seeded. */
export const seedParking: Seeder = async (app) => {
  const operators = app.get(OperatorsService, { strict: false });
  const today = localDateOf(app.get(Clock, { strict: false }).ms());
  for (const [order, { organisationId, perk, tariff, minGrade, perDay, payLater }] of DEMO_PARKING.entries())
    await operators.put({
      _id: organisationId,
      state: 'open',
      perk,
      tariff,
      payLater,
      order,
      rule: {
        ...ANY_ADULT,
        minGrade,
        noSeriousRecord: true,
        consent: true,
        perPersonPerDay: perDay,
        from: addDays(today, -30),
        to: addDays(today, 365),
      },
    });
  await seedDriver(app);
  return [];
};

/** Somebody with a proven car, which is parked, and another plate that is only registered; told by the gates as any car is. */
async function seedDriver(app: INestApplicationContext): Promise<void> {
  const get = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type, { strict: false });
  const [plates, gate, sets, clock] = [get(PlatesService), get(GateService), get(GateSetService), get(Clock)];
  const me = asResident(await idOf(app, 'driver'));
  const ticks = ['binhai-parking', 'eco-parking'].map((operatorId) => ({ operatorId, textVersion: currentVersion('perk_parking') }));
  const [car, other] = DEMO_PLATES;
  for (const plate of DEMO_PLATES) await plates.open(me, { plate, payLater: plate === car, operators: ticks });
  const access = await get(RegisterService).other({
    subject: me.personId,
    purpose: 'plate_proof',
    kind: 'system',
    actor: 'seed',
    basis: BASES.demo,
    items: ['姓名', '证件号码', '车牌'],
  });
  await plates.prove(access, me, car);
  const marks = new Map<string, { kid: string; key: string }>();
  for (const { operatorId } of ticks) marks.set(operatorId, await sets.page(operatorId, undefined));
  const told = (plate: string, partner: string, lotId: string, ageMinutes: number) => {
    const { kid, key } = marks.get(partner) ?? { kid: '', key: '' };
    const at = new Date(clock.ms() - ageMinutes * 60_000).toISOString();
    return { eventId: newId(), kid, token: plateToken(key, plate), lotId, at };
  };
  for (const { plate, partner, lotId, daysAgo, minutes, feeFen } of [
    { plate: car, partner: 'eco-parking', lotId: 'eco-parking-library', daysAgo: 6, minutes: 100, feeFen: 600 },
    { plate: other, partner: 'binhai-parking', lotId: 'parking-station', daysAgo: 4, minutes: 65, feeFen: 1000 },
    { plate: car, partner: 'binhai-parking', lotId: 'parking-library', daysAgo: 3, minutes: 185, feeFen: 2000 },
  ]) {
    const left = daysAgo * 1440;
    await gate.entry({ id: partner }, told(plate, partner, lotId, left + minutes));
    await gate.exit({ id: partner }, { ...told(plate, partner, lotId, left), orderId: newId(), feeFen });
  }
  await gate.entry({ id: 'binhai-parking' }, told(car, 'binhai-parking', 'parking-msd', 77));
}
