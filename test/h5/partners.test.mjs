// @ts-check
// F3 at the desk: two operators open a partner, its key is added and revoked, and its own system notices each time.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import test from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { deskPage } from '../support/desk.mjs';
import { accountOf } from '../support/journey.mjs';
import { signingClient } from '../support/partner.mjs';
import { system } from '../support/run-app.mjs';

const PAGE = 'packages/staff/partners/index';
const ID = 'haihe-ferry';
let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('registered by one, approved by another, called with its key, and no longer once that is revoked', async () => {
  const [one, two] = [accountOf(s, '中心运营'), accountOf(s, '主任')];
  const first = await deskPage(browser, s, one, PAGE);
  await first.here.getByLabel('单位编号').fill(ID);
  await first.here.getByLabel('问本人选定的优惠能否享受').check();
  await first.here.getByRole('button', { name: '登记', exact: true }).first().click();
  await first.here.getByText('这是你提出的，由另一位运营批准。').waitFor();
  const second = await deskPage(browser, s, two, PAGE);
  await second.here.getByRole('button', { name: '海河游船（示例）' }).click();
  await second.here.getByRole('button', { name: '批准', exact: true }).click();
  await second.here.getByText('等待批准的增加').waitFor({ state: 'detached' });

  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await second.here.getByLabel('密钥名').fill('k1');
  await second.here.getByLabel('Ed25519 公钥').fill(publicKey.export({ format: 'jwk' }).x ?? '');
  await second.page.locator('#key-add').click();
  await second.here.getByRole('cell', { name: `${ID}.k1`, exact: true }).waitFor();
  const ferry = signingClient({ url: s.url, keyId: `${ID}.k1`, privateKey });
  const told = async () => (await ferry.get('/api/partner/v1/ping')).body;
  assert.deepEqual((await told()).claims, ['offer_verdict']);

  await second.here.getByRole('button', { name: `吊销 ${ID}.k1` }).click();
  await second.page.locator('#ask-go').click();
  await second.here.getByText('已吊销').waitFor();
  assert.equal((await told()).code, 'partner_key_revoked');
  assert.deepEqual([...first.errors, ...second.errors], []);
  await Promise.all([first.context.close(), second.context.close()]);
});
