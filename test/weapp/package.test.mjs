// The compiled mini-program as WeChat's uploader and old phones see it: structure, sizes, syntax, and what it must not hold.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { validate } from '../support/validate.mjs';
import { DIST } from '../support/weapp.mjs';

const acorn = createRequire(import.meta.url)('acorn');
const MB = 1024 * 1024;
const files = fs.readdirSync(DIST, { recursive: true }).map(String);
const scripts = files.filter((f) => f.endsWith('.js'));
const read = (f) => fs.readFileSync(path.join(DIST, f), 'utf8');
const report = validate(DIST);

/** Every node of a syntax tree. */
function* nodes(node) {
  if (typeof node?.type === 'string') yield node;
  for (const v of Object.values(node)) for (const child of Array.isArray(v) ? v : [v]) if (child && typeof child === 'object') yield* nodes(child);
}

test("it passes the platform's checks", () => {
  assert.deepEqual(
    report.problems.filter((p) => p.level === 'error'),
    [],
  );
});
test('main package ≤ 1.5 MB, each subpackage ≤ 2 MB, all ≤ 20 MB', (t) => {
  for (const [name, size] of Object.entries(report.packages)) {
    t.diagnostic(`${name} ${(size / 1024).toFixed(0)} KB`);
    assert.ok(size <= (name === 'MAIN' ? 1.5 : 2) * MB, `${name}: ${(size / MB).toFixed(2)} MB`);
  }
  assert.ok(report.total <= 20 * MB, `${(report.total / MB).toFixed(2)} MB`);
});
test('every script is ES5, and none makes code from text', () => {
  assert.ok(scripts.length > 3, 'nothing was built');
  for (const f of scripts) {
    let tree;
    assert.doesNotThrow(() => {
      tree = acorn.parse(read(f), { ecmaVersion: 5, locations: true });
    }, `${f} is newer than ES5`);
    for (const n of nodes(tree)) {
      if (n.type !== 'CallExpression' && n.type !== 'NewExpression') continue;
      const made = n.callee.name === 'eval' || (n.type === 'NewExpression' && n.callee.name === 'Function');
      assert.ok(!made, `${f}:${n.loc.start.line} makes code from text`);
    }
  }
});
test('nothing of the desks is in it: no page, no file, no address, no word; nor sources', () => {
  const desks = files.filter((f) => /\.(js|json|wxml|wxss)$/.test(f) && /packages\/staff|工作台导航|desk__main/.test(read(f)));
  assert.deepEqual(desks, []);
  assert.deepEqual(
    report.pages.filter((p) => p.startsWith('packages/staff/')),
    [],
  );
  assert.deepEqual(
    files.filter((f) => /^packages\/staff(\/|$)|\.(map|tsx?|html)$/.test(f)),
    [],
  );
});
