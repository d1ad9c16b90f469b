// Log-in, refresh and real name under race, over two server processes on one database.
import assert from 'node:assert/strict';
import test from 'node:test';
import { call, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';
import { wechatServer } from '../support/wechat-server.mjs';

/** @type {Awaited<ReturnType<typeof system>>} */
let s;
let wechat;
test.before(async () => {
  wechat = await wechatServer({ delay: 60 });
  s = await system({ demo: false, env: { WECHAT_API: wechat.url, WECHAT_APPID: wechat.appid, WECHAT_SECRET: wechat.secret } });
});
test.after(async () => {
  await s?.stop();
  await wechat?.stop();
});

let n = 0;
const newPhone = () => `1384000${String(++n).padStart(4, '0')}`;
const device = (k) => ({ id: `device-race-${String(k).padStart(8, '0')}`, name: `示例手机 ${k}` });
/** The server of the i-th of many callers: they alternate. */
const at = (i) => s.urls[i % s.urls.length];
const many = (count, one) => Promise.all(Array.from({ length: count }, (_, i) => one(at(i), i)));
const codes = (replies) => replies.map((r) => r.body.code ?? 'ok');
const count = (list, what) => list.filter((x) => x === what).length;
async function codeFor(phone) {
  await must(s.url, 'POST', '/api/session/sms-codes', { body: { phone, purpose: 'login' } });
  const { items } = await must(s.url, 'POST', '/api/sandbox/outbox', { body: { phone } });
  return /\d{6}/.exec(items[0].text)[0];
}
const enter = (url, phone, code, k = 1) => call(url, 'POST', '/api/session/sms', { body: { phone, code, channel: 'weapp', device: device(k) } });
async function login(phone = newPhone(), k = 1) {
  const r = await enter(s.url, phone, await codeFor(phone), k);
  assert.equal(r.status, 200, JSON.stringify(r.body));
  return r.body;
}
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const newNumber = () => {
  const body = `12011619910115${String(++n % 1000).padStart(3, '0')}`;
  return body + '10X98765432'[[...body].reduce((sum, c, i) => sum + Number(c) * WEIGHTS[i], 0) % 11];
};

test('one code, 40 right guesses at once: one session', async () => {
  for (let round = 0; round < 5; round++) {
    const phone = newPhone();
    const code = await codeFor(phone);
    const replies = codes(await many(40, (url, i) => enter(url, phone, code, i)));
    assert.equal(count(replies, 'ok'), 1, replies.join());
  }
});
test('AUT-3: 1000 wrong guesses at once are compared five times at most, and the right one comes too late', async () => {
  const phone = newPhone();
  const code = await codeFor(phone);
  const replies = codes(await many(1000, (url, i) => enter(url, phone, String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0'))));
  assert.ok(count(replies, 'auth_code_wrong') <= 5 && count(replies, 'auth_code_wrong') > 0, String(count(replies, 'auth_code_wrong')));
  assert.equal(count(replies, 'ok') + count(replies, 'service_failed'), 0);
  assert.notEqual((await enter(s.url, phone, code)).status, 200);
});
test('a phone asks 30 times at once for a code: one is sent', async () => {
  const phone = newPhone();
  const replies = codes(await many(30, (url) => call(url, 'POST', '/api/session/sms-codes', { body: { phone, purpose: 'login' } })));
  assert.deepEqual([count(replies, 'ok'), count(replies, 'auth_code_too_soon')], [1, 29]);
  const { items } = await must(s.url, 'POST', '/api/sandbox/outbox', { body: { phone } });
  assert.equal(items.length, 1);
});
test('AUT-1: 50 refreshes of one token, 10 rounds: one successor each, nobody logged out', async () => {
  let { refreshToken } = await login();
  for (let round = 0; round < 10; round++) {
    const replies = await many(50, (url) => call(url, 'POST', '/api/session/refresh', { body: { refreshToken } }));
    assert.deepEqual([...new Set(codes(replies))], ['ok']);
    const next = new Set(replies.map((r) => r.body.refreshToken));
    assert.equal(next.size, 1);
    [refreshToken] = next;
  }
  const [id] = refreshToken.split('.');
  assert.equal((await (await s.db()).collection('refresh_families').findOne({ _id: id })).seq, 10);
});
test('AUT-2: a tap on each process is one call upstream and one session', async () => {
  for (let round = 1; round <= 5; round++) {
    const code = `sandbox-${round}-race`;
    const before = wechat.calls.length;
    const replies = await many(6, (url) => call(url, 'POST', '/api/session/wechat', { body: { code, channel: 'weapp', device: device(1) } }));
    assert.deepEqual([[...new Set(codes(replies))], wechat.calls.length - before], [['ok'], 1]);
    assert.equal(new Set(replies.map((r) => r.body.refreshToken)).size, 1);
  }
});
test('one number, 20 accounts at once, 5 rounds: one account each, and nothing of the others is left', async () => {
  const people = [];
  for (let i = 0; i < 20; i++) people.push(await login());
  for (let round = 0; round < 5; round++) {
    const number = newNumber();
    const replies = await many(20, (url, i) =>
      call(url, 'POST', '/api/me/real-name', { token: people[i].accessToken, body: { name: '示小滨', number, consent: true } }),
    );
    const said = codes(replies);
    const free = 20 - round;
    // those who won before are bound to their number
    assert.deepEqual([count(said, 'ok'), count(said, 'identity_taken'), count(said, 'identity_bound')], [1, free - 1, round], said.join());
  }
  const db = await s.db();
  assert.equal(await db.collection('people').countDocuments({ numberHash: { $exists: true } }), 5);
  assert.equal(await db.collection('consents').countDocuments({ purpose: 'real_name' }), 5);
});
test('log-out everywhere and freezing hold in the other process with its next request', async () => {
  for (let round = 0; round < 10; round++) {
    const { accessToken: token } = await login();
    assert.equal((await call(at(1), 'GET', '/api/me', { token })).status, 200);
    await must(at(0), 'POST', '/api/session/logout', { token, body: { everywhere: true } });
    assert.equal((await call(at(1), 'GET', '/api/me', { token })).body.code, 'auth_token_invalid');
  }
  const { accessToken: token } = await login();
  await must(at(0), 'POST', '/api/me/real-name', { token, body: { name: '示小滨', number: newNumber(), consent: true } });
  await must(at(0), 'POST', '/api/me/freeze', { token, body: { confirm: true } });
  assert.equal((await call(at(1), 'GET', '/api/me', { token })).body.code, 'auth_frozen');
});
test('a consent withdrawn in one process is gone in the other', async () => {
  const { accessToken: token } = await login();
  await must(at(0), 'POST', '/api/me/real-name', { token, body: { name: '示小滨', number: newNumber(), consent: true } });
  const { items } = await must(at(1), 'GET', '/api/consents', { token });
  await must(at(0), 'POST', `/api/consents/${items[0].id}/withdrawal`, { token, body: { vouchers: [] } });
  assert.equal((await must(at(1), 'GET', '/api/consents', { token })).items[0].state, 'withdrawn');
  assert.equal((await must(at(1), 'GET', '/api/me', { token })).assurance, 'none');
});
