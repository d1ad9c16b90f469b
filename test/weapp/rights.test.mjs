// The compiled mini-program: a consent with all its fields, withdrawn; the copy of one's data, sent to a chat; what is kept; leaving and back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { accountOf, logInWeapp } from '../support/journey.mjs';
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

test('my data in the mini-program: copy, what is kept, leaving, taking it back', async () => {
  const account = accountOf(s, '守信良好');
  app = weapp(s, { url: 'packages/rights/data/index' });
  await app.waitForText('登录后看自己的数据', LONG);
  await app.tap({ text: '登录' });
  await logInWeapp(app, account);
  await at('packages/rights/data/index');
  await app.waitForText('在这台设备上确认一次', LONG);
  await app.tap({ text: '去确认' });
  await at('packages/identity/high/index');
  await app.tap('#start');
  await app.waitFor((a) => a.find('#finish'), { ...LONG, what: 'the sandbox of the provider' });
  await app.tap('#finish');
  await at('packages/identity/done/index');
  await app.tap({ text: '回到刚才那一页' });
  await at('packages/rights/data/index');
  await app.waitFor((a) => a.find('#ask-copy'), { ...LONG, what: 'the copy to ask for' });
  await app.tap('#ask-copy');
  await app.waitFor((a) => a.find('#download'), { ...LONG, what: 'the copy made' });

  await app.tap('#held');
  await at('packages/rights/held/index');
  await app.waitForText('封存 5 年再删除，封存后本平台打不开', LONG);
  app.back();
  await at('packages/rights/data/index');
  await app.tap('#leave');
  await at('packages/rights/leave/index');
  await app.waitForText('个人信用等级服务关闭', LONG);
  await app.waitForText('公共信用信息', LONG);
  await app.tap('#agree');
  await app.waitFor((a) => /checkbox on/.test(a.html), { ...LONG, what: 'a ticked box' });
  await app.tap('#submit-leave');
  await app.waitFor((a) => a.find('#confirm-leave'), { ...LONG, what: 'the last question' });
  await app.tap('#confirm-leave');
  await app.waitForText('已申请注销', LONG);
  app.close();

  await s.clock.advance(61_000);
  app = weapp(s, { url: 'packages/rights/leave/index' });
  await app.waitForText('登录后才能注销', LONG);
  await app.tap({ text: '登录' });
  await logInWeapp(app, account);
  await at('packages/rights/leave/index');
  await app.waitForText('这个账号正在注销', LONG);
  await app.tap('#undo');
  await app.waitForText('已撤销，账号恢复', LONG);
});
