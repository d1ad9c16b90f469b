// npm run dev: tsc -b in watch mode, the server restarted on each change, H5 rebuilt and reloaded; the data of `npm start`.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe } from './lib/accounts.mjs';
import { compile, install } from './lib/build.mjs';
import { startMongod } from './lib/mongod.mjs';
import { ensureKeys, prepare, sandboxEnv } from './lib/stack.mjs';
import { DATA, forget, freePort, ROOT, say } from './lib/util.mjs';

await install();
await compile();
const mongod = await startMongod({ dir: path.join(DATA, 'mongo') });
const stack = { uri: mongod.uri('binhai'), keysFile: await ensureKeys(path.join(DATA, 'keys.json')), h5: false };
const accounts = await prepare(stack);
const port = String(await freePort());
for (const product of ['h5', 'compile']) forget(product); // the watchers below write the same folders
const miniapp = path.join(ROOT, 'miniapp');
const children = [
  { args: ['node_modules/typescript/bin/tsc', '-b', '-w', '--preserveWatchOutput', 'server'], cwd: ROOT },
  {
    // --watch-path: only our own output; the default also watches what is in node_modules
    args: ['--watch', '--watch-path=server/dist', '--watch-path=shared/dist', '--watch-preserve-output', '--enable-source-maps', 'server/dist/main.js'],
    cwd: ROOT,
    env: { ...sandboxEnv(stack), PORT: port },
  },
  {
    args: [path.join(miniapp, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', 'h5', '--watch'],
    cwd: miniapp,
    env: { NODE_ENV: 'development', DEV_API: `http://127.0.0.1:${port}` },
  },
].map(({ args, cwd, env }) => spawn(process.execPath, args, { cwd, detached: true, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } }));
let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  for (const c of children)
    try {
      process.kill(-c.pid, 'SIGTERM'); // the group: tsc 7 is a launcher whose native child outlives it
    } catch {
      // it ended before
    }
  await mongod.stop();
  process.exit(0);
};
for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(s, stop);
say(`page http://127.0.0.1:10086/  API http://127.0.0.1:${port}/`);
console.log(`\n${describe(accounts).join('\n')}\n`);
