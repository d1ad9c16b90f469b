// The compiled mini-program against two real servers: the same first way as in the browser, by WeChat's own log-in.
import assert from 'node:assert/strict';
import test from 'node:test';
import { proveAtWindow } from '../support/journey.mjs';
import { system } from '../support/run-app.mjs';
import { weapp, wechatUser } from '../support/weapp.mjs';

/** Invented, with a right check character; the sandbox's register takes any name with 示. */
const NUMBER = '120116199206061015';
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

test('from guest to grade in the compiled mini-program', async () => {
  app = weapp(s, { api: { login: wechatUser(771) } });
  await app.waitForText('搜企业名称、统一代码', LONG);
  await app.tap('#tab-credit');
  await app.waitForText('登录后看自己的信用', LONG);
  await app.tap({ text: '登录' });
  await at('pages/login/index');
  await app.tap('#wechat');
  await app.waitForText('开始之前，先说清楚'); // nobody is logged in before the guideline was agreed to
  assert.equal(app.wx.calls.filter((c) => c.name === 'login').length, 0);
  await app.tap('#agree-login');

  await at('pages/credit/index'); // where it began
  await app.waitForText('先确认是你本人', LONG);
  await app.tap({ text: '去实名' });
  await at('packages/identity/real-name/index');
  await app.tap('#to-high');
  await at('packages/identity/basic/index');
  await app.waitForText('接收方', LONG);
  await app.input('#name', '顾示例舟');
  await app.input('#number', NUMBER);
  await app.tap('#consent');
  await app.tap('#submit');
  await proveAtWindow(app);
  await app.waitForText('高级认证完成', LONG);
  await app.tap('#to-opt-in');
  await at('packages/credit/opt-in/index');
  await app.waitForText('这不是征信，不影响贷款、上学、就医、乘车。', LONG);
  await app.tap('#agree');
  await app.waitFor((a) => /checkbox on/.test(a.html), { ...LONG, what: 'a ticked box' });
  await app.tap('#opt-in');

  await at('pages/credit/index');
  await app.waitForText('为什么暂未评定', LONG);
  assert.ok(!JSON.stringify(app.wx.getStorageInfoSync().keys.map((k) => app.wx.getStorageSync(k))).includes(NUMBER));
});
test('a refused WeChat code is said on the page, and the phone number is a way round it', async () => {
  const unknown = (o = {}) => queueMicrotask(() => o.success?.({ errMsg: 'login:ok', code: 'no-such-code' }));
  app = weapp(s, { url: 'pages/login/index', api: { login: unknown } });
  await app.tap('#wechat');
  await app.tap('#agree-login');
  await app.waitForText('微信登录凭证已失效', LONG);
  await app.tap('#by-phone');
  await app.waitForText('用手机号登录');
});
