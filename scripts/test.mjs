// npm test: the gate. Installs and builds what is needed, runs every area (or the one named), closes with `N passed, N failed`.
// npm test -- AREA [PART-OF-A-FILE-NAME …] runs one area; npm run test:long adds what is slower.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compile, install, taro } from './lib/build.mjs';
import { codesReached } from './lib/codes.mjs';
import { startMongod } from './lib/mongod.mjs';
import { mongodBinary } from './lib/mongod-binary.mjs';
import { schemathesis } from './lib/schemathesis.mjs';
import { child, close, prepare, step } from './lib/steps.mjs';
import { DATA, ROOT, say } from './lib/util.mjs';

const WEAPP_API_BASE = 'https://api.binhai.test'; // baked into the mini-program; its runtime maps it to a server under test
/** Journeys wait for a page about as long as they compute: two files at a time. What kills processes and measures waiting runs alone. */
const AT_ONCE = { weapp: 2, h5: 2 };
const AREAS = ['check', 'unit', 'server', 'tools', 'api', 'race', 'weapp', 'h5', 'fault'];
const args = process.argv.slice(2);
const long = args[0] === '--long';
if (long) args.shift();
const [area, ...parts] = args;
if (area && !AREAS.includes(area)) {
  console.error(`There is no area "${area}". Known: ${AREAS.join(', ')}.`);
  process.exit(2);
}
const wanted = (...names) => !area || names.includes(area);

// What a person's terminal may have set is about their own system, not about the one under test.
for (const name of ['MONGODB_URI', 'PORT', 'HOST', 'KEYS_FILE', 'SANDBOX', 'H5_DIR', 'NODE_ENV', 'MIN_FREE_MB']) delete process.env[name];
const codesDir = path.join(DATA, 'codes');
fs.rmSync(codesDir, { recursive: true, force: true });
Object.assign(process.env, { WEAPP_API_BASE, TEST_CODES_DIR: codesDir, ...(long && { TEST_LONG: '1' }) });

async function check() {
  const { code, out } = await child(process.execPath, ['scripts/check.mjs'], { capture: true });
  return { code, passed: out.match(/^\w+: ok,/gm)?.length ?? 0, failed: out.match(/^\w+: FAILED,/gm)?.length ?? 0 };
}
const jest =
  (...projects) =>
  async () => {
    const out = path.join(DATA, `jest-${projects[0]}.json`);
    fs.rmSync(out, { force: true });
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${out}`];
    // a spec waits for the database about as long as it computes: two at a time keep both cores busy
    const { code } = await child(process.execPath, [
      ...flags,
      '--maxWorkers=2',
      '--selectProjects',
      ...projects,
      ...(parts.length ? ['--testPathPatterns', ...parts] : []),
    ]);
    const r = JSON.parse(fs.readFileSync(out, 'utf8'));
    return { code, passed: r.numPassedTests, failed: r.numFailedTests + r.numRuntimeErrorTestSuites };
  };
const node = (name) => async () => {
  const dir = path.join(ROOT, 'test', name);
  const all = fs.existsSync(dir) ? fs.readdirSync(dir).filter((f) => f.endsWith('.test.mjs')) : [];
  const files = all.filter((f) => (long || !f.endsWith('.long.test.mjs')) && (!parts.length || parts.some((p) => f.includes(p))));
  if (!files.length) throw new Error(`test/${name} holds no test to run`);
  const tap = path.join(DATA, `${name}.tap`);
  const reporters = ['spec', 'tap'].flatMap((r) => [`--test-reporter=${r}`, `--test-reporter-destination=${r === 'tap' ? tap : 'stdout'}`]);
  const { code } = await child(process.execPath, [
    '--test',
    `--test-concurrency=${AT_ONCE[name] ?? 1}`,
    ...reporters,
    ...files.map((f) => `test/${name}/${f}`),
  ]);
  const text = fs.readFileSync(tap, 'utf8');
  const n = (k) => Number(new RegExp(`^# ${k} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return { code, passed: n('pass'), failed: n('fail') + n('cancelled') + n('skipped') + n('todo') };
};

/** Every refusal of the contract was uttered by a server under test: whole gate only, an area alone reaches its own. */
async function codes() {
  const { seen, missing } = await codesReached(codesDir);
  for (const line of missing) console.error(`no test reached ${line}`);
  return { code: 0, passed: seen, failed: missing.length };
}

let mongod;
const dir = fs.mkdtempSync(path.join(os.tmpdir(), `binhai-test-${process.pid}-`));
try {
  fs.mkdirSync(DATA, { recursive: true });
  await prepare('install', install);
  if (wanted('check', 'server', 'tools', 'api', 'race', 'weapp', 'h5', 'fault')) await prepare('compile', compile);
  if (wanted('server', 'api', 'race', 'weapp', 'h5', 'fault')) {
    process.env.MONGOD_BINARY = await mongodBinary(); // looked for once, not in every test process
    mongod = await startMongod({ dir, ephemeral: true }); // one for all areas, a database each; tests that hurt it start their own
    process.env.TEST_MONGO = mongod.uri('DB');
  }
  for (const name of ['check', 'unit', 'server', 'tools'].filter((n) => wanted(n)))
    await step(name, { check, unit: jest('shared', 'miniapp'), server: jest('server'), tools: node('tools') }[name]);
  await prepare('build', () => Promise.all([wanted('api', 'h5', 'fault') && taro('h5'), wanted('weapp') && taro('weapp', WEAPP_API_BASE)].filter(Boolean)));
  const onlyFuzz = parts.length === 1 && parts[0] === 'schemathesis';
  for (const name of ['api', 'race', 'weapp', 'h5', 'fault'].filter((n) => wanted(n) && !onlyFuzz)) await step(name, node(name));
  if (!area) await step('codes', codes);
  if (wanted('api') && (!parts.length || parts.includes('schemathesis'))) await step('schemathesis', () => schemathesis({ long }));
} catch (e) {
  await step('gate', () => Promise.reject(e));
} finally {
  await mongod?.stop();
  fs.rmSync(dir, { recursive: true, force: true });
}
say('all done');
process.exit(close());
