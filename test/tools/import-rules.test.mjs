// Each import rule fails on a violation planted for it, and on nothing else; a tree without one passes; a blind check fails.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { cruise, WORDS, words } from '../../scripts/lib/imports.mjs';
import { ROOT } from '../../scripts/lib/util.mjs';
import { scratch } from '../support/run-app.mjs';

const root = scratch();
test.after(() => fs.rmSync(root, { recursive: true, force: true }));
const write = (dir, files) => {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, dir, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${text}\n`);
  }
};
const pkg = (name) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'export default 1;',
});

/** A workspace in small that keeps every rule: the ways that are allowed, taken once each. */
const CLEAN = {
  ...pkg('zod'),
  ...pkg('mongoose'),
  ...pkg('@tarojs/plugin-platform-weapp'),
  'shared/src/identifiers/phone.ts': 'export const phone = 1;',
  'shared/src/parameters/scheme.ts': "import zod from 'zod';\nexport type Scheme = { good: number };\nexport const first: Scheme = { good: zod };",
  'shared/src/rules/grade.ts':
    "import { phone } from '../identifiers/phone.js';\nimport type { Scheme } from '../parameters/scheme.js';\nexport const grade = (scheme: Scheme) => [phone, scheme];",
  'shared/src/contract/perks.ts': "import zod from 'zod';\nimport { grade } from '../rules/grade.js';\nexport const perks = [zod, grade];",
  'server/src/config.ts': 'export const config = process.env;',
  'server/src/platform/clock.ts': "import { config } from '../config.js';\nexport const now = () => [config, new Date()];",
  'server/src/people/person.schema.ts': "import mongoose from 'mongoose';\nexport const person = mongoose;",
  'server/src/people/people.service.ts':
    "import { now } from '../platform/clock.js';\nimport { person } from './person.schema.js';\nexport const people = [person, now];",
  'server/src/perks/perks.service.ts': "import { people } from '../people/people.service.js';\nexport const perks = people;",
  'server/src/perks/perks.controller.ts':
    "import { perks } from './perks.service.js';\nexport const controller = perks; // new Date() and process.env may be named here",
  'miniapp/src/platform/scan.ts': "import weapp from '@tarojs/plugin-platform-weapp';\nexport const scan = () => [weapp, process.env.TARO_ENV, wx.scanCode];",
  'miniapp/src/copy/perks.ts': "export const words = '优惠';",
  'miniapp/src/ui/card.tsx': "import { words } from '../copy/perks';\nexport const Card = () => <view>{words}</view>;",
  'miniapp/src/stores/session.ts': "import { scan } from '../platform/scan';\nexport const session = scan;",
  'miniapp/src/pages/home/index.tsx':
    "import { Card } from '../../ui/card';\nimport { session } from '../../stores/session';\nexport const Home = () => <Card a={session} />;",
  'miniapp/src/packages/perks/index.tsx': "import { Card } from '../../ui/card';\nexport const Perks = Card;",
  'miniapp/src/packages/staff/index.tsx': 'export const Staff = 1;',
  'test/support/run-app.mjs': 'export const system = 1;',
  'test/api/perks.test.mjs': "import { system } from '../support/run-app.mjs';\nexport default system;",
  'scripts/lib/util.mjs': 'export const ROOT = 1;',
};

/** rule → one file that breaks it. */
const PLANTED = {
  'no-cycles': {
    'server/src/people/a.ts': "import { b } from './b.js';\nexport const a = () => b;",
    'server/src/people/b.ts': "import { a } from './a.js';\nexport const b = () => a;",
  },
  'no-unresolved': { 'server/src/people/lost.ts': "import lost from './nowhere.js';\nexport default lost;" },
  'rules-are-pure': { 'shared/src/rules/impure.ts': "import zod from 'zod';\nexport default zod;" },
  'rules-take-parameter-types-only': { 'shared/src/rules/frozen.ts': "import { first } from '../parameters/scheme.js';\nexport default first;" },
  'shared-is-pure': { 'shared/src/contract/impure.ts': "import fs from 'node:fs';\nexport default fs;" },
  'server-not-miniapp': { 'server/src/people/words.ts': "import { words } from '../../../miniapp/src/copy/perks.js';\nexport default words;" },
  'miniapp-not-server': { 'miniapp/src/stores/config.ts': "import type { config } from '../../../server/src/config';\nexport type Config = typeof config;" },
  'tests-are-black-box': { 'test/api/inside.test.mjs': "import { config } from '../../server/src/config.ts';\nexport default config;" },
  'product-not-scripts': { 'server/src/people/build.ts': "import { ROOT } from '../../../scripts/lib/util.mjs';\nexport default ROOT;" },
  'controller-no-storage': { 'server/src/people/people.controller.ts': "import type { person } from './person.schema.js';\nexport type P = typeof person;" },
  'module-owns-schema': { 'server/src/perks/claim.service.ts': "import { person } from '../people/person.schema.js';\nexport default person;" },
  'platform-below-features': { 'server/src/platform/jobs.ts': "import { perks } from '../perks/perks.service.js';\nexport default perks;" },
  'ui-is-dumb': { 'miniapp/src/ui/clever.tsx': "import { session } from '../stores/session';\nexport const Clever = () => <view>{session}</view>;" },
  'copy-is-words': { 'miniapp/src/copy/clever.ts': "import { session } from '../stores/session';\nexport default session;" },
  'store-below-pages': { 'miniapp/src/stores/page.ts': "import { Home } from '../pages/home/index';\nexport default Home;" },
  'wx-only-in-platform': { 'miniapp/src/stores/weapp.ts': "import weapp from '@tarojs/plugin-platform-weapp';\nexport default weapp;" },
  'no-cross-subpackage': { 'miniapp/src/packages/perks/other.ts': "import { Staff } from '../staff/index';\nexport default Staff;" },
  'main-not-subpackage': { 'miniapp/src/pages/home/heavy.ts': "import { Perks } from '../../packages/perks/index';\nexport default Perks;" },
};
const PLANTED_WORDS = {
  'env-only-in-config': { 'server/src/people/env.ts': 'export const port = process.env.PORT;' },
  'target-only-in-platform': { 'miniapp/src/pages/home/target.ts': "export const h5 = process.env.TARO_ENV === 'h5';" },
  'wx-only-in-platform': { 'miniapp/src/pages/home/wx.ts': 'export const go = () => wx.login();' },
  'clock-is-injected': { 'server/src/people/now.ts': 'export const now = () => new Date();' },
  'no-math-random': { 'server/src/people/id.ts': 'export const id = Math.random();' },
};
const config = path.join(ROOT, '.dependency-cruiser.cjs');
const unique = (list) => [...new Set(list)].sort();

test('a tree that keeps the rules has no violation', () => {
  write('clean', CLEAN);
  const r = cruise({ root: path.join(root, 'clean'), config, least: 10 });
  assert.deepEqual(r.violations, []);
  assert.equal(r.blind, false);
  assert.deepEqual(words({ root: path.join(root, 'clean') }), []);
});
test('every rule names the violation planted for it', () => {
  const rules = createRequire(import.meta.url)(config).forbidden.map((r) => r.name);
  assert.deepEqual(Object.keys(PLANTED).sort(), [...rules].sort(), 'a rule without a planted violation is a rule nobody saw fail');
  write('broken', CLEAN);
  for (const files of Object.values(PLANTED)) write('broken', files);
  const { violations } = cruise({ root: path.join(root, 'broken'), config, least: 10 });
  const byFile = (file) => unique(violations.filter((v) => v.from === file).map((v) => v.rule));
  for (const [rule, files] of Object.entries(PLANTED)) assert.deepEqual(byFile(Object.keys(files)[0]), [rule], `planted for ${rule}`);
  const planted = unique(Object.values(PLANTED).flatMap(Object.keys));
  assert.deepEqual(
    unique(violations.map((v) => v.from)).filter((f) => !planted.includes(f)),
    [],
    'nothing else is blamed',
  );
});
test('every word rule names the word planted for it', () => {
  assert.deepEqual(Object.keys(PLANTED_WORDS).sort(), WORDS.map((w) => w.rule).sort());
  for (const [rule, files] of Object.entries(PLANTED_WORDS)) {
    write(`words-${rule}`, { ...CLEAN, ...files });
    assert.deepEqual(
      words({ root: path.join(root, `words-${rule}`) }).map((v) => `${v.rule} ${v.from}`),
      [`${rule} ${Object.keys(files)[0]}:1`],
    );
  }
});
test('a cruiser that reads nothing is found out', () => {
  write('empty', { 'shared/src/readme.md': 'nothing to read' });
  const r = cruise({ root: path.join(root, 'empty'), config });
  assert.deepEqual([r.modules, r.violations, r.blind], [0, [], true]);
});
