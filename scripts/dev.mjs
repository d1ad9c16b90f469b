// npm run dev: tsc -b in watch mode, the server restarted on each change, H5 rebuilt and reloaded; one database kept under .data.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { compile, install } from './lib/build.mjs';
import { DATA, freePort, ROOT, say } from './lib/util.mjs';

await install();
await compile();
const { startMongod } = await import('./lib/mongod.mjs');
const { seed } = await import('../server/dist/seed.js');
const mongod = process.env.MONGODB_URI ? null : await startMongod({ dir: path.join(DATA, 'mongo') });
const uri = process.env.MONGODB_URI ?? mongod.uri('binhai');
await seed(uri);
const port = String(await freePort());
const children = [
  ['node_modules/typescript/bin/tsc', ['-b', '-w', '--preserveWatchOutput', 'server'], ROOT, {}],
  // --watch-path: only our own output; the default also watches what is in node_modules
  [
    '--watch',
    ['--watch-path=server/dist', '--watch-path=shared/dist', '--watch-preserve-output', '--enable-source-maps', 'server/dist/main.js'],
    ROOT,
    { MONGODB_URI: uri, PORT: port, SANDBOX: '1', TOKEN_SECRET: 'development-only-development-only' },
  ],
  [
    path.join(ROOT, 'miniapp/node_modules/@tarojs/cli/bin/taro'),
    ['build', '--type', 'h5', '--watch'],
    path.join(ROOT, 'miniapp'),
    { NODE_ENV: 'development', DEV_API: `http://127.0.0.1:${port}` },
  ],
].map(([main, args, cwd, env]) =>
  spawn(process.execPath, [main, ...args], { cwd, detached: true, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } }),
);
let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  for (const c of children)
    try {
      process.kill(-c.pid, 'SIGTERM');
    } catch {
      /* gone */
    } // groups: tsc 7 is a launcher whose native child outlives it
  await mongod?.stop();
  process.exit(0);
};
for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(s, stop);
say(`page http://127.0.0.1:10086/  API http://127.0.0.1:${port}/`);
