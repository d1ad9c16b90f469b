import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AccountsService, MOST_SESSIONS } from '../people/accounts.service.js';
import { Clock } from '../platform/clock.js';
import { ACCESS_TTL } from '../platform/tokens.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeFor, codeOf, device, type LoggedIn, login } from '../testing/test-login.js';
import { StaffCredentialsService } from './staff-credentials.service.js';

const START = Date.parse('2026-11-25T02:00:00Z');
let t: TestApp;
let second: TestApp;
let n = 0;
let phone: string;
const get = <T>(type: abstract new (...args: never[]) => T): T => t.app.get<T>(type, { strict: false });
beforeAll(async () => {
  t = await testApp('sessions');
  second = await t.second();
  for (const [_id, name] of [
    ['m1', '东疆亲海公园（示例）'],
    ['m2', '滨海泊车（示例）'],
  ] as const)
    await get(OrganisationsService).put({ _id, name, kind: 'merchant', contact: '022-0000-1008' });
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
beforeEach(() => {
  phone = `1382000${String(++n).padStart(4, '0')}`;
  after(0);
});
afterEach(() => {
  for (const a of [t, second]) a.app.get(Clock, { strict: false }).set(null);
});
function after(seconds: number): void {
  for (const a of [t, second]) a.app.get(Clock, { strict: false }).set(new Date(START + seconds * 1000));
}
const me = (token: string, to = t) => to.send('GET', '/api/me', { token });
const devices = async (token: string) =>
  ((await t.send('GET', '/api/session/devices', { token })).body as { items: { id: string; name: string; current: boolean }[] }).items;
const logout = (token: string, everywhere: boolean) => t.send('POST', '/api/session/logout', { body: { everywhere }, token });
const switchTo = (token: string, membershipId: string | null) => t.send('POST', '/api/session/role', { body: { membershipId }, token });
let staffNumber = 0;
const member = async (role: 'clerk' | 'manager' | 'landlord', organisationId = 'm1', until?: string) => {
  const personId = await get(AccountsService).findOrCreate({ phone });
  const id = await get(MembershipsService).add({ personId, organisationId, role, staffNumber: `S${++staffNumber}`, ...(until && { until }) });
  return { personId, id };
};
const totpOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) });
const staff = async (totp: string, code?: string) =>
  t.send('POST', '/api/session/staff', { body: { phone, code: code ?? (await codeFor(t, phone, 'staff_login')), totp, channel: 'weapp', device: device(1) } });

