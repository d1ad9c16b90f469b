// @ts-check
// 停车优惠 end to end in a real browser: a resident opens it, the operator's gate finds the car by its keyed set, the resident sees where it stands.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { parkingGate } from '../support/gate.mjs';
import { confirmHigh, fillLogin } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

const NUMBER = '120116199206061015';
const PLATE = '津AF20376';
const MINUTE = 60_000;
let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('from guest to a car that leaves by itself: two forms, a gate that tells of this car alone, place and time only once it is proven', async () => {
  const seen = await openPage(browser, s, { route: 'packages/mobility/parking/index' });
  const { here, page, errors } = seen;
  let taps = 0;
  const tap = async (name) => {
    taps++;
    await here.getByRole('button', { name }).click();
  };
  await here.getByText('停车优惠按车牌认').waitFor();
  await here.getByText('哪些停车场能用').first().waitFor();
  await here.getByRole('button', { name: '登录', exact: true }).click();
  await fillLogin(seen, '13900000392');

  await tap('去实名'); // from here on it is counted: logged in, nothing set up
  await tap('只做基础认证');
  await here.getByLabel('姓名').fill('沈示例帆');
  await here.getByLabel('证件号码').fill(NUMBER);
  taps++;
  await here.getByLabel('我单独同意处理我的证件号').check();
  await tap('提交认证');
  await tap(/回到刚才那一页|完成/);
  await tap('开通停车优惠');
  await here.getByLabel('车牌号').fill('津af2037');
  taps++;
  await here
    .getByRole('button', { name: '同意给 0 家并开通' })
    .or(here.getByRole('button', { name: '登记车牌' }))
    .click();
  await here.getByText('津AF2037').first().waitFor(); // seven characters are a blue plate: taken as it stands
  await here.getByRole('button', { name: '看津AF2037' }).click();
  await here.getByRole('button', { name: '解绑这个车牌' }).click();
  await here.getByRole('button', { name: '解绑', exact: true }).click();

  await here.getByRole('button', { name: '开通停车优惠' }).click();
  await here.getByRole('button', { name: '删一位' }).click();
  for (const k of PLATE) await here.locator(`#key-${k}`).click();
  taps++;
  await here.getByRole('checkbox', { name: '滨海泊车（示例）' }).check();
  await tap('同意给 1 家并开通');
  await here.getByText('离场有优惠，不显示在场和行程').waitFor();
  assert.ok(taps <= 12, `${taps} taps`);

  const gate = await parkingGate(s, 'binhai-parking', 'parking-msd');
  const now = (await s.clock.now()).getTime();
  assert.equal(await gate.seen('津N00001', now), null, 'of another car nothing leaves the lane');
  assert.deepEqual((await gate.enter(PLATE, now - 77 * MINUTE)).body, { done: true });
  await page.reload();
  await here.getByText('已登记', { exact: true }).waitFor();
  assert.equal(await here.getByText('正在停车').count(), 0, 'a registered plate shows nothing');

  await here.getByRole('button', { name: `核实${PLATE}` }).click();
  await here.getByRole('button', { name: '核实这辆车' }).click();
  await confirmHigh(seen);
  await here.getByRole('button', { name: '同意并核实' }).click(); // back from the proof the sheet stands open: it was asked for
  await here.getByText('已核实', { exact: true }).first().waitFor();
  await gate.enter(PLATE, now - 77 * MINUTE); // another number, the same moment: the car comes again
  await seen.goto('packages/mobility/parking/index');
  await here.getByText('正在停车', { exact: true }).waitFor();
  await here.getByText(/已停，还可免费 4[234] 分钟/).waitFor();
  await here.getByText('泰达 MSD 停车场', { exact: false }).first().waitFor();

  const leaving = await gate.seen(PLATE, now, { orderId: gate.fresh(), feeFen: 1000 });
  assert.deepEqual((await gate.post('exits', leaving)).body, { verdict: 'yes', reliefFen: 1000, payFen: 0, payLater: false });
  await page.reload();
  await here.getByText('10 元').waitFor();
  await here.getByRole('button', { name: '已核实车辆的记录' }).click();
  await here.getByText(/停 1 小时 1[678] 分/).waitFor();
  assert.deepEqual(errors, []);
});
