// npm start as people treat it: Ctrl-C, killed parents, killed database, a second start. Builds must be up to date.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { EXITS } from '../../scripts/lib/exit.mjs';
import { alive, parentOf, ROOT } from '../../scripts/lib/util.mjs';
import { gone, starts } from '../support/start.mjs';

const { dir, start, close, mongodPid, ownerPid } = starts();
test.after(close);
const lock = () => fs.readFileSync(path.join(dir, 'mongo/db/mongod.lock'), 'utf8');
const works = async (a) => {
  assert.ok(a.url, a.out());
  assert.equal((await fetch(`${a.url}/api/health`)).status, 200);
  assert.match(await (await fetch(`${a.url}/`)).text(), /<div id="app">/);
};
const stop = async (a) => {
  a.group('SIGINT');
  return a.ended;
};

test('from a warm install it serves within 20 s, prints who to log in as, and Ctrl-C stops all of it cleanly', async () => {
  const t = performance.now();
  const a = await start({}, [], ['node', path.join(ROOT, 'scripts/start.mjs')]); // without npm, whose own end by Ctrl-C hides the exit code
  await works(a);
  assert.ok(performance.now() - t < 20_000);
  assert.match(a.out(), /TOTP \d{6}/);
  assert.equal(fs.statSync(path.join(dir, 'keys.json')).mode & 0o777, 0o600);
  const db = mongodPid();
  assert.equal(await stop(a), EXITS.ok.code);
  assert.ok(await gone(db));
  assert.equal(lock(), '', 'a clean stop empties the lock');
});
test('a second start keeps the data: same accounts, seeded once', async () => {
  const a = await start();
  const b = a
    .out()
    .split('\n')
    .filter((l) => /phone/.test(l))
    .map((l) => l.replace(/TOTP.*/, ''));
  await stop(a);
  const again = await start();
  assert.deepEqual(
    again
      .out()
      .split('\n')
      .filter((l) => /phone/.test(l))
      .map((l) => l.replace(/TOTP.*/, '')),
    b,
  );
  assert.ok(b.length > 3);
  await stop(again);
});
test('the start script killed -9: no orphan, and the next start works', async () => {
  const a = await start();
  const db = mongodPid();
  process.kill(ownerPid(), 'SIGKILL');
  assert.ok(await gone(db));
  await a.ended;
  await assert.rejects(fetch(`${a.url}/api/health`), 'the server went with it');
});
test('npm killed -9: the script notices and stops all', async () => {
  const a = await start();
  const db = mongodPid();
  const own = ownerPid();
  process.kill(a.pid, 'SIGKILL');
  assert.ok(await gone(own));
  assert.ok(await gone(db));
});
test('mongod killed -9: the script says so and ends; the stale lock is no obstacle to the next start', async () => {
  const a = await start();
  const db = mongodPid();
  process.kill(db, 'SIGKILL');
  assert.equal(await a.ended, EXITS.mongod_lost.code);
  assert.match(a.out(), /mongod ended/);
  assert.equal(mongodPid(), db, 'the lock is stale');
  const b = await start();
  await works(b);
  await stop(b);
});
test('guard and script killed -9, mongod left running: the next start takes over', async () => {
  const a = await start();
  const db = mongodPid();
  process.kill(parentOf(db), 'SIGKILL');
  a.group('SIGKILL');
  await a.ended;
  assert.ok(alive(db));
  const b = await start();
  await works(b);
  assert.match(b.out(), /leftover mongod/);
  assert.ok(!alive(db));
  await stop(b);
});
test('a second start on the same data is refused and does not disturb the first; --fresh neither', async () => {
  const a = await start();
  for (const args of [[], ['--fresh', '--yes']]) {
    const b = await start({}, args);
    assert.equal(await b.ended, EXITS.already_running.code);
    assert.match(b.out(), /Already running \(process \d+\)/);
  }
  await works(a);
  await stop(a);
});
