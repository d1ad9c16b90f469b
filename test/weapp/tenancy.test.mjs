// 信易租 in the compiled mini-program: a tenant makes a certificate, approves the landlord, gives a proof of the moment, and revokes; the landlord sees each.
import assert from 'node:assert/strict';
import test from 'node:test';
import { accountOf, logInWeapp, proveAtWindow } from '../support/journey.mjs';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const LONG = { timeout: 30_000 };
let s;
const apps = [];
test.before(async () => {
  s = await system({ h5: false });
});
test.after(() => s?.stop());
test.afterEach(() => {
  const errors = apps.flatMap((a) => a.errors);
  for (const a of apps.splice(0)) a.close();
  assert.deepEqual(errors, []);
});
const opened = (url) => {
  const app = weapp(s, { url });
  apps.push(app);
  return app;
};
const at = (app, route) => app.waitFor((a) => a.route === route, { ...LONG, what: `route ${route}` });

test('made, asked for, approved, proven, revoked', async () => {
  const tenant = opened('packages/tenancy/make/index');
  await tenant.waitForText('登录后使用租房凭证', LONG);
  await tenant.tap({ text: '登录' });
  await logInWeapp(tenant, accountOf(s, '居民（守信良好）'));
  await tenant.waitForText('去确认', LONG);
  await tenant.tap({ text: '去确认' });
  await proveAtWindow(tenant);
  await tenant.tap('#finish');
  await at(tenant, 'packages/tenancy/make/index');
  await tenant.waitForText('可享受押金减半', LONG);
  await tenant.tap('#agree');
  await tenant.tap('#submit');
  await at(tenant, 'packages/tenancy/show/index');
  await tenant.waitForText('还没有人看', LONG);

  const made = await (await s.db()).collection('certificates').findOne({}, { sort: { madeAt: -1 } });
  const landlord = opened(`packages/tenancy/view/index?c=${made._id}`);
  await landlord.waitForText('登录后查看租房凭证', LONG);
  await landlord.tap({ text: '登录' });
  await logInWeapp(landlord, { phone: '13900000106' });
  await at(landlord, 'packages/tenancy/view/index');
  await landlord.waitFor((a) => a.find('#look'), { ...LONG, what: 'the button 查看' });
  await landlord.tap('#look');
  await landlord.waitForText('已请租客同意', LONG);

  await tenant.waitForText('去处理', LONG);
  await tenant.tap({ text: '去处理' });
  await tenant.waitFor((a) => a.find('#allow'), { ...LONG, what: 'the question' });
  await tenant.tap('#allow');
  await landlord.waitForText('可享受押金减半', LONG);

  await tenant.waitForText('给证明', LONG);
  await tenant.tap({ text: '给证明' });
  await tenant.waitFor((a) => a.find('#give'), { ...LONG, what: 'the sheet of the proof' });
  await tenant.tap('#give');
  await tenant.waitForText('给过证明，到', LONG);
  await landlord.tap('#proofs');
  await at(landlord, 'packages/tenancy/proof/index');
  await landlord.waitForText('有效到', LONG);
  await landlord.tap('#proof-0');
  await landlord.waitForText('给你的', LONG);

  await tenant.tap('#revoke');
  await tenant.waitFor((a) => a.find('#confirm-revoke'), { ...LONG, what: 'the question' });
  await tenant.tap('#confirm-revoke');
  await tenant.waitForText('这张凭证已经结束', LONG);
  await landlord.tap('#another');
  await landlord.waitForText('有效到', LONG);
  await landlord.tap('#proof-0');
  await landlord.waitForText('这张凭证已失效', LONG);
});
