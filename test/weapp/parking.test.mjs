// 停车优惠 in the compiled mini-program: opened by the plate's own keys, seen by the gate, withdrawn, and gone from the gate's set.
import assert from 'node:assert/strict';
import test from 'node:test';
import { parkingGate } from '../support/gate.mjs';
import { accountOf, logInWeapp } from '../support/journey.mjs';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const LONG = { timeout: 15_000 };
const PLATE = '津NF12345'.slice(0, 8);
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

test('a plate by its keys, one tick, and the gate knows it; unbound, the gate does not', async () => {
  app = weapp(s, { url: 'packages/mobility/parking/index' });
  await app.waitForText('停车优惠按车牌认', LONG);
  await app.tap({ text: '登录' });
  await logInWeapp(app, accountOf(s, '居民（守信良好）'));
  await at('packages/mobility/parking/index');
  await app.waitForText('离场时自动抵扣，不用出示券码', LONG);
  await app.tap('#open-parking');
  await at('packages/mobility/parking-open/index');
  await app.waitForText('滨海泊车（示例）', LONG);
  await app.waitFor((a) => a.find('#key-N'), { ...LONG, what: 'the keys' });
  for (const k of PLATE.slice(1)) await app.tap(`#key-${k}`);
  await app.tap('#tick-binhai-parking');
  await app.waitForText('同意给 1 家并开通', LONG);
  await app.tap('#submit');
  await at('packages/mobility/parking/index');
  await app.waitForText('已登记', LONG);

  const gate = await parkingGate(s, 'binhai-parking', 'parking-msd');
  const now = (await s.clock.now()).getTime();
  assert.notEqual(await gate.seen(PLATE, now), null);
  await app.tap({ text: '去核实' });
  await at('packages/mobility/plate/index');
  await app.tap('#remove');
  await app.waitForText('只留没有时间和地点的金额', LONG);
  await app.tap('#confirm-remove');
  await at('packages/mobility/parking/index');
  await app.waitForText('开通停车优惠', LONG);
  assert.equal(await gate.seen(PLATE, now), null);
});
