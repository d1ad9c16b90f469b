// @ts-check
// 投诉 from the page where it happened to its answer: filed by a resident, told in the same words on both sides, decided at the desk, read in a message.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { accountOf } from '../support/journey.mjs';
import { call, login } from '../support/login.mjs';
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

test('filed once by two taps, listed, its clock told in one sentence, withdrawn', async () => {
  const account = accountOf(s, '居民（守信良好');
  const { here, page, errors, goto } = await residentPage(browser, s, account.phone, 'packages/cases/complaints/index');
  await here.getByText('还没有投诉').waitFor();
  await goto('packages/tenancy/list/index');
  await here.getByRole('button', { name: /有人强迫我出示/ }).click();
  const submit = here.locator('#submit');
  await here.getByText('还没有写是谁').waitFor();
  await here.getByLabel('机构或称呼').fill('安居');
  await here.getByRole('group', { name: '机构或称呼' }).getByRole('button').first().click();
  await here.getByLabel('经过').fill('示例：看房时说没有凭证不签合同。');
  const clock = (await here.getByText(/^5 个工作日内答复，最晚/).textContent()) ?? '';
  await submit.dblclick();
  await here.getByRole('heading', { name: '投诉进度' }).waitFor();
  await here.getByText(clock, { exact: true }).waitFor();
  await here.getByText('等工作人员受理').waitFor();
  assert.match((await here.getByText(/^投诉编号 /).textContent()) ?? '', /TS\d{8}-[A-Z0-9]{6}$/);
  s.clock.advance(61_000); // one code a minute
  const token = await login(s, account);
  assert.equal((await call(s.url, 'GET', '/api/complaints', { token })).body.items.length, 1);
  await here.getByRole('button', { name: '撤回投诉' }).click();
  await here.getByRole('dialog').getByRole('button', { name: '撤回投诉' }).click();
  await here.getByText('你撤回了投诉').waitFor();
  await soon(() => here.getByRole('button', { name: '撤回投诉' }).count(), 0);
  await goto('packages/cases/complaints/index');
  await here.getByText('本人已撤回').waitFor();
  assert.ok(page.url().includes('complaints'));
  assert.deepEqual(errors, []);
});
