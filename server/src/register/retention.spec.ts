import { addMonths, localDateOf, startOfDay } from '@binhai/shared/dates/dates';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { armFault, disarmFaults } from '../platform/faults.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { testPerson } from '../testing/test-person.js';
import { RegisterService } from './register.service.js';
import type { RegisterEntry } from './register-entry.schema.js';
import { RegisterRetention } from './retention.service.js';
import { RegisterSealer } from './sealer.service.js';
import { RegisterVerification } from './verification.service.js';

const MADE = '2026-11-25';
let t: TestApp;
beforeAll(async () => {
  t = await testApp('retention', { LOG_LEVEL: 'silent' });
});
afterEach(() => {
  disarmFaults();
  t.app.get(Clock).set(null);
});
afterAll(() => t?.close());
const db = () => t.app.get<Connection>(getConnectionToken());
const entries = () => db().collection<RegisterEntry>('register_entries');
const at = (iso: string) => t.app.get(Clock).set(new Date(iso));
const look = (subject: string, n: number) =>
  t.app
    .get(RegisterService)
    .other({ subject, kind: 'staff', actor: 'clerk-1', organisationId: 'org', purpose: 'voucher_redemption', basis: 'consent:c1', items: [`第 ${n} 次`] });
async function sealAll(): Promise<void> {
  while ((await t.app.get(RegisterSealer).seal()) > 0);
}
const erase = () => t.app.get(RegisterRetention).erase();
const verify = () => t.app.get(RegisterVerification).verify({ erasedThrough: t.app.get(RegisterRetention).erasedThrough(), putAway: async () => new Set() });

test('looks go when their five years are over in Shanghai, not a moment before; the log verifies before and after, and consents keep their evidence', async () => {
  at(`${MADE}T23:59:00+08:00`);
  const me = await testPerson(t);
  await db()
    .collection('consent_evidence')
    .insertOne({ consentId: 'c1', personId: me.id, act: 'given', at: new Date(startOfDay(MADE)) });
  for (let n = 0; n < 1100; n += 100) await Promise.all(Array.from({ length: 100 }, (_, k) => look(me.id, n + k)));
  at('2026-11-26T09:00:00+08:00');
  await look(me.id, 5000);
  await sealAll();
  expect((await verify()).sound).toMatchObject({ entries: 1101, erased: 0 });

  at('2031-11-25T23:59:00+08:00');
  expect(addMonths(localDateOf(t.app.get(Clock).ms()), -60)).toBe(MADE);
  expect(await erase()).toBe(0);
  at('2031-11-26T00:00:00+08:00');
  armFault('register.retention.before_erase', 'throw', 1); // a run that dies leaves the rest to the next
  await expect(erase()).rejects.toThrow('register.retention.before_erase');
  await t.app.get(Jobs).enqueue('register.retention', {}); // beside the nightly one
  await t.app.get(Jobs).drain();
  expect(await entries().find({ subject: me.id }).toArray()).toMatchObject([{ items: ['第 5000 次'] }]);
  expect(await entries().countDocuments({ salt: { $exists: true }, at: { $lt: new Date(startOfDay('2026-11-26')) } })).toBe(0);
  expect(await db().collection('register_log').countDocuments()).toBeGreaterThanOrEqual(1101);
  await sealAll();
  expect((await verify()).sound).toMatchObject({ erased: 1100 });
  expect(await db().collection('consent_evidence').countDocuments({ personId: me.id })).toBe(1);
  expect(await erase()).toBe(0);

  await look(me.id, 6000); // lanes and log go on
  await sealAll();
  expect((await verify()).sound).toMatchObject({ erased: 1100, waiting: 0 });
  await entries().deleteOne({ subject: me.id, items: '第 5000 次' }); // its years are not over for a day
  expect((await verify()).broken).toMatchObject({ fault: 'entry_missing' });
});
test('a look that never came into the log stays, however old: it is all there is of it', async () => {
  at('2026-01-10T10:00:00+08:00');
  await look('nobody', 1);
  const filter = { subject: 'nobody' };
  at('2032-01-10T10:00:00+08:00');
  expect(await erase()).toBe(0);
  expect(await entries().countDocuments(filter)).toBe(1);
  await sealAll();
  await erase();
  expect(await entries().countDocuments(filter)).toBe(0);
});
