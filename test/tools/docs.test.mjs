// What the documents say about commands, exit codes and settings is what the code does.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { EXITS } from '../../scripts/lib/exit.mjs';
import { ROOT } from '../../scripts/lib/util.mjs';

const read = (f) => fs.readFileSync(path.join(ROOT, f), 'utf8');
const { scripts } = JSON.parse(read('package.json'));
const DOCS = ['README.md', 'README.zh-CN.md', ...fs.readdirSync(path.join(ROOT, 'docs'), { recursive: true }).map((f) => `docs/${f}`)].filter((f) =>
  f.endsWith('.md'),
);
/** Cells of the rows of the tables under a heading. */
const table = (text, heading) =>
  text
    .split(new RegExp(`^## ${heading}\n`, 'm'))[1]
    .split(/^## /m)[0]
    .split('\n')
    .filter((l) => /^\|(?!\s*-|-)/.test(l))
    .slice(1)
    .map((l) =>
      l
        .slice(1, -1)
        .split('|')
        .map((c) => c.trim()),
    );
const quoted = (cell) => [...cell.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map((m) => m[1]);
const operations = read('docs/operations.md');

test('every command that a document names is there', () => {
  for (const f of DOCS) for (const [, name] of read(f).matchAll(/npm run ([a-z][a-z:-]*)/g)) assert.ok(scripts[name], `${f}: npm run ${name}`);
  for (const f of Object.values(scripts).flatMap((s) => s.match(/[\w./-]+\.mjs/g) ?? [])) assert.ok(fs.existsSync(path.join(ROOT, f)), f);
});
test('the table of exit codes is the one the commands use', () => {
  assert.deepEqual(
    table(operations, 'How commands end'),
    Object.entries(EXITS).map(([name, { code, means }]) => [String(code), name, means]),
  );
  assert.equal(new Set(Object.values(EXITS).map((e) => e.code)).size, Object.keys(EXITS).length, 'one code, one meaning');
});
test('every setting is in .env.example and in the table, and none that is not read', async () => {
  const { CONFIG_NAMES } = await import(pathToFileURL(path.join(ROOT, 'server/dist/config.js')).href);
  const example = [...read('.env.example').matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map((m) => m[1]);
  assert.deepEqual([...example].sort(), [...CONFIG_NAMES].sort());
  assert.deepEqual(
    table(operations, 'Settings of the server')
      .flatMap((row) => quoted(row[0]))
      .sort(),
    [...CONFIG_NAMES].sort(),
  );
});
test('the areas of the gate are those that the document lists', () => {
  const areas = /const AREAS = \[([^\]]*)\]/.exec(read('scripts/test.mjs'))[1].match(/\w+/g);
  const row = table(operations, 'Commands').find((r) => r[0] === '`npm test -- AREA`');
  assert.deepEqual(
    [...row[1].split(';')[0].matchAll(/`(\w+)`/g)].map((m) => m[1]),
    areas,
  );
});
test('a figure has a command: each table of docs/performance.md stands under one', () => {
  const text = read('docs/performance.md');
  for (const part of text.split(/^## /m).slice(1)) if (/^\|/m.test(part)) assert.match(part, /`npm run bench[a-z:]*`/, part.split('\n')[0]);
});
test('links between documents lead somewhere', () => {
  for (const f of DOCS)
    for (const [, target] of read(f).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g))
      assert.ok(fs.existsSync(path.resolve(ROOT, path.dirname(f), target)), `${f} → ${target}`);
});
test('nothing but npm test is the gate', () => {
  assert.match(read('.ci/run'), /^exec npm test$/m);
});
