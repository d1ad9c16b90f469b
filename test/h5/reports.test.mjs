// @ts-check
// A person's credit report in a real browser: chosen, made by the queue, saved as a PDF, found genuine, compared, revoked.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { confirmHigh, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

const EXEMPLARY = '13900000101';

let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('chosen by the person, made, saved, found genuine by anybody, and revoked', async () => {
  const seen = await residentPage(browser, s, EXEMPLARY, 'packages/credit/reports/index');
  const { here, page, errors } = seen;
  await here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh(seen);
  await here.getByText('还没有出过报告').waitFor();
  await here.getByText('免费，今天还可以出 5 份').waitFor();
  await here.getByRole('button', { name: '出一份报告' }).click();

  await here.getByText('放哪几类').first().waitFor();
  assert.equal(await here.getByRole('checkbox', { checked: true }).count(), 0, 'nothing is chosen beforehand');
  assert.equal(await here.getByRole('switch', { name: /放上等级/ }).getAttribute('aria-checked'), 'false');
  await here.getByRole('button', { name: '生成报告' }).click();
  await here.getByText('至少选一类').waitFor();
  await here.getByText('先选用来做什么').waitFor();
  await here.getByRole('button', { name: '其他', exact: true }).click();
  await here.getByLabel('写明用途').fill('租房使用');
  await here.getByLabel('信用承诺及履行情况').check();
  await here.getByRole('button', { name: '生成报告' }).click();
  await here.getByText('报告不用于租房、招聘、贷款、婚恋').waitFor();
  await here.getByRole('button', { name: '评优申报' }).click();
  await here.getByRole('button', { name: '生成报告' }).click();

  await here.getByRole('button', { name: '下载 PDF' }).waitFor();
  const number = (await here.getByText(/^BH\d{8}-/).textContent()) ?? '';
  const [saved] = await Promise.all([page.waitForEvent('download'), here.getByRole('button', { name: '下载 PDF' }).click()]);
  assert.equal(saved.suggestedFilename(), `信用报告 ${number}.pdf`);
  const file = await saved.path();
  const bytes = fs.readFileSync(file);
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');

  const guest = await openPage(browser, s, { route: 'packages/publicity/verify/index' });
  const code = number.slice(11).replace('-', ' ');
  await guest.here.getByLabel('报告验真码').fill('7Q4K 92M');
  await guest.here.getByRole('button', { name: '验真', exact: true }).click();
  await guest.here.getByText('验真码是 8 位，没有 0、1、字母 I、L、O').waitFor();
  await guest.here.getByLabel('报告验真码').fill(code.toLowerCase());
  await guest.here.getByRole('button', { name: '验真', exact: true }).click();
  await guest.here.getByText('这是一份真报告').waitFor();
  await guest.here.getByText(number).waitFor();
  const compare = async (/** @type {Buffer} */ buffer) => {
    const [chooser] = await Promise.all([guest.page.waitForEvent('filechooser'), guest.here.getByRole('button', { name: '选 PDF 比对指纹' }).click()]);
    await chooser.setFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer });
  };
  await compare(bytes);
  await guest.here.getByText('文件没有改动').waitFor();
  await compare(Buffer.concat([bytes, Buffer.from(' ')]));
  await guest.here.getByText('文件和登记的不一样').waitFor();

  await here.getByRole('button', { name: '撤销这份报告' }).click();
  await here.getByRole('button', { name: '撤销', exact: true }).click();
  await here.getByText('这份已经撤销').waitFor();
  await guest.here.getByRole('button', { name: '验真', exact: true }).click();
  await guest.here.getByText('这份报告已撤销').waitFor();
  assert.equal(await guest.here.getByText(number).count(), 0, 'of a revoked one nothing is told');
  assert.deepEqual([...errors, ...guest.errors], []);
});

test('an organisation’s public file from the search, and its report for anybody', async () => {
  const { here, page, errors, goto } = await openPage(browser, s, { route: 'packages/publicity/search/index' });
  await here.getByLabel('企业名称、统一代码或文书号').fill('示例');
  await here.getByRole('button', { name: '查询', exact: true }).click();
  await here
    .getByRole('button', { name: /^看信用档案/ })
    .first()
    .click();
  await here.getByText('暂无评级').waitFor();
  await here.getByRole('region', { name: '行政处罚（公示期内）' }).waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), here.getByRole('button', { name: '下载信用报告' }).click()]);
  assert.match(saved.suggestedFilename(), /^单位信用报告 BH\d{8}-\w{4}-\w{4}\.pdf$/);
  assert.equal(
    fs
      .readFileSync(await saved.path())
      .subarray(0, 5)
      .toString(),
    '%PDF-',
  );
  await goto('packages/publicity/organisation/index?code=91120116MA3H8K2L0N');
  await here.getByText('没有这家单位的公示信息').first().waitFor();
  assert.deepEqual(errors, []);
});
