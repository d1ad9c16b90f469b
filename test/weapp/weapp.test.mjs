// @ts-check
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { launch } from '../support/harness.mjs';
import { system } from '../support/run-app.mjs';
import { validate } from '../support/validate.mjs';

const dist = new URL('../../miniapp/dist/weapp', import.meta.url).pathname;
const origin = process.env.WEAPP_API_BASE ?? 'https://api.binhai.test'; // what the build baked in
let s, app;
test.before(async () => {
  s = await system();
});
test.after(() => s.stop());
test.afterEach(() => {
  const errors = app?.errors ?? [];
  app?.close();
  app = undefined;
  assert.deepEqual(errors, []);
});

test('the package passes the platform checks and stays under 1 MiB', () => {
  const r = validate(dist);
  assert.deepEqual(
    r.problems.filter((p) => p.level === 'error'),
    [],
  );
  assert.ok(r.packages.MAIN < 1024 * 1024, `main package ${r.packages.MAIN}`);
});
test('every script is ES5: old phones parse nothing newer', () => {
  const acorn = createRequire(import.meta.url)('acorn');
  const scripts = fs
    .readdirSync(dist, { recursive: true })
    .map(String)
    .filter((f) => f.endsWith('.js'));
  assert.ok(scripts.length > 3);
  for (const f of scripts) assert.doesNotThrow(() => acorn.parse(fs.readFileSync(path.join(dist, f), 'utf8'), { ecmaVersion: 5 }), f);
});
test('offers from the real server, a refused and a good sign-in, the subpackage page', async () => {
  app = launch(dist, { origins: { [origin]: s.url } });
  await app.waitForText('停车首小时免费');
  await app.tap('#login');
  await app.waitForText('请输入登录码');
  await app.input('#code', 'nobody');
  await app.tap('#login');
  await app.waitForText('登录凭证无效');
  await app.input('#code', 'linxiao');
  await app.tap('#login');
  await app.waitFor((a) => a.route === 'packages/me/index');
  await app.waitForText('林晓');
  assert.match(app.text(), /林晓[\s\S]*excellent/);
});
