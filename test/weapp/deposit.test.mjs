// 免押 in the compiled mini-program: opened by the operator's mini-program, answered to it and to nobody else.
import assert from 'node:assert/strict';
import test from 'node:test';
import { newQuestion, operatorServer } from '../support/deposit-operator.mjs';
import { accountOf, logInWeapp } from '../support/journey.mjs';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const LONG = { timeout: 15_000 };
const OPERATOR = 'wx00000000000d0002';
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
/** Opens our page as WeChat does when that mini-program asked for it; `back` collects what it gets. */
function openedBy(appId, { ask }, back) {
  const url = `packages/mobility/authorise/index?${Object.entries(ask)
    .map(([k, v]) => `${k}=${encodeURIComponent(v)}`)
    .join('&')}`;
  const navigateBackMiniProgram = (o) => {
    back.push(o.extraData);
    queueMicrotask(() => o.success?.({ errMsg: 'navigateBackMiniProgram:ok' }));
  };
  return weapp(s, { url, api: { getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1037, referrerInfo: { appId } }), navigateBackMiniProgram } });
}

test('the operator’s mini-program asks, gets a code, and the person sees the use', async () => {
  const operator = await operatorServer(s, 'bay-power');
  const question = newQuestion({ client: 'bay-power', redirect: `weapp:${OPERATOR}` });
  const back = [];
  app = openedBy(OPERATOR, question, back);
  await app.waitForText('登录后由你决定', LONG);
  await app.tap({ text: '登录' });
  await logInWeapp(app, accountOf(s, '守信良好'));
  await app.waitForText('想知道能不能给你免押', LONG);
  await app.tap('#tick');
  await app.waitFor((a) => /checkbox on/.test(a.html), { ...LONG, what: 'a ticked box' });
  await app.tap('#agree');
  await app.waitFor(() => back.length > 0, { ...LONG, what: 'the way back' });
  assert.equal(back[0].state, question.ask.state);
  const { authorisation, verdict } = await operator.exchange(question, back[0].code);
  assert.equal(verdict, 'yes');
  assert.equal(await operator.start(authorisation, 'HW-1125-0001'), 'yes');
  app.close();

  await s.clock.advance(61_000);
  app = weapp(s, { url: 'packages/mobility/deposits/index' });
  await app.waitForText('登录后看你的免押授权', LONG);
  await app.tap({ text: '登录' });
  await logInWeapp(app, accountOf(s, '守信良好'));
  await app.waitForText('单号 HW-1125-0001', LONG);
  await app.tap('#manage-bay-power');
  await app.waitFor((a) => a.find('#withdraw'), { ...LONG, what: 'the way out' });
  await app.tap('#withdraw');
  await app.waitFor((a) => a.find('#confirm-withdraw'), { ...LONG, what: 'the last question' });
  await app.tap('#confirm-withdraw');
  await app.waitForText('你撤回了授权', LONG);
  assert.equal(await operator.start(authorisation, 'HW-1125-0002'), 'not_now');
});

test('opened by another mini-program with the operator’s address: WeChat would answer to that one, so nothing is asked', async () => {
  const back = [];
  app = openedBy('wx00000000000d0666', newQuestion({ client: 'bay-power', redirect: `weapp:${OPERATOR}` }), back);
  await app.waitForText('这个链接不是运营方登记过的，我们没有打开它', LONG);
  assert.ok(!app.find('#agree'));
  assert.deepEqual(back, []);
});
