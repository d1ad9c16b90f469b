// @ts-check
// 信用修复 in a real browser: the day before it opens, the form with a photo and the commitment, the steps of the desks, the receipt of 信用中国.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { login, must, takeRole } from '../support/login.mjs';
import { confirmHigh, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

const IN_PUBLICITY = '13900000104';
const TITLE = '占用消防车通道停车';
/** One white pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAHfPrgwAAAABJRU5ErkJggg==', 'base64');
let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});
/** A token of somebody at work, in their role. */
async function atWork(phone, role) {
  const token = await login(
    s,
    s.accounts.find((a) => a.phone === phone),
  );
  const { memberships } = await must(s.url, 'GET', '/api/me', { token });
  return takeRole(s, token, memberships.find((m) => m.role === role).id);
}

test('from the day it opens to the receipt, on one page', async () => {
  const seen = await residentPage(browser, s, IN_PUBLICITY, 'packages/cases/repairs/index');
  const { here, page, errors } = seen;
  await here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh(seen);
  await here.getByText('修复不收费，只要 2 份材料', { exact: false }).waitFor();
  const opens = here.getByRole('button', { name: /起可以申请$/ });
  await opens.waitFor();
  assert.ok(await opens.isDisabled());

  const db = await s.db();
  await db.collection('credit_records').updateOne({ title: TITLE }, { $set: { disclosedOn: '2026-05-20', decidedOn: '2026-05-12' } });
  await page.reload();
  await here.getByRole('button', { name: '申请修复', exact: true }).click();
  await here.getByRole('button', { name: '先传履行证明' }).waitFor();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), here.getByRole('button', { name: '拍照或选图' }).click()]);
  await chooser.setFiles({ name: '缴款书.png', mimeType: 'image/png', buffer: PNG });
  await here.getByText(/^已上传，\d+ KB$/).waitFor();
  await here.getByRole('button', { name: '先勾选承诺' }).waitFor();
  await here.getByText('我已读完，愿意签署', { exact: true }).click();
  await here.getByRole('button', { name: '签署并提交' }).click();
  await here.getByText(/^受理编号 XF-\d{8}-/).waitFor();
  await here.getByText(/^1 个工作日内转交，最晚 /).waitFor();

  const { _id: id } = await db.collection('repair_cases').findOne({});
  const [unit, centre] = await Promise.all([atWork('13900000215', 'source'), atWork('13900000209', 'operator')]);
  const step = (token, body) => must(s.url, 'POST', `/api/desk/repairs/${id}/step`, { token, body });
  await step(centre, { step: 'forward' });
  await step(unit, { step: 'accept' });
  await page.reload();
  await here.getByText(/^10 个工作日内告诉结果，最晚 /).waitFor();
  await step(unit, { step: 'approve', document: '津滨示执修〔2026〕1 号' });
  await step(centre, { step: 'publish' });
  await here
    .getByText('已修复', { exact: true })
    .or(here.getByText(/^10 个工作日/))
    .first()
    .waitFor();
  for (let i = 0; i < 50; i++) {
    if ((await db.collection('repair_cases').findOne({}))?.handOff?.receipt) break;
    await new Promise((r) => setTimeout(r, 200));
  }
  await page.reload();
  await here.getByText(/^回执 XYZG-/).waitFor();
  await here.getByText('两处都查不到了。', { exact: true }).waitFor();
  assert.deepEqual(errors, []);
});
