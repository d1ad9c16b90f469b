// @ts-check
// Exchanges of keys that cannot go on: a server with its own old keys file, two commands at once, a server killed with -9 in the middle.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { load } from '../../scripts/lib/operator.mjs';
import { sleep } from '../../scripts/lib/util.mjs';
import { enter, entersAndReads, fillPeople, keyCommand, pressure } from '../support/key-command.mjs';
import { call } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

/** @type {Awaited<ReturnType<typeof system>>} */
let s;
test.before(async () => {
  s = await system({ demo: false, h5: false });
});
test.after(() => s?.stop());
const keys = () => JSON.parse(fs.readFileSync(s.keysFile, 'utf8'));
const kids = (list) => keys()[list].map((k) => k.kid);

for (const [area, args, list] of /** @type {const} */ ([
  ['keys', [], 'field'],
  ['keys', ['--token'], 'token'],
  ['rehash', [], 'hash'],
]))
  test(`${area} ${args.join(' ')}: a server with its own old keys file is waited for, then named (24); with its copy of the file it goes on`, async () => {
    const own = `${s.keysFile}.own`;
    fs.copyFileSync(s.keysFile, own);
    await s.processes[1]?.stop();
    await s.processes[1]?.start({ KEYS_FILE: own });
    const [first] = kids(list);
    const halted = await keyCommand(s, area, args);
    assert.equal(halted.code, 24, halted.said);
    assert.match(halted.said, /1 个正在运行的服务器/);
    assert.equal(kids(list)[0], first, 'nothing is written with a key that a server cannot read');
    const p = await enter(s.urls[0]);
    assert.equal((await call(s.urls[1] ?? '', 'GET', '/api/me', { token: p.accessToken })).status, 200);
    // the operator brings the copy there, at every step
    const copied = setInterval(() => fs.copyFileSync(s.keysFile, own), 300);
    const done = await keyCommand(s, area, args);
    clearInterval(copied);
    assert.equal(done.code, 0, done.said);
    assert.notEqual(kids(list)[0], first);
    await s.processes[1]?.stop();
    await s.processes[1]?.start({ KEYS_FILE: s.keysFile });
  });
test('two commands at once: the second says so (26), whichever they are, and the first ends well', async () => {
  const db = await s.db();
  const lease = db.collection('leases');
  // the first one's hold, for as long as another is willing to wait
  await lease.updateOne({ _id: /** @type {any} */ ('keys.rotate') }, { $set: { until: new Date(Date.now() + 120_000) } });
  const before = fs.readFileSync(s.keysFile, 'utf8');
  for (const [area, args] of /** @type {const} */ ([
    ['keys', []],
    ['keys', ['--token']],
    ['keys', ['--retire']],
    ['rehash', []],
  ]))
    assert.equal((await keyCommand(s, area, args)).code, 26, `${area} ${args}`);
  assert.equal(fs.readFileSync(s.keysFile, 'utf8'), before);
  await lease.updateOne({ _id: /** @type {any} */ ('keys.rotate') }, { $set: { until: new Date(0) } });
  const both = await Promise.all([keyCommand(s, 'keys'), keyCommand(s, 'keys', ['--token'])]);
  assert.deepEqual(
    [...new Set(both.map((r) => r.code))].filter((c) => c !== 26),
    [0],
    both.map((r) => r.said).join('\n'),
  );
});
test('a server killed with -9 in the middle: the command waits out its silence and ends; started again, the server reads everything', async () => {
  await fillPeople(s, load, 1500);
  const early = await enter(s.urls[1]);
  const under = pressure({ urls: [s.urls[0], s.urls[0]] }, entersAndReads);
  for (const [area, args] of /** @type {const} */ ([
    ['keys', ['--suite', 'sm4']],
    ['rehash', []],
  ])) {
    const running = keyCommand(s, area, args);
    await sleep(1500);
    await s.processes[1]?.kill();
    const r = await running;
    assert.equal(r.code, 0, r.said);
    await s.processes[1]?.start();
  }
  await under.stop();
  for (const p of [early, ...under.done.slice(-10)]) assert.equal((await call(s.urls[1] ?? '', 'GET', '/api/me', { token: p.accessToken })).status, 200);
  for (const p of s.processes) assert.doesNotMatch(p.log(), /unknown suite or key|sealed field/);
});
