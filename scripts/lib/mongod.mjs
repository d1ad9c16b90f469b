// One mongod as a single-node replica set on loopback.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { asStop, Stop } from './exit.mjs';
import { mongodBinary } from './mongod-binary.mjs';
import { driver } from './stack.mjs';
import { alive, commandOf, freeMegabytes, freePort, isFree, parentOf, say, sleep } from './util.mjs';

/**
 * For tests: no diagnostic files; and each of a hundred databases has hundreds of files, which one process may not hold open together, so what is
 * idle is closed and what is dropped goes after half a minute instead of five.
 */
const EPHEMERAL = [
  ['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ['--setParameter', 'minSnapshotHistoryWindowInSeconds=30'],
  ['--wiredTigerEngineConfigString', 'file_manager=(close_idle_time=10,close_scan_interval=5,close_handle_minimum=1000)'],
].flat();
const GUARD = fileURLToPath(new URL('./mongod-guard.mjs', import.meta.url));

/**
 * mongod writes its pid into mongod.lock and empties it when it stops cleanly. A pid left there is: nobody (killed: WiredTiger recovers by
 * itself), some other program (pid reused), or a mongod that still runs on our files. The last belongs to a running system (its guard and
 * the guard's parent live), or is just being stopped, or lost its guard (kill -9) and is stopped here.
 */
export async function clearDbpath(dbpath) {
  const lock = path.join(dbpath, 'mongod.lock');
  const pid = fs.existsSync(lock) ? Number.parseInt(fs.readFileSync(lock, 'utf8'), 10) : Number.NaN;
  const running = () => alive(pid) && commandOf(pid).includes(dbpath);
  let asked = false;
  for (let i = 0; i < 200 && running(); i++) {
    const guard = parentOf(pid);
    const guarded = commandOf(guard).includes(path.basename(GUARD));
    const owner = guarded ? parentOf(guard) : 0;
    if (owner > 1 && commandOf(owner).includes('node'))
      throw new Stop('already_running', `Already running (process ${owner}). Stop it first, or give another DATA_DIR.`);
    if (!guarded && !asked) {
      say(`mongod: stopping a leftover mongod (${pid}) on these files`);
      process.kill(pid, 'SIGTERM');
      asked = true;
    }
    await sleep(100);
  }
  if (running()) throw new Stop('no_mongod', `mongod ${pid} holds ${dbpath} and does not stop.`);
}

/** mongod under its guard, as one member of the replica set rs0 on loopback; in a group of its own, so that Ctrl-C reaches us, not it. */
export function spawnMongod({ bin, dbpath, logpath, port, ephemeral }) {
  const flags = Object.entries({
    dbpath,
    logpath,
    port: String(port),
    bind_ip: '127.0.0.1',
    replSet: 'rs0',
    oplogSize: ephemeral ? '64' : '256',
    wiredTigerCacheSizeGB: ephemeral ? '0.25' : '0.5',
    // a server killed in mid-transaction leaves it open: others must not wait a minute for its documents, tests not even a quarter of one
    setParameter: `transactionLifetimeLimitSeconds=${ephemeral ? 5 : 15}`,
  }).flatMap(([name, value]) => [`--${name}`, value]);
  return spawn(process.execPath, [GUARD, bin, ...flags, '--nounixsocket', ...(ephemeral ? EPHEMERAL : [])], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

/**
 * Answers { uri(db), stop(), pid(), bin, lost }: `lost` resolves, with the reason, only if mongod ended without being asked to. `ephemeral` is
 * for tests: smaller, no diagnostic files. Throws a Stop when mongod cannot be had, cannot run, or another start holds the folder.
 */
export async function startMongod({ dir, ephemeral = false }) {
  const bin = await mongodBinary();
  const dbpath = path.join(dir, 'db');
  const portFile = path.join(dir, 'port');
  const logpath = path.join(dir, 'mongod.log');
  fs.mkdirSync(dbpath, { recursive: true });
  await clearDbpath(dbpath);
  const last = fs.existsSync(portFile) ? Number(fs.readFileSync(portFile, 'utf8')) : 0;
  const port = last && (await isFree(last)) ? last : await freePort();
  fs.rmSync(logpath, { force: true });
  const guard = spawnMongod({ bin, dbpath, logpath, port, ephemeral });
  let exit = null;
  const ended = new Promise((r) =>
    guard.on('exit', (code) => {
      exit = code ?? 1;
      r();
    }),
  );
  guard.stdin.on('error', () => {});
  let wanted = false;
  const stop = async () => {
    wanted = true;
    guard.stdin.end();
    await ended;
  };
  try {
    fs.writeFileSync(portFile, String(port));
    const host = `127.0.0.1:${port}`;
    const { MongoClient } = driver();
    const client = new MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 30_000, connectTimeoutMS: 1000 });
    const admin = client.db('admin');
    try {
      for (let i = 0; ; i++) {
        if (exit !== null || i > 600) throw broken(`mongod ${exit === null ? 'does not answer' : `ended with ${exit}`}`, logpath);
        try {
          await Promise.race([admin.command({ ping: 1 }, { timeoutMS: 500 }), ended]); // without `ended` the driver would look for it for 30 s
          if (exit === null) break;
        } catch {
          await sleep(50);
        }
      }
      const config = await admin.command({ replSetGetConfig: 1 }).then(
        (r) => r.config,
        (e) => (e.codeName === 'NotYetInitialized' ? null : Promise.reject(e)),
      );
      if (!config) await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
      else if (config.members[0].host !== host)
        await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members: [{ ...config.members[0], host }] }, force: true });
      for (let i = 0; ; i++) {
        if ((await admin.command({ hello: 1 })).isWritablePrimary) break;
        if (exit !== null || i > 1200) throw broken('mongod does not become primary', logpath);
        await sleep(50);
      }
    } finally {
      await client.close();
    }
    return {
      uri: (db) => `mongodb://${host}/${db}?replicaSet=rs0`,
      stop,
      bin,
      /** Of mongod itself, for tests that stop, freeze or kill it. */
      pid: () => Number.parseInt(fs.readFileSync(path.join(dbpath, 'mongod.lock'), 'utf8'), 10),
      lost: ended.then(() => (wanted ? new Promise(() => {}) : reason(logpath))),
    };
  } catch (e) {
    await Promise.race([ended, sleep(1000)]); // a connection that breaks is how the driver sees mongod end
    const why = exit !== null && !(e instanceof Stop) ? broken(`mongod ended with ${exit}`, logpath) : e;
    await stop();
    throw why;
  }
}
const broken = (what, logpath) => {
  const full = asStop(new Error(`${what}: ${reason(logpath)}`));
  return full instanceof Stop ? full : new Stop('no_mongod', `${full.message}. Set MONGOD_BINARY to one that runs here, or MONGODB_URI to a replica set.`);
};
/** What mongod's log gives as the cause of its end. */
const reason = (logpath) => {
  if (freeMegabytes(path.dirname(logpath)) < 1) return 'No space left on device'; // then the log could not say so
  if (!fs.existsSync(logpath)) return 'it wrote no log';
  const bad = fs
    .readFileSync(logpath, 'utf8')
    .split('\n')
    .filter((l) => /"s":"[EF]"/.test(l));
  const text = bad.find((l) => asStop(new Error(l)) instanceof Stop) ?? bad[0]; // what stands in a person's way before what follows from it
  return text ? text.replace(/^.*?"msg":/, '').slice(0, 600) : `see ${logpath}`; // as text: a cut-off line is no JSON
};
