// @ts-check
// 信易租 between two phones: a tenant makes and shows a certificate, a landlord opens it from the link, an agent scans it; then it is void.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { accountOf } from '../support/journey.mjs';
import { call, login, must } from '../support/login.mjs';
import { confirmHigh, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';
import { soon } from '../support/soon.mjs';

const TENANT = '13900000103'; // 守信良好
const LANDLORD = '13900000106';
let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('tenant and landlord: made in four taps, opened in five, approved, seen, revoked, void', async () => {
  const tenant = await residentPage(browser, s, TENANT, 'packages/tenancy/list/index');
  await tenant.here.getByText('还没有租房凭证').waitFor();
  await tenant.here.getByRole('button', { name: '生成一张' }).first().click();
  await tenant.here.getByRole('button', { name: '去确认' }).click();
  await confirmHigh(tenant); // once a device: the taps are counted on one that is proven
  await tenant.goto('packages/tenancy/list/index');
  let taps = 0;
  const tap = async (locator) => {
    taps++;
    await locator.click();
  };
  await tap(tenant.here.getByRole('button', { name: '生成一张' }).first());
  await tenant.here.getByText('可享受押金减半').waitFor();
  taps++;
  await tenant.here.getByLabel('我同意按以上范围出示').check();
  await tap(tenant.here.getByRole('button', { name: '生成凭证' }));
  await tenant.here.getByText('还没有人看').waitFor();
  assert.ok(taps <= 4, `${taps} taps`);
  const c = new URLSearchParams(new URL(tenant.page.url()).hash.split('?')[1]).get('id');
  assert.ok(c, tenant.page.url());

  const landlord = await openPage(browser, s, { route: `packages/tenancy/view/index?c=${c}`, permissions: ['clipboard-read', 'clipboard-write'] });
  taps = 0; // from the link to the verdict, on a phone that was never here; 填入 stands for typing the code of the message
  await tap(landlord.here.getByRole('button', { name: '登录', exact: true }));
  await landlord.here.getByLabel('手机号', { exact: true }).fill(LANDLORD);
  await tap(landlord.here.getByRole('button', { name: '获取验证码' }));
  await landlord.here.getByRole('button', { name: '填入' }).click();
  taps++;
  await landlord.here.getByLabel('已阅读并同意').check();
  await tap(landlord.here.getByRole('button', { name: '登录', exact: true }));
  await landlord.here.getByLabel('你怎么称呼').fill('房东 陈先生');
  await tap(landlord.here.getByRole('button', { name: '查看', exact: true }));
  await landlord.here.getByText('已请租客同意').waitFor();

  await tenant.here.getByRole('button', { name: '去处理' }).click();
  await tenant.here.getByText('自称　房东 陈先生').waitFor();
  await tenant.here.getByRole('button', { name: '同意', exact: true }).click();
  await landlord.here.getByText('可享受押金减半').waitFor(); // by itself, no tap more
  assert.ok(taps <= 5, `${taps} taps from the link`);
  await landlord.here.getByText(/^租客　.\*/).waitFor();
  await tenant.here.getByText(/看到“可享受押金减半”/).waitFor();

  // the proof of the moment: given by the tenant, opened and kept by the landlord
  await tenant.here.getByRole('button', { name: '给证明' }).click();
  await tenant.here.getByRole('dialog').getByRole('button', { name: '给证明' }).click();
  await tenant.here.getByText(/给过证明，到/).waitFor();
  await landlord.here.getByRole('button', { name: '租客给了证明，去打开' }).click();
  await landlord.here.getByRole('button', { name: /有效到/ }).click();
  await landlord.here.getByText('可享受押金减半').waitFor();
  await landlord.here.getByText('给你的', { exact: true }).waitFor();
  await landlord.here.getByRole('button', { name: '复制证明' }).click();
  await landlord.here.getByText('证明已复制').waitFor();
  const text = await landlord.page.evaluate(() => navigator.clipboard.readText());
  const checked = async (who, kept, says) => {
    await who.goto('packages/tenancy/proof/index');
    await who.here.getByLabel('证明的文字').fill(kept);
    await who.here.getByRole('button', { name: '核对', exact: true }).click();
    await who.here.getByText(says).first().waitFor();
  };
  const guest = await openPage(browser, s, { route: 'packages/tenancy/proof/index' });
  await checked(guest, text, '这份证明是真的');
  await checked(guest, text.replace('~', 'x~'), '这不是平台签发的证明');
  await checked(landlord, text, '可享受押金减半');
  await checked(tenant, text, '这份证明不是给你的');
  assert.equal([...guest.page.url(), ...landlord.page.url()].join('').includes(text.slice(0, 20)), false);
  await tenant.goto(`packages/tenancy/show/index?id=${c}`);

  await tenant.here.getByRole('button', { name: '立即作废' }).click();
  await tenant.here.getByRole('dialog').getByRole('button', { name: '立即作废' }).click();
  await tenant.here.getByText('这张凭证已经结束').waitFor();
  await checked(landlord, text, '这张凭证已失效');
  await checked(guest, text, '这份证明是真的'); // the signature holds; what became of the certificate is the viewer's to know
  await landlord.goto(`packages/tenancy/view/index?c=${c}`);
  await landlord.page.reload(); // the page that was left here still shows what was seen then
  await landlord.here.getByRole('button', { name: '查看', exact: true }).click();
  await landlord.here.getByText('这张凭证已失效').waitFor();
  assert.equal(await landlord.here.getByText(/租客　/).count(), 0);
  await landlord.here.getByRole('button', { name: '看另一张' }).click();
  await landlord.here.getByText('输入租客给你的 8 位凭证码').waitFor();
  for (const key of 'H7KM4QXD') await landlord.here.getByRole('button', { name: key, exact: true }).click();
  await landlord.here.getByRole('button', { name: '查看', exact: true }).click();
  await landlord.here.getByRole('button', { name: '查看', exact: true }).click();
  await landlord.here.getByText('这张凭证已失效').waitFor();
  assert.deepEqual([...tenant.errors, ...landlord.errors, ...guest.errors], []);
});

test('tenant and agent: held out face to face, seen at once under agency and staff number', async () => {
  const token = await login(s, accountOf(s, '居民（守信优良'));
  const { ticket } = await must(s.url, 'POST', '/api/me/real-name/high', { token, body: { provider: 'window' } });
  await must(s.url, 'POST', '/api/me/real-name/high/finish', { token, body: { ticket } });
  const body = { requestId: 'h5_tenancy_agent', benefit: 'monthly_rent', days: 1, viewers: 1, approval: false, textVersion: 'tenancy-1' };
  const { id } = await must(s.url, 'POST', '/api/tenancy/certificates', { token, body });
  const { qr } = await must(s.url, 'GET', `/api/tenancy/certificates/${id}`, { token });
  const agent = accountOf(s, '经纪人');
  const page = await residentPage(browser, s, agent.phone, 'pages/me/index');
  await page.here.locator('#role').click();
  await page.here
    .getByRole('dialog')
    .getByRole('button', { name: /安居房产中介/ })
    .click();
  await soon(() => page.here.getByRole('dialog').count(), 0);
  await page.goto(`packages/tenancy/view/index${new URL(qr, s.url).search}`);
  await page.here.getByText('你以经纪人身份查看').waitFor();
  await page.here.getByRole('button', { name: '查看', exact: true }).click();
  await page.here.getByText('可享受租金月付').waitFor();
  await page.here.getByText(/安居房产中介（示例）（工号 J0205）　守信中介/).waitFor();
  await page.here.getByText('租客当面出示，也收到了通知。').waitFor();
  // one viewer only: the next is told nothing
  const other = await login(s, accountOf(s, '居民（港澳台'));
  assert.deepEqual((await call(s.url, 'POST', '/api/tenancy/looks', { token: other, body: { link: id } })).body, { state: 'void', waiting: null, shown: null });
  const inbox = await must(s.url, 'GET', '/api/messages', { token });
  assert.equal(inbox.items[0].title, '你的租房凭证被看过一次');
  assert.deepEqual(page.errors, []);
});
