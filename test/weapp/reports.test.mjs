// A person's credit report in the compiled mini-program: chosen, made, opened in WeChat's reader, and compared on the phone.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { accountOf, logInWeapp, proveAtWindow } from '../support/journey.mjs';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const LONG = { timeout: 20_000 };
let s, app;
test.before(async () => {
  s = await system({ h5: false });
});
test.after(() => s?.stop());
test.afterEach(() => {
  const errors = app?.errors ?? [];
  app?.close();
  app = undefined;
  assert.deepEqual(errors, []);
});
const at = (route) => app.waitFor((a) => a.route === route, { ...LONG, what: `route ${route}` });

test('made, opened, genuine, compared; nothing of it stays in the phone’s store', async () => {
  app = weapp(s, { url: 'pages/login/index' });
  await logInWeapp(app, accountOf(s, '居民（守信良好'));
  app.wx.navigateTo({ url: '/packages/credit/reports/index' });
  await app.waitForText('在这台设备上确认一次', LONG);
  await app.tap({ text: '去确认' });
  await proveAtWindow(app);
  await app.waitForText('高级认证完成', LONG);
  await app.tap('#finish');
  await at('packages/credit/reports/index');
  await app.waitForText('还没有出过报告', LONG);

  await app.tap('#to-choose');
  await at('packages/credit/report-choose/index');
  await app.waitForText('放哪几类', LONG);
  await app.tap({ text: '评优申报' });
  await app.tap('#class-08');
  await app.waitFor((a) => /checkbox on/.test(a.html), { ...LONG, what: 'a ticked box' });
  await app.tap('#make');
  await at('packages/credit/report/index');
  await app.waitForText('下载 PDF', LONG);
  const [, code] = /BH\d{8}-(\w{4}-\w{4})/.exec(app.text()) ?? assert.fail('a finished report has its number');
  await app.tap('#download');
  await app.waitFor((a) => a.wx.calls.some((c) => c.name === 'openDocument'), { ...LONG, what: 'the reader' });
  const opened = app.wx.calls.find((c) => c.name === 'openDocument').args[0];
  assert.equal(opened.showMenu, true);
  const bytes = app.wx.files.get(opened.filePath);
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');

  await app.tap('#to-verify');
  await at('packages/publicity/verify/index');
  await app.input('#code', code);
  await app.tap('#check');
  await app.waitForText('这是一份真报告', LONG);
  const digest = createHash('sha256').update(bytes).digest('hex');
  assert.ok(app.text().replace(/\s/g, '').includes(digest), 'the digest is the file’s');
  await app.tap('#compare');
  await app.waitForText('文件没有改动', LONG);
  app.wx.files.set(opened.filePath, Buffer.concat([bytes, Buffer.from(' ')]));
  await app.tap('#compare');
  await app.waitForText('文件和登记的不一样', LONG);
  const kept = JSON.stringify(app.wx.getStorageInfoSync().keys.map((k) => app.wx.getStorageSync(k)));
  assert.ok(!kept.includes(code) && !kept.includes('评优申报'));
});

test('an organisation’s public file, and its report in the reader', async () => {
  app = weapp(s, { url: 'packages/publicity/search/index' });
  await app.input('#q', '示例');
  await app.tap('#search-go');
  await app.waitForText('看信用档案', LONG);
  await app.tap({ text: '看信用档案' });
  await at('packages/publicity/organisation/index');
  await app.waitForText('暂无评级', LONG);
  await app.tap('#download');
  await app.waitFor((a) => a.wx.calls.some((c) => c.name === 'openDocument'), { ...LONG, what: 'the reader' });
  const { filePath } = app.wx.calls.find((c) => c.name === 'openDocument').args[0];
  assert.equal(app.wx.files.get(filePath).subarray(0, 5).toString(), '%PDF-');
});
