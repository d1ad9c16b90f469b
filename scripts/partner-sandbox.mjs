// npm run partner:sandbox: a system of its own on this machine, with three partners, their keys, and fixed plates, riders and visitors for each
// answer. Everything it made is gone when it ends.
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compile, install } from './lib/build.mjs';
import { asStop, EXITS, Stop } from './lib/exit.mjs';
import { startMongod } from './lib/mongod.mjs';
import { load } from './lib/operator.mjs';
import { startServer } from './lib/server-process.mjs';
import { ensureKeys, prepare, sandboxEnv } from './lib/stack.mjs';
import { alive, DATA, isFree, parentOf, say } from './lib/util.mjs';

const HOST = '127.0.0.1';
const DIR = path.join(DATA, 'partner-sandbox');

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
  if (mongod) fs.rmSync(DIR, { recursive: true, force: true });
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(EXITS.ok, 'stopping …'));
// as npm start: npm killed with -9 tells no child
if (process.env.npm_lifecycle_event) {
  const above = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);
  setInterval(() => {
    if (!above.every(alive)) void stop(EXITS.unexpected, 'npm is gone, stopping …');
  }, 1000).unref();
}

async function port() {
  if (!process.env.PORT) return 0;
  const wanted = Number(process.env.PORT);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65535)
    throw new Stop('usage', `PORT must be a whole number from 0 to 65535, not "${process.env.PORT}".`);
  if (wanted !== 0 && !(await isFree(wanted, HOST)))
    throw new Stop('port_taken', `Port ${wanted} is taken. Set another PORT, or unset it to let one be chosen.`);
  return wanted;
}
async function main() {
  parseArgs({ options: {} });
  if (process.env.MONGODB_URI) throw new Stop('usage', 'The sandbox keeps a database of its own: unset MONGODB_URI.');
  const wanted = await port();
  await install();
  await compile();
  mongod = await startMongod({ dir: path.join(DIR, 'mongo'), ephemeral: true });
  const stack = { uri: mongod.uri('sandbox'), keysFile: await ensureKeys(path.join(DIR, 'keys.json')) };
  const { partnerSandbox } = await load('seed/partner-sandbox.js');
  let made;
  await prepare({
    ...stack,
    also: async (app) => {
      made = await partnerSandbox(app);
    },
  });
  server = await startServer({ env: sandboxEnv({ ...stack, h5: false }), log: path.join(DIR, 'server.log'), port: wanted, host: HOST });
  void mongod.lost.then((why) => stop(EXITS.mongod_lost, `mongod ended: ${why}`));
  void server.ended.then((exit) => stop(EXITS.unexpected, `the server ended with ${exit}, see ${server.log}`));
  const partners = made.partners.map(({ privateKey, ...partner }) => {
    const keyFile = path.join(DIR, `${partner.id}.pem`);
    fs.writeFileSync(keyFile, privateKey, { mode: 0o600 });
    return { ...partner, keyFile };
  });
  const sandbox = { url: server.url, partners, cases: made.cases };
  fs.writeFileSync(path.join(DIR, 'sandbox.json'), JSON.stringify(sandbox, null, 2), { mode: 0o600 });
  const { qrText } = await import(new URL('../shared/dist/rules/voucher-code.js', import.meta.url));
  say('ready');
  announce(sandbox, qrText);
}

/** A visitor's phone at this moment. */
const codeOf = ({ codeId, secret }, qrText) =>
  qrText({ codeId, key: Buffer.from(secret, 'base64url'), atMs: Date.now(), synced: true }, (key, message) =>
    createHmac('sha256', key).update(message).digest(),
  );
function announce({ url, partners, cases }, qrText) {
  console.log(`\n  api       ${url}/api/partner/v1\n  contract  ${url}/api/openapi.json\n  all of it ${path.join(DIR, 'sandbox.json')}\n`);
  for (const { id, keyId, keyFile } of partners) console.log(`  ${id}\n    keyid ${keyId}\n    key   ${keyFile}`);
  const list = () => {
    console.log('');
    for (const { partner, answer, because, ...present } of cases) {
      const { plate, lot, authorisation, offer, shop, phone } = present;
      const shown = plate
        ? `plate ${plate}  lot ${lot}`
        : authorisation
          ? `authorisation ${authorisation}`
          : `offer ${offer}  shop ${shop}  code ${codeOf(phone, qrText)}`;
      console.log(`  ${answer.padEnd(8)}  ${partner.padEnd(14)}  ${shown}  （${because}）`);
    }
    console.log('');
  };
  list();
  console.log('  Enter prints the table again, with the codes of that moment (30 s). Ctrl-C stops everything and removes what was made.\n');
  if (process.stdin.isTTY) process.stdin.on('data', list);
}

try {
  await main();
} catch (e) {
  const end = asStop(e, { network: true });
  console.error(`\n${end instanceof Stop ? end.message : end.stack}\n`);
  await stop(end.exit ?? EXITS.unexpected);
}