test('a token ends after its 15 minutes; a refresh brings the next', async () => {
  const { accessToken, refreshToken } = await login(t, phone);
  after(ACCESS_TTL + 2);
  const over = await me(accessToken);
  expect([over.status, codeOf(over)]).toEqual([401, 'auth_token_invalid']);
  const { body } = await t.send('POST', '/api/session/refresh', { body: { refreshToken } });
  expect((await me((body as LoggedIn).accessToken)).status).toBe(200);
});
test('log-out ends this device at once, in every process, and leaves the others', async () => {
  const a = await login(t, phone, 1);
  after(61);
  const b = await login(t, phone, 2);
  expect((await logout(a.accessToken, false)).status).toBe(200);
  expect(codeOf(await me(a.accessToken, second))).toBe('auth_token_invalid');
  expect(codeOf(await t.send('POST', '/api/session/refresh', { body: { refreshToken: a.refreshToken } }))).toBe('auth_refresh_invalid');
  expect((await me(b.accessToken)).status).toBe(200);
});
test('log-out everywhere ends all', async () => {
  const a = await login(t, phone, 1);
  after(61);
  const b = await login(t, phone, 2);
  await logout(a.accessToken, true);
  for (const { accessToken, refreshToken } of [a, b]) {
    expect(codeOf(await me(accessToken, second))).toBe('auth_token_invalid');
    expect(codeOf(await t.send('POST', '/api/session/refresh', { body: { refreshToken } }))).toBe('auth_refresh_invalid');
  }
});
test('my devices: this one first; ending one ends it, another person’s is unknown', async () => {
  const a = await login(t, phone, 1);
  after(61);
  const b = await login(t, phone, 2);
  const mine = await devices(b.accessToken);
  expect(mine.map((d) => [d.name, d.current])).toEqual([
    [device(2).name, true],
    [device(1).name, false],
  ]);
  const first = mine[1]?.id ?? '';
  phone = `1392000${String(n).padStart(4, '0')}`;
  const stranger = await login(t, phone, 3);
  const foreign = await t.send('DELETE', `/api/session/devices/${first}`, { token: stranger.accessToken });
  expect([foreign.status, codeOf(foreign)]).toEqual([404, 'auth_device_unknown']);
  expect((await me(a.accessToken)).status).toBe(200);
  expect((await t.send('DELETE', `/api/session/devices/${first}`, { token: b.accessToken })).status).toBe(200);
  expect(codeOf(await me(a.accessToken))).toBe('auth_token_invalid');
  expect(codeOf(await t.send('DELETE', `/api/session/devices/${first}`, { token: b.accessToken }))).toBe('auth_device_unknown');
});
test('a further device is told of, with its name; the first one, and the same one again, are not', async () => {
  const told = async (token: string) => ((await t.send('GET', '/api/messages', { token })).body as { items: { title: string; text: string }[] }).items;
  const a = await login(t, phone, 1);
  after(61);
  const again = await login(t, phone, 1);
  expect(await told(again.accessToken)).toEqual([]);
  expect(a.accessToken).not.toBe(again.accessToken);
  after(122);
  const b = await login(t, phone, 2);
  expect(await told(b.accessToken)).toMatchObject([{ title: '一台新设备登录了', text: expect.stringContaining(device(2).name) }]);
  expect((await t.send('GET', '/api/session/devices', { token: b.accessToken })).body).toMatchObject({ items: [{ channel: 'weapp' }, { channel: 'weapp' }] });
});
test('the same device logs in again: one entry, the old tokens end', async () => {
  const a = await login(t, phone, 1);
  after(61);
  const b = await login(t, phone, 1);
  expect(await devices(b.accessToken)).toHaveLength(1);
  expect(codeOf(await me(a.accessToken))).toBe('auth_token_invalid');
});
test('the 21st device ends the oldest', async () => {
  const personId = await get(AccountsService).findOrCreate({ phone });
  const first = await login(t, phone, 0);
  const { SessionsService } = await import('./sessions.service.js');
  for (let i = 1; i <= MOST_SESSIONS; i++) await get(SessionsService).open(personId, 'weapp', device(i));
  expect(codeOf(await me(first.accessToken))).toBe('auth_token_invalid');
});
test('a device name is data, never an expression', async () => {
  const code = await codeFor(t, phone);
  const body = { phone, code, channel: 'weapp', device: { id: device(1).id, name: '$phone' } };
  const { accessToken } = (await t.send('POST', '/api/session/sms', { body })).body as LoggedIn;
  expect((await devices(accessToken))[0]?.name).toBe('$phone');
});

