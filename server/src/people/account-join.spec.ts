import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { Clock } from '../platform/clock.js';
import { armFault, disarmFaults } from '../platform/faults.js';
import { HighPort } from '../ports/identity.port.js';
import { PortDown } from '../ports/port-down.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf, login } from '../testing/test-login.js';
import { freshNumber } from '../testing/test-number.js';
import { audit, claimBody, testOffer, testShop } from '../testing/test-offers.js';
import type { Person } from './person.schema.js';

const NAME = '周示例宁';
let t: TestApp;
let second: TestApp;
let n = 0;
let number: string;
/** The account that holds the number, by phone, and the new one, by another phone. */
let old: string;
let fresh: string;
const phone = () => `1382000${String(++n).padStart(4, '0')}`;
const clock = (app: TestApp) => app.app.get(Clock, { strict: false });
const send = (method: string, path: string, token: string, body?: object, to = t) => to.send(method, path, { token, ...(body && { body }) });
const people = () => t.app.get<Connection>(getConnectionToken()).collection<Person>('people');
const me = async (token: string) =>
  (await send('GET', '/api/me', token)).body as { id: string; maskedName: string; maskedPhone: string; steppedUpUntil: string | null };
const realName = (token: string, name = NAME) => send('POST', '/api/me/real-name', token, { name, number, consent: true });
async function prove(token: string): Promise<void> {
  const { ticket } = (await send('POST', '/api/me/real-name/high', token, { provider: 'network_id' })).body as { ticket: string };
  expect((await send('POST', '/api/me/real-name/high/finish', token, { ticket })).status).toBe(200);
}
const start = (token = fresh, over: object = {}) => send('POST', '/api/me/join', token, { name: NAME, number, consent: true, provider: 'network_id', ...over });
const ticketOf = async (token = fresh) => ((await start(token)).body as { ticket: string }).ticket;
const finish = (ticket: string, token = fresh, to = t) => send('POST', '/api/me/join/finish', token, { ticket }, to);

