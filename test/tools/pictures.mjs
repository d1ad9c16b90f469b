// Takes the README's pictures anew from the built app and demo data: node test/tools/pictures.mjs [NAME…] (home, credit, offers, voucher).
import fs from 'node:fs';
import path from 'node:path';
import { PNG } from 'pngjs';
import { ROOT } from '../../scripts/lib/util.mjs';
import { launchBrowser } from '../support/browser.mjs';
import { accountOf } from '../support/journey.mjs';
import { confirmHigh, residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

const OUT = path.join(ROOT, 'docs/pictures');
const MAX_BYTES = 300_000;
const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.includes(name);

/** Ends the toasts of the way there, then one picture of the phone's screen, packed as tightly as PNG allows. */
async function take({ page, here }, name) {
  if (!wanted(name)) return;
  await here.locator('.toast__in').first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready);
  const picture = PNG.sync.read(await page.screenshot({ animations: 'disabled' }));
  const bytes = PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, filterType: -1 });
  fs.mkdirSync(OUT, { recursive: true });
  fs.writeFileSync(path.join(OUT, `${name}.png`), bytes);
  console.log(`${name}.png ${picture.width} × ${picture.height}, ${Math.ceil(bytes.length / 1000)} KB`);
  if (bytes.length > MAX_BYTES) throw new Error(`${name}.png is larger than ${MAX_BYTES / 1000} KB`);
}

let s;
let browser;
try {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
  const phone = { ...s, url: s.url };
  const seen = await residentPage(
    { newContext: (o) => browser.newContext({ ...o, deviceScaleFactor: 2 }) },
    phone,
    accountOf(s, '守信优良').phone,
    'packages/identity/high/index',
  );
  const { here, goto } = seen;
  await confirmHigh(seen);
  await goto('pages/home/index');
  await here.getByText('可以领').first().waitFor();
  await take(seen, 'home');
  await goto('pages/credit/index');
  await here.getByText('等级是怎么来的').waitFor();
  await take(seen, 'credit');
  await goto('pages/perks/index');
  await here.getByText('你可以领').waitFor();
  await take(seen, 'offers');
  await goto('packages/perks/offer/index?id=coast-park-80');
  await here.getByText('都满足').waitFor();
  await here.locator('#act').click();
  await here.getByText('秒后自动换码').waitFor();
  await take(seen, 'voucher');
} finally {
  await browser?.close();
  await s?.stop();
}
