// The compiled mini-program: anybody reads the scheme and what is open to comments, and is told what comes before commenting.
import assert from 'node:assert/strict';
import test from 'node:test';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const LONG = { timeout: 15_000 };
let s;
test.before(async () => {
  s = await system({ h5: false, processes: 1 });
});
test.after(() => s?.stop());

test('from the scheme in force to the draft beside it, without an account', async () => {
  const app = weapp(s, { url: 'packages/credit/scheme/index' });
  await app.waitForText('三档要什么条件', LONG);
  await app.waitForText('历次方案');
  await app.tap('#to-consultation');
  await app.waitFor((a) => a.route === 'packages/credit/consultation/index', { ...LONG, what: 'the consultation' });
  await app.waitForText('草案　满 3 项', LONG);
  await app.waitForText('最后一天全天可以提');
  await app.waitForText('登录并实名后可以提意见');
  await app.tap('#comment-first');
  await app.waitFor((a) => a.route === 'pages/login/index', { ...LONG, what: 'the log-in page' });
  assert.deepEqual(app.errors, []);
  app.close();
});
