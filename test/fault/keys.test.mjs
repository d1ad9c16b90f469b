// @ts-check
// Keys exchanged under load, the command killed with -9 and given again: everything stays readable on both servers, and the old key goes only when nothing needs it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import test from 'node:test';
import { load } from '../../scripts/lib/operator.mjs';
import { ROOT, sleep } from '../../scripts/lib/util.mjs';
import { call, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

const PEOPLE = 3000;
/** @type {Awaited<ReturnType<typeof system>>} */
let s;
test.before(async () => {
  s = await system({ h5: false });
});
test.after(() => s?.stop());

const keys = () => JSON.parse(fs.readFileSync(s.keysFile, 'utf8'));
const kids = (list) => keys()[list].map((k) => k.kid);
/** The operator's command; `killAt` kills it with -9 once its output has these words. */
function command(args, killAt) {
  const env = { ...process.env, MONGODB_URI: s.mongoUri, KEYS_FILE: s.keysFile, SANDBOX: '1' };
  const child = spawn(process.execPath, ['scripts/operator.mjs', 'keys', ...args], { cwd: ROOT, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (d) => {
      said += d;
      if (killAt && said.includes(killAt)) child.kill('SIGKILL');
    });
  return new Promise((done) => child.on('close', (code, signal) => done({ code, signal, said })));
}
async function fill() {
  const [{ FieldCipher }, { readKeysFile }] = await Promise.all(['platform/field-cipher.js', 'platform/keys.js'].map(load));
  const cipher = new FieldCipher(readKeysFile(s.keysFile));
  const people = Array.from({ length: PEOPLE }, (_, i) => {
    const id = `rotate${String(i).padStart(6, '0')}`;
    const phone = cipher.seal({ collection: 'people', field: 'phone', id }, `1380000${String(i).padStart(4, '0')}`);
    return { _id: id, phone, assurance: 'none', epoch: 0, sessions: [], frozenAt: null, standing: null, createdAt: new Date() };
  });
  await (await s.db()).collection('people').insertMany(people);
}
let n = 0;
async function enter(url) {
  const phone = `1385100${String(++n).padStart(4, '0')}`;
  await must(url, 'POST', '/api/session/sms-codes', { body: { phone, purpose: 'login' } });
  const { items } = await must(url, 'POST', '/api/sandbox/outbox', { body: { phone } });
  const device = { id: `device-keys-${String(n).padStart(8, '0')}`, name: '示例手机' };
  const { accessToken, refreshToken } = await must(url, 'POST', '/api/session/sms', {
    body: { phone, code: /\d{6}/.exec(items[0].text)?.[0], channel: 'weapp', device },
  });
  return { phone, accessToken, refreshToken };
}
/** Logs people in at one server and reads them at the other until it is stopped; answers how many there were. */
function pressure() {
  let on = true;
  const people = [];
  const run = async (i) => {
    while (on) {
      const p = await enter(s.urls[i % 2]);
      people.push(p);
      for (const url of s.urls) {
        const r = await call(url, 'GET', '/api/me', { token: p.accessToken });
        assert.equal(r.status, 200, JSON.stringify(r.body));
        assert.equal(r.body.maskedPhone, `${p.phone.slice(0, 3)}****${p.phone.slice(-4)}`);
      }
    }
  };
  const running = [0, 1, 2].map(run);
  // an early failure is heard at the end, not as a rejection of nobody's
  for (const r of running) r.catch(() => undefined);
  return {
    people,
    stop: async () => {
      on = false;
      await Promise.all(running);
    },
  };
}
/** Every text in the database that looks sealed, as collection.path → its front. */
async function fronts() {
  const db = await s.db();
  const found = new Map();
  const walk = (value, at) => {
    if (typeof value === 'string') {
      const front = /^([a-z]\d\.[a-z]\d+)\.[\w-]{16,}\./.exec(value)?.[1];
      if (front) found.set(at, (found.get(at) ?? new Set()).add(front));
    } else if (Array.isArray(value)) for (const v of value) walk(v, `${at}[]`);
    else if (value && Object.getPrototypeOf(value) === Object.prototype) for (const [k, v] of Object.entries(value)) walk(v, at ? `${at}.${k}` : k);
  };
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    if (!name.startsWith('system.')) for await (const doc of db.collection(name).find()) walk(doc, name);
  return found;
}

test('field keys: to SM4 under load, killed twice, gone on with, the old key retired only after it', async () => {
  await fill();
  const before = await fronts();
  assert.ok(before.size >= 6, [...before.keys()].join());
  const under = pressure();
  const first = await command(['--suite', 'sm4'], 'people 200 /');
  assert.equal(first.signal, 'SIGKILL', first.said);
  assert.deepEqual(kids('field'), ['f2', 'f1']);
  const early = await command(['--retire']);
  assert.equal(early.code, 25, early.said);
  assert.deepEqual(kids('field'), ['f2', 'f1']);
  const second = await command([], 'people 1200 /');
  assert.equal(second.signal, 'SIGKILL', second.said);
  const third = await command([]);
  assert.equal(third.code, 0, third.said);
  assert.deepEqual(kids('field'), ['f2', 'f1'], 'going on adds no further key');
  assert.match(third.said, /\[#+\.*\] \d+ %/);
  const retired = await command(['--retire']);
  assert.equal(retired.code, 0, retired.said);
  assert.deepEqual(kids('field'), ['f2']);
  await sleep(1500); // a while of load without the old key
  await under.stop();
  assert.ok(under.people.length > 10, String(under.people.length));
  for (const [at, used] of await fronts()) assert.deepEqual([at, [...used]], [at, ['s1.f2']]);
  // no server was without a key at any time
  for (const p of s.processes) assert.doesNotMatch(p.log(), /unknown suite or key|sealed field/);
  for (const [i, p] of under.people.slice(0, 20).entries()) assert.equal((await call(s.urls[i % 2], 'GET', '/api/me', { token: p.accessToken })).status, 200);
});
test('token keys: exchanged while people are logged in; nobody is logged out, and a token of either key counts on both servers', async () => {
  const early = await enter(s.url);
  const under = pressure();
  const r = await command(['--token']);
  await under.stop();
  assert.equal(r.code, 0, r.said);
  assert.deepEqual(kids('token'), ['t2', 't1']);
  const late = await enter(s.url);
  const kidOf = (token) => JSON.parse(Buffer.from(token.split('.')[0], 'base64url').toString()).kid;
  assert.deepEqual([kidOf(early.accessToken), kidOf(late.accessToken)], ['t1', 't2']);
  for (const url of s.urls) for (const p of [early, late]) assert.equal((await call(url, 'GET', '/api/me', { token: p.accessToken })).status, 200);
  // past its end the old key verifies nothing, remembered or not; the refresh goes on
  await s.clock.advance(1000 * 60 * 20);
  for (const url of s.urls) assert.equal((await call(url, 'GET', '/api/me', { token: early.accessToken })).status, 401);
  const { accessToken } = await must(s.url, 'POST', '/api/session/refresh', { body: { refreshToken: early.refreshToken } });
  assert.equal(kidOf(accessToken), 't2');
});
