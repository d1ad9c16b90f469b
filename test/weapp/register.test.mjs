// 核对这条 in the compiled mini-program, in a runtime without BigInt, WebCrypto and TextEncoder.
import assert from 'node:assert/strict';
import test from 'node:test';
import vm from 'node:vm';
import { proveAtWindow } from '../support/journey.mjs';
import { system } from '../support/run-app.mjs';
import { weapp, wechatUser } from '../support/weapp.mjs';

/** Invented, with a right check character; the sandbox's register takes any name with 示. */
const NUMBER = '120116198303031139';
const LONG = { timeout: 30_000 };
const OK = '没有被改动过';
const WAITING = '刚刚登记，还没有写进登记簿';
const FAILED = '核对没有通过';

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
/** Checks until there is a verdict; an entry needs some seconds to get into the log. */
async function verdict() {
  for (;;) {
    await app.waitFor((a) => [OK, FAILED, WAITING].some((t) => a.text().includes(t)), { ...LONG, what: 'a verdict' });
    if (!app.text().includes(WAITING)) return app.text();
    await app.settle(500);
    await app.tap('#proof-again');
  }
}

test('a look is checked on the phone, again against the log it saw before; a changed reply is a failure', async () => {
  app = weapp(s, { api: { login: wechatUser(772) } });
  assert.equal(vm.runInContext('typeof BigInt + typeof crypto + typeof TextEncoder', app.context), 'undefinedundefinedundefined');
  await app.waitForText('搜企业名称、统一代码', LONG);
  await app.tap('#tab-credit');
  await app.waitForText('登录后看自己的信用', LONG);
  await app.tap({ text: '登录' });
  await at('pages/login/index');
  await app.tap('#wechat');
  await app.waitForText('开始之前，先说清楚');
  await app.tap('#agree-login');
  await at('pages/credit/index');
  await app.waitForText('先确认是你本人', LONG);
  await app.tap({ text: '去实名' });
  await at('packages/identity/real-name/index');
  await app.tap('#to-high');
  await at('packages/identity/basic/index');
  await app.waitForText('接收方', LONG);
  await app.input('#name', '顾示例航');
  await app.input('#number', NUMBER);
  await app.tap('#consent');
  await app.tap('#submit');
  await proveAtWindow(app);

  app.push('packages/credit/looks/index');
  await app.waitForText('实名核验', LONG);
  await app.tap({ text: '实名核验' });
  await at('packages/credit/look/index');
  assert.ok((await verdict()).includes(OK));
  await app.waitForText('第一次在这台手机上核对');
  await app.tap('#proof-again');
  await app.waitForText('和上次看到的登记簿接得上', LONG);

  const real = app.wx.request;
  for (const [what, tamper] of [
    ['对方发来的内容和你看到的这条不一样。', (r) => r.fields.items.push('等级')],
    ['不在登记簿里它应在的位置', (r) => Object.assign(r.fields, { basis: '别的依据' })],
    ['登记簿摘要的签名对不上', (r) => Object.assign(r.proof.head, { at: '2026-01-01T00:00:00.000Z' })],
  ]) {
    app.wx.request = (o) =>
      real({
        ...o,
        success: (r) => {
          if (!o.url.endsWith('/proof')) return o.success?.(r);
          const body = JSON.parse(r.data); // the client asks for text
          tamper(body);
          o.success?.({ ...r, data: JSON.stringify(body) });
        },
      });
    await app.tap('#proof-again');
    await app.waitForText(what, LONG);
    assert.ok(app.text().includes(FAILED));
    app.wx.request = real;
  }
  await app.tap('#proof-again');
  await app.waitForText(OK, LONG);
});

test('透明度 without logging in', async () => {
  app = weapp(s, { url: 'packages/publicity/transparency/index' });
  await app.waitForText('谁在查', LONG);
  await app.waitForText('尚未开通');
  await app.waitForText('封存的查询');
});
