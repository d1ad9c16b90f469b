import fs from 'node:fs';
import path from 'node:path';
import { DATA, once, ROOT, run } from './util.mjs';

const NPX = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const log = (name) => path.join(DATA, 'logs', `${name}.log`);
const packages = ['package.json', 'shared/package.json', 'server/package.json', 'miniapp/package.json', 'test/package.json'];
const bin = (pkg, name) => path.join(ROOT, pkg, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);

export const install = () =>
  once('install', { inputs: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...packages], product: 'node_modules/.modules.yaml' }, () =>
    run(NPX, ['-y', 'pnpm@10', 'install', '--frozen-lockfile'], { log: log('install') }),
  );
export const compile = () =>
  once('compile', { inputs: ['tsconfig.base.json', 'shared', 'server'], product: 'server/dist/app.js' }, async () => {
    for (const d of ['shared', 'server']) fs.rmSync(path.join(ROOT, d, 'dist'), { recursive: true, force: true });
    await run(bin('.', 'tsc'), ['-b', 'server'], { log: log('compile') });
  });
/** The app for one platform. H5 talks to the origin it came from; weapp needs an absolute address, baked in. */
export const taro = (type, apiBase = '') =>
  once(type, { inputs: ['shared/src', 'miniapp', 'tsconfig.base.json', 'pnpm-lock.yaml'], salt: apiBase, product: `miniapp/dist/${type}` }, () =>
    run(bin('miniapp', 'taro'), ['build', '--type', type], {
      cwd: path.join(ROOT, 'miniapp'),
      env: { NODE_ENV: 'production', API_BASE: apiBase, CI: '1' },
      log: log(type),
    }),
  );
