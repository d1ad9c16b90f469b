// What the compiled mini-program does around its pages: WeChat's privacy question, font setting, care edition, page stack, large pages, a full store.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const cases = (name) => JSON.parse(fs.readFileSync(new URL(`../cases/${name}`, import.meta.url), 'utf8'));
let s;
let app;
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
const settled = (a) => a.waitFor(() => a.text().length > 20, { timeout: 10_000, what: 'a page with text' });

test('APP-4: two functions share one sheet and both go on; refusing keeps the page and the next tap asks again', async () => {
  let ask;
  app = weapp(s, {
    api: {
      onNeedPrivacyAuthorization: (f) => {
        ask = f;
      },
    },
  });
  await settled(app);
  const answers = [];
  ask((a) => answers.push(a.event === 'agree' ? `agree ${a.buttonId}` : a.event));
  ask((a) => answers.push(a.event === 'agree' ? `agree ${a.buttonId}` : a.event));
  await app.waitFor(() => app.find('#privacy-agree'), { what: 'the sheet' });
  assert.equal(app.html.split('open-type="agreePrivacyAuthorization"').length - 1, 1, 'one sheet, with the button the platform wants');
  await app.fire('#privacy-agree', 'agreeprivacyauthorization');
  await app.waitFor(() => !app.find('#privacy-agree'), { what: 'the sheet to go' });
  assert.deepEqual(answers, ['exposureAuthorization', 'exposureAuthorization', 'agree privacy-agree', 'agree privacy-agree']);
  answers.length = 0;
  ask((a) => answers.push(a.event));
  await app.waitFor(() => app.find('#privacy-refuse'));
  await app.tap('#privacy-refuse');
  assert.deepEqual(answers, ['exposureAuthorization', 'disagree']);
  await settled(app);
  ask(() => {});
  await app.waitFor(() => app.find('#privacy-agree'), { what: 'to be asked again' });
});
test('APP-4: a base library that never asks breaks nothing', async () => {
  app = weapp(s, { api: { onNeedPrivacyAuthorization: undefined } });
  await settled(app);
});

/** A phone's store that outlives the app. */
const phoneStore = () => {
  const store = new Map();
  return {
    store,
    api: {
      getStorageSync: (k) => store.get(k) ?? '',
      setStorageSync: (k, v) => void store.set(k, v),
      removeStorageSync: (k) => void store.delete(k),
    },
  };
};
const rootOf = (a) => ({ k: Number(/--k: ([\d.]+)/.exec(a.html)?.[1]), care: /class="ui(?: [^"]*)? care[ "]/.test(a.html) });
test("A11-1: the root carries WeChat's font factor; a very large setting starts in the care edition", async () => {
  for (const factor of cases('A11-1.font-setting.json').fontSizeScaleFactor) {
    app?.close();
    app = weapp(s, { api: { getAppBaseInfo: () => ({ SDKVersion: '3.8.0', fontSizeScaleFactor: factor }) } });
    await settled(app);
    const { k, care } = rootOf(app);
    assert.equal(care, factor >= 1.4);
    assert.equal(k, Math.min(care ? factor * 1.4 : factor, 30 / 16));
  }
});
test('A11-1: the care edition is switched on at home before log-in, has three tabs, survives a restart, and is switched back', async () => {
  const phone = phoneStore();
  app = weapp(s, { api: phone.api });
  await app.tap('#to-care');
  await app.waitFor(() => rootOf(app).care, { what: 'the care edition' });
  await app.waitFor(() => !app.find('#tab-perks'), { what: 'three tabs' });
  for (const tab of ['home', 'credit', 'me']) assert.ok(app.find(`#tab-${tab}`), tab);
  app.close();
  app = weapp(s, { api: phone.api });
  await settled(app);
  assert.deepEqual(rootOf(app), { k: 1.4, care: true });
  await app.tap('#standard');
  await app.waitFor(() => !rootOf(app).care, { what: 'the standard edition' });
  assert.ok(app.find('#tab-perks'));
});
test('APP-7: with a store that takes nothing the app works, and nothing is lost in silence to an exception', async () => {
  app = weapp(s, {
    api: {
      setStorageSync: () => {
        throw new Error('setStorage:fail exceed storage max size');
      },
    },
  });
  await settled(app);
  await app.tap('#to-care');
  await app.waitFor(() => rootOf(app).care, { what: 'the care edition' });
});
test('the tabs switch by our own bar, each with its heading; a page says its name to a screen reader', async () => {
  app = weapp(s);
  await settled(app);
  for (const tab of ['credit', 'perks', 'me', 'home']) {
    await app.tap(`#tab-${tab}`);
    await app.waitFor((a) => a.route === `pages/${tab}/index`, { what: tab });
    await app.waitFor((a) => a.html.includes('aria-role="heading"'), { what: `heading of ${tab}` });
    assert.ok(app.html.includes('aria-role="main"') && app.html.includes('aria-label="主导航"'), tab);
  }
});

test('APP-6: every field of a form keeps its distance from the keyboard', async () => {
  const gap = Number(/\d+/.exec(cases('APP-6.keyboard.json').expect.focusedFieldBottomToKeyboard_px)?.[0]);
  app = weapp(s, { url: 'packages/publicity/search/index' });
  await settled(app);
  const fields = app.html.match(/<(input|textarea)[^>]*>/g) ?? [];
  assert.ok(fields.length > 0);
  for (const field of fields) assert.ok(Number(/cursor-spacing="(\d+)"/.exec(field)?.[1]) >= gap, field);
});
