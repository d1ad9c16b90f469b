import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeFor, codeOf, device, login, newestCode } from '../testing/test-login.js';
import { TRIES } from './sms-codes.service.js';

interface Aut3 {
  codeDigits: number;
  cases: { do: string; then?: string; expect: string }[];
}
const aut3: Aut3 = JSON.parse(readFileSync(new URL('../../../test/cases/AUT-3.sms.json', import.meta.url), 'utf8'));
const named = (start: string): string => {
  const found = aut3.cases.find((c) => c.do.startsWith(start));
  if (!found) throw new Error(`AUT-3 has no case ${start}`);
  return `AUT-3: ${found.do} → ${found.expect}`;
};
let t: TestApp;
let second: TestApp;
let clock: Clock;
let n = 0;
let phone: string;
beforeAll(async () => {
  t = await testApp('sms', { TRUSTED_PROXIES: '127.0.0.1' });
  second = await t.second();
  clock = t.app.get(Clock, { strict: false });
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
beforeEach(() => {
  phone = `1380000${String(++n).padStart(4, '0')}`;
  at('2026-11-25T02:00:00Z');
});
afterEach(() => at(null));
function at(iso: string | null): void {
  for (const a of [t, second]) a.app.get(Clock, { strict: false }).set(iso === null ? null : new Date(iso));
}
const send = (body: object, headers = {}) => t.send('POST', '/api/session/sms-codes', { body, headers });
const enter = (code: string, { to = t, phone: p = phone, ip = '10.0.0.1', n: d = 1 }: { to?: TestApp; phone?: string; ip?: string; n?: number } = {}) =>
  to.send('POST', '/api/session/sms', { body: { phone: p, code, channel: 'weapp', device: device(d) }, headers: { 'x-forwarded-for': ip } });
const other = (code: string, k = 1) => String((Number(code) + k) % 1_000_000).padStart(6, '0');

test(named('5 wrong codes'), async () => {
  const code = await codeFor(t, phone);
  expect(code).toHaveLength(aut3.codeDigits);
  for (let i = 1; i <= TRIES; i++) expect(codeOf(await enter(other(code, i), { ip: `10.0.1.${i}` }))).toBe('auth_code_wrong');
  expect(codeOf(await enter(code))).toBe('auth_code_expired');
});
test(named('1000 parallel guesses'), async () => {
  const code = await codeFor(t, phone);
  const guesses = await Promise.all(
    Array.from({ length: 1000 }, (_, i) => enter(other(code, i + 1), { to: i % 2 ? t : second, ip: `10.1.${i >> 8}.${i & 255}` })),
  );
  const compared = guesses.filter((g) => codeOf(g) === 'auth_code_wrong').length;
  expect(compared).toBeGreaterThan(0);
  expect(compared).toBeLessThanOrEqual(TRIES);
  expect(guesses.filter((g) => g.status === 200 || g.status === 500)).toEqual([]); // a server at its limit may say it is busy
  clock.set(new Date('2026-11-25T02:04:59Z'));
  expect(codeOf(await enter(code))).not.toBe('ok');
});
test(named('right code twice'), async () => {
  const code = await codeFor(t, phone);
  const both = await Promise.all([enter(code, { n: 1 }), enter(code, { to: second, n: 2 })]);
  expect(both.map((r) => r.status).sort()).toEqual([200, 400]);
  expect(codeOf(await enter(code))).toBe('auth_code_expired');
});
test(named('ask again within 60 s'), async () => {
  const code = await codeFor(t, phone);
  at('2026-11-25T02:00:18Z');
  const again = await send({ phone, purpose: 'login' });
  expect([again.status, codeOf(again)]).toEqual([429, 'auth_code_too_soon']);
  const { retryAfter } = again.body as { retryAfter: number };
  expect([retryAfter === 42 || retryAfter === 43, again.headers['retry-after']]).toEqual([true, String(retryAfter)]);
  expect((await enter(code)).status).toBe(200);
});
test(named('11th code'), async () => {
  for (let i = 0; i < 10; i++) {
    at(`2026-11-25T02:${String(i * 2).padStart(2, '0')}:00Z`);
    expect((await send({ phone, purpose: i % 2 ? 'login' : 'staff_login' })).status).toBe(200);
  }
  at('2026-11-25T03:00:00Z');
  const last = await send({ phone, purpose: 'login' });
  expect([last.status, codeOf(last)]).toEqual([429, 'auth_code_limit']);
  at('2026-11-25T16:00:00Z'); // midnight in Shanghai
  expect((await send({ phone, purpose: 'login' })).status).toBe(200);
});
test(named('phone without account'), async () => {
  await login(t, phone);
  at('2026-11-25T02:05:00Z');
  const known = await send({ phone, purpose: 'login' });
  const unknown = await send({ phone: `1370000${String(n).padStart(4, '0')}`, purpose: 'login' });
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  const staff = await Promise.all(
    [phone, `1360000${String(n).padStart(4, '0')}`].map(async (p) => {
      at('2026-11-25T02:10:00Z');
      const sent = await send({ phone: p, purpose: 'staff_login' });
      const body = { phone: p, code: await newestCode(t, p), totp: '123456', channel: 'h5', device: device(1) };
      return [sent.body, codeOf(await t.send('POST', '/api/session/staff', { body }))];
    }),
  );
  expect(staff[0]).toEqual(staff[1]);
  expect(staff[0]?.[1]).toBe('auth_staff_refused');
});
test(named('code of phone A'), async () => {
  const a = await codeFor(t, phone);
  const b = `1350000${String(n).padStart(4, '0')}`;
  const own = await codeFor(t, b);
  if (a !== own) expect(codeOf(await enter(a, { phone: b }))).toBe('auth_code_wrong');
  expect((await enter(own, { phone: b })).status).toBe(200);
});
test(named('code from the login form'), async () => {
  const code = await codeFor(t, phone, 'staff_login');
  expect(codeOf(await enter(code))).toBe('auth_code_expired');
});
test('a code ends after five minutes, to the second', async () => {
  const code = await codeFor(t, phone);
  at('2026-11-25T02:05:01Z'); // it was made within the first second
  expect(codeOf(await enter(code))).toBe('auth_code_expired');
});
test('nothing at rest tells code or phone', async () => {
  const code = await codeFor(t, phone);
  const db = t.app.get<Connection>(getConnectionToken());
  for (const name of ['sms_codes', 'sandbox_sms', 'limits']) {
    const text = JSON.stringify(await db.collection(name).find().toArray());
    expect([name, text.includes(phone), new RegExp(`\\D${code}\\D`).test(text)]).toEqual([name, false, false]);
  }
  const indexes = await db.collection('sandbox_sms').indexes();
  expect(indexes.find((i) => i.expireAfterSeconds === 0)?.key).toEqual({ goneAt: 1 });
});
test.each(['12345678901', '1380013800x', '１２３４５６７８９０１２', '+1 555 123 4567 8'])('the phone %s is refused with its field named', async (wrong) => {
  const r = await send({ phone: wrong, purpose: 'login' });
  expect([r.status, r.body]).toEqual([400, expect.objectContaining({ code: 'input_invalid', fields: [expect.objectContaining({ path: 'body.phone' })] })]);
});
test.each(['12345', '1234567', 'abcdef', '１２３４５６', ''])('the code %p is refused before it counts as a try', async (wrong) => {
  const code = await codeFor(t, phone);
  for (let i = 0; i < 6; i++) expect(codeOf(await enter(wrong))).toBe('input_invalid');
  expect((await enter(code)).status).toBe(200);
});
test('the phone as people write it is one account', async () => {
  const first = await login(t, phone);
  at('2026-11-25T02:05:00Z');
  const again = await login(t, `+86 ${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`, 2);
  const id = async (token: string) => ((await t.send('GET', '/api/me', { token })).body as { id: string }).id;
  expect(await id(first.accessToken)).toBe(await id(again.accessToken));
});
test('50 first log-ins of one phone in the same moment make one account', async () => {
  const { AccountsService } = await import('../people/accounts.service.js');
  const made = await Promise.all(
    Array.from({ length: 50 }, (_, i) => (i % 2 ? t : second).app.get(AccountsService, { strict: false }).findOrCreate({ phone })),
  );
  expect(new Set(made).size).toBe(1);
});
test('20 tries a quarter of an hour for one phone, from wherever', async () => {
  for (let i = 0; i < 20; i++) await enter('000000', { ip: `10.2.0.${i}` });
  const r = await enter('000000', { ip: '10.2.1.1' });
  expect([r.status, codeOf(r)]).toEqual([429, 'auth_attempts_limit']);
  at('2026-11-25T02:15:01Z');
  expect(codeOf(await enter('000000'))).toBe('auth_code_expired');
});
test('the sandbox outbox answers on loopback only', async () => {
  const code = await codeFor(t, phone);
  const near = await t.send('POST', '/api/sandbox/outbox', { body: { phone } });
  expect(near.body).toMatchObject({ items: [{ text: expect.stringContaining(code) }] });
  const far = await t.send('POST', '/api/sandbox/outbox', { body: { phone }, headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect([far.status, codeOf(far)]).toEqual([404, 'path_unknown']);
});
test('an address has its limits too, on every way in', async () => {
  const db = t.app.get<Connection>(getConnectionToken());
  const ip = '10.9.9.9';
  const from = { 'x-forwarded-for': ip };
  await send({ phone, purpose: 'login' }, from);
  await enter('000000', { ip });
  const used = await db.collection<{ _id: string }>('limits').updateMany({ _id: /^(sms|login)\.address/ }, { $set: { n: 1_000_000 } });
  expect(used.matchedCount).toBeGreaterThanOrEqual(2);
  const staff = { phone, code: '000000', totp: '000000', channel: 'h5', device: device(1) };
  const wechat = { code: 'sandbox-1', channel: 'h5', device: device(1) };
  const all = [
    await send({ phone: `1390000${phone.slice(-4)}`, purpose: 'login' }, from),
    await enter('000000', { ip }),
    await t.send('POST', '/api/session/staff', { body: staff, headers: from }),
    await t.send('POST', '/api/session/wechat', { body: wechat, headers: from }),
  ];
  for (const r of all) expect([r.status, codeOf(r), Number(r.headers['retry-after']) > 0]).toEqual([429, 'auth_attempts_limit', true]);
  expect(codeOf(await enter('000000', { ip: '10.9.9.8' }))).toMatch(/auth_code/);
});
