// @ts-check
// What a resident sees of their own credit beyond the grade: what would raise it, its last twelve months, one record; in a real browser.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { confirmHigh, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

const EXCELLENT = '13900000102';
const IN_PUBLICITY = '13900000104';

let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});
const withCredit = async (phone) => {
  const seen = await residentPage(browser, s, phone, 'pages/credit/index');
  await seen.here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh(seen);
  return seen;
};
const region = (here, name) => here.getByRole('region', { name, exact: true });

test('what if: a choice and a wait each run the rules again; taken back, it is today’s grade', async () => {
  const { here, page, errors, goto } = await withCredit(EXCELLENT);
  await here.getByRole('button', { name: /^自己选着看/ }).click();
  const result = here.locator('.whatif__result');
  await result.getByText('现在', { exact: true }).waitFor();
  await result.getByText('守信优良', { exact: true }).waitFor();
  const choices = region(here, '可以做的事').getByRole('checkbox');
  await choices.first().waitFor();

  const more = here.getByText('再按期履行 1 项信用承诺', { exact: true });
  await more.click();
  await result
    .getByText(/开始计入$/)
    .first()
    .waitFor();
  await here.getByRole('button', { name: '2 年后' }).click();
  await result.getByText(/2028 年 .*起$/).waitFor();
  await here.getByRole('button', { name: '今天', exact: true }).click();
  await more.click();
  await result.getByText('现在', { exact: true }).waitFor();
  await result.getByText('守信优良', { exact: true }).waitFor();

  // no network: the last answer stays, the failure is said with a way on
  await page.route('**/api/credit/what-if', (r) => r.abort());
  await here.getByRole('button', { name: '1 年后' }).click();
  await here
    .getByRole('button', { name: '再试一次' })
    .or(here.getByRole('button', { name: '重试' }))
    .first()
    .waitFor();
  await page.unroute('**/api/credit/what-if');

  await goto('packages/credit/history/index');
  await region(here, '每次变化').getByText('第一次评定', { exact: false }).waitFor();
  await here.getByRole('img', { name: /^近 12 个月：/ }).waitFor();
  assert.ok(!/[A-D] ?级|分数|排名/.test((await here.textContent()) ?? ''));
  assert.deepEqual(errors, []);
});

test('a record in publicity: waiting and repair are choices, each with its day; without the service the page says what comes first', async () => {
  const { here, errors, goto } = await withCredit(IN_PUBLICITY);
  await here.getByText('为什么暂未评定').waitFor();
  await goto('packages/credit/what-if/index');
  const result = here.locator('.whatif__result');
  await result.getByText('暂未评定', { exact: true }).waitFor();
  await here.getByRole('checkbox', { name: /^修复/ }).first().check();
  await result.getByText('已修复', { exact: false }).waitFor();
  await result.getByText('守信良好', { exact: true }).waitFor();

  await goto('packages/credit/opt-in/index');
  await here.getByRole('button', { name: '关闭等级服务' }).click();
  await here.locator('#confirm-opt-out').click();
  for (const page of ['what-if', 'history']) {
    await goto(`packages/credit/${page}/index`);
    await here.getByText('还没有开通').waitFor();
    await here.getByRole('button', { name: '了解并开通' }).waitFor();
  }
  assert.deepEqual(errors, []);
});
