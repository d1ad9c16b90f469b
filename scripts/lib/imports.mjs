// The import rules of .dependency-cruiser.cjs and the rules about single words that no import graph shows.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './util.mjs';

const FOLDERS = ['shared/src', 'server/src', 'miniapp/src', 'miniapp/tests', 'test'];
const LEAST_MODULES = 40; // dependency-cruiser says "no violations" when it could read nothing

/**
 * Cruises the folders of `root` that are there. Answers { modules, violations: [{ rule, from, to }], blind }: `blind` when fewer of our own
 * modules were read than there must be, in which case the absence of violations means nothing.
 */
export function cruise({ root = ROOT, config = path.join(ROOT, '.dependency-cruiser.cjs'), least = LEAST_MODULES } = {}) {
  const bin = path.join(ROOT, 'node_modules/.bin/depcruise');
  const folders = FOLDERS.filter((f) => fs.existsSync(path.join(root, f)));
  const r = spawnSync(bin, ['--config', config, '--output-type', 'json', ...folders], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!r.stdout) throw new Error(`dependency-cruiser: ${r.stderr || r.error?.message}`);
  const { summary, modules } = JSON.parse(r.stdout);
  const own = modules.filter((m) => /^(shared|server|miniapp|test)\//.test(m.source)).length;
  return { modules: own, violations: summary.violations.map((v) => ({ rule: v.rule.name, from: v.from, to: v.to })), blind: own < least };
}

/** One word, the folder it may not stand in, the files that are its place. */
export const WORDS = [
  {
    rule: 'env-only-in-config',
    word: /\bprocess\.env\b/,
    in: ['server/src', 'shared/src'],
    not: /^server\/src\/(config\.ts$|testing\/)|\.spec\.ts$/,
    why: 'server/src/config.ts is the only reader of the environment',
  },
  {
    rule: 'target-only-in-platform',
    word: /\b(TARO_ENV|getEnv\(\)|TARO_PLATFORM)\b/,
    in: ['miniapp/src'],
    not: /^miniapp\/src\/(platform\/|app\.config\.ts$)/,
    why: 'only miniapp/src/platform knows which target it runs on; app.config.ts leaves the staff package out of the mini-program',
  },
  {
    rule: 'wx-only-in-platform',
    word: /(?<![\w.'"-])(wx|my|swan)\.[a-zA-Z]/,
    in: ['miniapp/src'],
    not: /^miniapp\/src\/platform\//,
    why: 'the host object of one target is used behind miniapp/src/platform',
  },
  {
    rule: 'clock-is-injected',
    word: /\bDate\.now\(\)|\bnew Date\(\)/,
    in: ['server/src', 'shared/src'],
    not: /^server\/src\/(platform|testing)\/|\.spec\.ts$/,
    why: 'time comes from the injected clock; only leases between processes run on machine time, in platform',
  },
  {
    rule: 'no-math-random',
    word: /\bMath\.random\(/,
    in: ['server/src', 'shared/src', 'miniapp/src'],
    not: /^(server|miniapp)\/src\/platform\/|\.spec\.ts$/,
    why: "ids and secrets come from platform's cryptographic source; only there jitter is drawn",
  },
];

function* sources(root, folder) {
  const dir = path.join(root, folder);
  if (!fs.existsSync(dir)) return;
  for (const f of fs.readdirSync(dir, { recursive: true }).map(String)) if (/\.tsx?$/.test(f)) yield path.posix.join(folder, f.split(path.sep).join('/'));
}
/** A line without its comment: a rule is about code, its explanation may name the word. */
const code = (line) => line.replace(/^\s*(\/\/|\/?\*).*$/, '').replace(/\s\/\/.*$/, '');

/** Answers [{ rule, from: 'file:line', to: why }]. */
export function words({ root = ROOT, rules = WORDS } = {}) {
  const found = [];
  for (const r of rules)
    for (const folder of r.in)
      for (const f of sources(root, folder)) {
        if (r.not.test(f)) continue;
        for (const [i, line] of fs.readFileSync(path.join(root, f), 'utf8').split('\n').entries())
          if (r.word.test(code(line))) found.push({ rule: r.rule, from: `${f}:${i + 1}`, to: r.why });
      }
  return found;
}
