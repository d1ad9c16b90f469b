// @ts-check
// 免押 in a real browser, from the operator's page and back: the person sees every field and decides; a use is seen, the way out is one tap.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { depositOperator } from '../support/deposit-operator.mjs';
import { fillLogin } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

const GOOD = '13900000103';
let s, browser, operator;
const shot = async (page, name) => {
  if (!process.env.SHOTS) return;
  await new Promise((r) => setTimeout(r, 3500));
  await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
};
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
  operator = await depositOperator(s, 'bay-power');
});
test.after(async () => {
  await operator?.stop();
  await browser?.close();
  await s?.stop();
});

test('from the operator’s page and back: refused once, agreed to once, used, withdrawn during a use', async () => {
  const seen = await openPage(browser, s, { route: 'pages/login/index' });
  const { here, page, errors } = seen;
  await fillLogin(seen, GOOD);

  await page.goto(operator.url);
  await page.getByRole('link', { name: '免押用车' }).click();
  await here.getByText(/^海湾充电宝（示例）想知道能不能给你免押/).waitFor();
  for (const field of ['接收方', '联系方式', '用途', '方式', '信息种类', '不会提供', '期限', '你的权利', '必要与影响', '对方能知道'])
    await here.getByText(field, { exact: true }).waitFor();
  await shot(page, 'deposit-authorise');
  assert.equal(await here.getByRole('button', { name: '同意并返回' }).isDisabled(), true); // nothing is ticked for anybody
  await here.getByRole('button', { name: '不同意' }).click();
  await page.getByText('押金 199.00 元').waitFor();
  assert.equal(operator.authorisation(), undefined);

  // ten taps at most from the operator's page and back: one there, the tick, the agreement
  await page.goto(operator.url);
  await page.getByRole('link', { name: '免押用车' }).click();
  await here.getByLabel(/^我已看过授权书/).check();
  await here.getByRole('button', { name: '同意并返回' }).click();
  await page.getByText('已免押，可以开锁').waitFor();
  const authorisation = operator.authorisation();

  assert.equal(await operator.server.start(authorisation, 'HW-1124-0467'), 'yes');
  await seen.goto('packages/mobility/deposits/index');
  await here.getByText('1 家已开通').waitFor();
  await here.getByText('单号 HW-1124-0467').waitFor();
  await here.getByText('使用中', { exact: true }).waitFor();
  await here.getByText('共 1 次，有正在使用的').waitFor();
  await here.getByText('原来要付 99.00 元').waitFor();
  await shot(page, 'deposits');
  await here.getByRole('button', { name: /^管理海湾充电宝/ }).click();
  await here.getByRole('button', { name: '撤回授权' }).click();
  await here.getByRole('dialog').getByText('正在用的这一次照原条件用完', { exact: false }).waitFor();
  await here.getByRole('dialog').getByRole('button', { name: '撤回授权' }).click();
  await here.getByText('你撤回了授权。还想免押，到运营方重新授权。').waitFor();
  await operator.server.end('HW-1124-0467');
  assert.equal(await operator.server.start(authorisation, 'HW-1124-0468'), 'not_now');
  await seen.goto('packages/mobility/deposits/index');
  await here.getByText('共 1 次，押金都已解除').waitFor();
  assert.deepEqual(errors, []);
});

test('a guest logs in first and comes back; a stranger’s address is opened for nobody', async () => {
  const seen = await openPage(browser, s);
  const { here, page, errors } = seen;
  await here.getByText('搜企业名称、统一代码').waitFor();
  await page.goto(operator.url);
  const link = (await page.getByRole('link', { name: '免押用车' }).getAttribute('href')) ?? '';
  await page.goto(link);
  await here.getByText('登录后由你决定').waitFor();
  await here.getByRole('button', { name: '登录', exact: true }).click();
  await here.getByText('用手机号登录').waitFor();
  await page.reload(); // nothing is behind the log-in page now: the question is opened anew, by the address that was kept
  await fillLogin(seen, '13900000102');
  await here.getByText(/^海湾充电宝（示例）想知道能不能给你免押/).waitFor();
  await page.goto('about:blank');
  await page.goto(link.replace('127.0.0.1%3A', 'evil.example%3A'));
  await here.getByText('这个链接不是运营方登记过的，我们没有打开它').waitFor();
  assert.equal(await here.getByRole('button', { name: '同意并返回' }).count(), 0);
  assert.deepEqual(errors, []);
});
