import { readFileSync } from 'node:fs';
import { ConsentText } from '@binhai/shared/contract/consents';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transactions.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import type { Consent } from './consent.schema.js';
import { ConsentsService } from './consents.service.js';
import { CONSENT_PURPOSES, currentVersion, monthsOf, PERK_PURPOSES, textFor } from './texts.js';

const prv3: { steps: { t_s: number; do: string; expect?: string }[]; agreeAgain: string } = JSON.parse(
  readFileSync(new URL('../../../test/cases/PRV-3.withdraw.json', import.meta.url), 'utf8'),
);
const BIKE = { kind: 'organisation', id: 'bike' } as const;
const PURPOSE = 'perk_deposit';
const VERSION = currentVersion(PURPOSE);
const START = Date.parse('2026-11-25T02:00:00Z');
let t: TestApp;
let second: TestApp;
let me: TestPerson;
const consents = (a = t) => a.app.get(ConsentsService, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const now = (a = t) => a.app.get(Clock, { strict: false }).now();
const giver = () => ({ personId: me.id, sessionId: 's' });
const active = (a = t, at = now(a)) => consents(a).activeFor(me.id, BIKE.id, PURPOSE, at);
const list = async () =>
  ((await t.send('GET', '/api/consents', { token: me.token })).body as { items: { id: string; state: string; endedAt: string | null }[] }).items;
const withdraw = (id: string, token = me.token) => t.send('POST', `/api/consents/${id}/withdrawal`, { token });
beforeAll(async () => {
  t = await testApp('consents');
  second = await t.second();
  await t.app.get(OrganisationsService, { strict: false }).put({ _id: 'bike', name: '潮汐单车（示例）', kind: 'partner', contact: '022-0000-1001' });
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
beforeEach(async () => {
  set(START);
  me = await testPerson(t);
});
afterEach(() => set(null));
function set(at: number | null): void {
  for (const a of [t, second]) a.app.get(Clock, { strict: false }).set(at === null ? null : new Date(at));
}

test.each(CONSENT_PURPOSES)('the text of %s has all its fields, no exclamation mark, and at most a year for offers', (purpose) => {
  const text = textFor(purpose, { name: '示例', contact: '022-0000-0000' });
  expect(ConsentText.safeParse(text).success).toBe(true);
  for (const [field, value] of Object.entries(text)) expect([field, value.length > 0, /[!！]/.test(String(value))]).toEqual([field, true, false]);
  if ((PERK_PURPOSES as readonly string[]).includes(purpose)) expect(monthsOf(purpose)).toBe(12);
});
test('a consent keeps the whole text and says to when it holds', async () => {
  await consents().give(giver(), BIKE, PURPOSE, VERSION);
  expect((await t.send('GET', '/api/consents', { token: me.token })).body).toMatchObject({
    items: [{ recipient: '潮汐单车（示例）', state: 'active', until: '2027-11-25', endedAt: null, text: { contact: '022-0000-1001', version: VERSION } }],
  });
});
test(`PRV-3: ${prv3.steps[0]?.do}: gone at once in every process; ${prv3.agreeAgain}`, async () => {
  const given = await consents().give(giver(), BIKE, PURPOSE, VERSION);
  expect(await Promise.all([active(), active(second)])).toMatchObject([{ _id: given._id }, { _id: given._id }]);
  expect((await withdraw(given._id)).status).toBe(200);
  expect(await Promise.all([active(), active(second)])).toEqual([null, null]);
  const again = await consents(second).give(giver(), BIKE, PURPOSE, VERSION);
  expect(again._id).not.toBe(given._id);
  expect(await active()).toMatchObject({ _id: again._id });
  expect((await list()).map((c) => c.state)).toEqual(['active', 'withdrawn']);
});
test('withdrawal while many ask: nobody who asks after its answer still finds it', async () => {
  for (let round = 0; round < 10; round++) {
    const { _id } = await consents().give(giver(), BIKE, PURPOSE, VERSION);
    const during = Array.from({ length: 50 }, (_, i) => active(i % 2 ? t : second));
    await withdraw(_id);
    expect(await Promise.all(Array.from({ length: 50 }, (_, i) => active(i % 2 ? t : second)))).toEqual(Array.from({ length: 50 }, () => null));
    await Promise.all(during);
  }
});
test('50 agreements at once are one consent', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, (_, i) => consents(i % 2 ? t : second).give(giver(), BIKE, PURPOSE, VERSION)));
  expect(new Set(all.map((c) => c._id)).size).toBe(1);
  expect(await list()).toHaveLength(1);
});
test('within a transaction it stands or falls with it', async () => {
  const cut = inTransaction(db(), async (session) => {
    await consents().give(giver(), BIKE, PURPOSE, VERSION, session);
    throw new Error('cut');
  });
  await expect(cut).rejects.toThrow('cut');
  expect(await active()).toBeNull();
  await inTransaction(db(), (session) => consents().give(giver(), BIKE, PURPOSE, VERSION, session));
  expect(await active()).not.toBeNull();
});
test('30 transactions that agree at once end well, with one consent', async () => {
  const all = await Promise.all(
    Array.from({ length: 30 }, () =>
      inTransaction(db(), (session) => consents().give(giver(), BIKE, PURPOSE, VERSION, session), { attempts: 100, within: 30_000 }),
    ),
  );
  expect(new Set(all.map((c) => c._id)).size).toBe(1);
});
test('an agreement to a text that is not the current one is refused', async () => {
  await expect(consents().give(giver(), BIKE, PURPOSE, 'perk_deposit-0')).rejects.toMatchObject({ code: 'consent_text_outdated' });
});
test('it holds through its last day in Shanghai; then a new one may be given', async () => {
  const old = await consents().give(giver(), BIKE, PURPOSE, VERSION);
  set(Date.parse('2027-11-25T15:59:59Z'));
  expect(await active()).toMatchObject({ _id: old._id });
  set(Date.parse('2027-11-25T16:00:00Z'));
  expect(await active()).toBeNull();
  expect(await list()).toMatchObject([{ state: 'expired', endedAt: '2027-11-25T15:59:59.999Z' }]);
  const renewed = await consents().give(giver(), BIKE, PURPOSE, VERSION);
  expect([renewed._id !== old._id, (await list()).map((c) => c.state)]).toEqual([true, ['active', 'expired']]);
});
test('consents are per purpose, per recipient and per person', async () => {
  await consents().give(giver(), BIKE, PURPOSE, VERSION);
  const other = await testPerson(t);
  expect(await consents().activeFor(me.id, BIKE.id, 'perk_ticket', now())).toBeNull();
  expect(await consents().activeFor(me.id, 'another', PURPOSE, now())).toBeNull();
  expect(await consents().activeFor(other.id, BIKE.id, PURPOSE, now())).toBeNull();
});
test('another person’s consent is unknown; a second withdrawal is done', async () => {
  const { _id } = await consents().give(giver(), BIKE, PURPOSE, VERSION);
  const other = await testPerson(t);
  const r = await withdraw(_id, other.token);
  expect([r.status, codeOf(r)]).toEqual([404, 'consent_unknown']);
  expect(await active()).not.toBeNull();
  expect((await withdraw(_id)).status).toBe(200);
  const [{ endedAt } = { endedAt: null }] = await list();
  set(START + 60_000);
  expect([(await withdraw(_id)).status, (await list())[0]?.endedAt]).toEqual([200, endedAt]);
});
test('the evidence is kept three years after the end, then erased by the database', async () => {
  const { _id } = await consents().give(giver(), BIKE, PURPOSE, VERSION);
  const stored = () => db().collection<Consent>('consents').findOne({ _id });
  expect((await stored())?.evidenceUntil).toEqual(new Date('2030-11-25T15:59:59.999Z'));
  await withdraw(_id);
  expect(await stored()).toMatchObject({ evidenceUntil: new Date('2029-11-25T15:59:59.999Z'), text: { version: VERSION }, sessionId: 's' });
  expect(await db().collection('consents').indexes()).toContainEqual(expect.objectContaining({ key: { evidenceUntil: 1 }, expireAfterSeconds: 0 }));
});
test('what hangs on a consent ends with it, in the same transaction', async () => {
  consents().whenWithdrawn('perk_rent', async (personId, session) => {
    await db().collection<{ _id: string }>('ended_with').insertOne({ _id: personId }, { session });
    if (fail) throw new Error('cut');
  });
  let fail = true;
  const { _id } = await consents().give(giver(), BIKE, 'perk_rent', currentVersion('perk_rent'));
  expect((await withdraw(_id)).status).toBe(500);
  expect([(await consents().activeFor(me.id, BIKE.id, 'perk_rent', now())) !== null, await db().collection('ended_with').countDocuments()]).toEqual([true, 0]);
  fail = false;
  expect((await withdraw(_id)).status).toBe(200);
  expect(await db().collection('ended_with').countDocuments()).toBe(1);
});
