// @ts-check
// One person in two tabs: both refresh at once and stay logged in; a page of another site cannot refresh for them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { residentPage } from '../support/resident.mjs';
import { system } from '../support/run-app.mjs';

const PHONE = '13900000392';
const PAGE = 'packages/identity/devices/index';
const REFRESH = '**/api/session/refresh';
let s, browser;
test.before(async () => {
  [s, browser] = await Promise.all([system({ demo: false }), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

test('two tabs refresh with one token at the same moment: one successor for both, one device, nobody logged out', async () => {
  const { context, page, here, errors } = await residentPage(browser, s, PHONE, PAGE);
  await here.getByText('这台设备', { exact: true }).waitFor();
  const other = await context.newPage();
  const family = async () => (await s.db()).collection('refresh_families').findOne({});
  const { seq } = await family();
  const [token] = await context.cookies(`${s.url}/api/session`);
  assert.deepEqual([token?.httpOnly, token?.sameSite, token?.path], [true, 'Strict', '/api/session']);

  // both requests are held until the other is there, then sent with the cookie both began with, one to each server
  const held = [];
  const answers = [];
  let both;
  const ready = new Promise((r) => {
    both = r;
  });
  await context.route(REFRESH, async (route) => {
    const i = held.push(route) - 1;
    if (held.length === 2) both(undefined);
    await ready;
    const url = `${s.urls[i % 2]}/api/session/refresh`;
    const response = await route.fetch({ url, headers: { ...route.request().headers(), cookie: `${token?.name}=${token?.value}` } });
    answers.push(response);
    await route.fulfill({ response });
  });
  await Promise.all([page.reload(), other.goto(`${s.url}/#/${PAGE}`)]);
  for (const p of [page, other]) await p.locator('.taro_page_show:not(.taro_page_shade)').getByText('这台设备', { exact: true }).waitFor();
  await context.unroute(REFRESH);
  assert.deepEqual(
    answers.map((a) => a.status()),
    [200, 200],
  );
  const cookies = answers.map((a) => (a.headers()['set-cookie'] ?? '').split(';')[0]);
  assert.equal(cookies[0], cookies[1], 'the same successor');
  assert.deepEqual([(await family()).seq, (await family()).ended], [seq + 1, null]);

  // and on: either tab refreshes again
  await s.clock.advance(60_000);
  for (const p of [other, page]) {
    await p.reload();
    const shown = p.locator('.taro_page_show:not(.taro_page_shade)');
    await shown.getByText('这台设备', { exact: true }).waitFor();
  }
  assert.equal((await family()).ended, null);
  assert.equal((await (await s.db()).collection('people').findOne({})).sessions.length, 1, 'one device');
  await s.clock.reset();
  assert.deepEqual(errors, []);
  await context.close();
});
test('a page of another site: the cookie does not go along, and no answer can be read', async () => {
  const { context, here } = await residentPage(browser, s, '13900000393', PAGE);
  await here.getByText('这台设备', { exact: true }).waitFor();
  const foreign = await context.newPage();
  const elsewhere = s.urls[1].replace('127.0.0.1', 'localhost');
  await context.route(`${elsewhere}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>示例' }));
  await foreign.goto(`${elsewhere}/`);
  const sent = [];
  foreign.on('request', (r) => r.url().includes('/session/') && sent.push(r));
  const said = await foreign.evaluate(async (url) => {
    const ask = (mode, type) =>
      fetch(url, { method: 'POST', credentials: 'include', mode, headers: { 'content-type': type }, body: '{}' }).then(
        (r) => `${r.type} ${r.status}`,
        () => 'refused',
      );
    return [await ask('no-cors', 'text/plain'), await ask('cors', 'application/json')];
  }, `${s.url}/api/session/refresh`);
  assert.ok(sent.length > 0);
  for (const r of sent) assert.equal((await r.allHeaders()).cookie, undefined);
  for (const answer of said) assert.ok(['opaque 0', 'refused'].includes(answer), said.join());
  const families = await (await s.db()).collection('refresh_families').find().sort({ createdAt: -1 }).limit(1).toArray();
  await here.page().reload();
  await here.getByText('这台设备', { exact: true }).waitFor();
  assert.equal(
    (await (await s.db()).collection('refresh_families').findOne({ _id: families[0]?._id })).seq,
    families[0]?.seq + 1,
    'only the own page refreshed',
  );
  await context.close();
});
