// The built server (server/dist/main.js) as a process of its own: as production runs it, as `npm start` and the tests run it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, ROOT, sleep } from './util.mjs';

const PRELOAD = fileURLToPath(new URL('./die-with-parent.mjs', import.meta.url));
/** As server/package.json starts it. With a young generation of the default size its collection was the largest single cost of a request (`npm run bench:http`, profiled). */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=32'];
const READY_WITHIN = 30_000; // ms; a loaded two-core machine needs about 3 s
const tail = (file, lines = 15) => fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');

/**
 * Starts one server and answers once it is healthy: { url, port, pid, child, log, ended, stop(signal), kill() }.
 * `ended` resolves with the exit code (or signal name), whoever ended it. With port 0 a free one is taken. `log` is a file: standard output
 * and standard error, appended.
 */
export async function startServer({ env, log, port = 0, host = '127.0.0.1' }) {
  for (let attempt = 1; ; attempt++) {
    const s = launch({ env, log, host, port: port || (await freePort()) });
    const why = await ready(s, host);
    if (!why) return s;
    await s.kill();
    // between choosing a free port and listening on it somebody else may take it
    if (port === 0 && attempt < 4 && /EADDRINUSE/.test(tail(log))) continue;
    throw new Error(`the server ${why}\n${tail(log)}`);
  }
}

function launch({ env, log, host, port }) {
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const out = fs.openSync(log, 'a');
  const child = spawn(process.execPath, [...NODE_FLAGS, '--import', PRELOAD, path.join(ROOT, 'server/dist/main.js')], {
    cwd: ROOT,
    env: { ...process.env, ...env, HOST: host, PORT: String(port) },
    stdio: ['pipe', out, out],
  });
  fs.closeSync(out);
  child.stdin.on('error', () => {}); // EPIPE: it is gone, `ended` says so
  const s = { url: `http://${host}:${port}`, port, pid: child.pid, child, log, exit: undefined };
  s.ended = new Promise((resolve) => {
    child.on('error', (e) => resolve(e.message));
    child.on('exit', (code, signal) => resolve(code ?? signal));
  }).then((exit) => {
    s.exit = exit;
    return exit;
  });
  s.kill = () => {
    child.kill('SIGKILL');
    return s.ended;
  };
  s.stop = async (signal = 'SIGTERM') => {
    child.kill(signal);
    const cut = setTimeout(() => child.kill('SIGKILL'), 10_000);
    const exit = await s.ended;
    clearTimeout(cut);
    return exit;
  };
  return s;
}

/** Null when GET /api/health says that the server and its database answer, else why not. */
async function ready(s, host) {
  for (const end = Date.now() + READY_WITHIN; Date.now() < end; ) {
    if (s.exit !== undefined) return `ended with ${s.exit}:`;
    const ok = await fetch(`http://${host}:${s.port}/api/health`).then(
      async (r) => r.status === 200 && (await r.json()).database,
      () => false,
    );
    if (ok) return null;
    await sleep(40);
  }
  return `was not healthy within ${READY_WITHIN / 1000} s:`;
}
