import { readFileSync } from 'node:fs';
import { ConsentText, type ConsentView } from '@binhai/shared/contract/consents';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { inTransaction } from '../platform/transactions.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import type { Consent } from './consent.schema.js';
import { ConsentsService } from './consents.service.js';
import type { ConsentEvidence } from './evidence.schema.js';
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
const giver = () => ({ personId: me.id, sessionId: 's', channel: 'weapp' as const });
const active = (a = t, at = now(a)) => consents(a).activeFor(me.id, BIKE.id, PURPOSE, at);
const list = async () =>
  ((await t.send('GET', '/api/consents', { token: me.token })).body as { items: { id: string; state: string; endedAt: string | null }[] }).items;
const full = async () => ((await t.send('GET', '/api/consents', { token: me.token })).body as { items: ConsentView[] }).items;
const renew = (id: string, textVersion = VERSION, token = me.token) => t.send('POST', `/api/consents/${id}/renewal`, { token, body: { textVersion } });
const jobs = () => t.app.get(Jobs, { strict: false });
const withdraw = (id: string, token = me.token) => t.send('POST', `/api/consents/${id}/withdrawal`, { token, body: { vouchers: [] } });
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
  set(Date.parse('2027-11-25T15:59:30Z'));
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
test('the evidence is append-only: text, version, time and channel of each act; three years after the end it is erased, and nothing else is', async () => {
  const acts = async () => db().collection<ConsentEvidence>('consent_evidence').find({ personId: me.id }).sort({ at: 1, act: 1 }).toArray();
  const stored = (id: string) => db().collection<Consent>('consents').findOne({ _id: id });
  const { _id } = await consents().give(giver(), BIKE, PURPOSE, VERSION);
  expect((await stored(_id))?.evidenceUntil).toEqual(new Date('2030-11-25T15:59:59.999Z'));
  set(START + 60_000);
  await t.send('POST', `/api/consents/${_id}/withdrawal`, { token: me.token, body: { vouchers: [] }, headers: { 'x-app-version': 'h5/9.9.9' } });
  expect(await acts()).toMatchObject([
    { act: 'given', consentId: _id, textVersion: VERSION, text: { version: VERSION, contact: '022-0000-1001' }, channel: 'weapp', sessionId: 's' },
    { act: 'withdrawn', consentId: _id, textVersion: VERSION, channel: 'h5', sessionId: expect.any(String), recipient: BIKE },
  ]);
  expect((await stored(_id))?.evidenceUntil).toEqual(new Date('2029-11-25T15:59:59.999Z'));
  const alive = await consents().give(giver(), BIKE, PURPOSE, VERSION);
  set(Date.parse('2029-11-25T15:59:00Z'));
  await jobs().drain();
  expect([(await acts()).length, await stored(_id)]).toEqual([3, expect.anything()]);
  set(Date.parse('2029-11-25T20:00:00Z')); // past the night's run at 03:10 in Shanghai
  await jobs().drain();
  expect([(await acts()).map((e) => e.consentId), await stored(_id)]).toEqual([[alive._id], null]);
});
test('a new wording asks again: the old agreement counts for nothing, stays as evidence, and the new one takes its place', async () => {
  const old = await consents().give(giver(), BIKE, PURPOSE, VERSION);
  await db()
    .collection<Consent>('consents')
    .updateOne({ _id: old._id }, { $set: { textVersion: 'perk_deposit-0', 'text.version': 'perk_deposit-0' } });
  expect([await active(), await active(second)]).toEqual([null, null]);
  expect((await full())[0]).toMatchObject({ state: 'outdated', text: { version: 'perk_deposit-0' }, renewal: { months: 12, text: { version: VERSION } } });
  const refused = await renew(old._id, 'perk_deposit-0');
  expect(codeOf(refused)).toBe('consent_text_outdated');
  const { id } = (await renew(old._id)).body as { id: string };
  expect(await active(second)).toMatchObject({ _id: id, textVersion: VERSION });
  expect((await full()).map((c) => [c.state, c.text.version])).toEqual([
    ['active', VERSION],
    ['expired', 'perk_deposit-0'],
  ]);
});
test('a newer wording of the grade takes nothing from those who agreed to an older one; opening it anew is to the new one', async () => {
  const SERVICE = { kind: 'service', id: 'credit' } as const;
  const grade = await consents().give(giver(), SERVICE, 'personal_grade', currentVersion('personal_grade'));
  await db()
    .collection<Consent>('consents')
    .updateOne({ _id: grade._id }, { $set: { textVersion: 'personal_grade-1' } });
  expect((await full())[0]).toMatchObject({ state: 'active', renewal: null });
  expect((await consents().give(giver(), SERVICE, 'personal_grade', currentVersion('personal_grade')))._id).not.toBe(grade._id);
});
test('renewed before its end it holds a year from today; one that has ended, or is another person’s, is not renewed', async () => {
  const old = await consents().give(giver(), BIKE, PURPOSE, VERSION);
  set(Date.parse('2027-11-20T02:00:00Z'));
  const { id } = (await renew(old._id)).body as { id: string };
  expect([(await active())?._id, (await active())?.until]).toEqual([id, '2028-11-20']);
  expect(codeOf(await renew(old._id))).toBe('consent_not_renewable');
  expect(codeOf(await renew(id, VERSION, (await testPerson(t)).token))).toBe('consent_unknown');
  const grade = await consents().give(giver(), { kind: 'service', id: 'credit' }, 'personal_grade', currentVersion('personal_grade'));
  expect(codeOf(await renew(grade._id, currentVersion('personal_grade')))).toBe('consent_not_renewable');
});
test('what hangs on a consent ends with it, in the same transaction', async () => {
  consents().whenWithdrawn('perk_rent', async ({ personId }, session) => {
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
