// @ts-check
// A server whose database goes away, freezes and comes back; a server that is told to stop while requests are under way.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test from 'node:test';
import { startMongod } from '../../scripts/lib/mongod.mjs';
import { startServer } from '../../scripts/lib/server-process.mjs';
import { ensureKeys, sandboxEnv } from '../../scripts/lib/stack.mjs';
import { sleep } from '../../scripts/lib/util.mjs';
import { scratch } from '../support/run-app.mjs';

/** Milliseconds. The server gives up after about five seconds; the rest is for a machine that does three other things. */
const MOST_MS = 15_000;
const dir = scratch();
const mongoDir = path.join(dir, 'mongo');
let mongod;
let server;
test.before(async () => {
  mongod = await startMongod({ dir: mongoDir, ephemeral: true });
  const keysFile = await ensureKeys(path.join(dir, 'keys.json'));
  const env = { ...sandboxEnv({ uri: mongod.uri('fault'), keysFile, h5: false }), NODE_ENV: 'test', TEST_PORTS: '1' };
  server = await startServer({ env, log: path.join(dir, 'server.log') });
});
test.after(async () => {
  await server?.stop();
  await mongod?.stop();
});
/** An outage is foreseen: nothing of it may look like an error nobody thought of. */
test.afterEach(() => assert.deepEqual(server.log && failures(), []));
const failures = () =>
  fs
    .readFileSync(server.log, 'utf8')
    .split('\n')
    .filter((l) => l.includes('service_failed'));
/** Something that must write: a code for a phone of its own. */
let n = 0;
const ask = async () => {
  const begun = performance.now();
  const phone = `199${String(++n).padStart(8, '0')}`;
  const r = await fetch(`${server.url}/api/session/sms-codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone, purpose: 'login' }),
  });
  return { status: r.status, body: await r.json(), ms: performance.now() - begun };
};
const busy = (r) => {
  assert.deepEqual([r.status, r.body.code, r.body.retryable], [503, 'service_busy', true], JSON.stringify(r));
  assert.ok(r.ms < MOST_MS, `${r.ms} ms`);
};
/** Asks until it works again. */
async function recovered(ms) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(100)) if ((await ask()).status === 200) return;
  assert.fail(`not serving again within ${ms} ms`);
}

test('mongod killed under load: every caller gets an answer, 503 with a way out, and all is well when it is back', async () => {
  assert.equal((await ask()).status, 200);
  const flying = Array.from({ length: 20 }, ask);
  process.kill(mongod.pid(), 'SIGKILL');
  try {
    for (const r of await Promise.all(flying)) if (r.status !== 200) busy(r);
    for (let i = 0; i < 3; i++) for (const r of await Promise.all([ask(), ask()])) busy(r);
    const health = await fetch(`${server.url}/api/health`);
    assert.deepEqual([health.status, (await health.json()).status], [200, 'degraded']);
  } finally {
    mongod = await startMongod({ dir: mongoDir, ephemeral: true });
  }
  await recovered(15_000);
  assert.equal(server.exit, undefined, 'the same server');
});
test('mongod frozen: callers do not hang with it, and go on when it thaws', async () => {
  process.kill(mongod.pid(), 'SIGSTOP');
  try {
    for (const r of await Promise.all(Array.from({ length: 10 }, ask))) busy({ ...r, ms: r.ms - 1500 }); // first the silence must be noticed
    busy(await ask());
  } finally {
    process.kill(mongod.pid(), 'SIGCONT');
  }
  await recovered(15_000);
});
test('told to stop: what is under way ends, nothing new begins, the process is gone within ten seconds', async () => {
  const { port } = new URL(server.url);
  const agent = new http.Agent({ keepAlive: true });
  const body = JSON.stringify({ phone: '19800000001', purpose: 'login' });
  const slow = http.request({
    port,
    agent,
    path: '/api/session/sms-codes',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  });
  const answered = new Promise((resolve, reject) => {
    slow.on('response', (r) => {
      r.resume();
      resolve(r.statusCode);
    });
    slow.on('error', reject);
  });
  slow.write(body.slice(0, 10));
  await sleep(300);
  const begun = performance.now();
  server.child.kill('SIGTERM');
  await sleep(500);
  const late = await ask().catch(() => 'refused');
  assert.ok(late === 'refused' || late.status === 503, JSON.stringify(late));
  slow.end(body.slice(10));
  assert.equal(await answered, 200);
  assert.equal(await server.ended, 0);
  assert.ok(performance.now() - begun < 10_000);
  agent.destroy();
});
