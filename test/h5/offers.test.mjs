// @ts-check
// An offer's way: a merchant's manager drafts it, the centre checks and publishes it, a resident finds it by a part of its name and claims it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { deskPage } from '../support/desk.mjs';
import { accountOf } from '../support/journey.mjs';
import { residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';
import { soon } from '../support/soon.mjs';

let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('drafted → approved by somebody else with every check → found by a part of its name → claimed', async () => {
  const manager = await deskPage(browser, s, accountOf(s, '店长'), 'packages/staff/offers/index');
  const { here } = manager;
  await here
    .getByText(/亲海公园/)
    .first()
    .waitFor(); // the demo's, in use
  await here.getByRole('button', { name: '起草新权益' }).click();
  await here.getByRole('heading', { name: '编辑权益' }).waitFor();
  const submit = here.getByRole('button', { name: '提交审批' });
  assert.ok(await submit.isDisabled(), 'an empty draft is not sent in');
  await here.getByLabel('名称', { exact: true }).fill('观澜栈道晚场票');
  await here.getByLabel('没有优惠时').fill('每位 40 元');
  await here.getByLabel('优惠（写给居民看，一句话）').fill('17 点后入园 7 折');
  await here.getByRole('button', { name: '信易游' }).click();
  await here.getByRole('group', { name: '区域', exact: true }).getByRole('button', { name: '东疆', exact: true }).click();
  await here.getByLabel('在哪里用').fill('公园南门');
  await here.getByLabel('大字，例 8').fill('7');
  await here.getByLabel('单位，例 折').fill('折');
  await here.getByLabel('说明，例 全天门票').fill('晚场票');
  await here.getByRole('button', { name: '按账单打折' }).click();
  await here.getByLabel('付百分之几，8 折填 80').fill('70');
  await here.getByLabel('一次最多减多少元').fill('36.5');
  await here.getByLabel('总名额').fill('200');
  await here.getByLabel('公园南门售票处').check();
  await here.getByRole('switch', { name: '领取时要选日期和时段' }).click();
  await here.getByLabel(/^时段和名额/).fill('9点到11点 60');
  await here.getByText('每行写成 09:00-11:00 60 这样').waitFor();
  await here.getByLabel(/^时段和名额/).fill('00:00-24:00 60');
  await here.getByLabel('怎么用，一行一步').fill('到店出示券码。\n店员输入票价。');
  await here.getByLabel('依据', { exact: true }).fill('区信易游实施方案（示例）第 6 条');
  await here.getByLabel('别的商家怎么加入').fill('符合条件的景区都可以申请，公示后上线');
  await here.getByLabel('资金从哪里来').fill('区财政和商户各承担一半');
  await here.getByRole('button', { name: '保存草稿' }).click();
  await here.getByText('都填好了，可以提交').waitFor();
  const guest = await openPage(browser, s, { route: 'pages/perks/index' });
  await guest.here.getByLabel('搜商户、景区、停车场').fill('栈道');
  await guest.here.getByText('没有找到').waitFor(); // an incentive that is not published is nobody's
  await submit.click();
  await here.getByText('已提交审批').waitFor();
  assert.ok((await manager.page.evaluate(() => document.documentElement.scrollWidth)) <= 1280, 'nothing reaches past the window');

  const operator = await deskPage(browser, s, accountOf(s, '中心运营'), 'packages/staff/offers/index');
  await operator.here.getByRole('button', { name: '观澜栈道晚场票' }).click();
  await operator.here.getByText('按账单 7 折，最多减 36.50 元').waitFor();
  await operator.here.getByText('每天，提前 14 天内，00:00 至 24:00 60 位，一张最多 1 位').waitFor();
  const publish = operator.here.getByRole('button', { name: '同意并公布' });
  for (const box of await operator.here.getByRole('checkbox').all()) {
    assert.ok(await publish.isDisabled(), 'every point is looked at first');
    await box.check();
  }
  await operator.here.getByLabel('意见，会发给提交人').fill('同意，请在公布前完成网点培训。');
  await publish.dblclick();
  await operator.here.getByText('已公布，居民现在可以领').waitFor();

  const resident = await residentPage(browser, s, accountOf(s, '只做了基础实名').phone, 'pages/perks/index');
  await resident.here.getByLabel('搜商户、景区、停车场').fill('栈道');
  await resident.here.getByRole('button', { name: /观澜栈道晚场票/ }).click();
  await resident.here.getByRole('button', { name: '选日期和时段' }).click();
  await resident.here.getByRole('button', { name: /00:00 至 24:00/ }).click();
  await resident.here.getByRole('button', { name: '领取并留位' }).click();
  const db = await s.db();
  await resident.here.getByText('观澜栈道晚场票').first().waitFor();
  await resident.here
    .getByText(/公园南门/)
    .first()
    .waitFor();
  assert.equal(await db.collection('vouchers').countDocuments({ 'terms.title': '观澜栈道晚场票' }), 1);
  assert.deepEqual([...manager.errors, ...operator.errors, ...guest.errors, ...resident.errors], []);
  await Promise.all([manager, operator, guest, resident].map((p) => p.context.close()));
});

test('nearest first: the phone puts them in order, its position is in no request, no document and no log', async () => {
  const guest = await openPage(browser, s, { route: 'pages/perks/index' });
  const { here, page } = guest;
  const sent = [];
  page.on('request', (r) => sent.push(`${r.url()} ${r.postData() ?? ''}`));
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ latitude: 39.257310042913, longitude: 117.739130527846 }); // in 茶淀
  await here.locator('#offer-parking-2h').waitFor();
  await here.locator('#zone').click();
  await here.getByRole('switch', { name: '离我近的在前' }).click();
  await here
    .getByText(/公里|米/)
    .first()
    .waitFor();
  const first = here.locator('.ticket').first();
  await soon(() => first.getAttribute('id'), 'offer-garden-75', 'the picking garden of 茶淀 stands first');
  await here.getByLabel('搜商户、景区、停车场').fill('滨海');
  await soon(() => here.locator('#offer-garden-75').count(), 0, 'searched again, in order of distance again');
  for (const digits of ['257310042', '739130527']) {
    assert.deepEqual(
      sent.filter((text) => text.includes(digits)),
      [],
      'no request says where the phone is',
    );
    const db = await s.db();
    for (const { name } of await db.listCollections().toArray())
      for await (const doc of db.collection(name).find({})) assert.ok(!JSON.stringify(doc).includes(digits), `${name} holds a position`);
    assert.ok(!s.processes.some((p) => p.log().includes(digits)), 'no log holds it');
  }
  // somebody who does not allow it keeps the list as it was
  await page.context().clearPermissions();
  const shy = await openPage(browser, s, { route: 'pages/perks/index' });
  await shy.here.locator('#offer-parking-2h').waitFor();
  await shy.here.locator('#zone').click();
  await shy.here.getByRole('switch', { name: '离我近的在前' }).click();
  await shy.here.getByText('没有得到位置，按原来的顺序排').waitFor();
  await shy.here.locator('#offer-parking-2h').waitFor();
  assert.deepEqual([...guest.errors, ...shy.errors], []);
  await Promise.all([guest, shy].map((p) => p.context.close()));
});

