import fs from 'node:fs';
import path from 'node:path';
import { asStop, Stop } from './exit.mjs';
import { DATA, once, ROOT, run } from './util.mjs';

const NPX = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const log = (name) => path.join(DATA, 'logs', `${name}.log`);
const packages = ['package.json', 'shared/package.json', 'server/package.json', 'miniapp/package.json', 'test/package.json'];
/** Runs one step with its output in a log; a failure becomes one sentence that names the log. */
async function logged(name, cmd, args, { network = false, ...options } = {}) {
  try {
    await run(cmd, args, { ...options, log: log(name) });
  } catch (e) {
    const end = asStop(e, { network });
    throw end instanceof Stop ? end : new Stop('build_failed', `${name} failed, its output is in ${path.relative(process.cwd(), log(name))}:\n${e.message}`);
  }
}
// A registry that cannot be reached should cost seconds, not the minutes of the default back-off.
const IMPATIENT = { npm_config_fetch_retries: process.env.npm_config_fetch_retries ?? '1', npm_config_fetch_retry_mintimeout: '1000' };
const bin = (pkg, name) => path.join(ROOT, pkg, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);

export const install = () =>
  once('install', { inputs: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...packages], product: 'node_modules/.modules.yaml' }, () =>
    logged('install', NPX, ['-y', 'pnpm@10', 'install', '--frozen-lockfile'], { env: IMPATIENT, network: true }),
  );
const SERVER = ['tsconfig.base.json', 'shared/src', 'shared/tsconfig.json', 'server/src', 'server/tsconfig.json', 'pnpm-lock.yaml'];
const MINIAPP = ['src', 'config', 'types', 'babel.config.cjs', 'project.config.json', 'tsconfig.json', 'package.json'].map((f) => `miniapp/${f}`);
export const compile = () =>
  once('compile', { inputs: SERVER, product: 'server/dist/main.js' }, async () => {
    for (const d of ['shared', 'server']) fs.rmSync(path.join(ROOT, d, 'dist'), { recursive: true, force: true });
    await logged('compile', bin('.', 'tsc'), ['-b', 'server']);
  });
/** The app for one platform. H5 talks to the origin it came from; weapp needs an absolute address, baked in. */
export const taro = (type, apiBase = '') =>
  once(type, { inputs: ['tsconfig.base.json', 'shared/src', ...MINIAPP, 'pnpm-lock.yaml'], salt: apiBase, product: `miniapp/dist/${type}` }, () =>
    logged(type, bin('miniapp', 'taro'), ['build', '--type', type], {
      cwd: path.join(ROOT, 'miniapp'),
      env: { NODE_ENV: 'production', API_BASE: apiBase, CI: '1' },
    }),
  );
/** The gallery of all components, beside the app and never in it: for test/h5/gallery.test.mjs and for those who build pages. */
export const gallery = () =>
  once('gallery', { inputs: ['tsconfig.base.json', 'shared/src', ...MINIAPP, 'pnpm-lock.yaml'], product: 'miniapp/dist/h5-gallery' }, () =>
    logged('gallery', bin('miniapp', 'taro'), ['build', '--type', 'h5'], {
      cwd: path.join(ROOT, 'miniapp'),
      env: { NODE_ENV: 'production', API_BASE: '', CI: '1', GALLERY: '1' },
    }),
  );
