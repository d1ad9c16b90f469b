// @ts-check
// A worker killed with -9 in the middle of a job: another process goes on where it was, and no step happens twice.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { startMongod } from '../../scripts/lib/mongod.mjs';
import { driver, ensureKeys, sandboxEnv } from '../../scripts/lib/stack.mjs';
import { sleep } from '../../scripts/lib/util.mjs';
import { scratch } from '../support/run-app.mjs';

const WORKER = fileURLToPath(new URL('../support/job-worker.mjs', import.meta.url));
const LEASE_MS = 30_000;
let mongod;
let client;
const children = [];
test.after(async () => {
  for (const c of children) c.kill('SIGKILL');
  await client?.close();
  await mongod?.stop();
});

test('killed at a third, finished by the next process', async () => {
  const dir = scratch();
  mongod = await startMongod({ dir: path.join(dir, 'mongo'), ephemeral: true });
  const uri = mongod.uri('jobs');
  const keysFile = await ensureKeys(path.join(dir, 'keys.json'));
  const worker = () => {
    const c = spawn(process.execPath, [WORKER], { env: { ...process.env, ...sandboxEnv({ uri, keysFile, h5: false }), LOG_LEVEL: 'error' }, stdio: 'inherit' });
    children.push(c);
    return c;
  };
  client = await new (driver().MongoClient)(uri).connect();
  const effects = () => client.db().collection('effects').find().sort({ step: 1 }).toArray();
  const until = async (what, ms) => {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(100)) if (await what()) return;
    assert.fail(`not within ${ms} ms`);
  };
  const first = worker();
  await until(async () => (await effects()).length >= 10, 60_000);
  first.kill('SIGKILL');
  const done = (await effects()).length;
  // half a minute of silence is waited out in test:long; here the lease is over at once
  const silence = { $set: { leaseUntil: new Date(0) } };
  if (process.env.TEST_LONG !== '1') await client.db().collection('jobs').updateOne({ unique: 'the one', state: 'running' }, silence);
  const second = worker();
  await until(async () => (await effects()).length === 30, LEASE_MS + 60_000);
  await until(async () => (await client.db().collection('jobs').findOne({ unique: 'the one' })).state === 'done', 10_000);
  const all = await effects();
  assert.deepEqual(
    all.map((e) => e.step),
    Array.from({ length: 30 }, (_, i) => i),
    'each step once',
  );
  assert.ok(done >= 10 && done < 30);
  assert.deepEqual(new Set(all.map((e) => e.pid)), new Set([first.pid, second.pid]));
  assert.equal(await client.db().collection('jobs').countDocuments({ unique: 'the one' }), 1, 'enqueued twice under one mark');
});
