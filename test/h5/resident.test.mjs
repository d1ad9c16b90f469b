// @ts-check
// A resident's first way through the app, in a real browser against two real servers: guest → log-in → real name → opt in → grade.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { confirmHigh, fillLogin, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';
import { soon } from '../support/soon.mjs';

const EXEMPLARY = '13900000101';
const EXCELLENT = '13900000102';
const IN_PUBLICITY = '13900000104';
const BASIC_ONLY = '13900000107';
/** Invented, with a right check character; the sandbox's register takes any name with 示. */
const NUMBER = '120116199206061015';

let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});
const tab = (here, name) => here.getByRole('navigation', { name: '主导航' }).getByRole('button', { name, exact: true }).click();

test('from guest to grade: each step says what comes first, and the way leads back to where it began', async () => {
  const seen = await openPage(browser, s);
  const { here, page, errors } = seen;
  const addresses = [];
  page.on('framenavigated', (f) => addresses.push(f.url()));
  page.on('request', (r) => addresses.push(r.url()));

  await here.getByText('搜企业名称、统一代码').waitFor();
  await tab(here, '信用');
  await here.getByText('登录后看自己的信用').waitFor();
  await here.getByRole('button', { name: '登录', exact: true }).click();
  await fillLogin(seen, '13900000391');

  await here.getByText('先确认是你本人').waitFor(); // back on the same tab, one step further
  await here.getByRole('button', { name: '去实名' }).click();
  await here.getByRole('button', { name: '去做高级认证' }).click();
  await here.getByLabel('姓名').fill('沈示例帆');
  await here.getByLabel('证件号码').fill(`${NUMBER.slice(0, 17)}0`);
  await here.getByRole('button', { name: '提交认证' }).click();
  await here.getByText('最后一位对不上，请再核对一遍').waitFor();
  await here.getByText('先勾选单独同意，再提交').waitFor();
  await here.getByLabel('证件号码').fill(NUMBER);
  await here.getByLabel('我单独同意处理我的证件号').check();
  await here.getByRole('button', { name: '提交认证' }).click();

  await here.getByLabel('津心办').check();
  await here.getByRole('button', { name: '用津心办认证' }).click();
  await here.getByRole('button', { name: '模拟通过' }).click();
  await here.getByText('高级认证完成').waitFor();
  await here.getByText('沈*帆').waitFor();

  await here.getByRole('button', { name: '看说明再决定' }).click();
  const open = here.getByRole('button', { name: '开通', exact: true });
  await here.getByText('这不是征信，不影响贷款、上学、就医、乘车').first().waitFor();
  assert.equal(await open.isDisabled(), true, 'nothing is agreed to in advance');
  await here.getByLabel('我已看过上面的说明，同意开通').check();
  await open.click();

  await here.getByText('为什么暂未评定').waitFor(); // the credit tab again: opted in, no record yet
  await here.getByRole('img', { name: '暂未评定', exact: true }).waitFor();
  const told = addresses.join('\n');
  for (const secret of ['13900000391', NUMBER, '沈示例帆', encodeURIComponent('沈示例帆')]) assert.ok(!told.includes(secret), `${secret} stands in an address`);
  assert.deepEqual(errors, []);
});

test('the grade is covered on the home page and asked for only when the eye is opened', async () => {
  const seen = await residentPage(browser, s, EXCELLENT);
  const { here, page, errors } = seen;
  const grades = [];
  page.on('request', (r) => {
    if (/\/api\/credit\/(grade|explanation)$/.test(r.url())) grades.push(r.url());
  });
  await here.getByRole('img', { name: '等级已遮住', exact: true }).waitFor();
  await here.getByRole('button', { name: '去看看' }).waitFor();
  await here.getByRole('button', { name: '显示等级' }).click();
  await confirmHigh(seen); // a new device proves the person first
  await here.getByRole('img', { name: '等级已遮住', exact: true }).waitFor();
  assert.deepEqual(grades, [], 'nothing of the grade was asked for while it was covered');

  await here.getByRole('button', { name: '显示等级' }).click();
  await here.getByRole('img', { name: '守信优良', exact: true }).waitFor();
  assert.equal(grades.length, 1);
  await page.reload();
  await here.getByRole('img', { name: '守信优良', exact: true }).waitFor(); // this phone remembers
  await here.getByRole('button', { name: '遮住等级' }).click();
  await here.getByRole('img', { name: '等级已遮住', exact: true }).waitFor();
  const stored = await page.evaluate(() => JSON.stringify(localStorage));
  assert.ok(!/excellent|守信|13900000102/.test(stored), 'no grade and no phone number in the store of the browser');

  await tab(here, '信用');
  await here.getByText('等级是怎么来的').waitFor();
  await here.getByText('我在这里').waitFor();
  assert.ok(!/[A-D] ?级|分数|排名/.test((await here.textContent()) ?? ''));
  assert.deepEqual(errors, []);
});

