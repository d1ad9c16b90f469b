// The compiled mini-program: what would raise a grade, and its last twelve months, for somebody who has just proven who they are.
import assert from 'node:assert/strict';
import test from 'node:test';
import { accountOf, logInWeapp, proveAtWindow } from '../support/journey.mjs';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const LONG = { timeout: 15_000 };
let s, app;
test.before(async () => {
  s = await system({ h5: false });
});
test.after(() => s?.stop());
test.afterEach(() => {
  const errors = app?.errors ?? [];
  app?.close();
  app = undefined;
  assert.deepEqual(errors, []);
});
const at = (route) => app.waitFor((a) => a.route === route, { ...LONG, what: `route ${route}` });

test('what if and twelve months in the compiled mini-program', async () => {
  app = weapp(s, { url: 'packages/credit/what-if/index' });
  await app.waitForText('登录后看自己的信用', LONG);
  await app.tap({ text: '登录' });
  await logInWeapp(app, accountOf(s, '守信优良'));
  await at('packages/credit/what-if/index'); // where it began
  await app.tap({ text: '去确认' });
  await proveAtWindow(app);
  await app.tap('#finish');
  await at('packages/credit/what-if/index');

  await app.waitForText('守信优良', LONG);
  await app.tap('#choice-0');
  await app.waitForText('开始计入', LONG);
  await app.tap({ text: '2 年后' });
  await app.waitForText('2028 年', LONG);
  await app.tap('#choice-0');
  await app.tap({ text: '今天' });
  await app.waitFor((a) => !a.html.includes('开始计入'), { ...LONG, what: 'today’s grade again' });

  app.wx.navigateTo({ url: '/packages/credit/history/index' });
  await at('packages/credit/history/index');
  await app.waitForText('第一次评定', LONG);
});
