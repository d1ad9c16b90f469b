// @ts-check
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser } from '../support/chromium.mjs';
import { system } from '../support/run-app.mjs';

let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('the same journey in a browser, by keyboard', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const errors = [];
  page.on('pageerror', (e) => errors.push(e.message));
  await page.goto(s.url);
  const here = page.locator('.taro_page_show'); // earlier pages of the stack stay in the DOM, hidden
  await here.getByText('停车首小时免费').waitFor();
  await here.getByRole('button', { name: '登录' }).click();
  await here.getByText('请输入登录码').waitFor();
  await here.getByLabel('登录码').fill('nobody');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await here.getByText('登录凭证无效').waitFor();
  await here.getByLabel('登录码').fill('linxiao');
  await here.getByRole('button', { name: '登录' }).click();
  await here.getByText('林晓').waitFor();
  assert.match(page.url(), /#\/packages\/me\/index/);
  assert.deepEqual(errors, []);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/me.png` });
});
