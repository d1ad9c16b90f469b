// @ts-check
// 谁查过我, 核对这条, 透明度 and the auditor's desks in a real browser: what is tampered with on its way is told, and why.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { deskPage } from '../support/desk.mjs';
import { accountOf } from '../support/journey.mjs';
import { confirmHigh, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});
const looksOf = async (who) => {
  const seen = await residentPage(browser, s, accountOf(s, who).phone, 'packages/credit/looks/index');
  await seen.here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh(seen);
  await seen.here.getByRole('button', { name: /^全部 \d+$/ }).waitFor();
  return seen;
};
/** Opens the newest look of this kind, and waits for the verdict. */
const open = async ({ here }, kind, verdict) => {
  await here.getByRole('button', { name: new RegExp(`^${kind} \\d+$`) }).click();
  await here.getByRole('list').getByRole('button').first().click();
  await here.getByText('查询内容').waitFor();
  for (;;) {
    await here.getByText(/^(没有被改动过|核对没有通过|刚刚登记，还没有写进登记簿)$/).waitFor();
    if (!(await here.getByText('刚刚登记，还没有写进登记簿').count())) break;
    await here.getByRole('button', { name: '再核对一次' }).click();
  }
  await here.getByText(verdict, { exact: true }).waitFor();
};

test('a look is checked in the browser: content, place, signature; the next time also that nothing was taken away', async () => {
  const seen = await looksOf('守信优良');
  const { here, page, errors, context } = seen;
  await open(seen, '系统', '没有被改动过');
  await here.getByText('第一次在这台手机上核对').waitFor();
  await here.getByRole('button', { name: '再核对一次' }).click();
  await here.getByText('和上次看到的登记簿接得上').waitFor();
  const head = await page.evaluate(() => Object.keys(localStorage).find((k) => k.includes('tree-head')));
  assert.ok(head, 'the head this phone saw is kept');
  assert.deepEqual(errors, []);
  await context.close();
});

const TAMPERED = [
  { what: 'the content', tamper: (r) => r.fields.items.push('等级'), words: '对方发来的内容和你看到的这条不一样。' },
  {
    what: 'what is not shown',
    tamper: (r) => Object.assign(r.fields, { purpose: 'ingest' }),
    words: '按这条内容算出的指纹，不在登记簿里它应在的位置。内容可能被改过。',
  },
  {
    what: 'the head',
    tamper: (r) => Object.assign(r.proof.head, { at: '2026-01-01T00:00:00.000Z' }),
    words: '登记簿摘要的签名对不上。它可能不是中心发出的。',
  },
];
test('a reply that was tampered with is a failure, with what it may mean and what to do; the true one passes again', async () => {
  const seen = await looksOf('守信示范');
  const { here, page, errors, context } = seen;
  await open(seen, '系统', '没有被改动过');
  for (const { what, tamper, words } of TAMPERED) {
    await page.route('**/api/**/proof', async (route) => {
      const reply = await route.fetch();
      const body = await reply.json();
      tamper(body);
      await route.fulfill({ response: reply, json: body });
    });
    await here.getByRole('button', { name: '再核对一次' }).click();
    await here
      .getByText(words)
      .waitFor({ timeout: 10_000 })
      .catch((e) => assert.fail(`${what}: ${e.message}`));
    await here.getByRole('alert').getByText('核对没有通过').waitFor();
    await here.getByRole('button', { name: '导出核对材料' }).waitFor();
    await page.unroute('**/api/**/proof');
  }
  // the phone remembers a longer log than it is given: records may have been taken away
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage).filter((k) => k.includes('tree-head'))) {
      localStorage.setItem(key, (localStorage.getItem(key) ?? '').replace(/(\\?"size\\?":)\d+/, '$199999999'));
    }
  });
  await here.getByRole('button', { name: '再核对一次' }).click();
  await here.getByText('对方给的登记簿比你上次看到的还短。可能有记录被删掉。').waitFor();
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage).filter((k) => k.includes('tree-head'))) localStorage.removeItem(key);
  });
  await here.getByRole('button', { name: '再核对一次' }).click();
  await here.getByText('没有被改动过').waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test('the list is narrowed by days and unit, and says so when nothing is left', async () => {
  const { here, errors, context } = await looksOf('守信良好');
  await here.getByRole('button', { name: '时间和单位' }).click();
  await here.getByLabel('近 7 天').check();
  await here.getByRole('button', { name: '看结果' }).click();
  await here.getByRole('button', { name: '近 7 天' }).waitFor();
  await here.getByText('今天').first().waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test('透明度 is there for anybody: counts, and 尚未开通 in place of noughts that nobody counted', async () => {
  const { here, errors, context } = await openPage(browser, s, { route: 'packages/publicity/transparency/index' });
  await here.getByRole('img', { name: /^查询次数：/ }).waitFor();
  assert.match((await here.getByRole('img', { name: /^查询次数：/ }).getAttribute('aria-label')) ?? '', /租房凭证 \d.*合作平台 (\d|少于)/);
  await here.getByText('尚未开通').first().waitFor();
  await here.getByText('封存的查询').waitFor();
  await here.getByRole('button', { name: '换月份' }).click();
  await here.getByRole('dialog').getByRole('button', { name: '不换' }).click();
  assert.deepEqual(errors, []);
  await context.close();
});

test('the desks: an order is entered and approved by two others, used, and the auditor finds the look', async () => {
  const operator = await deskPage(browser, s, accountOf(s, '中心运营'), 'packages/staff/seals/index');
  const fill = (label, text) => operator.here.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(text);
  await fill('文书号', '津滨监示〔2026〕7 号');
  await fill('出具文书的机关', '滨海新区示例机关');
  await fill('法律和条款', '按会议要求');
  await fill('暂不告知到哪天', '2027-02-28');
  await fill('文书所涉的人的证件号码', '120108199001015154');
  await operator.here.getByRole('button', { name: '登记', exact: true }).click();
  await operator.here.getByText('没有写明法律和条款').waitFor();
  await fill('法律和条款', '《中华人民共和国监察法》第十八条');
  await operator.here.getByRole('button', { name: '登记', exact: true }).click();
  await operator.here.getByRole('table', { name: '文书' }).getByText('等待批准').waitFor();

  const auditor = await deskPage(browser, s, accountOf(s, '审计员'), 'packages/staff/seals/index');
  await auditor.here.getByRole('button', { name: '津滨监示〔2026〕7 号' }).click();
  await auditor.here.locator('#approve-number').fill('120108199001015154');
  await auditor.here.getByRole('button', { name: '批准', exact: true }).click();
  await auditor.here.getByText('等待批准').first().waitFor(); // one approval is not two
  await auditor.goto('packages/staff/register/index');
  await auditor.here.getByRole('button', { name: '查询登记', exact: true }).last().click();
  await auditor.here.getByRole('table', { name: '登记' }).waitFor();
  await auditor.goto('packages/staff/reviews/index');
  await auditor.here.getByRole('button', { name: '审查今天' }).click();
  await auditor.here.getByText('正在审查今天的查询，完成后点刷新').waitFor();
  const width = await auditor.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 1280, 'nothing reaches past the window');
  assert.deepEqual([...operator.errors, ...auditor.errors], []);
  await Promise.all([operator.context.close(), auditor.context.close()]);
});
