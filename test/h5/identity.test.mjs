// @ts-check
// Whose account it is, and whom one acts for: joining two accounts, a fresh proof, devices, a firm's representative and its handler.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { deskPage } from '../support/desk.mjs';
import { accountOf } from '../support/journey.mjs';
import { confirmHigh, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

/** Demo people: proven at the high level; their firm's representative; a resident to be appointed. */
const HELD = { phone: '13900000101', name: '李示例宁', number: '120116198804132712' };
const BOSS = '13900000211';
const HANDLER = '13900000106';
/** Basic only: enough to freeze. */
const FROZEN = '13900000107';
const STEPPING = '13900000103';
const FIRM = '津沽人家餐饮（示例）';

let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('你已有一个账号: the two become one after the proof, and the number was never in the browser’s store', async () => {
  const seen = await residentPage(browser, s, '13900000391', 'packages/identity/basic/index');
  const { here, page, errors } = seen;
  await here.getByLabel('姓名').fill(HELD.name);
  await here.getByLabel('证件号码').fill(HELD.number);
  await here.getByLabel('我单独同意处理我的证件号').check();
  await here.getByRole('button', { name: '提交认证' }).click();
  await here.getByText('你已有一个账号').waitFor();
  await here.getByRole('button', { name: '是我的，合并账号' }).click();
  await here.getByText('确认是你本人以后，两个账号合成一个').waitFor();
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.ok(!stored.includes(HELD.number), 'the number is in memory only');
  await here.getByRole('button', { name: '用网号网证认证' }).click();
  await here.getByRole('button', { name: '模拟通过' }).click();
  await here.getByText('高级认证完成').waitFor();
  await here.getByText('李*宁').waitFor();
  await seen.goto('packages/identity/devices/index');
  await here.getByText('这台设备', { exact: true }).waitFor();
  assert.deepEqual(errors, []);
});

test('a representative invites, the invited accepts with the own high level, acts for the firm, and loses it at once', async () => {
  const boss = await residentPage(browser, s, BOSS, 'packages/firm/list/index');
  await boss.here.getByText(FIRM).waitFor();
  await boss.here.getByRole('button', { name: '管理经办人' }).click();
  await confirmHigh(boss); // a new device proves the person before the role is taken up
  await boss.here.getByRole('button', { name: '管理经办人' }).click();
  await boss.here.getByLabel('对方手机号').fill('1390000');
  await boss.here.getByRole('button', { name: '发出邀请' }).click();
  await boss.here.getByText('手机号不对').waitFor();
  await boss.here.getByLabel('对方手机号').fill(HANDLER);
  await boss.here.getByRole('button', { name: /^到什么时候/ }).click();
  await boss.here.getByLabel('半年').click();
  await boss.here.getByRole('button', { name: '发出邀请' }).click();
  await boss.here.getByText('你发出的邀请').waitFor();

  const handler = await residentPage(browser, s, HANDLER, 'packages/firm/list/index');
  await handler.here.getByText('邀请你做经办人').waitFor();
  await handler.here.getByRole('button', { name: '接受', exact: true }).click();
  await confirmHigh(handler);
  await handler.here.getByRole('button', { name: '接受', exact: true }).click();
  await handler.here.getByRole('button', { name: '进入企业' }).click();
  await handler.here.getByText(/以经办人身份办理，经办号 B\d+，每一步都记名/).waitFor();
  await handler.here.getByRole('region', { name: '可以修复的' }).waitFor();
  await handler.goto('pages/credit/index'); // the own credit is out of reach while acting for the firm
  await handler.here
    .getByRole('button', { name: '换回居民本人' })
    .or(handler.here.getByRole('button', { name: /居民/ }))
    .first()
    .waitFor();

  await boss.page.reload();
  await boss.here.getByRole('button', { name: '解除吴*川' }).click();
  await boss.here.getByRole('button', { name: '解除', exact: true }).last().click();
  await boss.here.getByText('解除经办人').waitFor(); // in the acts, by number
  await handler.goto('packages/firm/home/index');
  await handler.page.reload();
  await handler.here.getByText('先选一家企业').waitFor();
  assert.deepEqual([boss.errors, handler.errors], [[], []]);
});

test('有人冒用我的身份: frozen by the person, proposed and decided by two at the window, and open again', async () => {
  const seen = await residentPage(browser, s, FROZEN, 'packages/identity/stolen/index');
  await seen.here.getByRole('button', { name: '马上冻结' }).click();
  await seen.here.getByRole('dialog').getByRole('button', { name: '马上冻结' }).click();
  await seen.here.getByText('已冻结', { exact: true }).waitFor();

  const open = async (who) => {
    const desk = await deskPage(browser, s, accountOf(s, who), 'packages/staff/window/index');
    const { here } = desk;
    await here.getByRole('table', { name: '冻结的账号' }).getByRole('button').first().click();
    await here.getByText('郑*闻').waitFor();
    assert.equal(await here.getByText('120108199001015154').count(), 0, 'the number is masked');
    return desk;
  };
  const operator = await open('中心运营');
  await operator.here.getByRole('region', { name: '对照证件' }).getByLabel('依据').fill('核对身份证原件');
  await operator.here.getByRole('button', { name: '提出意见' }).click();
  await operator.here.getByText('等另一人复核').first().waitFor();
  const reviewer = await open('中心审核员');
  await reviewer.here.getByText(/提出：解冻/).waitFor();
  await reviewer.here.getByRole('region', { name: '对照证件' }).getByLabel('依据').fill('材料已复核');
  await reviewer.here.getByRole('button', { name: '同意，马上生效' }).click();
  await reviewer.here.getByText('没有待处理的').waitFor();

  await s.clock.advance(61_000); // another code may be sent
  const again = await residentPage(browser, s, FROZEN, 'packages/identity/messages/index');
  await again.here.getByText('账号已解冻').waitFor();
  assert.deepEqual([seen.errors, operator.errors, reviewer.errors, again.errors], [[], [], [], []]);
});

test('a proof grown old: asked for once more, then the same report is made by itself; who turns back has made none', async () => {
  const seen = await residentPage(browser, s, STEPPING, 'packages/credit/report-choose/index');
  const { here } = seen;
  await here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh(seen);
  await here.getByRole('button', { name: '自己留存' }).click();
  const looks = here.getByRole('checkbox', { name: /谁查过我/ });
  await looks.check();
  const db = await s.db();
  await db.collection('people').updateMany({ 'sessions.high': true }, { $set: { 'sessions.$[].highAt': new Date(s.clock.now().getTime() - 900_001) } });
  await here.getByRole('button', { name: '生成报告' }).click();
  await here.getByText('这一步办了就收不回').waitFor();
  await here.getByRole('button', { name: '返回' }).click();
  await here.getByRole('button', { name: '生成报告' }).waitFor();
  assert.equal(await db.collection('reports').countDocuments({}), 0);
  assert.equal(await looks.isChecked(), true, 'what was chosen is still there');
  await here.getByRole('button', { name: '生成报告' }).click();
  await here.getByText('这一步办了就收不回').waitFor();
  // the face is asked for on a screen of its own; who refuses chooses another way or comes back to it
  for (const answer of ['不同意，换一种', '同意并核验']) {
    await here.getByText('人脸核验', { exact: true }).click();
    await here.getByRole('button', { name: '用人脸核验认证' }).click();
    await here.getByText('人脸是敏感个人信息，单独问你一次').waitFor();
    await here.getByText('核验完机构即删除；本平台不接收、不保存人脸').waitFor();
    await here.getByRole('button', { name: answer }).click();
  }
  await here.getByRole('button', { name: '模拟通过' }).click();
  await here.getByRole('button', { name: '下载 PDF' }).waitFor(); // the report’s own page: it was made without another tap
  assert.equal(await db.collection('reports').countDocuments({}), 1);
  assert.deepEqual(seen.errors, []);
});
