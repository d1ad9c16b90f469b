import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { HttpWechat } from '../ports/wechat.http.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf, device, type LoggedIn } from '../testing/test-login.js';

interface Upstream {
  url: string;
  appid: string;
  secret: string;
  calls: string[];
  stop(): Promise<void>;
}
const aut2: { upstream: { errcode?: number; expect: string }[]; never: string[] } = JSON.parse(
  readFileSync(new URL('../../../test/cases/AUT-2.wechat-code.json', import.meta.url), 'utf8'),
);
/** What each answer of WeChat is to the client: code, and whether the client may go on by itself. */
const EXPECTED: Readonly<Record<string, readonly [status: number, code: string]>> = {
  40029: [400, 'auth_wechat_code_invalid'],
  40163: [400, 'auth_wechat_code_invalid'],
  45011: [503, 'auth_wechat_busy'],
  40226: [403, 'auth_wechat_blocked'],
  '-1': [400, 'auth_wechat_code_invalid'], // the client fetches a new code
};
let upstream: Upstream;
let t: TestApp;
let second: TestApp;
const output: string[] = [];
const logTo = { write: (line: string) => void output.push(line) };
beforeAll(async () => {
  const { wechatServer } = (await import(new URL('../../../test/support/wechat-server.mjs', import.meta.url).href)) as {
    wechatServer(options: { delay: number }): Promise<Upstream>;
  };
  upstream = await wechatServer({ delay: 50 });
  t = await testApp('wechat', { WECHAT_API: upstream.url, WECHAT_APPID: upstream.appid, WECHAT_SECRET: upstream.secret }, { logTo });
  second = await t.second();
});
afterAll(async () => {
  await second?.close();
  await t?.close();
  await upstream?.stop();
});
beforeEach(() => {
  output.length = 0;
});
afterEach(() => {
  for (const a of [t, second]) a.app.get(Clock, { strict: false }).set(null);
});
let n = 0;
const fresh = () => `sandbox-${++n}-x`;
const login = (code: string, { to = t, d = 1 }: { to?: TestApp; d?: number } = {}) =>
  to.send('POST', '/api/session/wechat', { body: { code, channel: 'weapp', device: device(d) } });
const callsOf = (code: string) => upstream.calls.filter((c) => c === code).length;
const me = async (r: { body: unknown }) => (await t.send('GET', '/api/me', { token: (r.body as LoggedIn).accessToken })).body as { id: string };

test('a code logs in; the next code of the same user is the same account', async () => {
  const [a, b] = [await login('sandbox-777'), await login('sandbox-777-b', { d: 2 })];
  expect([a.status, b.status]).toEqual([200, 200]);
  expect((await me(a)).id).toBe((await me(b)).id);
});
for (const { errcode, expect: say } of aut2.upstream.filter((u) => u.errcode !== undefined)) {
  test(`AUT-2: ${errcode} → ${say}; one call, however often the code is sent`, async () => {
    const code = `error-${errcode}`;
    const [status, expected] = EXPECTED[String(errcode)] ?? [];
    const before = upstream.calls.length;
    const r = await login(code);
    expect([r.status, codeOf(r)]).toEqual([status, expected]);
    if (expected === 'auth_wechat_busy') expect(r.headers['retry-after']).toBe('60');
    expect([codeOf(await login(code)), codeOf(await login(code, { to: second, d: 2 }))]).toEqual([expected, 'auth_wechat_code_invalid']);
    expect(upstream.calls.length - before).toBe(1);
  });
}
test('AUT-2: a time-out is "busy", and the code is not sent again', async () => {
  const port = new HttpWechat(upstream.url, upstream.appid, upstream.secret, 200);
  await expect(port.openidOf('hang')).rejects.toMatchObject({ message: 'wechat: timeout' });
  await new Promise((r) => setTimeout(r, 300));
  expect(callsOf('hang')).toBe(1);
});
test.each(['status-500', 'not-json'])('WeChat answers %s: "busy", never a 500, and not its text', async (code) => {
  const r = await login(code);
  expect([r.status, codeOf(r), callsOf(code)]).toEqual([503, 'auth_wechat_busy', 1]);
});
test('AUT-2: a double tap, on two processes, is one call and one session, and both replies work', async () => {
  const code = fresh();
  const taps = await Promise.all([login(code), login(code, { to: second }), login(code)]);
  expect([taps.map((r) => r.status), callsOf(code)]).toEqual([[200, 200, 200], 1]);
  expect(new Set(taps.map((r) => (r.body as LoggedIn).refreshToken)).size).toBe(1);
  for (const r of taps) {
    const { accessToken: token } = r.body as LoggedIn;
    expect((await t.send('GET', '/api/session/devices', { token })).body).toMatchObject({ items: [{ current: true }] });
  }
});
test('a code that comes back later, or from another device, was used before', async () => {
  const code = fresh();
  await login(code);
  expect(codeOf(await login(code, { d: 2 }))).toBe('auth_wechat_code_invalid');
  t.app.get(Clock, { strict: false }).set(new Date(Date.now() + 11_000));
  expect([codeOf(await login(code)), callsOf(code)]).toEqual(['auth_wechat_code_invalid', 1]);
});
test('50 first log-ins of one user in the same moment make one account', async () => {
  const people = t.app.get<Connection>(getConnectionToken()).collection('people');
  const before = await people.countDocuments();
  const all = await Promise.all(Array.from({ length: 50 }, (_, i) => login(`sandbox-900001-${i}`, { to: i % 2 ? t : second, d: i })));
  expect(all.filter((r) => r.status !== 200)).toEqual([]);
  expect((await people.countDocuments()) - before).toBe(1);
});
test(`AUT-2: never ${aut2.never.join(', ')}`, async () => {
  const replies = [];
  for (const code of [fresh(), 'error-40029', 'error-40125', 'status-500', 'not-json', 'sandbox-5-y']) replies.push(await login(code));
  const wrong = await testApp('wechat2', { WECHAT_API: upstream.url, WECHAT_APPID: upstream.appid, WECHAT_SECRET: 'canary-app-secret' }, { logTo });
  replies.push(await login(fresh(), { to: wrong }));
  await wrong.close();
  expect(replies.filter((r) => r.status === 500)).toEqual([]);
  const db = t.app.get<Connection>(getConnectionToken());
  const stored = await Promise.all(['people', 'wechat_codes', 'refresh_families', 'register_entries'].map((c) => db.collection(c).find().toArray()));
  const text = `${output.join('')}${JSON.stringify(replies)}${JSON.stringify(stored)}`;
  for (const secret of [upstream.secret, 'canary-app-secret', 'c2Vzc2lvbi1rZXk', 'o-example-', 'sandbox-5-y'])
    expect([secret, text.includes(secret)]).toEqual([secret, false]);
  expect(output.join('')).toContain('wechat: errcode 40125'); // the entry still says which step failed
});
test.each(['', 'x'.repeat(129)])('a code of a wrong length is refused before anything is asked', async (code) => {
  const before = upstream.calls.length;
  expect([codeOf(await login(code)), upstream.calls.length]).toEqual(['input_invalid', before]);
});
test('without WECHAT_API the sandbox’s own adapter answers codes that begin sandbox-', async () => {
  const own = await testApp('wechat3');
  expect((await login('sandbox-1', { to: own })).status).toBe(200);
  expect(codeOf(await login('real-looking-code', { to: own }))).toBe('auth_wechat_code_invalid');
  await own.close();
});
