// Plain Node, no packages: these run before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(fileURLToPath(import.meta.url), '../../..');
export const DATA = process.env.DATA_DIR ? path.resolve(process.env.DATA_DIR) : path.join(ROOT, '.data');
export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
export const say = (text) => console.log(`[${(performance.now() / 1000).toFixed(1)}s] ${text}`);

const children = new Set();
process.on('exit', () => {
  for (const c of children) c.kill('SIGTERM');
});

/** Runs a command; its output goes to `log` (a file) or to this terminal. Rejects on a non-zero exit, with the log's tail. */
export function run(cmd, args, { cwd = ROOT, env = {}, log, limit = 900_000 } = {}) {
  return new Promise((resolve, reject) => {
    if (log) fs.mkdirSync(path.dirname(log), { recursive: true });
    const out = log ? fs.openSync(log, 'w') : 'inherit';
    const child = spawn(cmd, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', out, out], shell: process.platform === 'win32' });
    children.add(child);
    const timer = setTimeout(() => child.kill('SIGKILL'), limit);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      children.delete(child);
      clearTimeout(timer);
      if (log) fs.closeSync(out);
      if (code === 0) return resolve();
      const tail = log ? `\n${fs.readFileSync(log, 'utf8').split('\n').slice(-30).join('\n')}` : '';
      reject(new Error(`${cmd} ${args.join(' ')} ended with ${signal ?? code}${tail}`));
    });
  });
}

const SKIP = new Set(['node_modules', 'dist', 'coverage']);
function* files(p) {
  if (!fs.existsSync(p)) return;
  if (!fs.statSync(p).isDirectory()) return void (yield p);
  for (const e of fs.readdirSync(p, { withFileTypes: true })) {
    if (e.isDirectory() ? SKIP.has(e.name) || e.name.startsWith('.') : e.name.endsWith('.tsbuildinfo')) continue;
    yield* files(path.join(p, e.name));
  }
}

// What a build never reads, so that an edited test rebuilds nothing.
const NOT_BUILT = /\.(spec|cases)\.ts$/;
const stampOf = (name) => path.join(ROOT, '.data/stamps', name);
/** Makes the next `once(name, …)` do its work: whoever writes a product by other means calls this. */
export const forget = (name) => fs.rmSync(stampOf(name), { force: true });

/** Does `work` unless it was done before for the same contents of `inputs` (and `salt`) and `product` still exists. */
export async function once(name, { inputs, salt = '', product }, work) {
  const hash = createHash('sha1').update(`${process.version} ${process.platform} ${salt}`);
  for (const input of inputs)
    for (const f of [...files(path.join(ROOT, input))].sort()) if (!NOT_BUILT.test(f)) hash.update(path.relative(ROOT, f)).update(fs.readFileSync(f));
  const key = hash.digest('hex');
  const stamp = stampOf(name);
  if (fs.existsSync(path.join(ROOT, product)) && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key) return say(`${name}: unchanged`);
  fs.rmSync(stamp, { force: true });
  const t = performance.now();
  say(`${name}: …`);
  await work();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, key);
  say(`${name}: done in ${((performance.now() - t) / 1000).toFixed(1)} s`);
}

/** Megabytes this user may still write where `dir` lies (or will lie). */
export function freeMegabytes(dir) {
  while (!fs.existsSync(dir)) dir = path.dirname(dir);
  const { bavail, bsize } = fs.statfsSync(dir);
  return (bavail * bsize) / 2 ** 20;
}

export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const s = net
      .createServer()
      .once('error', () => resolve(false))
      .listen(port, host, () => s.close(() => resolve(true)));
  });
}
export function freePort() {
  return new Promise((resolve) => {
    const s = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => resolve(port));
    });
  });
}
/** A zombie (killed, but its new parent never asked: common in containers) is not alive, though signal 0 reaches it. */
export function alive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (e) {
    return e.code === 'EPERM';
  }
  try {
    return !/\) [ZX] /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
export const ps = (pid, field) => spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
export function parentOf(pid) {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
  } catch {
    return Number(ps(pid, 'ppid')) || 0;
  }
}
export function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ps(pid, 'command');
  }
}
