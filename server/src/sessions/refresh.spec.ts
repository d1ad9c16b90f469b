import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeFor, codeOf, device, type LoggedIn, login } from '../testing/test-login.js';

interface Aut1 {
  steps: string[];
  expect: { bothTabsSignedIn: boolean; successors: number; familyRevoked: boolean; cookiesClearedByLoser: boolean };
  then: { do: string; expect: string }[];
}
const aut1: Aut1 = JSON.parse(readFileSync(new URL('../../../test/cases/AUT-1.refresh-race.json', import.meta.url), 'utf8'));
const step = (start: string): string => {
  const found = aut1.then.find((s) => s.do.startsWith(start));
  if (!found) throw new Error(`AUT-1 has no step ${start}`);
  return `AUT-1: ${found.do} → ${found.expect}`;
};
const START = '2026-11-25T02:00:00Z';
let t: TestApp;
let second: TestApp;
let n = 0;
let phone: string;
beforeAll(async () => {
  t = await testApp('refresh');
  second = await t.second();
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
beforeEach(() => {
  phone = `1381000${String(++n).padStart(4, '0')}`;
  at(START);
});
afterEach(() => at(null));
function at(iso: string | null): void {
  for (const a of [t, second]) a.app.get(Clock, { strict: false }).set(iso === null ? null : new Date(iso));
}
const after = (seconds: number) => at(new Date(Date.parse(START) + seconds * 1000).toISOString());
const refresh = (refreshToken: string, { to = t, deviceId }: { to?: TestApp; deviceId?: string } = {}) =>
  to.send('POST', '/api/session/refresh', { body: { refreshToken, ...(deviceId && { deviceId }) } });
const me = (token: string, to = t) => to.send('GET', '/api/me', { token });
const next = (r: { body: unknown }) => (r.body as LoggedIn).refreshToken;
const families = () => t.app.get<Connection>(getConnectionToken()).collection<{ _id: string; seq: number; ended: string | null }>('refresh_families');
const family = (refreshToken: string) => families().findOne({ _id: refreshToken.split('.')[0] ?? '' });
/** A code on one device and then another needs the minute between two codes. */
async function loginTwice(): Promise<[LoggedIn, LoggedIn]> {
  const first = await login(t, phone, 1);
  after(61);
  return [first, await login(t, phone, 2)];
}

test(`AUT-1: ${aut1.steps.join(', ')} → one successor, both signed in`, async () => {
  const { refreshToken: r1 } = await login(t, phone);
  const first = refresh(r1);
  await new Promise((r) => setTimeout(r, 20));
  const [a, b] = await Promise.all([first, refresh(r1, { to: second })]);
  expect([a.status, b.status]).toEqual([200, 200]);
  expect(new Set([next(a), next(b)]).size).toBe(aut1.expect.successors);
  for (const r of [a, b]) expect((await me((r.body as LoggedIn).accessToken)).status).toBe(200);
  expect((await family(r1))?.ended !== null).toBe(aut1.expect.familyRevoked);
});
test(step('R1 again 10 s later'), async () => {
  const { refreshToken: r1 } = await login(t, phone);
  const r2 = next(await refresh(r1));
  after(10);
  const lost = await refresh(r1, { deviceId: device(1).id });
  expect([lost.status, next(lost)]).toEqual([200, r2]);
  expect((await refresh(r2)).status).toBe(200);
});
test(step('R1 again 5 min later'), async () => {
  const [{ refreshToken: r1 }, other] = await loginTwice();
  const r2 = next(await refresh(r1));
  after(61 + 300);
  const reused = await refresh(r1);
  expect([reused.status, codeOf(reused)]).toEqual([401, 'auth_refresh_reused']);
  expect(codeOf(await refresh(r2))).toBe('auth_refresh_reused');
  const { accessToken } = other;
  const devices = (await t.send('GET', '/api/session/devices', { token: accessToken })).body as { items: { name: string }[] };
  expect(devices.items.map((d) => d.name)).toEqual([device(2).name]);
  const inbox = (await t.send('GET', '/api/messages', { token: accessToken })).body as { items: { title: string; text: string }[]; unread: number };
  expect(inbox).toMatchObject({
    unread: 2,
    items: [{ title: '一台设备已退出登录', text: expect.stringContaining(device(1).name) }, { title: '一台新设备登录了' }],
  });
  expect((await refresh(other.refreshToken)).status).toBe(200);
});
test(step('50 refreshes'), async () => {
  const { refreshToken: r1 } = await login(t, phone);
  const all = await Promise.all(Array.from({ length: 50 }, (_, i) => refresh(r1, { to: i % 2 ? t : second })));
  expect(all.filter((r) => r.status !== 200)).toEqual([]);
  expect(new Set(all.map(next)).size).toBe(1);
  expect(await family(r1)).toMatchObject({ seq: 1, ended: null });
});
test('30 s are the grace, not a moment more; and only for the last token', async () => {
  const { refreshToken: r1 } = await login(t, phone);
  const r2 = next(await refresh(r1));
  after(29);
  expect(next(await refresh(r1))).toBe(r2);
  await refresh(r2);
  expect(codeOf(await refresh(r1))).toBe('auth_refresh_reused'); // two behind
});
test('50 reuses at once end one family and tell the person once', async () => {
  const [{ refreshToken: r1 }, other] = await loginTwice();
  await refresh(r1);
  after(400);
  const all = await Promise.all(Array.from({ length: 50 }, (_, i) => refresh(r1, { to: i % 2 ? t : second })));
  expect(new Set(all.map(codeOf))).toEqual(new Set(['auth_refresh_reused']));
  expect((await t.send('GET', '/api/messages', { token: other.accessToken })).body).toMatchObject({
    unread: 2,
    items: [{ title: '一台设备已退出登录' }, { title: '一台新设备登录了' }],
  });
});
test('a token that turns up on another device ends the session', async () => {
  const { refreshToken: r1, accessToken } = await login(t, phone);
  expect(codeOf(await refresh(r1, { deviceId: device(9).id }))).toBe('auth_refresh_reused');
  expect(codeOf(await me(accessToken))).toBe('auth_token_invalid');
});
test.each([
  ['nothing', () => ''],
  ['forged', (r: string) => r.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'))],
  ['with another number', (r: string) => r.replace('.0.', '.1.')],
  ['short', (r: string) => r.slice(0, 30)],
  ['unknown', (r: string) => r.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))],
] as const)('a refresh token that is %s is refused, and the real one still works', async (_, wrong) => {
  const { refreshToken } = await login(t, phone);
  for (let i = 0; i < 5; i++) {
    const r = await refresh(wrong(refreshToken));
    expect([r.status, codeOf(r)]).toEqual([401, 'auth_refresh_invalid']);
  }
  expect((await refresh(refreshToken)).status).toBe(200);
});
test('a session unused for 30 days is over', async () => {
  const { refreshToken } = await login(t, phone);
  after(30 * 86_400 + 5);
  expect(codeOf(await refresh(refreshToken))).toBe('auth_refresh_invalid');
});
test('nothing at rest is a token', async () => {
  const { refreshToken } = await login(t, phone);
  const mac = refreshToken.split('.')[2] ?? 'x';
  expect(JSON.stringify(await families().find().toArray())).not.toContain(mac);
});

describe('in a browser', () => {
  const cookieOf = (r: { headers: Record<string, unknown> }) => String(r.headers['set-cookie'] ?? '');
  const open = async () => {
    const code = await codeFor(t, phone);
    return t.send('POST', '/api/session/sms', { body: { phone, code, channel: 'h5', device: device(1) } });
  };
  test('the refresh token is a cookie no script reads, for /api/session only, and never in a body', async () => {
    const r = await open();
    expect(cookieOf(r)).toMatch(/^binhai_refresh=[\w.-]+; Max-Age=2592000; Path=\/api\/session; HttpOnly; SameSite=Strict$/);
    expect(Object.keys(r.body as object).sort()).toEqual(['accessToken', 'expiresIn']);
    const cookie = cookieOf(r).split(';')[0] ?? '';
    const again = await t.send('POST', '/api/session/refresh', { body: {}, headers: { cookie } });
    expect([again.status, cookieOf(again).split(';')[0] !== cookie]).toEqual([200, true]);
    const loser = await second.send('POST', '/api/session/refresh', { body: {}, headers: { cookie } });
    expect([loser.status, cookieOf(loser)]).toEqual([200, cookieOf(again)]);
    expect(/Max-Age=0/.test(cookieOf(loser))).toBe(aut1.expect.cookiesClearedByLoser);
  });
  test('log-out clears it', async () => {
    const { accessToken } = (await open()).body as LoggedIn;
    const r = await t.send('POST', '/api/session/logout', { body: { everywhere: false }, token: accessToken });
    expect(cookieOf(r)).toMatch(/^binhai_refresh=; Max-Age=0; Path=\/api\/session/);
  });
  test('without a cookie it is a plain 401', async () => {
    const r = await t.send('POST', '/api/session/refresh', { body: {} });
    expect([r.status, codeOf(r)]).toEqual([401, 'auth_refresh_invalid']);
  });
});
