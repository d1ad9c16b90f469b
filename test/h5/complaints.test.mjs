// @ts-check
// 投诉 and 人工复核 from the page where it happened to the answer, told in the same words on both sides; and what else is decided at the window.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { DESK, deskPage } from '../support/desk.mjs';
import { accountOf } from '../support/journey.mjs';
import { confirmHigh, residentPage } from '../support/resident.mjs';
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

test('filed once by two taps from where it happened, decided at the desk, told by a message that opens it', async () => {
  const account = accountOf(s, '居民（守信良好');
  const resident = await residentPage(browser, s, account.phone, 'packages/cases/complaints/index');
  const { here, goto } = resident;
  await here.getByText('还没有投诉').waitFor();
  await goto('packages/tenancy/list/index');
  await here.getByRole('button', { name: /有人强迫我出示/ }).click();
  await here.getByText('还没有写是谁').waitFor();
  await here.getByLabel('机构或称呼').fill('安居');
  await here.getByRole('group', { name: '机构或称呼' }).getByRole('button').first().click();
  await here.getByLabel('经过').fill('示例：看房时说没有凭证不签合同。');
  const clock = (await here.getByText(/^5 个工作日内答复，最晚/).textContent()) ?? '';
  await here.locator('#submit').dblclick();
  await here.getByRole('heading', { name: '投诉进度' }).waitFor();
  await here.getByText(clock, { exact: true }).waitFor();
  await here.getByText('等工作人员受理').waitFor();
  const number = ((await here.getByText(/^投诉编号 /).textContent()) ?? '').slice('投诉编号 '.length);
  await goto('packages/cases/complaints/index');
  await soon(() => here.getByRole('button', { name: /强迫出示凭证/ }).count(), 1, 'two taps are one complaint');

  const staff = await deskPage(browser, s, accountOf(s, '中心运营'), 'packages/staff/complaints/index');
  const desk = staff.here;
  await desk.getByRole('cell', { name: clock }).waitFor(); // the same words on both sides
  await desk.getByRole('button', { name: number }).click();
  await desk.getByText('示例：看房时说没有凭证不签合同。').waitFor();
  assert.ok((await staff.page.evaluate(() => document.documentElement.scrollWidth)) <= DESK.width, 'nothing reaches past the window');
  await desk.getByRole('button', { name: '领办' }).click();
  await desk.getByRole('button', { name: '核实属实' }).click();
  await desk.getByRole('button', { name: '办结并告知本人' }).click();
  await desk.getByRole('dialog').getByText('这家机构马上从守信中介名录中去掉').waitFor();
  await desk.locator('#confirm-decide').click();
  await desk.getByText('这家机构已从守信中介名录中去掉').waitFor();
  await desk.getByText('没有待办的投诉').waitFor();
  await desk.getByRole('tab', { name: '已办结' }).click();
  await desk.getByRole('button', { name: number }).waitFor();

  await goto('packages/identity/messages/index');
  await here.getByRole('button', { name: new RegExp(`投诉 ${number} 已办结`) }).click();
  await here.getByText('出示凭证由租客决定').waitFor();
  await here.getByText('这家机构已从守信中介名录中去掉').waitFor();
  await goto('packages/cases/complaints/index');
  await here.getByText('属实，已处理').waitFor();
  assert.deepEqual([...resident.errors, ...staff.errors], []);
});

test('请人工复核: asked beside the grade, with what the rule said at that moment', async () => {
  const { here, goto, errors } = await residentPage(browser, s, accountOf(s, '居民（守信优良').phone, 'packages/cases/review/index');
  await here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh({ here });
  await goto('pages/credit/index');
  await here.locator('#to-review').click(); // the page before has a button of this name
  await here.getByText(/^5 个工作日内答复，最晚/).waitFor();
  await here.locator('#submit').dblclick();
  await here.getByText(/^复核编号 FH/).waitFor();
  await here.getByRole('region', { name: '规则当时的解释' }).getByText('守信优良').first().waitFor();
  await goto('packages/cases/complaints/index');
  await soon(() => here.getByRole('button', { name: /人工复核信用等级/ }).count(), 1, 'two taps are one review');
  assert.deepEqual(errors, []);
});

test('a plate is proven at the window: taken in by one, compared with the papers and agreed to by another', async () => {
  const operator = await deskPage(browser, s, accountOf(s, '中心运营'), 'packages/staff/window/index');
  const form = operator.here.getByRole('region', { name: '受理车牌核实' });
  await form.getByLabel('车主证件号码').fill('120108199001015154'); // invented, of the demo data
  await form.getByLabel('车牌号').fill('津N00018');
  await form.getByLabel('依据').fill('看过行驶证原件');
  await form.getByRole('button', { name: '受理', exact: true }).click();
  const waits = operator.here.getByRole('table', { name: '核实车牌' });
  await waits.getByText('等另一人复核').waitFor();
  assert.ok((await operator.page.evaluate(() => document.documentElement.scrollWidth)) <= DESK.width, 'nothing reaches past the window');
  const reviewer = await deskPage(browser, s, accountOf(s, '中心审核员'), 'packages/staff/window/index');
  await reviewer.here.getByRole('table', { name: '核实车牌' }).getByRole('button').first().click();
  const papers = reviewer.here.getByRole('region', { name: '对照行驶证和身份证' });
  await papers.getByText('津N00018').waitFor();
  await papers.getByLabel('依据').fill('两证一致');
  await papers.getByRole('button', { name: '一致，核实', exact: true }).click();
  await reviewer.here.getByText('没有待复核的').waitFor();
  await reviewer.here.getByRole('region', { name: '核实车牌', exact: true }).getByRole('tab', { name: '已办结' }).click();
  await reviewer.here.getByRole('table', { name: '核实车牌' }).getByText('已核实').waitFor();
  assert.deepEqual([...operator.errors, ...reviewer.errors], []);
});
