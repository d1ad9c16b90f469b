// @ts-check
// A scheme's way over the desk: drafted, tried, checked by law, open to comments, answered; a resident comments on the phone.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { deskPage } from '../support/desk.mjs';
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

test('drafted → tried → legal check → consultation, each by its own desk; a denied factor is named while it is typed', async () => {
  const operator = await deskPage(browser, s, accountOf(s, '中心运营'), 'packages/staff/schemes/index');
  const { here } = operator;
  await here.getByText('公开征求意见').first().waitFor(); // the demo's
  await here.getByRole('button', { name: '起草新方案' }).click();
  await here.getByRole('heading', { name: '草案内容' }).waitFor();
  const why = here.getByLabel('为什么要改');
  const save = here.getByRole('button', { name: '保存草案' });
  await why.fill('按職 業分档');
  await here.getByText('职业不能作为个人信用等级的因素').waitFor();
  await why.fill('让按期履约的人早一点到优良');
  await here.getByLabel(/守信良好，满几项/).fill('2');
  await here.getByLabel(/守信优良，满几项/).fill('3');
  await save.click();
  await here.getByText('已保存').waitFor();
  // a colleague saves another number meanwhile: what is typed here stays, theirs stands beside it
  const db = await s.db();
  const id = new URLSearchParams(operator.page.url().split('?')[1]).get('id') ?? '';
  await db.collection('schemes').updateOne({ _id: /** @type {any} */ (id) }, { $inc: { rev: 1 }, $set: { 'numbers.factors.honour.years': 2 } });
  await why.fill('让按期履约的人早两年到优良');
  await save.click();
  await here.getByText('你填写时，别人保存了新的内容').waitFor();
  await here.getByText('诚实守信相关荣誉：每项计几年').waitFor();
  assert.equal(await why.inputValue(), '让按期履约的人早两年到优良');
  assert.equal(await save.isDisabled(), true);
  await here.getByRole('button', { name: '保留我的，接着改' }).click();
  assert.equal(await here.locator('#honour-years').inputValue(), '2', 'their number');
  await save.click();
  await here.getByText('已保存').waitFor();
  await here.getByText('有改动还没有保存').waitFor({ state: 'detached' });

  await here.getByRole('button', { name: '试算', exact: true }).click();
  await here.getByText('各档人数与移动').waitFor();
  await here.getByText('退休居民，12 个月内到不了守信良好').waitFor();
  const saved = operator.page.waitForEvent('download');
  await here.getByRole('button', { name: '导出表格' }).click();
  const table = fs.readFileSync(await (await saved).path(), 'utf8');
  assert.match(table, /^\ufeff数据日期,20\d\d-\d\d-\d\d\r\n/);
  assert.match(table, /\r\n守信示范,少于 5,少于 5,/, 'what the screen hides is hidden in the table');
  assert.equal(await here.getByRole('button', { name: '送法制审核' }).count(), 0, 'a persona is left behind: it does not go on');

  await here.getByRole('tab', { name: '内容' }).click();
  await here.getByLabel(/守信良好，满几项/).fill('1');
  await save.click();
  await here.getByRole('button', { name: '试算', exact: true }).click();
  await here.getByText('退休居民，守满 6 个月到守信良好').waitFor();
  await here.getByRole('tab', { name: '试算' }).click();
  await here.getByText('少于 5').first().waitFor();
  await here.getByRole('button', { name: '送法制审核' }).click();
  await here.getByText('已送法制审核').waitFor();
  const address = operator.page.url().split('#/')[1];

  const reviewer = await deskPage(browser, s, accountOf(s, '中心审核员'), address);
  await reviewer.here.getByRole('button', { name: '审核通过' }).click();
  await reviewer.here.getByLabel('文号').fill('津滨信法〔2026〕示 15 号');
  await reviewer.here.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
  await reviewer.here.getByText('审核通过，公开征求意见开始了').waitFor();
  assert.ok((await reviewer.page.evaluate(() => document.documentElement.scrollWidth)) <= 1280, 'nothing reaches past the window');

  // anybody reads it; a real-named resident comments, once
  const open = String((await db.collection('scheme_consultations').find().sort({ _id: 1 }).toArray()).find((c) => c.legalDocument.includes('15'))?._id);
  const guest = await openPage(browser, s, { route: `packages/credit/consultation/index?id=${open}` });
  await guest.here.getByText('现行　满 4 项').waitFor();
  await guest.here.getByText('草案　满 3 项').waitFor();
  await guest.here.getByText('登录并实名后可以提意见').waitFor();
  const resident = await residentPage(browser, s, accountOf(s, '只做了基础实名').phone, `packages/credit/consultation/index?id=${open}`);
  await resident.here.getByLabel('写下你的意见').fill('荣誉三年太短，建议五年');
  await resident.here.getByRole('button', { name: '提交意见' }).dblclick();
  await resident.here.getByText('你的意见是第 1 号').waitFor();

  await here.getByRole('button', { name: '评价方案' }).click();
  await here.getByRole('button', { name: /第 3 版/ }).click();
  await here.getByText('荣誉三年太短，建议五年').waitFor();
  await here.getByRole('button', { name: '部分采纳', exact: true }).click();
  await here.getByPlaceholder('答复').fill('改为到期前仍有效的保留');
  await here.getByRole('button', { name: '公开答复' }).click();
  await here.getByText('没有待答复的意见').waitFor();
  await guest.page.reload();
  await guest.here.getByText('改为到期前仍有效的保留').waitFor();
  assert.equal(await db.collection('scheme_comments').countDocuments({ consultationId: open }), 1, 'once, though tapped twice');
  assert.deepEqual([...operator.errors, ...reviewer.errors, ...guest.errors, ...resident.errors], []);
  await Promise.all([operator, reviewer, guest, resident].map((p) => p.context.close()));

  // the comments are in and answered, the period is over: who drafted it hands it on, and another approves
  await s.clock.advance(32 * 86_400_000);
  const drafter = await deskPage(browser, s, accountOf(s, '中心运营'), address);
  await drafter.here.getByRole('button', { name: '送第二人审批' }).click();
  await drafter.here.getByText('已送第二人审批').waitFor();
  assert.equal(await drafter.here.getByRole('button', { name: '批准并公布' }).count(), 0, 'not by who drafted it');
  const approver = await deskPage(browser, s, accountOf(s, '第二人审批'), address);
  await approver.here.getByRole('button', { name: '批准并公布' }).click();
  await approver.here.getByLabel('文号').fill('津滨信发〔2026〕示 16 号');
  await approver.here.getByRole('dialog').getByRole('button', { name: '批准并公布' }).click();
  await approver.here.getByText('已批准公布').waitFor();
  assert.deepEqual([...drafter.errors, ...approver.errors], []);
  await Promise.all([drafter, approver].map((p) => p.context.close()));
});
