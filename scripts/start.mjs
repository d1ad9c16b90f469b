// npm start: everything from a fresh checkout to a running system, with nothing but Node and npm.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { describe } from './lib/accounts.mjs';
import { compile, install, taro } from './lib/build.mjs';
import { asStop, EXITS, Stop } from './lib/exit.mjs';
import { clearDbpath, startMongod } from './lib/mongod.mjs';
import { mongodBinary } from './lib/mongod-binary.mjs';
import { startServer } from './lib/server-process.mjs';
import { ensureKeys, isEmpty, prepare, sandboxEnv } from './lib/stack.mjs';
import { alive, DATA, freeMegabytes, isFree, parentOf, ROOT, say, sleep } from './lib/util.mjs';

const HOST = process.env.HOST ?? '127.0.0.1';
const OWN = ['mongo', 'keys.json', 'files']; // what a run leaves in DATA_DIR that is data; builds, logs and a fetched mongod stay
const NEEDED_MB = Number(process.env.MIN_FREE_MB ?? 500); // mongod alone preallocates 100 MB of journal and refuses to run in less than it

function options() {
  try {
    const known = { fresh: { type: 'boolean' }, yes: { type: 'boolean' }, demo: { type: 'boolean' } };
    return parseArgs({ options: known }).values;
  } catch (e) {
    throw new Stop('usage', `${e.message.split('\n')[0]}. Known: --fresh (wipe the data), --yes (do not ask), --demo (demo data into an empty MONGODB_URI).`);
  }
}
function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Stop('node_too_old', `Node.js 20.19 or newer is needed, this is ${process.versions.node}.`);
  for (const dir of [DATA, ROOT]) {
    const free = freeMegabytes(dir);
    if (free < NEEDED_MB)
      throw new Stop('disk_full', `${Math.floor(free)} MB are free at ${dir}, ${NEEDED_MB} MB are needed. Free some space, or point DATA_DIR at another disk.`);
  }
}
/** Deletes the data of this folder after a yes. Never that of a database somebody else runs, never under a running system. */
async function wipe(yes) {
  if (process.env.MONGODB_URI) throw new Stop('wipe_refused', '--fresh wipes only data that start itself keeps, never a database behind MONGODB_URI.');
  const there = OWN.filter((name) => fs.existsSync(path.join(DATA, name)));
  if (!there.length) return;
  await clearDbpath(path.join(DATA, 'mongo/db'));
  if (!yes) {
    if (!process.stdin.isTTY) throw new Stop('wipe_refused', '--fresh deletes data and there is no terminal to ask at. Add --yes if you mean it.');
    const ask = readline.createInterface({ input: process.stdin, output: process.stdout });
    const answer = await ask.question(`Delete all data in ${DATA} (${there.join(', ')})? [y/N] `);
    ask.close();
    if (!/^y(es)?$/i.test(answer.trim())) throw new Stop('wipe_refused', 'Nothing was deleted.');
  }
  for (const name of there) fs.rmSync(path.join(DATA, name), { recursive: true, force: true });
  say('data deleted');
}
async function choosePort() {
  if (process.env.PORT) {
    const port = Number(process.env.PORT);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Stop('usage', `PORT must be a whole number from 0 to 65535, not "${process.env.PORT}".`);
    if (port === 0 || (await isFree(port, HOST))) return port;
    throw new Stop('port_taken', `Port ${port} is taken. Set another PORT, or unset it to let one be chosen.`);
  }
  for (let port = 3000; port < 3020; port++) if (await isFree(port, HOST)) return port;
  throw new Stop('port_taken', 'Ports 3000 to 3019 are all taken. Set PORT.');
}
/** A database somebody else runs: reachable, and demo data only on request and only when it is empty. */
async function foreign(uri, demo) {
  const empty = await isEmpty(uri).catch((e) => {
    throw new Stop('database_unreachable', `The database of MONGODB_URI does not answer (${e.message.split('\n')[0]}). Start it, or correct MONGODB_URI.`);
  });
  if (demo && !empty)
    throw new Stop('not_empty', 'The database of MONGODB_URI already holds data, so --demo puts nothing into it. Leave --demo out, or name an empty database.');
  return { uri: () => uri, bin: 'MONGODB_URI', stop: async () => {}, lost: new Promise(() => {}) };
}

let mongod;
let server;
let stopping = false;
async function stop({ code }, why) {
  if (stopping) return;
  stopping = true;
  if (why) say(why);
  setTimeout(() => process.exit(code || 1), 20_000).unref();
  await server?.stop();
  await mongod?.stop();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(EXITS.ok, 'stopping …'));
// npm killed with -9 tells no child. `npm start` is npm > sh > this (dash does not exec), so watch both above us.
if (process.env.npm_lifecycle_event) {
  const above = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);
  setInterval(() => {
    if (!above.every(alive)) void stop(EXITS.unexpected, 'npm is gone, stopping …');
  }, 1000).unref();
}

async function main() {
  const { fresh = false, yes = false, demo = false } = options();
  const uri = process.env.MONGODB_URI;
  checkMachine();
  const port = await choosePort(); // the cheap refusals first
  if (fresh) await wipe(yes);
  fs.mkdirSync(DATA, { recursive: true });
  await install();
  const binary = uri ? null : mongodBinary();
  binary?.catch(() => {}); // said by startMongod
  await compile();
  await taro('h5');
  if (stopping) return sleep(30_000);
  mongod = uri ? await foreign(uri, demo) : await startMongod({ dir: path.join(DATA, 'mongo') });
  const stack = { uri: mongod.uri('binhai'), keysFile: await ensureKeys(process.env.KEYS_FILE ?? path.join(DATA, 'keys.json')) };
  const accounts = await prepare({ ...stack, demo: uri ? demo : true });
  server = await startServer({ env: sandboxEnv(stack), log: path.join(DATA, 'logs/server.log'), port, host: HOST });
  if (stopping) return sleep(30_000);
  void mongod.lost.then((why) => {
    const end = lostMongod(why);
    return stop(end.exit, end.message);
  });
  void server.ended.then((exit) => stop(EXITS.unexpected, `the server ended with ${exit}, see ${server.log}`));
  say('ready');
  announce(accounts);
}
function lostMongod(why) {
  const end = asStop(new Error(why));
  return end instanceof Stop ? end : new Stop('mongod_lost', `mongod ended: ${why}`);
}
function announce(accounts) {
  const list = () => console.log(`${describe(accounts).join('\n')}\n`);
  console.log(
    `\n  app       ${server.url}/\n  contract  ${server.url}/api/openapi.json\n  mongod    ${mongod.bin}\n  data      ${DATA}\n  log       ${server.log}\n`,
  );
  list();
  console.log('  Ctrl-C stops everything.\n');
  if (!process.stdin.isTTY || !accounts.some((a) => a.totpSecret)) return;
  console.log('  Enter prints the accounts again, with the TOTP codes of that moment.\n');
  process.stdin.on('data', list);
}

try {
  await main();
} catch (e) {
  // what the driver or the server says about a database that has just ended is not the cause
  const lost = e instanceof Stop ? undefined : await Promise.race([mongod?.lost, sleep(1500)]);
  const end = lost ? lostMongod(lost) : asStop(e);
  console.error(`\n${end instanceof Stop ? end.message : end.stack}\n`);
  await stop(end.exit ?? EXITS.unexpected);
}
