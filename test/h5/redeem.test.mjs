// @ts-check
// The main job in a browser: a resident sees the grade and claims, a clerk in another browser redeems, the resident's page says so.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { accountOf } from '../support/journey.mjs';
import { filmOf, readQrPicture } from '../support/qr.mjs';
import { confirmHigh, fillLogin, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

const PARK = 'packages/perks/offer/index?id=coast-park-80';
let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});
const short = async (here) => ((await here.locator('.short').textContent()) ?? '').replace(/\s/g, '');

/** A clerk at the desk of the park's south gate, logged in and in the role. */
async function clerkAtDesk(at = browser, ready = async (_context) => {}) {
  const clerk = await openPage(at, { url: s.urls[1] }, { route: 'pages/me/index' }); // the other server process
  await ready(clerk.context);
  await clerk.here.locator('#to-login').click();
  await fillLogin(clerk, accountOf(s, '店员（东疆').phone);
  await clerk.here.locator('#role').click();
  await clerk.here.getByRole('dialog').getByRole('button', { name: /店员/ }).click();
  await clerk.here.getByRole('dialog').waitFor({ state: 'detached' });
  await clerk.goto('packages/counter/desk/index');
  await clerk.here.getByText('公园南门售票处').waitFor();
  return clerk;
}
async function typeCode({ here }, code) {
  await here.locator('#type-code').click();
  for (const letter of code) await here.locator(`#key-${letter}`).click();
  await here.locator('#check-code').click();
}

test('log in → grade → claim → the clerk redeems → the page of the resident says 已核销', async () => {
  const resident = await openPage(browser, s);
  const { here, page } = resident;
  const addresses = [];
  page.on('request', (r) => addresses.push(r.url()));
  await here.locator('#to-login').click();
  await fillLogin(resident, accountOf(s, '守信优良').phone);

  await here.getByRole('button', { name: '显示等级' }).click();
  await confirmHigh(resident);
  await resident.goto('');
  const eye = here.getByRole('button', { name: '显示等级' });
  const graded = here.getByLabel('守信优良').first();
  await eye.or(graded).first().waitFor(); // covered again, or still open as it was left
  if (await eye.isVisible()) await eye.click();
  await graded.waitFor();

  await here.getByRole('navigation', { name: '主导航' }).getByRole('button', { name: '权益' }).click();
  await here.getByText('你可以领').waitFor();
  await here.locator('#offer-coast-park-80').click();
  await here.getByText('都满足').waitFor();
  await here.locator('#act').dblclick(); // a second tap is the same tap
  await here.getByText('秒后自动换码').waitFor();
  const picture = await here.locator('.qrbox__img').getAttribute('src');
  assert.match(readQrPicture(picture) ?? '', /^BH1\./, 'a scanner reads the picture');
  const box = await here.locator('.qrbox__img').boundingBox();
  assert.ok((box?.width ?? 0) >= 240, `the code is ${box?.width} px wide`);

  // the browser has no network, the code goes on changing
  await resident.context.setOffline(true);
  await here.getByText('没有网络，照常可用').waitFor();
  const before = readQrPicture(picture);
  await page.waitForFunction((old) => document.querySelector('.taro_page_show .qrbox__img')?.getAttribute('src') !== old, picture, { timeout: 35_000 });
  const after = readQrPicture(await here.locator('.qrbox__img').getAttribute('src'));
  assert.match(after ?? '', /^BH1\./);
  assert.notEqual(after, before, 'a screenshot is worth nothing after a step');
  await resident.context.setOffline(false);
  await here.getByText('没有网络，照常可用').waitFor({ state: 'detached' });

  const clerk = await clerkAtDesk();
  await typeCode(clerk, await short(here));
  await clerk.here.getByText('券码有效，已锁定 10 分钟').waitFor();
  await here.getByText('店员已扫码，正在确认').waitFor({ timeout: 10_000 });
  await clerk.here.getByRole('button', { name: /加一/ }).click();
  await clerk.here.locator('#confirm').dblclick();
  await clerk.here.getByText('核销成功').first().waitFor();

  await here.getByText('公园南门售票处').waitFor({ timeout: 10_000 });
  await here.locator('.stamp').getByText('已核销').waitFor();
  assert.equal(await here.locator('.qrbox__img').count(), 0, 'no code is left to scan');
  const db = await s.db();
  assert.equal(await db.collection('vouchers').countDocuments({ offer: 'coast-park-80', state: 'redeemed' }), 1, 'redeemed once, though tapped twice');
  assert.equal(await db.collection('vouchers').countDocuments({ offer: 'coast-park-80' }), 1, 'claimed once, though tapped twice');

  // neither addresses nor the store tell a secret
  assert.deepEqual(
    addresses.filter((a) => /139\d{8}|secret=|BH1/.test(a)),
    [],
  );
  const stored = await page.evaluate(() => localStorage.getItem('bh.voucher-secrets') ?? '');
  assert.doesNotMatch(stored, /codeId/, 'the secret of a redeemed voucher is forgotten');
  assert.deepEqual([...resident.errors, ...clerk.errors], []);
  await Promise.all([resident.context.close(), clerk.context.close()]);
});

