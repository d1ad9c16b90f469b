// The system under test: a real replica set and two real server processes on one database, cleaned up however the test ends.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startMongod } from '../../scripts/lib/mongod.mjs';
import { startServer } from '../../scripts/lib/server-process.mjs';
import { driver, ensureKeys, prepare, sandboxEnv } from '../../scripts/lib/stack.mjs';
import { alive, ROOT } from '../../scripts/lib/util.mjs';

const H5 = path.join(ROOT, 'miniapp/dist/h5'); // served beside the API when it was built
const PREFIX = 'binhai-test-';
/** A folder of this process in the system's temporary folder; those of processes that were killed are removed on the way. */
export function scratch() {
  const root = os.tmpdir();
  for (const name of fs.readdirSync(root)) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? 0);
    if (pid && !alive(pid)) fs.rmSync(path.join(root, name), { recursive: true, force: true });
  }
  return fs.mkdtempSync(path.join(root, `${PREFIX}${process.pid}-`));
}
let count = 0;

/**
 * Starts the built system. Options:
 * `processes` how many servers (2); `demo` whether the demo data is there (true); `env` further settings of the servers;
 * `also` what to add to the database before the servers start, by the application (nothing);
 * `ownMongod` a mongod that this test alone may kill (false: the gate's shared one, when there is one, with a database of its own).
 *
 * Answers
 * `url`, `urls` of the servers · `accounts` of the demo data · `mongoUri`, `keysFile`, `db()` the database by the driver · `mongod` with its `pid()` ·
 * `processes`: `{ url, pid, log(), kill(), freeze(), thaw(), stop(), start() }`, the address stays the same over a restart ·
 * `clock`: `set(instant)`, `advance(ms)`, `reset()`, `now()` of every process · `faults`: `arm(point, { action: 'throw' | 'exit' | 'hang', times })`, `clear()` · `stop()`.
 */
export async function system({ processes = 2, demo = true, env = {}, ownMongod = false, also = async (_app) => {}, h5 = fs.existsSync(H5) } = {}) {
  const dir = scratch();
  const undo = [async () => fs.rmSync(dir, { recursive: true, force: true })];
  const stop = async () => {
    for (const f of undo.splice(0).reverse()) await f();
  };
  try {
    const shared = ownMongod ? undefined : process.env.TEST_MONGO;
    const ownDatabase = () => startMongod({ dir: path.join(dir, 'mongo'), ephemeral: true });
    let mongod = shared ? null : await ownDatabase();
    if (mongod) undo.push(() => mongod?.stop());
    const name = `t_${process.pid}_${++count}`;
    const mongoUri = mongod ? mongod.uri(name) : shared.replace('/DB', `/${name}`);
    let client;
    undo.push(async () => {
      if (shared) await (await connect()).db().dropDatabase();
      await client?.close();
    });
    const connect = async () => {
      client ??= await new (driver().MongoClient)(mongoUri, { serverSelectionTimeoutMS: 10_000 }).connect();
      return client;
    };
    const keysFile = await ensureKeys(path.join(dir, 'keys.json'));
    const accounts = await prepare({ uri: mongoUri, keysFile, demo, also });
    const settings = { ...sandboxEnv({ uri: mongoUri, keysFile, h5 }), NODE_ENV: 'test', TEST_PORTS: '1', ...env };
    const servers = await Promise.all(Array.from({ length: processes }, (_, i) => serverOf({ env: settings, log: path.join(dir, `server-${i}.log`) })));
    undo.push(() => Promise.all(servers.map((s) => s.stop())));
    return {
      url: servers[0]?.url,
      urls: servers.map((s) => s.url),
      accounts,
      mongoUri,
      keysFile,
      mongod,
      /** Own mongod only: as a power cut, then started again on its files and port. */
      async restartMongod() {
        process.kill(mongod?.pid(), 'SIGKILL');
        await mongod?.lost;
        mongod = await ownDatabase();
      },
      processes: servers,
      ...ports(servers),
      db: async () => (await connect()).db(),
      stop,
    };
  } catch (e) {
    await stop();
    throw e;
  }
}

/** One server that can be killed, frozen and started again at the same address. */
async function serverOf({ env, log }) {
  let running = await startServer({ env, log });
  const { url, port } = running;
  let frozen = false;
  const thaw = () => {
    if (frozen) running.child.kill('SIGCONT');
    frozen = false;
  };
  return {
    url,
    get pid() {
      return running.pid;
    },
    log: () => fs.readFileSync(log, 'utf8'),
    /** As a power cut: no hook runs. */
    kill: () => running.kill(),
    freeze() {
      frozen = running.child.kill('SIGSTOP');
    },
    thaw,
    async stop() {
      thaw();
      return running.exit ?? running.stop();
    },
    async start(more = {}) {
      running = await startServer({ env: { ...env, ...more }, log, port });
    },
  };
}

/** The test clock and the fault points, open only with TEST_PORTS=1 on loopback. Both concern every process that runs. */
function ports(servers) {
  const post = async (path, body) => {
    for (const s of servers) {
      const r = await fetch(`${s.url}/api/test/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      if (!r.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${r.status} ${await r.text()}`);
    }
  };
  let offset = 0; // ms between the machine's clock and the servers'
  const to = (ms) => {
    offset = ms;
    return post('clock', { to: ms === 0 ? null : new Date(Date.now() + ms).toISOString() });
  };
  return {
    clock: {
      set: (instant) => to(new Date(instant).getTime() - Date.now()),
      advance: (ms) => to(offset + ms),
      reset: () => to(0),
      now: () => new Date(Date.now() + offset),
    },
    faults: { arm: (point, options = {}) => post('faults', { point, action: 'throw', ...options }), clear: () => post('faults', { clear: true }) },
  };
}
