import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { claim, phone, requestId, type TestShop, testMember, testOffer, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';

type Body = Record<string, unknown> & { code?: string; id: string; token: string; accessToken: string; refreshToken: string; lockId: string };
interface Reply {
  readonly status: number;
  readonly body: Body;
}
interface Clerk {
  readonly person: TestPerson;
  readonly id: string;
  readonly staffNumber: string;
}
const PIN = '407193';
let t: TestApp;
let shop: TestShop;
let manager: TestPerson;
let terminal: { id: string; token: string };
beforeAll(async () => {
  t = await testApp('terminals');
  shop = await testShop(t);
  await t.app
    .get(OrganisationsService, { strict: false })
    .putShop({ _id: `${shop.organisationId}-2`, organisationId: shop.organisationId, name: '示例二店', address: '经开区示例路 2 号', zone: '120116400' });
  manager = await testMember(t, shop, 'manager');
  terminal = (await send('POST', 'terminals', { token: manager.token }, { shopId: shop.shopId, name: '南门 1 号机' })).body;
});
afterEach(() => clock().set(null));
afterAll(() => t?.close());

const clock = () => t.app.get(Clock, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const codeOf = ({ status, body }: Reply) => body.code ?? status;
const send = async (method: string, path: string, as: { token?: string }, body?: object): Promise<Reply> =>
  (await t.send(method, path.startsWith('/') ? path : `/api/counter/${path}`, { ...as, ...(body && { body }) })) as Reply;
async function clerkOf(shopIds: string[] = [shop.shopId]): Promise<Clerk> {
  const person = await testPerson(t);
  const staffNumber = newId().slice(0, 6);
  const id = await t.app
    .get(MembershipsService, { strict: false })
    .add({ personId: person.id, organisationId: shop.organisationId, role: 'clerk', staffNumber, shopIds });
  return { person, id, staffNumber };
}
const setPin = (who: TestPerson, membershipId: string, pin = PIN) => send('POST', 'pins', { token: who.token }, { membershipId, pin });
async function withPin(pin = PIN): Promise<Clerk> {
  const clerk = await clerkOf();
  expect(codeOf(await setPin(clerk.person, clerk.id, pin))).toBe(200);
  return clerk;
}
const device = { id: 'shared-terminal-0001', name: '平板' };
const start = (clerk: string, pin = PIN, token = terminal.token) => send('POST', 'shifts', {}, { token, clerk, pin, channel: 'weapp', device });
const look = async () =>
  (await send('POST', 'terminals/look', {}, { token: terminal.token })).body as unknown as { clerks: object[]; shop: string; name: string };
/** A customer's voucher, redeemed with this token. */
async function redeem(token: string): Promise<Reply> {
  const customer = await testPerson(t);
  const { body } = await claim(t, customer, await testOffer(t, shop));
  const code = (await phone(t, customer, body.id)).qr();
  const lock = await send('POST', 'scans', { token }, { terminal: 'T-SHARED', requestId: requestId(), code });
  if (lock.status !== 200) return lock;
  return send('POST', 'confirmations', { token }, { terminal: 'T-SHARED', requestId: requestId(), lockId: lock.body.lockId, amountFen: null, heads: null });
}

test('two clerks take turns; every redemption names the one who acted; the one before is out with the next request', async () => {
  const [a, b] = [await withPin(), await withPin('802146')];
  const first = await start(a.id);
  expect((await redeem(first.body.accessToken)).body).toMatchObject({ clerk: `店员 ${a.staffNumber}`, terminal: 'T-SHARED' });
  const second = await start(b.id, '802146');
  expect((await redeem(second.body.accessToken)).body).toMatchObject({ clerk: `店员 ${b.staffNumber}`, terminal: 'T-SHARED' });
  expect(codeOf(await redeem(first.body.accessToken))).toBe('auth_token_invalid');
  const refreshed = await send('POST', '/api/session/refresh', {}, { refreshToken: first.body.refreshToken, deviceId: device.id });
  expect(refreshed.status).toBe(401);
  // and the look at the customer is the second clerk's
  expect(await db().collection('register_entries').countDocuments({ actor: b.person.id, purpose: 'voucher_redemption' })).toBeGreaterThan(0);
  expect((await send('GET', 'terminals', { token: manager.token })).body).toMatchObject({
    items: [expect.objectContaining({ name: '南门 1 号机', shop: '示例门店', last: expect.objectContaining({ staffNumber: b.staffNumber }) })],
  });
});
test('taking turns all day locks nobody out', async () => {
  const clerk = await withPin();
  for (let i = 0; i < 31; i++) expect((await start(clerk.id)).status).toBe(200);
});
test('a lock of one clerk is confirmed by the next at the same terminal, in the next one’s name', async () => {
  const [a, b] = [await withPin(), await withPin()];
  const customer = await testPerson(t);
  const { body } = await claim(t, customer, await testOffer(t, shop));
  const code = (await phone(t, customer, body.id)).qr();
  const lock = await send('POST', 'scans', { token: (await start(a.id)).body.accessToken }, { terminal: 'T-SHARED', requestId: requestId(), code });
  const { accessToken } = (await start(b.id)).body;
  const confirmation = { terminal: 'T-SHARED', requestId: requestId(), lockId: lock.body.lockId, amountFen: null, heads: null };
  const done = await send('POST', 'confirmations', { token: accessToken }, confirmation);
  expect(done.body).toMatchObject({ clerk: `店员 ${b.staffNumber}` });
  // an answer that was lost is asked for again by whoever stands there next: the same answer, the same name
  const again = await send('POST', 'confirmations', { token: (await start(a.id)).body.accessToken }, confirmation);
  expect(again.body).toEqual(done.body);
});
test('what a PIN opens is the counter alone: nothing of the clerk’s own, no other role, not the other devices', async () => {
  const clerk = await withPin();
  const { accessToken: token } = (await start(clerk.id)).body;
  expect((await send('GET', '/api/me', { token })).body).toMatchObject({ atTerminal: true, role: 'clerk', highOnThisDevice: false });
  for (const [method, path, body] of [
    ['GET', '/api/perks/vouchers', undefined],
    ['GET', '/api/messages', undefined],
    ['GET', '/api/session/devices', undefined],
    ['POST', '/api/session/role', { membershipId: null }],
    ['POST', '/api/session/logout', { everywhere: true }],
    ['POST', '/api/counter/pins', { membershipId: clerk.id, pin: PIN }],
  ] as const)
    expect([path, codeOf(await send(method, path, { token }, body))]).toEqual([path, 'counter_terminal_only']);
  expect((await send('GET', '/api/me', { token: clerk.person.token })).status).toBe(200); // the own phone stays logged in
  expect(await db().collection('messages').countDocuments({ personId: clerk.person.id, kind: 'device_added' })).toBe(0);
  expect(codeOf(await send('POST', '/api/session/logout', { token }, { everywhere: false }))).toBe(200);
  expect(codeOf(await send('GET', 'today', { token }))).toBe('auth_token_invalid');
});
test('of a clerk for two shops the terminal serves its own shop only', async () => {
  const clerk = await clerkOf([]);
  await setPin(clerk.person, clerk.id);
  const { accessToken: token } = (await start(clerk.id)).body;
  const customer = await testPerson(t);
  const { body } = await claim(t, customer, await testOffer(t, { ...shop, shopId: `${shop.organisationId}-2` }));
  const code = (await phone(t, customer, body.id)).qr();
  const scan = { terminal: 'T-SHARED', requestId: requestId(), code };
  expect(codeOf(await send('POST', 'scans', { token }, scan))).toBe('voucher_wrong_shop');
  expect(codeOf(await send('POST', 'scans', { token: clerk.person.as(clerk.id).token }, { ...scan, terminal: 'T-OWN' }))).toBe(200);
});

describe('the PIN', () => {
  test('stands nowhere in plain, and equal PINs look different', async () => {
    const [a, b] = [await withPin('615038'), await withPin('615038')];
    const stored = await db()
      .collection<{ _id: string; hash: string }>('clerk_pins')
      .find({ _id: { $in: [a.id, b.id] } })
      .toArray();
    expect([JSON.stringify(stored).includes('615038'), new Set(stored.map((p) => p.hash)).size]).toEqual([false, 2]);
    expect(await db().collection('messages').countDocuments({ personId: a.person.id, kind: 'clerk_pin_set' })).toBe(1);
  });
  test('set only by its clerk, just proven to be the person; easy ones are refused', async () => {
    const clerk = await clerkOf();
    for (const pin of ['111111', '123456', '987654', '520520'])
      expect([pin, codeOf(await setPin(clerk.person, clerk.id, pin))]).toEqual([pin, 'counter_pin_weak']);
    expect(codeOf(await setPin(await testPerson(t), clerk.id))).toBe('clerk_unknown');
    const proven = await testPerson(t, { highAt: new Date(clock().ms() - 16 * 60_000) });
    expect(codeOf(await setPin(proven, clerk.id))).toBe('step_up_needed');
    expect(codeOf(await start(clerk.id))).toBe('counter_pin_unset');
    expect((await look()).clerks).toContainEqual({ id: clerk.id, staffNumber: clerk.staffNumber, ready: false });
  });
  test('five wrong ones lock it, also for the right one and for those that come at once; after a quarter of an hour, or with a new PIN, it is open', async () => {
    const clerk = await withPin();
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, i) => start(clerk.id, `90271${i}`)));
    expect(guesses.map(codeOf).sort()).toEqual([...Array<string>(3).fill('counter_pin_locked'), ...Array<string>(5).fill('counter_pin_wrong')]);
    const locked = await start(clerk.id);
    expect([codeOf(locked), Number(locked.body.retryAfter) > 0]).toEqual(['counter_pin_locked', true]);
    clock().set(new Date(clock().ms() + 900_000));
    expect(codeOf(await start(clerk.id))).toBe(200);

    for (let i = 0; i < 5; i++) await start(clerk.id, '902710');
    expect(codeOf(await start(clerk.id))).toBe('counter_pin_locked');
    clock().set(null);
    expect(codeOf(await setPin(clerk.person, clerk.id, '802146'))).toBe(200); // the way out: proven on the own phone
    expect(codeOf(await start(clerk.id, '802146'))).toBe(200);
  });
  test('wrong ones of many clerks lock the terminal', async () => {
    const other = (await send('POST', 'terminals', { token: manager.token }, { shopId: shop.shopId, name: '南门 2 号机' })).body;
    const clerks = await Promise.all(Array.from({ length: 7 }, () => clerkOf()));
    const answers: Reply[] = [];
    for (const c of clerks) for (let i = 0; i < 5; i++) answers.push(await start(c.id, '902710', other.token));
    expect(new Set(answers.slice(0, 30).map(codeOf))).toEqual(new Set(['counter_pin_unset']));
    expect(new Set(answers.slice(30).map(codeOf))).toEqual(new Set(['counter_pin_locked']));
    expect(codeOf(await send('POST', `terminals/${other.id}/end`, { token: manager.token }, {}))).toBe(200);
  });
});

