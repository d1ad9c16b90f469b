// @ts-check
// A merchant's month end: redeemed at the counter, closed by the clock, objected to, answered, confirmed, settled, downloaded with both signs.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import test from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { deskPage } from '../support/desk.mjs';
import { accountOf } from '../support/journey.mjs';
import { call } from '../support/login.mjs';
import { perks } from '../support/perks.mjs';
import { system } from '../support/run-app.mjs';
import { soon } from '../support/soon.mjs';

const PARK = { organisationId: 'coast-park', shopId: 'coast-park-south' };
let s, browser, shop;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
  shop = await perks(s);
});
test.after(async () => {
  await browser?.close();
  await shop?.stop();
  await s?.stop();
});
/** A first of a month, a quarter past midnight and later: the run that closes the month before has its slot then. */
const monthAfter = (at) => {
  const shanghai = new Date(at + 8 * 3_600_000);
  return Date.UTC(shanghai.getUTCFullYear(), shanghai.getUTCMonth() + 1, 1, 0, 30) - 8 * 3_600_000;
};

test('redeemed → closed at the month’s end → objected to → answered → confirmed → settled → the PDF with both signs', async () => {
  const benefit = { kind: 'percent', payPercent: 85, capFen: null };
  const offer = await shop.offer(PARK, { title: '月末示例门票', benefit, subsidy: { by: '区财政', percent: 50, monthlyCapFen: 100_000 } });
  const [clerk, [resident]] = await Promise.all([shop.member(PARK), shop.residents(1)]);
  const claimed = await shop.claim(s.url, resident, offer);
  const { qr } = await shop.phone(resident, claimed.body.id);
  const { body: lock } = await shop.scan(s.url, clerk, qr());
  const redeemed = await call(s.url, 'POST', '/api/counter/confirmations', {
    token: clerk.token,
    body: { terminal: 'T-001', requestId: shop.id(), lockId: lock.lockId, amountFen: 12345, heads: null },
  });
  assert.equal(redeemed.body.reliefFen, 1852);
  await s.clock.advance(monthAfter(Date.parse(redeemed.body.at)) - s.clock.now().getTime());
  const db = await s.db();
  await soon(() => db.collection('statements').countDocuments({ organisationId: PARK.organisationId }), 1, 'the clock closes the month');

  const manager = await deskPage(browser, s, accountOf(s, '店长'), 'packages/staff/offers/index');
  await manager.page.setViewportSize({ width: 390, height: 844 });
  await manager.goto('packages/counter/today/index');
  await manager.here.getByRole('button', { name: '月结单' }).click();
  await manager.here.getByRole('button', { name: /月结算单/ }).click();
  await manager.here.getByText('月末示例门票').waitFor();
  await manager.here.getByText('18.52').first().waitFor();
  assert.equal(await manager.here.getByText('9.26').count(), 2, 'both shares, to the fen');
  await manager.here.getByText('没有姓名').waitFor();
  await manager.here.getByRole('button', { name: '我有异议' }).click();
  await manager.here.getByLabel('哪里不对').fill('少了一笔 11 月的');
  await manager.here.getByRole('dialog').getByRole('button', { name: '我有异议' }).dblclick();
  await manager.here.getByText('有异议，等区公共信用中心答复').waitFor();

  const operator = await deskPage(browser, s, accountOf(s, '中心运营'), 'packages/staff/statements/index');
  await operator.here.getByRole('button', { name: /东疆亲海公园/ }).click();
  await operator.here.getByText('少了一笔 11 月的').waitFor();
  await operator.here.getByLabel('答复，会发给商户').fill('那一笔当天已经撤销');
  await operator.here.getByRole('button', { name: '答复并送商户再核对' }).click();
  await operator.here.getByText('没有待答复的异议').waitFor();

  await manager.page.reload();
  await manager.here.getByText('那一笔当天已经撤销').waitFor();
  await manager.here.getByRole('button', { name: '确认无误' }).click();
  await manager.here.getByRole('dialog').getByRole('button', { name: '确认无误' }).click();
  await manager.here.getByRole('button', { name: '下载 PDF' }).waitFor();

  await operator.here.getByRole('tab', { name: '待结算' }).click();
  await operator.here.getByRole('button', { name: /东疆亲海公园/ }).click();
  await operator.here.getByLabel('付款凭证号').fill('津滨支〔2026〕示 41 号');
  await operator.here.getByRole('button', { name: '确认并结算' }).click();
  await operator.here.getByText('没有待结算的').waitFor();
  assert.ok((await operator.page.evaluate(() => document.documentElement.scrollWidth)) <= 1280, 'nothing reaches past the window');

  await manager.page.reload();
  const [download] = await Promise.all([manager.page.waitForEvent('download'), manager.here.getByRole('button', { name: '下载双方签认 PDF' }).click()]);
  assert.match(download.suggestedFilename(), /^月结单 JS-\d{6}-coast-park\.pdf$/);
  assert.equal((await fs.readFile(await download.path())).subarray(0, 5).toString('latin1'), '%PDF-');
  assert.ok((await manager.page.evaluate(() => document.documentElement.scrollWidth)) <= 390, 'nothing reaches past the phone');
  assert.deepEqual([...manager.errors, ...operator.errors], []);
  await Promise.all([manager, operator].map((p) => p.context.close()));
});