test('a record in publicity: unrated with its true reason; the record says what it is and what can be done', async () => {
  const seen = await residentPage(browser, s, IN_PUBLICITY, 'pages/credit/index');
  const { here, errors } = seen;
  await here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh(seen);
  await here.getByText('为什么暂未评定').waitFor();
  assert.equal(await here.getByRole('list', { name: '三个等级' }).count(), 0, 'the unrated stand on no scale');
  await here.getByRole('button', { name: /^全部记录/ }).click();
  await here.getByText(/只收目录里的信息/).waitFor();
  await here.getByRole('button').filter({ hasText: '公示期内' }).first().click();
  await here.getByText('认定单位', { exact: true }).waitFor();
  await here.getByText('不计入等级').or(here.getByText('计入等级')).first().waitFor();
  assert.deepEqual(errors, []);
});

test('basic real name alone opens no records', async () => {
  const { here, errors } = await residentPage(browser, s, BASIC_ONLY, 'packages/credit/records/index');
  await here.getByText('在这台设备上确认一次').waitFor();
  assert.deepEqual(errors, []);
});

test('a wrong code is said at its field and can be mended; nothing is typed twice', async () => {
  const { here, errors } = await openPage(browser, s, { route: 'pages/login/index' });
  await here.getByLabel('手机号', { exact: true }).fill('13900000392');
  await here.getByRole('button', { name: '获取验证码' }).click();
  const shown = await here.getByText(/沙箱短信/).textContent();
  const code = /\d{6}/.exec(shown ?? '')?.[0] ?? '';
  await here.getByLabel('验证码').fill(String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
  await here.getByRole('button', { name: '登录', exact: true }).click();
  await here.getByText('先看过并勾选上面的指引和协议').waitFor();
  await here.getByLabel('已阅读并同意').check();
  await here.getByRole('button', { name: '登录', exact: true }).click();
  await here.getByText(/验证码不对/).waitFor();
  assert.equal(await here.getByLabel('手机号', { exact: true }).inputValue(), '13900000392');
  await here.getByLabel('验证码').fill(code);
  await here.getByRole('button', { name: '登录', exact: true }).click();
  await here.getByText('还没有实名').waitFor();
  assert.deepEqual(errors, []);
});

test('another device goes out with one tap and one question, and knows it at its next step', async () => {
  const old = await residentPage(browser, s, EXEMPLARY);
  await old.here.getByText('可以领').first().waitFor();
  await s.clock.advance(61_000); // one code a minute
  const { here, errors } = await residentPage(browser, s, EXEMPLARY, 'packages/identity/devices/index');
  await here.getByText('这台设备', { exact: true }).waitFor();
  const others = here.getByRole('button', { name: /^让.*退出登录$/ });
  const before = await others.count();
  assert.ok(before >= 1);
  await others.first().click();
  await here.getByRole('dialog').getByRole('button', { name: '退出', exact: true }).click();
  await here.getByText(/”已退出/).waitFor();
  await others.nth(before - 1).waitFor({ state: 'detached' });
  await old.page.reload();
  await old.here.getByText('搜企业名称、统一代码').waitFor();
  assert.deepEqual([...errors, ...old.errors], []);
});

test('the care edition: before any log-in, over a restart, with its four entries first', async () => {
  const { here, page, errors } = await openPage(browser, s);
  await here.getByRole('button', { name: '关怀版' }).click();
  await here.getByRole('button', { name: '出示券码' }).waitFor();
  await page.reload();
  for (const name of ['出示券码', '领优惠', '停车', '游玩', '咨询电话', '换回标准版']) await here.getByRole('button', { name, exact: true }).waitFor();
  const small = await here.getByRole('button').evaluateAll((all) => all.filter((b) => b.getBoundingClientRect().height < 60).map((b) => b.textContent));
  assert.deepEqual(small, [], 'targets of 60 px');
  await here.getByRole('button', { name: '换回标准版' }).click();
  await here.getByText('搜企业名称、统一代码').waitFor();
  assert.deepEqual(errors, []);
});

test('a public terminal that is left alone says so, logs out, wipes itself, and knows nobody after that', async () => {
  const { here, page, context, errors } = await openPage(browser, s);
  await page.clock.install();
  await page.goto(`${s.url}/?kiosk=1#/pages/login/index`);
  await page.reload();
  await fillLogin({ here }, EXCELLENT);
  await page.goto(`${s.url}/?kiosk=1#/pages/me/index`);
  await here.getByText('登录设备').waitFor();
  await page.clock.fastForward(45_000);
  await page.mouse.move(100, 100); // somebody is there
  await page.clock.fastForward(45_000);
  await here.getByText('登录设备').waitFor();
  await page.clock.fastForward(6_000);
  await here.getByText('没有人操作，10 秒后退出并清空').waitFor();
  await page.clock.fastForward(10_000);
  await here.getByText('搜企业名称、统一代码').waitFor();
  await soon(async () => (await context.cookies()).filter((c) => c.value).length, 0);
  await soon(() => page.evaluate(() => Object.keys(localStorage).filter((k) => /token|session|voucher|offers/.test(k)).length), 0);
  await tab(here, '我的');
  await here.getByRole('button', { name: '登录', exact: true }).waitFor();
  assert.deepEqual(errors, []);
});