describe('the end', () => {
  test('a shift is over after twelve hours, whoever forgot to hand over', async () => {
    const clerk = await withPin();
    const { accessToken, refreshToken } = (await start(clerk.id)).body;
    expect((await send('GET', 'today', { token: accessToken })).status).toBe(200);
    clock().set(new Date(clock().ms() + 12 * 3_600_000));
    const late = await send('POST', '/api/session/refresh', {}, { refreshToken, deviceId: device.id });
    expect([codeOf(await send('GET', 'today', { token: accessToken })), codeOf(late)]).toEqual(['auth_token_invalid', 'auth_refresh_invalid']);
  });
  test('a removed clerk is out at once, cannot come back by a refresh or by PIN, and the PIN is gone', async () => {
    const clerk = await withPin();
    const { accessToken, refreshToken } = (await start(clerk.id)).body;
    await send('POST', `clerks/${clerk.id}/removal`, { token: manager.token }, {});
    expect(codeOf(await send('GET', 'today', { token: accessToken }))).toBe('auth_token_invalid');
    expect(codeOf(await send('POST', '/api/session/refresh', {}, { refreshToken, deviceId: device.id }))).toBe('auth_refresh_invalid');
    expect([codeOf(await start(clerk.id)), await db().collection<{ _id: string }>('clerk_pins').countDocuments({ _id: clerk.id })]).toEqual([
      'clerk_unknown',
      0,
    ]);
  });
  test('a terminal that its manager ends knows nobody any more; another business’s manager cannot end it', async () => {
    const clerk = await withPin();
    const lost = (await send('POST', 'terminals', { token: manager.token }, { shopId: shop.shopId, name: '丢了的平板' })).body;
    const { accessToken } = (await start(clerk.id, PIN, lost.token)).body;
    const elsewhere = await testMember(t, await testShop(t), 'manager');
    expect(codeOf(await send('POST', `terminals/${lost.id}/end`, { token: elsewhere.token }, {}))).toBe('counter_terminal_unknown');
    expect(codeOf(await send('POST', 'terminals', { token: elsewhere.token }, { shopId: shop.shopId, name: '别家' }))).toBe('clerk_shop_unknown');
    expect(codeOf(await send('POST', `terminals/${lost.id}/end`, { token: manager.token }, {}))).toBe(200);
    expect(codeOf(await send('GET', 'today', { token: accessToken }))).toBe('auth_token_invalid');
    expect(codeOf(await start(clerk.id, PIN, lost.token))).toBe('counter_terminal_unknown');
    expect(codeOf(await send('POST', 'terminals/look', {}, { token: lost.token }))).toBe('counter_terminal_unknown');
  });
  test('a frozen account opens nothing', async () => {
    const clerk = await withPin();
    await db()
      .collection<{ _id: string }>('people')
      .updateOne({ _id: clerk.person.id }, { $set: { frozenAt: new Date() } });
    expect(codeOf(await start(clerk.id))).toBe('auth_frozen');
  });
  test('eight take over at once: one of them is at work, the others are out', async () => {
    const clerks = await Promise.all(Array.from({ length: 8 }, () => withPin()));
    const shifts = await Promise.all(clerks.map((c) => start(c.id)));
    const alive = await Promise.all(shifts.map(({ body }) => send('GET', 'today', { token: body.accessToken })));
    expect(alive.filter((a) => a.status === 200)).toHaveLength(1);
  });
});