beforeAll(async () => {
  t = await testApp('account_join');
  second = await t.second();
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
beforeEach(async () => {
  number = freshNumber();
  old = (await login(t, phone(), 1)).accessToken;
  fresh = (await login(t, phone(), 2)).accessToken;
  await realName(old);
});
afterEach(() => {
  disarmFaults();
  for (const app of [t, second]) clock(app).set(null);
});

test('a face is looked at by a consent of its own, here as well', async () => {
  await prove(old);
  expect(codeOf(await start(fresh, { provider: 'face' }))).toBe('consent_required');
});
test('proven on both sides: one account is left, with the handle in use, and this device is logged in to it', async () => {
  await prove(old);
  expect(codeOf(await realName(fresh))).toBe('identity_taken');
  const [kept, gone] = [await me(old), await me(fresh)];
  const r = await finish(await ticketOf());
  expect(r.status).toBe(200);
  const { accessToken } = r.body as { accessToken: string };
  expect(await me(accessToken)).toMatchObject({ id: kept.id, maskedName: '周*宁', maskedPhone: gone.maskedPhone, highOnThisDevice: true });
  expect((await me(accessToken)).steppedUpUntil).not.toBeNull();
  expect((await send('GET', '/api/me', old)).status).toBe(200); // the other device stays
  for (const app of [t, second]) expect(codeOf(await send('GET', '/api/me', fresh, undefined, app))).toBe('auth_token_invalid');
  expect((await send('GET', '/api/messages', accessToken)).body).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ title: '两个账号已合并' })]),
  });
  expect((await send('GET', '/api/me/looks', accessToken)).body).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ purpose: '合并你自己的两个账号', basis: '你证明了两个账号都是你本人的' })]),
  });
  // looks at the account that is no more are still the person's to see
  const all = (await send('GET', '/api/me/looks?kind=self', accessToken)).body as { items: unknown[] };
  const own = t.app.get<Connection>(getConnectionToken()).collection('register_entries');
  expect(all.items).toHaveLength(await own.countDocuments({ subject: { $in: [kept.id, gone.id] }, kind: 'self' }));
  expect(await own.countDocuments({ subject: gone.id, kind: 'self' })).toBeGreaterThan(0);
  expect((await send('GET', '/api/session/devices', accessToken)).body).toMatchObject({ items: [{ current: true, highAssurance: true }, { current: false }] });
});
test('what was agreed to and whom one acts for moves along; what both held stands once', async () => {
  await prove(old);
  const memberships = t.app.get(MembershipsService, { strict: false });
  const shops = [await testShop(t), await testShop(t)];
  const [kept, gone] = [await me(old), await me(fresh)];
  const add = (personId: string, i: number) =>
    memberships.add({ personId, organisationId: shops[i]?.organisationId ?? '', role: 'clerk', staffNumber: `S${++n}` });
  await add(kept.id, 0);
  await add(gone.id, 0);
  await add(gone.id, 1);
  const { accessToken } = (await finish(await ticketOf())).body as { accessToken: string };
  expect((await send('GET', '/api/me', accessToken)).body).toMatchObject({ memberships: shops.map(({ organisationId }) => ({ organisationId })) });
  expect((await send('GET', '/api/consents', accessToken)).body).toMatchObject({ items: [{ state: 'active', recipient: '权威身份核验服务' }] });
});
test('an account whose holder was never proven is not taken, however well the name and number are known', async () => {
  const r = await start();
  expect([r.status, codeOf(r)]).toEqual([409, 'identity_join_unproven']);
});
test('another name, nobody’s number, an account with a real name of its own, an old text', async () => {
  await prove(old);
  expect(codeOf(await start(fresh, { name: '周无此人' }))).toBe('identity_mismatch'); // the register's word
  expect(codeOf(await finish(((await start(fresh, { name: '周示例安' })).body as { ticket: string }).ticket))).toBe('identity_mismatch'); // the account's
  expect(codeOf(await start(fresh, { name: '1' }))).toBe('identity_name_invalid');
  expect(codeOf(await start(fresh, { number: '120116199003072014' }))).toBe('identity_number_invalid');
  expect(codeOf(await start(fresh, { number: freshNumber('20100101') }))).toBe('identity_minor');
  expect(codeOf(await start(fresh, { number: freshNumber() }))).toBe('identity_join_none');
  expect(codeOf(await start(fresh, { name: '示停机' }))).toBe('identity_service_down');
  expect(codeOf(await start(fresh, { textVersion: 'real_name-0' }))).toBe('consent_text_outdated');
  expect(codeOf(await start(old))).toBe('identity_bound');
  expect((await people().findOne({ _id: (await me(fresh)).id }))?.joinedInto).toBeUndefined();
});
test('ten tries a day', async () => {
  for (let i = 0; i < 10; i++) await start();
  expect(codeOf(await start())).toBe('auth_attempts_limit');
});
test('the kept account lost its proof meanwhile; another session’s ticket; a forged one', async () => {
  await prove(old);
  const ticket = await ticketOf();
  await people().updateOne({ _id: (await me(old)).id }, { $set: { assurance: 'basic' } });
  expect(codeOf(await finish(ticket))).toBe('identity_join_unproven');
  expect(codeOf(await finish(ticket, old))).toBe('identity_ticket_invalid');
  expect(codeOf(await finish('forged-ticket-000000000'))).toBe('identity_ticket_invalid');
});
test('two taps and ten callers on two processes join once', async () => {
  await prove(old);
  const tickets = [await ticketOf(), await ticketOf()];
  const all = await Promise.all(Array.from({ length: 10 }, (_, i) => finish(tickets[i % 2] ?? '', fresh, i % 2 ? t : second)));
  expect(all.filter((r) => r.status === 200)).toHaveLength(1);
  for (const r of all) expect(['ok', 'identity_ticket_invalid', 'auth_token_invalid']).toContain(codeOf(r));
  expect((await people().findOne({ _id: (await me(old)).id }))?.joined).toHaveLength(1);
});
test('two new accounts of the same person at once: both go in', async () => {
  await prove(old);
  const other = (await login(t, phone(), 3)).accessToken;
  const tickets = [await ticketOf(), await ticketOf(other)];
  const all = await Promise.all([finish(tickets[0] ?? '', fresh, t), finish(tickets[1] ?? '', other, second)]);
  expect(all.map((r) => r.status)).toEqual([200, 200]);
  expect((await people().findOne({ _id: (await me(old)).id }))?.joined).toHaveLength(2);
});
test('vouchers claimed under a real name that was withdrawn since are still promised, also a second one of the same offer', async () => {
  await prove(old);
  const shop = await testShop(t);
  const offer = await testOffer(t, shop, {});
  const own = number;
  number = freshNumber();
  await realName(fresh);
  const take = (token: string) => send('POST', `/api/perks/offers/${offer}/vouchers`, token, claimBody());
  for (const token of [old, fresh]) expect((await take(token)).status).toBe(200);
  const { items } = (await send('GET', '/api/consents', fresh)).body as { items: { id: string }[] };
  expect((await send('POST', `/api/consents/${items[0]?.id}/withdrawal`, fresh, { vouchers: [] })).status).toBe(200);
  number = own;
  const { accessToken } = (await finish(await ticketOf())).body as { accessToken: string };
  const held = (await send('GET', '/api/perks/vouchers?group=usable', accessToken)).body as { items: unknown[] };
  expect(held.items).toHaveLength(2);
  expect(codeOf(await take(accessToken))).toBe('perk_person_limit');
  expect(await audit(t)).toEqual([]);
});
test('the provider is down at the end: the same ticket joins later', async () => {
  await prove(old);
  const ticket = await ticketOf();
  jest.spyOn(t.app.get(HighPort, { strict: false }), 'outcome').mockRejectedValueOnce(new PortDown('face', 'timeout'));
  expect(codeOf(await finish(ticket))).toBe('identity_service_down');
  expect((await finish(ticket)).status).toBe(200);
});
test('cut in the middle, nothing has moved, and the person tries again', async () => {
  await prove(old);
  const { maskedPhone } = await me(fresh);
  armFault('people.join.before_commit', 'throw', 1);
  expect((await finish(await ticketOf())).status).toBe(500);
  expect((await me(fresh)).maskedPhone).toBe(maskedPhone);
  expect((await finish(await ticketOf())).status).toBe(200);
});
