// `npm start` as a person runs it: a process group of its own, its output, its exit code.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { alive, parentOf, ROOT, sleep } from '../../scripts/lib/util.mjs';
import { scratch } from './run-app.mjs';

const READY = /Ctrl-C stops/;

/**
 * A data folder and the starts on it. `start(env, args, cmd)` resolves when the system is ready or has ended: { pid, out(), ended, url,
 * group(signal) }. `ended` is the exit code. `close()` ends whatever is left of all starts and removes the folder.
 */
export function starts() {
  const dir = scratch();
  const groups = new Set();
  async function start(env = {}, args = [], cmd = ['npm', 'start', '--', ...args]) {
    const p = spawn(cmd[0], cmd.slice(1), { cwd: ROOT, detached: true, env: { ...process.env, DATA_DIR: dir, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    groups.add(p.pid);
    let out = '';
    for (const stream of [p.stdout, p.stderr]) stream.on('data', (d) => (out += d));
    const ended = new Promise((r) => p.on('close', r));
    for (let i = 0; i < 1800 && !READY.test(out) && p.exitCode === null; i++) await sleep(50);
    if (!READY.test(out) && p.exitCode === null) process.kill(-p.pid, 'SIGKILL'); // 90 s without either: the test shows what it said
    return { pid: p.pid, out: () => out, ended, url: /app +(\S+?)\/\n/.exec(out)?.[1], group: (signal) => process.kill(-p.pid, signal) };
  }
  const close = () => {
    for (const g of groups)
      try {
        process.kill(-g, 'SIGKILL');
      } catch {
        // ended already: what every test means it to be
      }
    fs.rmSync(dir, { recursive: true, force: true });
  };
  const mongodPid = () => Number.parseInt(fs.readFileSync(path.join(dir, 'mongo/db/mongod.lock'), 'utf8'), 10);
  return { dir, start, close, mongodPid, ownerPid: () => parentOf(parentOf(mongodPid())) /* script > guard > mongod */ };
}
export async function gone(pid, ms = 15_000) {
  for (const end = Date.now() + ms; alive(pid) && Date.now() < end; ) await sleep(50);
  return !alive(pid);
}
