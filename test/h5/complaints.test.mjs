// @ts-check
// 投诉 from the page where it happened to its answer: filed by a resident, told in the same words on both sides, decided at the desk, read in a message.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { DESK, deskPage } from '../support/desk.mjs';
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
