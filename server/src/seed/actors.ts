import { type LocalDate, startOfDay } from '@binhai/shared/dates/dates';
import type { INestApplicationContext } from '@nestjs/common';
import { MembershipsService } from '../organisations/memberships.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { demoPerson } from './people.data.js';

/** What stands in the register and in consents for the session in which demo data was made. */
export const SEED_SESSION = 'seed';
const MORNING = 10 * 3_600_000;

export const idOf = (app: INestApplicationContext, key: string): Promise<string> =>
  app.get(AccountsService, { strict: false }).findOrCreate({ phone: demoPerson(key).phone }, true);

/** A resident of the demo on a device where the high level was proven, as the guard would say. */
export const asResident = (personId: string): Actor => ({
  personId,
  sessionId: SEED_SESSION,
  role: 'resident',
  membershipId: null,
  organisationId: null,
  scope: [],
  assurance: 'high',
  highOnThisDevice: true,
  steppedUpUntil: null,
  channel: null,
  leaving: false,
});
/** Somebody of the demo at work, as the guard would say. */
export async function atWork(app: INestApplicationContext, key: string): Promise<Actor> {
  const personId = await idOf(app, key);
  const [membership] = await app.get(MembershipsService, { strict: false }).staffOf(personId);
  if (!membership) throw new Error(`${key} has no membership`);
  const { _id: membershipId, role, organisationId } = membership;
  return { ...asResident(personId), role, membershipId, organisationId, assurance: 'basic', highOnThisDevice: false };
}
/** Runs with the clock set back to 10 o'clock of that day, and puts it right again. */
export async function onDay<T>(app: INestApplicationContext, day: LocalDate, work: () => Promise<T>): Promise<T> {
  const clock = app.get(Clock, { strict: false });
  clock.set(new Date(startOfDay(day) + MORNING));
  try {
    return await work();
  } finally {
    clock.set(null);
  }
}
