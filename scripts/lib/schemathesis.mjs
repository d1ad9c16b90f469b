// schemathesis against the served contract, as a resident who is logged in. It is a Python program: kept in .data, fetched once by pip.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { child } from './steps.mjs';
import { DATA, run, say } from './util.mjs';

const VERSION = 'schemathesis==4.32.0';
const HOME = path.join(DATA, 'schemathesis');
const works = (cmd, args, env = {}) => spawnSync(cmd, [...args, '--version'], { env: { ...process.env, ...env }, timeout: 60_000 }).status === 0;

/** { cmd, args, env } that starts it; fetched into a virtual environment, or beside one where Python has no ensurepip. */
async function tool() {
  const venv = { cmd: path.join(HOME, 'venv/bin/schemathesis'), args: [], env: {} };
  const plain = { cmd: 'python3', args: ['-m', 'schemathesis.cli'], env: { PYTHONPATH: path.join(HOME, 'packages') } };
  const known = [venv, plain].find((t) => works(t.cmd, t.args, t.env));
  if (known) return known;
  say('schemathesis: fetching …');
  const log = path.join(DATA, 'logs/schemathesis.log');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  try {
    await run('python3', ['-m', 'venv', path.join(HOME, 'venv')], { log });
    await run(path.join(HOME, 'venv/bin/python'), [...pip, VERSION], { log });
    return venv;
  } catch (e) {
    fs.rmSync(path.join(HOME, 'venv'), { recursive: true, force: true });
    say(`schemathesis: no virtual environment (${e.message.split('\n')[0]}), trying without`);
    await run('python3', [...pip, '--target', path.join(HOME, 'packages'), VERSION], { log });
    return plain;
  }
}

// Says that whatever fits the schema must be accepted: a phone number that no network issues, or a code that was never sent, fits and is a 400.
const NOT_OURS = 'positive_data_acceptance';
// These end the session or the account that sends them: after one of them every other operation would only ever answer 401 or 403.
const LAST = ['/api/session/logout', '/api/session/devices/{id}', '/api/me/freeze'];

/** Fuzzes every operation of the served document; a fixed seed, so that a failure can be repeated. */
export async function schemathesis({ long = false }) {
  const { cmd, args, env } = await tool();
  const [{ system }, { login }] = await Promise.all([import('../../test/support/run-app.mjs'), import('../../test/support/login.mjs')]);
  const s = await system({ h5: false });
  const fuzz = async (account, ...choice) => {
    const token = await login(s, account);
    const run = [
      'run',
      `${s.url}/api/openapi.json`,
      '--checks',
      'all',
      '--exclude-checks',
      NOT_OURS,
      '--max-examples',
      long ? '200' : '15',
      '--seed',
      '1',
      '-H',
      `Authorization: Bearer ${token}`,
    ];
    return child(cmd, [...args, ...run, ...choice], { env, cwd: HOME }); // it leaves a folder of findings where it runs
  };
  try {
    const [first, second] = s.accounts;
    const runs = [await fuzz(first, ...LAST.flatMap((p) => ['--exclude-path', p])), await fuzz(second, ...LAST.flatMap((p) => ['--include-path', p]))];
    const failed = runs.filter((r) => r.code).length;
    return { code: failed, passed: runs.length - failed, failed };
  } finally {
    await s.stop();
  }
}
