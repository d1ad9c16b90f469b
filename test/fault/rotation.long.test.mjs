// @ts-check
// Keys exchanged under load, the command killed with -9 and given again: everything stays readable, and the old key goes only when nothing needs it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { load } from '../../scripts/lib/operator.mjs';
import { enter, entersAndReads, fillPeople, keyCommand, pressure } from '../support/key-command.mjs';
import { call, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

const PEOPLE = 1500;
/** @type {Awaited<ReturnType<typeof system>>} */
let s;
test.before(async () => {
  s = await system({ demo: false, h5: false });
});
test.after(() => s?.stop());

const keys = () => JSON.parse(fs.readFileSync(s.keysFile, 'utf8'));
const kids = (list) => keys()[list].map((k) => k.kid);
const command = (args, killAt) => keyCommand(s, 'keys', args, killAt);
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

test('field keys: to SM4 under load, killed on the way, gone on with, the old key retired only after it', async () => {
  await fillPeople(s, load, PEOPLE);
  const under = pressure(s, entersAndReads);
  const first = await command(['--suite', 'sm4'], 'people 200 /');
  assert.equal(first.signal, 'SIGKILL', first.said);
  assert.deepEqual(kids('field'), ['f2', 'f1']);
  const early = await command(['--retire']);
  assert.equal(early.code, 25, early.said);
  assert.deepEqual(kids('field'), ['f2', 'f1']);
  const second = await command([]);
  assert.equal(second.code, 0, second.said);
  assert.deepEqual(kids('field'), ['f2', 'f1'], 'going on adds no further key');
  assert.match(second.said, /\[#+\.*\] \d+ %/);
  const retired = await command(['--retire']);
  assert.equal(retired.code, 0, retired.said);
  assert.deepEqual(kids('field'), ['f2']);
  await under.more(6); // a while of load without the old key
  await under.stop();
  const found = await fronts();
  assert.ok(found.size >= 2, [...found.keys()].join());
  for (const [at, used] of found) assert.deepEqual([at, [...used]], [at, ['s1.f2']]);
  // no server was without a key at any time
  for (const p of s.processes) assert.doesNotMatch(p.log(), /unknown suite or key|sealed field/);
  for (const [i, p] of under.done.slice(0, 20).entries())
    assert.equal((await call(s.urls[i % 2] ?? '', 'GET', '/api/me', { token: p.accessToken })).status, 200);
});
test('token keys: exchanged while people are logged in; nobody is logged out, and a token of either key counts on both servers', async () => {
  const early = await enter(s.url);
  const under = pressure(s, entersAndReads);
  const r = await command(['--token']);
  assert.equal(r.code, 0, r.said);
  await under.stop();
  assert.deepEqual(kids('token'), ['t2', 't1']);
  const late = await enter(s.urls[1]);
  const kidOf = (token) => JSON.parse(Buffer.from(token.split('.')[0], 'base64url').toString()).kid;
  assert.deepEqual([kidOf(early.accessToken), kidOf(late.accessToken)], ['t1', 't2']);
  for (const url of s.urls) for (const p of [early, late]) assert.equal((await call(url, 'GET', '/api/me', { token: p.accessToken })).status, 200);
  // past its end the old key verifies nothing, remembered or not; the refresh goes on
  await s.clock.advance(1000 * 60 * 20);
  for (const url of s.urls) assert.equal((await call(url, 'GET', '/api/me', { token: early.accessToken })).status, 401);
  const { accessToken } = await must(s.url, 'POST', '/api/session/refresh', { body: { refreshToken: early.refreshToken } });
  assert.equal(kidOf(accessToken), 't2');
});
