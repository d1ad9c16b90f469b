// @ts-check
// What an attacker tries at the door, at both server processes: forged and swapped tokens, replayed refreshes, stolen and guessed codes, forged addresses.
import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync, sign as signWith } from 'node:crypto';
import fs from 'node:fs';
import test from 'node:test';
import { call, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

/** @type {Awaited<ReturnType<typeof system>>} */
let s;
test.before(async () => {
  s = await system({ demo: false, h5: false });
});
test.after(() => s?.stop());
test.afterEach(() => s.clock.reset());

const [A, B] = [0, 1];
const on = (i) => s.urls[i % s.urls.length] ?? '';
let n = 0;
const newPhone = () => `1387600${String(++n).padStart(4, '0')}`;
const device = (k = ++n) => ({ id: `device-attack-${String(k).padStart(8, '0')}`, name: '示例手机' });
async function codeFor(phone, purpose = 'login') {
  await must(on(A), 'POST', '/api/session/sms-codes', { body: { phone, purpose } });
  const { items } = await must(on(A), 'POST', '/api/sandbox/outbox', { body: { phone } });
  return /\d{6}/.exec(items[0].text)?.[0] ?? '';
}
const tryCode = (i, phone, code, headers = {}) =>
  call(on(i), 'POST', '/api/session/sms', { body: { phone, code, channel: 'weapp', device: device() }, headers });
async function enter(channel = 'weapp', phone = newPhone()) {
  const mine = device();
  const r = await call(on(A), 'POST', '/api/session/sms', { body: { phone, code: await codeFor(phone), channel, device: mine } });
  assert.equal(r.status, 200, JSON.stringify(r.body));
  return { phone, device: mine, ...r.body, cookie: r.headers.getSetCookie() };
}
const refresh = (i, refreshToken, more = {}) => call(on(i), 'POST', '/api/session/refresh', { body: { refreshToken, ...more } });
const wrongOf = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

// ——— Access tokens
const b64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const keys = () => JSON.parse(fs.readFileSync(s.keysFile, 'utf8'));
const hmac =
  (secret, alg = 'sha256') =>
  (text) =>
    createHmac(alg, secret).update(text).digest('base64url');
const token = (header, claims, sign) => `${b64(header)}.${b64(claims)}.${sign(`${b64(header)}.${b64(claims)}`)}`;
const partsOf = (t) =>
  t
    .split('.')
    .slice(0, 2)
    .map((p) => JSON.parse(Buffer.from(p, 'base64url').toString()));

test('a token that is not ours in every point is refused by both servers, and ours goes on', async () => {
  const { accessToken } = await enter();
  const [header, claims] = partsOf(accessToken);
  const file = keys();
  const secret = Buffer.from(file.token[0].secret, 'base64url');
  const right = hmac(secret);
  const now = Math.floor(s.clock.now().getTime() / 1000);
  assert.equal((await call(on(B), 'GET', '/api/me', { token: token(header, claims, right) })).status, 200, 'the forge itself is right');
  const pair = generateKeyPairSync('ed25519');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = createPublicKey(file.sign[0].privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const none = () => '';
  const forged = {
    'alg none, unsigned': token({ ...header, alg: 'none' }, claims, none),
    'alg NONE, signed': token({ ...header, alg: 'NONE' }, claims, right),
    'no alg': token({ kid: header.kid, typ: 'JWT' }, claims, right),
    'alg HS512, rightly signed': token({ ...header, alg: 'HS512' }, claims, hmac(secret, 'sha512')),
    'alg HS384, rightly signed': token({ ...header, alg: 'HS384' }, claims, hmac(secret, 'sha384')),
    'alg EdDSA, own key': token({ ...header, alg: 'EdDSA' }, claims, (text) => signWith(null, Buffer.from(text), pair.privateKey).toString('base64url')),
    'alg RS256, own key': token({ ...header, alg: 'RS256' }, claims, (text) => signWith('sha256', Buffer.from(text), rsa.privateKey).toString('base64url')),
    'the public key as secret': token({ ...header, kid: file.sign[0].kid }, claims, hmac(publicPem)),
    'another key of the file': token(header, claims, hmac(Buffer.from(file.hash[0].secret, 'base64url'))),
    'its own key in the header': token({ ...header, jwk: { kty: 'oct', k: b64('mine') }, jku: `${on(A)}/keys` }, claims, hmac('mine')),
    'a wrong key': token(header, claims, hmac('wrong')),
    'no signature': `${accessToken.split('.').slice(0, 2).join('.')}.`,
    'cut signature': accessToken.slice(0, -4),
    'claims of another person': `${b64(header)}.${b64({ ...claims, sub: 'another' })}.${accessToken.split('.')[2]}`,
    expired: token(header, { ...claims, exp: now - 1 }, right),
    'without an end': token(header, { ...claims, exp: undefined }, right),
    'not yet valid': token(header, { ...claims, nbf: now + 60 }, right),
    'other audience': token(header, { ...claims, aud: 'another' }, right),
    'without an audience': token(header, { ...claims, aud: undefined }, right),
    'another session': token(header, { ...claims, sid: 'another' }, right),
    'an epoch of before': token(header, { ...claims, epoch: claims.epoch - 1 }, right),
    'a role nobody gave': token(header, { ...claims, mid: 'another' }, right),
    ...Object.fromEntries(
      ['', '../../../../dev/null', "t1' OR '1'='1", '__proto__', 'constructor', 't1\u0000', 'T1', ['t1'], { $ne: '' }, 0, null, undefined].map((kid) => [
        `kid ${JSON.stringify(kid)}`,
        token({ ...header, kid }, claims, right),
      ]),
    ),
    'an empty secret': token({ ...header, kid: 'unknown' }, claims, hmac('')),
  };
  for (const [name, t] of Object.entries(forged))
    for (const url of s.urls) {
      const r = await call(url, 'GET', '/api/me', { token: t });
      assert.deepEqual([name, r.status, r.body.code], [name, 401, 'auth_token_invalid']);
    }
  for (const url of s.urls) assert.equal((await call(url, 'GET', '/api/me', { token: accessToken })).status, 200);
  await s.clock.advance(901_000);
  for (const url of s.urls)
    assert.equal((await call(url, 'GET', '/api/me', { token: accessToken })).body.code, 'auth_token_invalid', 'over, though it was verified before');
});

// ——— Refresh tokens
test('a replayed refresh ends the family on both servers; the loser of a race within 30 s gets the same successor', async () => {
  const { refreshToken } = await enter();
  const [won, lost] = await Promise.all([refresh(A, refreshToken), refresh(B, refreshToken)]);
  assert.deepEqual([won.status, lost.status, won.body.refreshToken], [200, 200, lost.body.refreshToken]);
  await s.clock.advance(29_000);
  assert.equal((await refresh(B, refreshToken)).body.refreshToken, won.body.refreshToken);
  await s.clock.advance(2_000);
  assert.equal((await refresh(B, refreshToken)).body.code, 'auth_refresh_reused');
  for (const i of [A, B]) {
    assert.equal((await refresh(i, won.body.refreshToken)).body.code, 'auth_refresh_reused', 'the thief and the person alike log in anew');
    assert.equal((await call(on(i), 'GET', '/api/me', { token: won.body.accessToken })).body.code, 'auth_token_invalid');
  }
});
test('a refresh token at another device, forged, of another session, or with another number: refused; only a genuine one ends anything', async () => {
  const [mine, theirs] = [await enter(), await enter()];
  const [id, seq, mac] = mine.refreshToken.split('.');
  const forged = [
    `${id}.${seq}.${'A'.repeat(43)}`,
    `${id}.${Number(seq) + 1}.${mac}`,
    `${theirs.refreshToken.split('.')[0]}.${seq}.${mac}`,
    `${id}.${seq}`,
    'x',
    `${id}.-1.${mac}`,
  ];
  for (const t of forged) for (const i of [A, B]) assert.equal((await refresh(i, t)).body.code, 'auth_refresh_invalid', t);
  const next = await refresh(A, mine.refreshToken, { deviceId: mine.device.id });
  assert.equal(next.status, 200, 'guessing ended nothing');
  assert.equal((await refresh(B, next.body.refreshToken, { deviceId: theirs.device.id })).body.code, 'auth_refresh_reused', 'stolen: it turned up elsewhere');
  assert.equal((await refresh(A, next.body.refreshToken, { deviceId: mine.device.id })).body.code, 'auth_refresh_reused');
  assert.equal((await refresh(B, theirs.refreshToken, { deviceId: theirs.device.id })).status, 200);
});
test('the refresh cookie is for this site and its own path, read by no script; another site gets no word and cannot ask with it', async () => {
  const { cookie, accessToken, refreshToken } = await enter('h5');
  assert.equal(refreshToken, undefined, 'never in the reply of a browser');
  const [value, ...attributes] = (cookie[0] ?? '').split('; ');
  assert.deepEqual(
    ['Path=/api/session', 'HttpOnly', 'SameSite=Strict'].filter((a) => !attributes.includes(a)),
    [],
    cookie[0],
  );
  assert.ok(!attributes.some((a) => a.startsWith('Domain=')), cookie[0]);
  // the cookie alone opens nothing
  for (const path of ['/api/me', '/api/session/devices']) assert.equal((await call(on(B), 'GET', path, { headers: { cookie: value ?? '' } })).status, 401);
  const from = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const preflight = await call(on(B), 'OPTIONS', '/api/session/refresh', {
    headers: { ...from, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  });
  for (const r of [preflight, await call(on(B), 'GET', '/api/me', { token: accessToken, headers: from })])
    for (const h of ['access-control-allow-origin', 'access-control-allow-credentials']) assert.equal(r.headers.get(h), null, h);
  // what another site's form could send without asking first is no JSON
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const r = await fetch(`${on(B)}/api/session/refresh`, { method: 'POST', headers: { 'content-type': type, cookie: value ?? '', ...from }, body: '{}' });
    assert.ok(r.status >= 400 && r.status < 500, `${type}: ${r.status}`);
    assert.deepEqual(r.headers.getSetCookie(), []);
  }
  // a cookie of another path's kind is no token: the right name with a wrong value, and the right value with a wrong name
  for (const c of ['binhai_refresh=x', (value ?? '').replace('binhai_refresh', 'refresh')])
    assert.equal((await call(on(B), 'POST', '/api/session/refresh', { body: {}, headers: { cookie: c } })).body.code, 'auth_refresh_invalid');
  assert.equal((await call(on(B), 'POST', '/api/session/refresh', { body: {}, headers: { cookie: value ?? '' } })).status, 200);
});

// ——— Codes
test('a stolen code: of another phone, for another purpose, used, over; a code of WeChat at another device', async () => {
  const [mine, theirs] = [newPhone(), newPhone()];
  const code = await codeFor(mine);
  assert.equal((await tryCode(B, theirs, code)).body.code, 'auth_code_expired', 'they asked for none');
  const staff = { phone: mine, code, totp: '000000', channel: 'h5', device: device() };
  assert.equal((await call(on(B), 'POST', '/api/session/staff', { body: staff })).body.code, 'auth_code_expired', 'a log-in code opens no work');
  assert.equal((await tryCode(B, mine, code)).status, 200);
  for (const i of [A, B]) assert.equal((await tryCode(i, mine, code)).body.code, 'auth_code_expired', 'used');
  await s.clock.advance(61_000);
  const late = await codeFor(mine);
  await s.clock.advance(301_000);
  assert.equal((await tryCode(B, mine, late)).body.code, 'auth_code_expired');
  await s.clock.advance(1000);
  const older = await codeFor(mine);
  await s.clock.advance(61_000);
  const newer = await codeFor(mine);
  if (older !== newer) assert.equal((await tryCode(B, mine, older)).body.code, 'auth_code_wrong', 'the last one counts alone');
  assert.equal((await tryCode(A, mine, newer)).status, 200);
  const wechat = (i, k) => call(on(i), 'POST', '/api/session/wechat', { body: { code: 'sandbox-876001', channel: 'weapp', device: device(k) } });
  assert.equal((await wechat(A, 9001)).status, 200);
  assert.equal((await wechat(B, 9002)).body.code, 'auth_wechat_code_invalid');
});
test('guessing a code: five tries a code and twenty a phone in a quarter of an hour, counted over both servers, whatever the address says', async () => {
  const phone = newPhone();
  const said = [];
  for (let round = 0; round < 4; round++) {
    const code = await codeFor(phone);
    for (let i = 0; i < 5; i++) said.push((await tryCode(i, phone, wrongOf(code), { 'x-forwarded-for': `203.0.113.${said.length}` })).body.code);
    if (round === 0) {
      assert.deepEqual([...new Set(said)], ['auth_code_wrong']);
      assert.equal((await tryCode(B, phone, code)).body.code, 'auth_code_expired', 'the right one comes too late');
      said.push('auth_code_expired');
    }
    await s.clock.advance(61_000);
  }
  assert.equal(said.filter((c) => c === 'auth_attempts_limit').length, said.length - 20, said.join());
  const code = await codeFor(phone);
  for (const i of [A, B]) {
    const r = await tryCode(i, phone, code);
    assert.deepEqual([r.status, r.body.code], [429, 'auth_attempts_limit'], 'not even with the right one');
    assert.ok(Number(r.headers.get('retry-after')) > 0);
  }
  await s.clock.advance(900_000);
  assert.equal((await tryCode(B, phone, await codeFor(phone))).status, 200, 'the person gets in again');
});
test('asking for codes: one a minute and ten a day for a phone, over both servers', async () => {
  const phone = newPhone();
  await s.clock.set(`${s.clock.now().toISOString().slice(0, 10)}T20:00:00Z`); // 04:00 in Shanghai: all of it on one day
  const ask = (i) => call(on(i), 'POST', '/api/session/sms-codes', { body: { phone, purpose: i % 2 ? 'login' : 'staff_login' } });
  for (let i = 0; i < 10; i++) {
    assert.equal((await ask(i)).status, 200, String(i));
    assert.equal((await ask(i + 1)).body.code, i < 9 ? 'auth_code_too_soon' : 'auth_code_limit');
    await s.clock.advance(61_000);
  }
  for (const i of [A, B]) assert.equal((await ask(i)).body.code, 'auth_code_limit');
});

// ——— Addresses
test('the limit of an address: shared by both servers; X-Forwarded-For changes it for nobody but a trusted proxy', async () => {
  const db = await s.db();
  const counters = () =>
    db
      .collection('limits')
      .find({ _id: /** @type {any} */ (/^login\.address\|/) })
      .toArray();
  await db.collection('limits').deleteMany({});
  const guess = (i, forwarded) =>
    tryCode(i, newPhone(), '000000', forwarded ? { 'x-forwarded-for': forwarded, 'x-real-ip': forwarded, forwarded: `for=${forwarded}` } : {});
  for (const [i, forwarded] of [
    [A, ''],
    [B, '198.51.100.7'],
    [A, '127.0.0.2, 198.51.100.8'],
    [B, '::1'],
  ])
    await guess(i, forwarded);
  const [own, ...others] = await counters();
  assert.deepEqual([own?.n, others.length], [4, 0], 'one counter, whatever they claimed');
  const full = (/** @type {any} */ id) => db.collection('limits').updateOne({ _id: id }, { $set: { n: 1_000_000 } });
  await full(own?._id);
  for (const i of [A, B]) for (const forwarded of ['', '198.51.100.9']) assert.equal((await guess(i, forwarded)).body.code, 'auth_attempts_limit');

  // behind a proxy that is trusted the last address it saw counts, not what the client wrote before it
  await s.processes[B]?.stop();
  await s.processes[B]?.start({ TRUSTED_PROXIES: '127.0.0.1' });
  assert.equal((await guess(B, '198.51.100.20')).body.code, 'auth_code_expired', 'the proxy’s client has its own count');
  const client = (await counters()).find((c) => c._id !== own?._id);
  await full(client?._id);
  for (const claimed of ['198.51.100.20', '192.0.2.1, 198.51.100.20', '127.0.0.1, 198.51.100.20'])
    assert.equal((await guess(B, claimed)).body.code, 'auth_attempts_limit', claimed);
  assert.equal((await guess(B, '198.51.100.20, 198.51.100.21')).body.code, 'auth_code_expired', 'another client behind the same proxy');
  assert.equal((await guess(A, '198.51.100.21')).body.code, 'auth_attempts_limit', 'the server without one trusts nobody');
});
