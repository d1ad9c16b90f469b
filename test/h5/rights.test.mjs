// What a person does about the own data, in a real browser: withdraw a consent with its vouchers, take a copy, leave, take it back.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { call, login, must } from '../support/login.mjs';
import { confirmHigh, fillLogin, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

const GOOD = '13900000103';
const EXCELLENT = '13900000102';
let s, browser;
/** For eyes, when SHOTS names a folder: after the pages have slid into place. */
const shot = async (page, name) => {
  if (!process.env.SHOTS) return;
  await new Promise((r) => setTimeout(r, 3500));
  await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

/** A voucher that the bike operator handles by consent alone, claimed on another phone. */
async function claimBike(phone) {
  const token = await login(s, { phone });
  await s.clock.advance(61_000);
  const offer = await must(s.url, 'GET', '/api/perks/offers/bike-deposit');
  const body = { offerVersion: offer.version, consentTextVersion: offer.consent.version, requestId: randomBytes(12).toString('hex') };
  const voucher = await must(s.url, 'POST', '/api/perks/offers/bike-deposit/vouchers', { token, body });
  return { token, voucher };
}

test('the vouchers that end with a consent are named; withdrawn, they are cancelled and the page says from which second', async () => {
  const { token, voucher } = await claimBike(GOOD);
  const { here, errors, page } = await residentPage(browser, s, GOOD, 'packages/identity/consents/index');
  await here.getByText('你有 1 张它的券还没用').waitFor();
  await here.getByRole('button', { name: /看对潮汐单车.*的授权详情/ }).click();
  for (const field of ['接收方', '联系方式', '用途', '方式', '信息种类', '不会提供', '期限', '你的权利', '必要与影响', '对方能知道'])
    await here.getByText(field, { exact: true }).waitFor();
  await here.getByRole('button', { name: '续 12 个月' }).waitFor();
  await shot(page, 'consent-detail');
  await here.getByRole('button', { name: '返回' }).first().click();
  await here.getByRole('button', { name: /撤回对潮汐单车.*的授权/ }).click();
  const sheet = here.getByRole('dialog');
  await sheet.getByText('撤回后，这 1 张券会取消').waitFor();
  await sheet.getByText('潮汐单车免押骑行').waitFor();
  await shot(page, 'consent-lose');
  await sheet.getByRole('button', { name: '撤回并取消 1 张券' }).click();
  await here.getByText(/已撤回潮汐单车.*的授权/).waitFor();
  await here.getByText(/^　\d\d:\d\d:\d\d 生效/).waitFor();
  await here.getByText('以前的查询记录仍然保留，供你核对').waitFor();
  await shot(page, 'consent-withdrawn');
  assert.equal((await must(s.urls[1], 'GET', `/api/perks/vouchers/${voucher.id}`, { token })).state, 'cancelled');
  assert.deepEqual(errors, []);
});

test('a copy of everything: asked for with a fresh proof, made in the background, saved as one file', async () => {
  const seen = await residentPage(browser, s, EXCELLENT, 'packages/rights/data/index');
  const { here, page, errors } = seen;
  await here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh(seen);
  await here.getByRole('button', { name: '做一份副本' }).click();
  await here.getByRole('button', { name: '下载', exact: true }).waitFor({ timeout: 20_000 });
  await here.getByText(/^保存到 .*，之后自动删除$/).waitFor();
  await shot(page, 'data');
  const [file] = await Promise.all([page.waitForEvent('download'), here.getByRole('button', { name: '下载', exact: true }).click()]);
  assert.match(file.suggestedFilename(), /^诚信滨海-我的数据-\d{4}-\d\d-\d\d\.zip$/);
  const bytes = fs.readFileSync(await file.path());
  assert.equal(bytes.subarray(0, 2).toString(), 'PK');
  assert.ok(bytes.includes(Buffer.from('data.json')));
  await here.getByRole('button', { name: /^我们留存什么/ }).click();
  await here.getByText('公共信用信息', { exact: true }).waitFor();
  await here.getByRole('region', { name: '谁查过我' }).getByText('封存 5 年再删除，封存后本平台打不开').waitFor();
  await shot(page, 'held');
  assert.deepEqual(errors, []);
});

test('leaving: what ends is said before, the account stops at once, and within seven days it is taken back', async () => {
  await s.clock.advance(61_000);
  const { token } = await claimBike(EXCELLENT);
  const seen = await residentPage(browser, s, EXCELLENT, 'packages/rights/leave/index');
  const { here, page, errors } = seen;
  await here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh(seen);
  await here.getByText('个人信用等级服务关闭').waitFor();
  await here.getByText('潮汐单车免押骑行').waitFor();
  await here.getByText('公共信用信息', { exact: true }).waitFor();
  await shot(page, 'leave');
  const submit = here.getByRole('button', { name: '注销账号', exact: true }).first();
  assert.equal(await submit.isDisabled(), true, 'nothing is agreed to in advance');
  await here.getByLabel('我已看清楚，确认注销').check();
  await s.clock.advance(16 * 60_000); // the proof is not fresh any more
  await submit.click();
  await here.getByRole('dialog').getByRole('button', { name: '注销账号', exact: true }).click();
  // what cannot be taken back asks for a fresh proof, then goes on by itself
  await here.getByRole('button', { name: '用网号网证认证' }).click();
  await here.getByRole('button', { name: '模拟通过' }).click();
  await here.getByText('已申请注销').waitFor();
  await here.getByText(/^回执编号 /).waitFor();
  await shot(page, 'leave-asked');
  for (const url of s.urls) assert.equal((await call(url, 'GET', '/api/me', { token })).status, 401, 'every session ended, in both processes');

  await s.clock.advance(61_000);
  const back = await openPage(browser, s, { route: 'pages/login/index' });
  await fillLogin(back, EXCELLENT);
  await back.goto('pages/me/index');
  await back.here.getByText('这个账号正在注销').waitFor();
  await back.here.getByRole('button', { name: '去看看' }).click();
  await back.here.getByRole('button', { name: '撤销注销' }).click();
  await back.here.getByText('已撤销，账号恢复').waitFor();
  await back.here.getByRole('button', { name: /^等级服务/ }).waitFor();
  assert.deepEqual([...errors, ...back.errors], []);
});