test('a guest who taps 领取 comes back to the same offer, and consent comes unticked, with buttons of equal size', async () => {
  const guest = await openPage(browser, s, { route: 'packages/perks/offer/index?id=bike-deposit' });
  const { here } = guest;
  await here.getByText('登录后逐条核对').waitFor();
  await here.locator('#act').click();
  await fillLogin(guest, accountOf(s, '守信良好').phone);
  await here.getByText('同意核验并领取').click();
  const agree = here.locator('#consent-agree');
  await agree.waitFor();
  assert.equal(await here.locator('#consent-tick').isChecked(), false);
  assert.equal(await agree.isDisabled(), true);
  const [no, yes] = await Promise.all([here.locator('#consent-refuse').boundingBox(), agree.boundingBox()]);
  assert.deepEqual([no?.width, no?.height], [yes?.width, yes?.height]);
  for (const field of ['接收方', '用途与方式', '期限', '你的权利', '对方会看到', '对方看不到']) await here.getByText(field, { exact: true }).first().waitFor();
  await here.locator('label[for=consent-tick]').click();
  await agree.click();
  await here.getByText('秒后自动换码').waitFor();

  await here.locator('#cancel').click();
  await here.locator('#confirm-cancel').click();
  await here.locator('.stamp').getByText('已取消').waitFor();
  await here.getByText('取消不影响信用').waitFor();
  assert.deepEqual(guest.errors, []);
  await guest.context.close();
});

test('terms that change while the page is open are shown before anything is claimed', async () => {
  const seen = await residentPage(browser, s, accountOf(s, '守信示范').phone, PARK);
  const { here } = seen;
  await here.getByText('都满足').waitFor();
  const db = await s.db();
  await db.collection('offers').updateOne({ _id: 'coast-park-80' }, { $inc: { version: 1, rev: 1_000_000 } });
  await db.collection('offer_stock').updateOne({ _id: 'coast-park-80' }, { $inc: { offerVersion: 1 } });
  await here.locator('#act').click();
  await here.getByText('条款刚刚更新，已换成新的').waitFor();
  assert.equal(await here.locator('.stamp, .short').count(), 0, 'nothing was claimed');

  // a condition on the place: stated with a consent of its own, and back at the same offer
  await seen.goto('packages/perks/offer/index?id=home-care');
  await here.getByText('常住或工作在汉沽街道、寨上街道、茶淀街道').waitFor();
  await here.getByRole('button', { name: '去填写' }).click();
  await here.locator('#live').click();
  await here.getByText('汉沽街道', { exact: true }).click();
  await here.locator('label[for=agree]').click();
  await here.getByRole('button', { name: '同意并保存' }).click();
  await here.getByText('都满足').waitFor();
  assert.deepEqual(seen.errors, []);
  await seen.context.close();
});

test('a browser without a reader of its own scans by its camera: asked by a tap, refused once, its light turned on and off', async (t) => {
  const film = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-film-')), 'code.y4m');
  fs.writeFileSync(film, filmOf(null));
  const withCamera = await launchBrowser(['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]);
  t.after(() => withCamera.close());
  // the fake camera has no light: this one remembers what it was told
  const lamp = () => {
    const { prototype } = MediaStreamTrack;
    const real = prototype.getCapabilities;
    prototype.getCapabilities = function () {
      return { ...real.call(this), torch: true };
    };
    /** @param {any} wish */
    prototype.applyConstraints = async (wish) => {
      document.title = `light ${wish.advanced[0].torch}`;
    };
  };
  await s.clock.advance(61_000); // the clerk of above is sent another code
  const desk = await clerkAtDesk(withCamera, (context) => context.addInitScript(lamp));
  await desk.page.reload(); // the script above begins with a new document
  await desk.here.getByText('点取景框打开摄像头').waitFor();
  assert.equal(await desk.page.evaluate(() => 'BarcodeDetector' in window), false);

  await desk.here.locator('#scan').click();
  await desk.here.getByText('摄像头没有打开').waitFor(); // nobody is there to allow it
  await desk.context.grantPermissions(['camera']);
  await desk.here.locator('#scan').click();
  await desk.here.getByText('对准市民手机上的券码').waitFor();
  for (const [button, light] of [
    ['手电', 'true'],
    ['关手电', 'false'],
  ]) {
    await desk.here.getByRole('button', { name: button, exact: true }).click();
    await desk.page.waitForFunction((title) => document.title === title, `light ${light}`);
  }

  const resident = await residentPage(browser, s, accountOf(s, '只做了基础实名').phone, 'packages/perks/offer/index?id=coast-park-locker');
  await resident.here.getByText('都满足').waitFor();
  await resident.here.locator('#act').click();
  const code = resident.here.locator('.qrbox__img');
  await code.waitFor();
  fs.writeFileSync(film, filmOf(await code.getAttribute('src')));

  await desk.here.locator('#scan').click(); // the finder opens the camera anew
  await desk.here.getByText('券码有效，已锁定 10 分钟').waitFor();
  await desk.here.locator('#confirm').click();
  await desk.here.getByText('核销成功').first().waitFor();
  await resident.here.locator('.stamp').getByText('已核销').waitFor({ timeout: 10_000 });

  // allowed once, it opens by itself, and sees the code that is still before it
  await desk.goto('packages/counter/desk/index');
  await desk.here.getByText('不能核销').first().waitFor();
  assert.deepEqual([...desk.errors, ...resident.errors], []);
  await resident.context.close();
});