test('place, field, words and what can be had now: each narrows the list, and nothing found leads back to all', async () => {
  const guest = await openPage(browser, s, { route: 'pages/perks/index' });
  const { here } = guest;
  const offer = (id) => here.locator(`#offer-${id}`);
  await offer('parking-2h').waitFor();
  await here.locator('#zone').click();
  await soon(() => here.getByRole('radio').count(), 27, 'everywhere, five development zones, twenty-one streets and towns');
  await here.getByRole('radio', { name: '东疆' }).click(); // the sheet closes with it
  await soon(() => offer('ferry-85').count(), 0, 'an offer of another place is left out');
  await offer('coast-park-80').waitFor();
  await here.getByRole('button', { name: '信易医' }).click();
  await here.getByText('没有找到').waitFor();
  await here.getByRole('button', { name: '看全部' }).click();
  await offer('ferry-85').waitFor();
  await here.getByLabel('搜商户、景区、停车场').fill('夜间停车');
  await soon(() => here.locator('.ticket').count(), 1, 'the one that is sold out');
  await here.getByRole('switch', { name: '只看现在能领的' }).click();
  await here.getByText('现在没有可以领的').waitFor();
  await here.getByRole('button', { name: '看全部' }).click();
  await offer('bike-monthly').waitFor();
  await here.getByRole('switch', { name: '只看现在能领的' }).click();
  await soon(() => offer('bike-monthly').count(), 0, 'paused');
  await offer('parking-2h').waitFor();
  assert.deepEqual(guest.errors, []);
  await guest.context.close();
});
