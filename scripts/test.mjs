// npm test: install, build, jest, the mini-program in its harness, H5 in Chromium, schemathesis if there is one. Last line: N passed, N failed.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { compile, install, taro } from './lib/build.mjs';
import { mongodBinary } from './lib/mongod-binary.mjs';
import { DATA, ROOT, say } from './lib/util.mjs';

const WEAPP_API_BASE = 'https://api.binhai.test';
let passed = 0,
  failed = 0;
const child = (cmd, args, env = {}, cwd = ROOT) =>
  new Promise((resolve) => {
    const p = spawn(cmd, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
    const timer = setTimeout(() => p.kill('SIGKILL'), 900_000);
    p.on('error', () => resolve(127));
    p.on('close', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
/** A step that failed without counting a failure (crash, no tests) counts as one. */
async function step(name, work) {
  const t = performance.now();
  try {
    const r = await work();
    passed += r.passed;
    failed += r.failed || (r.code || !r.passed ? 1 : 0);
    say(`${name}: ${r.passed} passed, ${r.failed} failed, exit ${r.code}, ${((performance.now() - t) / 1000).toFixed(1)} s`);
  } catch (e) {
    failed++;
    say(`${name}: ${e.message}`);
  }
}
const jest = async () => {
  const out = path.join(DATA, 'jest.json');
  fs.rmSync(out, { force: true });
  const code = await child(process.execPath, [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${out}`,
    ...process.argv.slice(2),
  ]);
  const r = JSON.parse(fs.readFileSync(out, 'utf8'));
  return { code, passed: r.numPassedTests, failed: r.numFailedTests + r.numRuntimeErrorTestSuites };
};
const node = (name) => async () => {
  const out = path.join(DATA, `${name}.tap`);
  const files = fs
    .readdirSync(path.join(ROOT, 'test', name))
    .filter((f) => f.endsWith('.test.mjs'))
    .map((f) => `test/${name}/${f}`);
  const code = await child(
    process.execPath,
    ['--test', '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${out}`, ...files],
    { WEAPP_API_BASE },
  );
  const tap = fs.readFileSync(out, 'utf8');
  const n = (k) => Number(new RegExp(`^# ${k} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  return { code, passed: n('pass'), failed: n('fail') + n('cancelled') };
};
const schemathesis = async () => {
  const bin = [process.env.SCHEMATHESIS, 'schemathesis'].find((b) => b && spawnSync(b, ['--version']).status === 0);
  if (!bin) {
    say('schemathesis: not installed, skipped');
    return;
  }
  await step('schemathesis', async () => {
    const { system } = await import('../test/support/run-app.mjs');
    const s = await system();
    try {
      const { token } = await (
        await fetch(`${s.url}/api/login`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code: s.accounts[0].code }),
        })
      ).json();
      const code = await child(
        bin,
        ['run', `${s.url}/api/openapi.json`, '--checks', 'all', '--max-examples', '25', '--seed', '1', '-H', `Authorization: Bearer ${token}`],
        {},
        DATA,
      ); // it leaves a .schemathesis folder where it runs
      return { code, passed: code ? 0 : 1, failed: code ? 1 : 0 };
    } finally {
      await s.stop();
    }
  });
};

fs.mkdirSync(DATA, { recursive: true });
try {
  await install();
  if (!process.env.MONGODB_URI) process.env.MONGOD_BINARY = await mongodBinary(); // once, not in every test process
  await compile();
  await step('jest', jest);
  await taro('h5');
  await taro('weapp', WEAPP_API_BASE);
  for (const name of ['api', 'weapp', 'h5', 'fault']) await step(name, node(name));
  await schemathesis();
} catch (e) {
  failed++;
  console.error(e.message);
}
say('all done');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