test('staff log in with code and authenticator, and act in their role', async () => {
  const { personId, id } = await member('manager');
  const secret = await get(StaffCredentialsService).enrol(personId);
  const r = await staff(totpOf(secret).generate({ timestamp: START }));
  expect(r.status).toBe(200);
  expect((await me((r.body as LoggedIn).accessToken)).body).toMatchObject({
    role: 'manager',
    memberships: [{ id, role: 'manager', organisation: '东疆亲海公园（示例）' }],
  });
  const { body } = await t.send('POST', '/api/session/refresh', { body: { refreshToken: (r.body as LoggedIn).refreshToken } });
  expect((await me((body as LoggedIn).accessToken)).body).toMatchObject({ role: 'manager' });
});
test('one step of the authenticator is good once, also for two at once', async () => {
  const { personId } = await member('manager');
  const secret = await get(StaffCredentialsService).enrol(personId);
  const totp = totpOf(secret).generate({ timestamp: START });
  const both = await Promise.all(Array.from({ length: 10 }, () => get(StaffCredentialsService).verify(personId, totp)));
  expect(both.filter(Boolean)).toHaveLength(1);
  const replayed = await staff(totp);
  expect([replayed.status, codeOf(replayed)]).toEqual([403, 'auth_staff_refused']);
  after(61);
  expect((await staff(totpOf(secret).generate({ timestamp: START + 61_000 }))).status).toBe(200);
  // an older step than the last used one is spent too
  after(125);
  expect(codeOf(await staff(totpOf(secret).generate({ timestamp: START + 61_000 })))).toBe('auth_staff_refused');
});
test.each([
  ['wrong authenticator', async (secret: string) => staff(String((Number(totpOf(secret).generate({ timestamp: START })) + 1) % 1_000_000).padStart(6, '0'))],
  ['authenticator two steps old', async (secret: string) => staff(totpOf(secret).generate({ timestamp: START - 61_000 }))],
  [
    'wrong SMS code',
    async (secret: string) => {
      const code = await codeFor(t, phone, 'staff_login');
      return staff(totpOf(secret).generate({ timestamp: START }), String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
    },
  ],
  [
    'membership ended',
    async (secret: string, id: string) => {
      await get(MembershipsService).end(id);
      return staff(totpOf(secret).generate({ timestamp: START }));
    },
  ],
] as const)('staff log-in, %s: the one refusal', async (_, run) => {
  const { personId, id } = await member('manager');
  const r = await run(await get(StaffCredentialsService).enrol(personId), id);
  expect([r.status, codeOf(r)]).toEqual([403, 'auth_staff_refused']);
});
test('no authenticator, no staff log-in; a landlord is no staff', async () => {
  await member('manager');
  expect(codeOf(await staff('123456'))).toBe('auth_staff_refused');
  phone = `1393000${String(n).padStart(4, '0')}`;
  const { personId } = await member('landlord');
  const secret = await get(StaffCredentialsService).enrol(personId);
  expect(codeOf(await staff(totpOf(secret).generate({ timestamp: START })))).toBe('auth_staff_refused');
});
test('a mistyped authenticator costs a try of the SMS code, not the code; after five both are gone', async () => {
  const { personId } = await member('manager');
  const secret = await get(StaffCredentialsService).enrol(personId);
  const right = totpOf(secret).generate({ timestamp: START });
  const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
  const code = await codeFor(t, phone, 'staff_login');
  for (let i = 0; i < 4; i++) expect(codeOf(await staff(wrong, code))).toBe('auth_staff_refused');
  expect((await staff(right, code)).status).toBe(200);
  expect(codeOf(await staff(right, code))).toBe('auth_code_expired');
});

test('a clerk takes up the role on the phone, and puts it down again', async () => {
  const { id } = await member('clerk');
  const { accessToken, refreshToken } = await login(t, phone);
  expect((await me(accessToken)).body).toMatchObject({ role: 'resident' });
  const r = await switchTo(accessToken, id);
  const acting = (r.body as LoggedIn).accessToken;
  expect((await me(acting)).body).toMatchObject({ role: 'clerk' });
  expect(codeOf(await t.send('GET', '/api/consents', { token: acting }))).toBe('auth_forbidden');
  const { body } = await t.send('POST', '/api/session/refresh', { body: { refreshToken } });
  expect((await me((body as LoggedIn).accessToken)).body).toMatchObject({ role: 'clerk' });
  const back = (await switchTo(acting, null)).body as LoggedIn;
  expect((await me(back.accessToken)).body).toMatchObject({ role: 'resident' });
});
test('a manager’s role needs a session opened with an authenticator', async () => {
  const { id } = await member('manager');
  const { accessToken } = await login(t, phone);
  const r = await switchTo(accessToken, id);
  expect([r.status, codeOf(r)]).toEqual([403, 'auth_forbidden']);
});
test('another person’s membership, an ended one and one past its day are unknown', async () => {
  const { id: foreign } = await member('clerk');
  phone = `1394000${String(n).padStart(4, '0')}`;
  const { id: ended } = await member('clerk', 'm1');
  await get(MembershipsService).end(ended);
  const { id: past } = await member('clerk', 'm2', '2026-11-24');
  const { accessToken } = await login(t, phone);
  for (const id of [foreign, ended, past, 'none']) expect(codeOf(await switchTo(accessToken, id))).toBe('auth_membership_unknown');
});
test('an ended membership ends with the next request, in every process; a refresh falls back to the resident', async () => {
  const { id } = await member('clerk');
  const { accessToken, refreshToken } = await login(t, phone);
  const acting = ((await switchTo(accessToken, id)).body as LoggedIn).accessToken;
  expect((await me(acting, second)).status).toBe(200);
  await get(MembershipsService).end(id);
  expect(codeOf(await me(acting, second))).toBe('auth_token_invalid');
  const { body } = await second.send('POST', '/api/session/refresh', { body: { refreshToken } });
  expect((await me((body as LoggedIn).accessToken)).body).toMatchObject({ role: 'resident', memberships: [] });
});
test('a membership holds through its last day in Shanghai', async () => {
  const { id } = await member('clerk', 'm1', '2026-11-25');
  after(13 * 3600 + 3570); // 23:59:30
  const { accessToken } = await login(t, phone);
  const acting = ((await switchTo(accessToken, id)).body as LoggedIn).accessToken;
  expect((await me(acting)).status).toBe(200);
  after(14 * 3600);
  expect(codeOf(await me(acting))).toBe('auth_token_invalid');
});
