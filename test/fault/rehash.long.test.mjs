// @ts-check
// The hash key exchanged while two servers register people, the command killed with -9 twice and given again: one person stays one account throughout.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { load } from '../../scripts/lib/operator.mjs';
import { enter, fillPeople, keyCommand, pressure } from '../support/key-command.mjs';
import { call, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

const PEOPLE = 1200;
/** @type {Awaited<ReturnType<typeof system>>} */
let s;
test.before(async () => {
  s = await system({ demo: false, h5: false });
});
test.after(() => s?.stop());

const keys = () => JSON.parse(fs.readFileSync(s.keysFile, 'utf8')).hash;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
let n = 0;
const newNumber = () => {
  const body = `12011619900${1 + (Math.floor(n / 2700) % 9)}${10 + (Math.floor(n / 150) % 18)}${String(200 + (n++ % 150)).padStart(3, '0')}`;
  return body + '10X98765432'[[...body].reduce((sum, c, i) => sum + Number(c) * (WEIGHTS[i] ?? 0), 0) % 11];
};
const realName = (url, { accessToken: token }, number) => call(url, 'POST', '/api/me/real-name', { token, body: { name: '示小滨', number, consent: true } });

/** Two people ask for one number at once, one at each server: one of them has it, and after that nobody else. */
async function registers(url, other) {
  const number = newNumber();
  const [a, b] = await Promise.all([enter(url), enter(other)]);
  const said = await Promise.all([realName(url, a, number), realName(other, b, number)]);
  assert.deepEqual(said.map((r) => r.body.code ?? 'ok').sort(), ['identity_taken', 'ok'], JSON.stringify(said.map((r) => r.body)));
  const [holder, loser] = said[0].status === 200 ? [a, b] : [b, a];
  return { number, holder, loser };
}
test('one person, one account: at every step, on both servers, also when the command dies', async () => {
  await fillPeople(s, load, PEOPLE);
  const early = await registers(s.urls[0], s.urls[1]);
  const ids = new Map();
  const idOf = async (p) => (await must(s.url, 'GET', '/api/me', { token: p.accessToken })).id;
  ids.set(early.holder.phone, await idOf(early.holder));

  const under = pressure(s, registers);
  const first = await keyCommand(s, 'rehash', [], 'people 200 /');
  assert.equal(first.signal, 'SIGKILL', first.said);
  assert.deepEqual(
    keys().map((k) => [k.kid, k.next]),
    [
      ['h1', undefined],
      ['h2', true],
    ],
    'filling in: both are written, the first one finds',
  );
  const second = await keyCommand(s, 'rehash');
  assert.equal(second.code, 0, second.said);
  assert.match(second.said, /\[#+\.*\] \d+ %/);
  assert.deepEqual(
    keys().map((k) => [k.kid, k.kept]),
    [
      ['h2', undefined],
      ['h1', true],
    ],
    'going on adds no further key',
  );
  await under.stop();
  assert.ok(under.done.length >= 3, String(under.done.length));

  const db = await s.db();
  const people = db.collection('people');
  for (const [collection, path] of [
    ['people', 'phoneHash'],
    ['people', 'numberHash'],
  ])
    assert.deepEqual([path, await db.collection(collection ?? '').countDocuments({ [path ?? '']: { $exists: true, $not: /^h2\.[\w-]{43}$/ } })], [path, 0]);
  assert.equal(await people.countDocuments({ _id: /^filled/ }), PEOPLE);
  // whoever registered at any step is found as before, and keeps the number from others
  await s.clock.advance(61_000);
  for (const { number, holder, loser } of [early, ...under.done.slice(-3)]) {
    const before = await idOf(holder);
    const again = await enter(s.urls[1], holder.phone);
    assert.equal(await idOf(again), before);
    for (const url of s.urls) assert.equal((await realName(url, loser, number)).body.code, 'identity_taken');
    assert.equal((await call(s.url, 'POST', '/api/session/refresh', { body: { refreshToken: holder.refreshToken } })).status, 200);
  }
  assert.equal(await idOf(early.holder), ids.get(early.holder.phone));
  assert.equal(await people.countDocuments({ numberHash: { $exists: true }, demo: { $ne: true } }), under.done.length + 1);
  for (const p of s.processes) assert.doesNotMatch(p.log(), /service_failed|MongoServerError/);
});
