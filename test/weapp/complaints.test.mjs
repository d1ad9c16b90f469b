// 投诉 in the compiled mini-program: from a voucher nobody takes to the list, where it can be withdrawn.
import assert from 'node:assert/strict';
import test from 'node:test';
import { accountOf, logInWeapp } from '../support/journey.mjs';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const SLOW = { timeout: 15_000 };
let s;
let app;
test.before(async () => {
  s = await system({ h5: false });
});
test.after(() => {
  app?.close();
  return s?.stop();
});
const at = (route) => app.waitFor((a) => a.route === route, { ...SLOW, what: route });

test('商家不给用: filed from the voucher with one choice, on the list, withdrawn', async () => {
  app = weapp(s, { url: 'packages/perks/offer/index?id=coast-park-80' });
  await app.waitForText('登录后逐条核对', SLOW);
  await app.tap('#act');
  await logInWeapp(app, accountOf(s, '守信优良'));
  await at('packages/perks/offer/index');
  await app.waitForText('都满足', SLOW);
  await app.tap('#act');
  await at('packages/perks/voucher/index');
  await app.waitFor((a) => a.find('#refused'), { ...SLOW, what: 'the button 商家不给用' });
  await app.tap('#refused');
  await at('packages/cases/file/index');
  await app.waitForText('先选一项', SLOW);
  await app.tap('#way-full_price');
  await app.waitForText('提交投诉', SLOW);
  await app.tap('#submit');
  await at('packages/cases/complaint/index');
  await app.waitForText('扫了券，还是按原价收', SLOW);
  await app.waitForText('等工作人员受理', SLOW);
  await app.tap('#withdraw');
  await app.waitForText('撤回后不再办理', SLOW);
  await app.tap('#confirm-withdraw');
  await app.waitForText('你撤回了投诉', SLOW);
  app.wx.navigateTo({ url: '/packages/cases/complaints/index' });
  await app.waitForText('本人已撤回', SLOW);
  assert.deepEqual(app.errors, []);
});
