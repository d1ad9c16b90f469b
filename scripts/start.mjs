// npm start: everything from a fresh checkout to a running system, with nothing but Node and npm.
import path from 'node:path';
import { compile, install, taro } from './lib/build.mjs';
import { mongodBinary } from './lib/mongod-binary.mjs';
import { alive, DATA, parentOf, say, sleep } from './lib/util.mjs';

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error('Node 20.19 or newer is needed.');
  process.exit(1);
}
let system,
  stopping = false;
async function stop(code, why) {
  if (stopping) return;
  stopping = true;
  if (why) say(why);
  setTimeout(() => process.exit(1), 20_000).unref();
  await system?.stop().catch((e) => console.error(e));
  process.exit(code);
}
process.on('SIGINT', () => stop(0, 'stopping …'));
process.on('SIGTERM', () => stop(0, 'stopping …'));
process.on('SIGHUP', () => stop(0, 'stopping …'));
// npm killed with -9 tells no child. `npm start` is npm > sh > this (dash does not exec), so watch both above us.
if (process.env.npm_lifecycle_event) {
  const above = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1);
  setInterval(() => {
    if (!above.every(alive)) void stop(1, 'npm is gone, stopping …');
  }, 1000).unref();
}
try {
  await install();
  const binary = process.env.MONGODB_URI ? null : mongodBinary();
  binary?.catch(() => {}); // said below, by startApp
  await compile();
  await taro('h5');
  if (!stopping) system = await (await import('./lib/app.mjs')).startApp({ dir: DATA });
  if (stopping) {
    await system?.stop();
    await sleep(30_000);
  }
  say('ready');
  console.log(
    `\n  app       ${system.url}/\n  contract  ${system.url}/api/openapi.json\n  mongod    ${system.mongod}\n  data      ${path.relative(process.cwd(), DATA) || '.'}`,
  );
  for (const a of system.accounts) console.log(`  sign in   ${a.code}  (${a.who})`);
  void system.lost.then((why) => stop(1, `mongod ended: ${why}`));
  console.log('\n  Ctrl-C stops everything.\n');
} catch (e) {
  console.error(`\n${e.message}\n`);
  await stop(1);
}
