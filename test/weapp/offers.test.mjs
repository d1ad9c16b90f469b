// The catalogue in the compiled mini-program: searched, filtered by place, field, distance and what can be had now; then claimed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { accountOf, logInWeapp } from '../support/journey.mjs';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const SLOW = { timeout: 15_000 };
const NEAR = { latitude: 39.257310042913, longitude: 117.739130527846 }; // in 茶淀
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
const seen = (id) => app.waitFor((a) => a.find(`#offer-${id}`), { ...SLOW, what: `the offer ${id}` });
const gone = (id) => app.waitFor((a) => !a.find(`#offer-${id}`), { ...SLOW, what: `no offer ${id}` });

test('catalogue → zone, field, words, what can be had now, distance, each with its way out of nothing → claimed', async () => {
  const getFuzzyLocation = (o = {}) => {
    const r = { ...NEAR, errMsg: 'getFuzzyLocation:ok' };
    queueMicrotask(() => o.success?.(r));
  };
  app = weapp(s, { url: 'pages/perks/index', api: { getFuzzyLocation } });
  await seen('parking-2h'); // nobody is logged in

  await app.tap('#zone');
  await app.waitForText('东疆', SLOW);
  const { zones } = await (await fetch(`${s.url}/api/perks/categories`)).json();
  assert.equal(zones.length, 27, 'everywhere, five development zones, twenty-one streets and towns');
  for (const [i, { code }] of zones.entries()) assert.ok(app.find(`#zone-${i === 0 ? '' : code}`), code);
  await app.tap('#zone-120116403');
  await gone('ferry-85');
  await seen('coast-park-80');
  await app.tap({ text: '信易医' });
  await app.waitForText('没有找到', SLOW);
  await app.tap({ text: '看全部' });
  await seen('ferry-85');

  app.input('#offer-search', '没有这一家');
  await app.waitForText('没有找到', SLOW);
  app.input('#offer-search', '夜间停车');
  await seen('parking-eco-night'); // sold out, and said so
  await app.tap('#only');
  await app.waitForText('现在没有可以领的', SLOW);
  await app.tap({ text: '看全部' });
  await seen('bike-monthly');
  await app.tap('#only');
  await gone('bike-monthly'); // paused
  await seen('parking-2h');
  await app.tap('#only');

  await app.tap('#zone');
  await app.tap('#near');
  await app.waitForText('公里', SLOW);
  assert.ok(app.html.indexOf('采摘') >= 0 && app.html.indexOf('采摘') < app.html.indexOf('亲海公园'), 'nearest first');
  const asked = app.wx.calls.filter((c) => c.name === 'request').map((c) => JSON.stringify(c.args));
  for (const digits of ['257310042', '739130527'])
    assert.deepEqual(
      asked.filter((text) => text.includes(digits)),
      [],
      'no request says where the phone is',
    );

  await app.tap('#offer-coast-park-locker');
  await app.waitForText('登录后逐条核对', SLOW);
  await app.tap('#act');
  await logInWeapp(app, accountOf(s, '只做了基础实名'));
  await app.waitFor((a) => a.route === 'packages/perks/offer/index', { ...SLOW, what: 'to be back at the offer' });
  await app.waitForText('都满足', SLOW);
  await app.tap('#act');
  await app.waitFor((a) => a.route === 'packages/perks/voucher/index', { ...SLOW, what: 'the voucher' });
  assert.equal(await (await s.db()).collection('vouchers').countDocuments({ offer: 'coast-park-locker', state: 'issued' }), 1);
});

test('a phone that tells no position keeps the list as it was, and says so', async () => {
  const getFuzzyLocation = (o = {}) => {
    queueMicrotask(() => o.fail?.({ errMsg: 'getFuzzyLocation:fail auth deny' }));
  };
  app = weapp(s, { url: 'pages/perks/index', api: { getFuzzyLocation } });
  await seen('parking-2h');
  await app.tap('#zone');
  await app.tap('#near');
  await app.waitFor((a) => a.wx.calls.some((c) => c.name === 'getFuzzyLocation'), { ...SLOW, what: 'to be asked' });
  await seen('parking-2h');
  await app.waitForText('没有得到位置', SLOW);
});
