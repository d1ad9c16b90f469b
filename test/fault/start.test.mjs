// @ts-check
// npm start as people treat it: Ctrl-C, killed parents, killed database, a second start, a taken port. Builds must be up to date.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { alive, parentOf, ROOT, sleep } from '../../scripts/lib/util.mjs';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-fault-'));
const groups = new Set();
test.after(() => {
  for (const g of groups)
    try {
      process.kill(-g, 'SIGKILL');
    } catch {
      /* gone */
    }
  fs.rmSync(dir, { recursive: true, force: true });
});

const mongodPid = () => Number.parseInt(fs.readFileSync(path.join(dir, 'mongo/db/mongod.lock'), 'utf8'), 10);
const ownerPid = () => parentOf(parentOf(mongodPid())); // script > guard > mongod
const gone = async (pid, ms = 15_000) => {
  for (const end = Date.now() + ms; alive(pid) && Date.now() < end; ) await sleep(50);
  return !alive(pid);
};

/** `npm start` in a process group of its own, as a terminal gives it. */
async function start(env = {}) {
  const p = spawn('npm', ['start'], { cwd: ROOT, detached: true, env: { ...process.env, DATA_DIR: dir, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  groups.add(p.pid);
  let out = '';
  p.stdout.on('data', (d) => {
    out += d;
  });
  p.stderr.on('data', (d) => {
    out += d;
  });
  const ended = new Promise((r) => {
    p.on('close', (code) => r(code));
  });
  for (let i = 0; i < 1200 && !/Ctrl-C stops/.test(out) && p.exitCode === null; i++) await sleep(50);
  return { pid: /** @type {number} */ (p.pid), out: () => out, ended, url: /app +(\S+?)\/\n/.exec(out)?.[1], group: (s) => process.kill(-(p.pid ?? 0), s) };
}
const works = async (a) => {
  assert.ok(a.url, a.out());
  assert.equal((await fetch(`${a.url}/api/offers`)).status, 200);
};

test('Ctrl-C stops the server and mongod, mongod cleanly', async () => {
  const a = await start();
  await works(a);
  const db = mongodPid();
  a.group('SIGINT');
  await a.ended;
  assert.ok(await gone(db));
  assert.equal(fs.readFileSync(path.join(dir, 'mongo/db/mongod.lock'), 'utf8'), '', 'a clean stop empties the lock');
});
test('the start script killed -9: no orphan mongod, and the next start works', async () => {
  const a = await start();
  const db = mongodPid();
  process.kill(ownerPid(), 'SIGKILL');
  assert.ok(await gone(db));
  await a.ended;
});
test('npm killed -9: the script notices and stops all', async () => {
  const a = await start();
  const db = mongodPid(),
    own = ownerPid();
  process.kill(a.pid, 'SIGKILL');
  assert.ok(await gone(own));
  assert.ok(await gone(db));
});
test('mongod killed -9: the script says so and ends; the stale lock is no obstacle to the next start', async () => {
  const a = await start();
  const db = mongodPid();
  process.kill(db, 'SIGKILL');
  assert.equal(await a.ended, 1);
  assert.match(a.out(), /mongod ended/);
  assert.equal(mongodPid(), db, 'the lock is stale');
  const b = await start();
  await works(b);
  b.group('SIGINT');
  await b.ended;
});
test('guard and script killed -9, mongod left running: the next start takes over', async () => {
  const a = await start();
  const db = mongodPid();
  const guard = parentOf(db);
  process.kill(guard, 'SIGKILL');
  a.group('SIGKILL');
  await a.ended;
  assert.ok(alive(db));
  const b = await start();
  await works(b);
  assert.match(b.out(), /leftover mongod/);
  assert.ok(!alive(db));
  b.group('SIGINT');
  await b.ended;
});
test('a second start on the same data is refused and does not disturb the first', async () => {
  const a = await start();
  const b = await start();
  assert.equal(await b.ended, 1);
  assert.match(b.out(), /already running \(process \d+\)/);
  await works(a);
  a.group('SIGINT');
  await a.ended;
});
test('a taken port: an explicit one is refused by name, the default moves on', async () => {
  const s = net.createServer();
  await new Promise((r) => {
    s.listen(0, '127.0.0.1', () => r(null));
  });
  const { port } = /** @type {net.AddressInfo} */ (s.address());
  const a = await start({ PORT: String(port) });
  assert.equal(await a.ended, 1);
  assert.match(a.out(), new RegExp(`port ${port} is taken`));
  s.close();
});
