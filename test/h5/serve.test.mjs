// H5 as the server serves it: one origin, no error, no foreign request.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { system } from '../support/run-app.mjs';

let s;
let browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('the first page opens for a guest, from one origin and without an error', async () => {
  const { page, here, errors, context, goto } = await openPage(browser, s);
  const origins = new Set();
  page.on('request', (r) => origins.add(new URL(r.url()).origin));
  await goto('');
  await here.first().waitFor();
  await page.waitForLoadState('networkidle');
  assert.ok((await here.textContent()).length > 20);
  assert.deepEqual(
    [...origins].filter((o) => o !== s.url && o !== 'null'),
    [],
  );
  assert.deepEqual(errors, []);
  await context.close();
});
test('both server processes serve the same page', async () => {
  const [a, b] = await Promise.all(s.urls.map(async (u) => (await fetch(`${u}/`)).text()));
  assert.equal(a, b);
});
