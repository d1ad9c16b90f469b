import { addMonths, type LocalDate, later, localDateOf } from '@binhai/shared/dates/dates';
import type { INestApplicationContext } from '@nestjs/common';
import { currentVersion } from '../consents/texts.js';
import { OptInService } from '../credit/opt-in.service.js';
import { StandingService } from '../credit/standing.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { asResident, idOf, onDay } from './actors.js';
import { DEMO_PEOPLE } from './people.data.js';
import type { Seeder } from './seeder.js';

const MONTHS = 9;
/** The days on which the demo's past is made: the same day of each month since the grade service was opened. */
function pastDays(app: INestApplicationContext): LocalDate[] {
  const today = localDateOf(app.get(Clock, { strict: false }).ms());
  const first = app.get(ParametersService, { strict: false }).versions('grade_scheme')[0]?.content.from ?? today;
  const opened = later(addMonths(today, -MONTHS), first);
  return Array.from({ length: MONTHS + 1 }, (_, i) => addMonths(opened, i)).filter((day) => day <= today);
}
/** For each who opened the service, on that morning. */
async function on(app: INestApplicationContext, day: LocalDate, work: (personId: string) => Promise<unknown>): Promise<void> {
  for (const { key } of DEMO_PEOPLE.filter((p) => p.optedIn)) {
    const personId = await idOf(app, key);
    await onDay(app, day, () => work(personId));
  }
}

/** Before the records: what rests on consent is let in only for somebody who gave it. */
export const seedOptIns: Seeder = async (app) => {
  const optIn = app.get(OptInService, { strict: false });
  const [opened] = pastDays(app);
  if (opened) await on(app, opened, (personId) => optIn.open(asResident(personId), currentVersion('personal_grade')));
  return [];
};
/** After the records: each month's grade, decided on its own day by the published rules. */
export const seedGradeHistory: Seeder = async (app) => {
  const people = app.get(PeopleService, { strict: false });
  const standings = app.get(StandingService, { strict: false });
  for (const day of pastDays(app))
    await on(app, day, async (personId) => {
      await people.standingChanged({ personId });
      const person = await people.state(personId);
      if (person) await standings.of(person);
    });
  return [];
};
