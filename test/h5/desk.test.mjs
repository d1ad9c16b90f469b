// @ts-check
// The desks' shell at 1280: who gets in, who is told the way, and that the keyboard is enough.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { DESK, deskPage } from '../support/desk.mjs';
import { accountOf } from '../support/journey.mjs';
import { residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('staff come in by SMS and authenticator, see unit and staff number, and leave by the keyboard alone', async () => {
  const { here, page, errors, context } = await deskPage(browser, s, accountOf(s, '中心运营'));
  await here.getByText('工号 X0209').waitFor();
  await here.getByText('区公共信用中心').first().waitFor();
  const { width } = page.viewportSize() ?? DESK;
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, 'nothing reaches past the window');
  const out = here.getByRole('button', { name: '退出登录' });
  for (let i = 0; i < 40 && !(await out.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await here.getByRole('heading', { name: '登录工作台' }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test('a wrong code and a person without a desk get one refusal; a resident is told whose page it is', async () => {
  const guest = await openPage(browser, s, { route: 'packages/staff/login/index', viewport: DESK });
  await guest.here.getByLabel('手机号', { exact: true }).fill(accountOf(s, '守信良好').phone);
  await guest.here.getByRole('button', { name: '获取验证码' }).click();
  await guest.here.getByRole('button', { name: '填入' }).click();
  await guest.here.getByLabel('动态口令').fill('000000');
  await guest.here.getByRole('button', { name: '登录', exact: true }).click();
  await guest.here.getByText('账号、验证码或动态口令不对').waitFor();
  const resident = await residentPage(browser, s, accountOf(s, '守信优良').phone, 'packages/staff/home/index');
  await resident.here.getByText('这一页由别的岗位办理').waitFor();
  assert.deepEqual([...guest.errors, ...resident.errors], []);
  await Promise.all([guest.context.close(), resident.context.close()]);
});
