// The compiled mini-program: a second account of the same person joins the first, and its holder binds a firm and acts for it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

/** A demo person whose account is proven at the high level. */
const HELD = { name: '李示例宁', number: '120116198804132712' };
const USCC = '91120116MA05J2QX6G';
const LONG = { timeout: 15_000 };

let s, app;
test.before(async () => {
  s = await system({ h5: false });
});
test.after(async () => {
  app?.close();
  await s?.stop();
});
let codes = 0;
const login = (o = {}) => queueMicrotask(() => o.success?.({ errMsg: 'login:ok', code: `sandbox-781-${++codes}` }));
const at = (route) => app.waitFor((a) => a.route === route, { ...LONG, what: `route ${route}` });

test('你已有一个账号, then 绑定一家企业 and 进入企业, in the compiled mini-program', async () => {
  app = weapp(s, { api: { login } });
  await app.waitForText('搜企业名称、统一代码', LONG);
  await app.tap('#tab-me');
  await at('pages/me/index');
  await app.tap('#to-login');
  await at('pages/login/index');
  await app.tap('#wechat');
  await app.tap('#agree-login');
  await at('pages/me/index');
  await app.waitForText('去实名', LONG);
  await app.tap('#to-real-name');
  await at('packages/identity/real-name/index');
  await app.tap('#to-high');
  await at('packages/identity/basic/index');
  await app.waitForText('接收方', LONG);
  await app.input('#name', HELD.name);
  await app.input('#number', HELD.number);
  await app.tap('#consent');
  await app.tap('#submit');
  await app.waitForText('你已有一个账号', LONG);
  await app.tap('#join');
  await at('packages/identity/high/index');
  await app.waitForText('两个账号合成一个', LONG);
  await app.tap('#start');
  await app.waitForText('网号网证（沙箱）', LONG);
  await app.tap('#finish');
  await at('packages/identity/done/index');
  await app.waitForText('李*宁', LONG);
  assert.ok(!JSON.stringify(app.wx.getStorageInfoSync().keys.map((k) => app.wx.getStorageSync(k))).includes(HELD.number));
  await app.tap('#finish');
  await at('pages/me/index');
  await app.waitForText('李*宁', LONG);

  await app.tap('#firms');
  await at('packages/firm/list/index');
  await app.waitForText('还没有经办的企业', LONG);
  await app.tap('#bind');
  await at('packages/firm/bind/index');
  await app.waitForText('怎么确认', LONG);
  await app.input('#uscc', USCC);
  await app.tap('#submit');
  await app.waitForText('电子营业执照（沙箱）', LONG);
  await app.tap('#shown');
  await at('packages/firm/list/index');
  await app.waitForText(USCC, LONG);
  await app.tap({ text: '进入企业' });
  await at('packages/firm/home/index');
  await app.waitForText('以法定代表人身份办理', LONG);
  await app.waitForText('可以修复的', LONG);
  assert.deepEqual(app.errors, []);
});
