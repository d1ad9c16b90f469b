// The main job in the compiled mini-program: a resident claims and shows a code, offline too; a clerk in a second app scans and confirms.
import assert from 'node:assert/strict';
import test from 'node:test';
import { accountOf, logInWeapp } from '../support/journey.mjs';
import { readQrPicture } from '../support/qr.mjs';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const OFFER = 'packages/perks/offer/index?id=coast-park-80';
const SLOW = { timeout: 15_000 };
let s;
const apps = [];
test.before(async () => {
  s = await system({ h5: false });
});
test.after(() => s?.stop());
test.afterEach(() => {
  const errors = apps.flatMap((a) => a.errors);
  for (const a of apps.splice(0)) a.close();
  assert.deepEqual(errors, []);
});
/** A phone whose network can be taken away: requests fail as the platform fails them, and the app is told. */
function phone(url, api = {}, on = true) {
  const net = { on, tell: (_r) => {} };
  const app = weapp(s, {
    url,
    api: {
      getNetworkType: (o = {}) => {
        const r = { networkType: net.on ? 'wifi' : 'none', errMsg: 'getNetworkType:ok' };
        queueMicrotask(() => o.success?.(r) ?? o.complete?.(r));
        return Promise.resolve(r);
      },
      onNetworkStatusChange: (f) => {
        net.tell = f;
      },
      ...api,
    },
  });
  const request = app.wx.request;
  app.wx.request = (o) => {
    if (net.on) return request(o);
    queueMicrotask(() => o.fail?.({ errMsg: 'request:fail ' }));
    return { abort() {} };
  };
  apps.push(app);
  return {
    app,
    network(on) {
      net.on = on;
      net.tell({ isConnected: on, networkType: on ? 'wifi' : 'none' });
    },
  };
}
/** The address of the code's picture that is in sight. */
const picture = (app) => /src="(data:image\/gif;base64,[^"]+)"/.exec(app.html)?.[1];
const calls = (app, name) => app.wx.calls.filter((c) => c.name === name);

test('guest → log in → the same offer → voucher → offline → the second app scans and confirms → 已核销', async () => {
  const { app, network } = phone(OFFER);
  await app.waitForText('登录后逐条核对', SLOW);
  await app.tap('#act');
  await logInWeapp(app, accountOf(s, '守信优良'));
  await app.waitFor((a) => a.route === 'packages/perks/offer/index', { ...SLOW, what: 'to be back at the offer' });
  await app.waitForText('都满足', SLOW);
  await app.tap('#act');
  await app.waitFor((a) => a.route === 'packages/perks/voucher/index', { ...SLOW, what: 'the voucher' });
  await app.waitFor(picture, { ...SLOW, what: 'the code' });
  assert.ok(
    calls(app, 'setScreenBrightness').some((c) => c.args[0].value === 1),
    'the screen is bright while a code is shown',
  );

  network(false);
  await app.waitForText('没有网络，照常可用', SLOW);
  const before = readQrPicture(picture(app));
  await app.waitFor((a) => readQrPicture(picture(a) ?? '') !== before, { timeout: 35_000, what: 'the next code, without a network' });
  const text = readQrPicture(picture(app)) ?? '';
  assert.match(text, /^BH1\./);

  const clerk = phone('packages/counter/desk/index', {
    scanCode: (o) => queueMicrotask(() => o.success({ result: text, errMsg: 'scanCode:ok' })),
  }).app;
  await clerk.waitForText('先登录', SLOW);
  await clerk.tap({ text: '去登录' });
  await logInWeapp(clerk, accountOf(s, '店员（东疆'));
  await clerk.waitForText('去切换身份', SLOW);
  await clerk.tap({ text: '去切换身份' });
  await clerk.waitFor((a) => a.find('#role'), { ...SLOW, what: 'the row of roles' });
  await clerk.tap('#role');
  await clerk.tap({ text: '店员' });
  await clerk.waitForText('店员，另有', SLOW);
  clerk.wx.navigateTo({ url: '/packages/counter/desk/index' });
  await clerk.waitForText('公园南门售票处', SLOW);
  await clerk.tap('#scan');
  await clerk.waitForText('券码有效，已锁定 10 分钟', SLOW);
  await clerk.tap('#confirm');
  await clerk.waitForText('核销成功', SLOW);

  network(true);
  await app.waitForText('已核销', SLOW);
  await app.waitForText('公园南门售票处', SLOW);
  assert.equal(picture(app), undefined, 'no code is left to scan');
  assert.doesNotMatch(JSON.stringify(app.wx.getStorageSync('bh.voucher-secrets')), /codeId/, 'its secret is forgotten');
  await app.waitFor(() => calls(app, 'setScreenBrightness').at(-1)?.args[0].value === 0.4, { ...SLOW, what: 'the brightness of before' });
  const db = await s.db();
  assert.equal(await db.collection('vouchers').countDocuments({ offer: 'coast-park-80', state: 'redeemed' }), 1);
});

test('a phone that is started without a network shows the code of a voucher it has opened before', async () => {
  const store = new Map();
  const kept = {
    getStorageSync: (k) => store.get(k) ?? '',
    setStorageSync: (k, v) => void store.set(k, v),
    removeStorageSync: (k) => void store.delete(k),
  };
  const first = phone('packages/perks/offer/index?id=coast-park-locker', kept);
  await first.app.waitForText('登录后逐条核对', SLOW);
  await first.app.tap('#act');
  await logInWeapp(first.app, accountOf(s, '守信良好'));
  await first.app.waitForText('都满足', SLOW);
  await first.app.tap('#act');
  await first.app.waitFor(picture, { ...SLOW, what: 'the code' });
  const id = first.app.page.query.id;
  first.app.close();

  const { app } = phone(
    `packages/perks/voucher/index?id=${id}`,
    {
      ...kept,
      request: (o) => {
        queueMicrotask(() => o.fail({ errMsg: 'request:fail ' }));
        return { abort() {} };
      },
    },
    false,
  );
  await app.waitFor(picture, { ...SLOW, what: 'the code, offline from the start' });
  assert.match(readQrPicture(picture(app)) ?? '', /^BH1\./);
  await app.waitForText('没有网络，照常可用', SLOW);
});
