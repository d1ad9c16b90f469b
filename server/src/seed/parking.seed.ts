import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { OperatorsService } from '../mobility/parking/operators.service.js';
import { Clock } from '../platform/clock.js';
import { DEMO_PARKING } from './parking.data.js';
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
        assurance: 'basic',
        age: { min: 18, max: null },
        minGrade,
        noSeriousRecord: true,
        zones: null,
        consent: true,
        perPerson: null,
        perPersonPerDay: perDay,
        from: addDays(today, -30),
        to: addDays(today, 365),
        weekdays: null,
        hours: null,
      },
    });
  return [];
};
