// Running the steps of the gate: counted, timed, each in a process group of its own that ends with us.
import { spawn } from 'node:child_process';
import { ROOT, say } from './util.mjs';

const LIMIT = 20 * 60_000; // ms a step may take before it counts as hung
const running = new Set();
const end = (signal) => {
  for (const p of running)
    try {
      process.kill(-p.pid, signal);
    } catch {
      // it ended between the look and the signal
    }
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    end('SIGTERM');
    setTimeout(() => {
      end('SIGKILL');
      process.exit(1);
    }, 3000);
  });
process.on('exit', () => end('SIGKILL'));

/** Runs a command with its output here; answers { code, out } (out only with `capture`). Never rejects: 127 when it cannot start. */
export function child(cmd, args, { env = {}, cwd = ROOT, capture = false } = {}) {
  return new Promise((resolve) => {
    const p = spawn(cmd, args, { cwd, detached: true, stdio: ['ignore', capture ? 'pipe' : 'inherit', 'inherit'], env: { ...process.env, ...env } });
    running.add(p);
    let out = '';
    p.stdout?.on('data', (d) => {
      out += d;
      process.stdout.write(d);
    });
    const timer = setTimeout(() => {
      say(`${cmd}: no end after ${LIMIT / 60_000} minutes, killed`);
      process.kill(-p.pid, 'SIGKILL');
    }, LIMIT);
    const done = (code) => {
      clearTimeout(timer);
      running.delete(p);
      resolve({ code, out });
    };
    p.on('error', () => done(127));
    p.on('close', (code) => done(code ?? 1));
  });
}

const rows = [];
/** Runs one step, `work()` → { code, passed, failed }. One that failed without counting a failure (a crash, no tests) counts as one. */
export async function step(name, work) {
  const t = performance.now();
  const row = { name, passed: 0, failed: 0 };
  try {
    const r = await work();
    row.passed = r.passed;
    row.failed = r.failed || (r.code || !r.passed ? 1 : 0);
  } catch (e) {
    row.failed = 1;
    console.error(e.exit ? e.message : e.stack);
  }
  row.seconds = (performance.now() - t) / 1000;
  rows.push(row);
  say(`${name}: ${row.passed} passed, ${row.failed} failed, ${row.seconds.toFixed(1)} s`);
}
/** A step without tests of its own (an install, a build): its failure is one failed. */
export async function prepare(name, work) {
  const t = performance.now();
  await work();
  rows.push({ name, passed: 0, failed: 0, seconds: (performance.now() - t) / 1000 });
}
/** Prints the table and the closing line; answers the exit code. */
export function close() {
  const sum = (k) => rows.reduce((n, r) => n + r[k], 0);
  console.log(`\n| step | passed | failed | seconds |\n|---|---:|---:|---:|`);
  for (const r of rows) console.log(`| ${r.name} | ${r.passed} | ${r.failed} | ${r.seconds.toFixed(1)} |`);
  console.log(`| all | ${sum('passed')} | ${sum('failed')} | ${sum('seconds').toFixed(1)} |\n`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') ? 1 : 0;
}
