// @ts-check
// Back, forward, reload and links in a browser (APP-5): never a dead button, never a page other than the address says; the focus follows.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { launchBrowser, openPage } from '../support/browser.mjs';
import { system } from '../support/run-app.mjs';
import { soon } from '../support/soon.mjs';

const SETTINGS = 'packages/identity/settings/index';
const POLICY = 'packages/identity/policy/index';
const ME = 'pages/me/index';
const HOME = 'pages/home/index';
/** @type {Awaited<ReturnType<typeof system>>} */ let s;
/** @type {import('playwright-core').Browser} */ let browser;
test.before(async () => {
  [s, browser] = await Promise.all([system(), launchBrowser()]);
});
test.after(async () => {
  await browser?.close();
  await s?.stop();
});

/** @param {string} route */
async function visit(route) {
  const { page, errors, context } = await openPage(browser, s, { route });
  // a page on its way out may be in sight beside the next for a moment
  const shown = () =>
    page.evaluate(() => {
      const pages = [...document.querySelectorAll('.taro_page')].filter((p) => p.getClientRects().length);
      return { routes: pages.map((p) => p.id.replace(/^\//, '').split('?')[0]), heading: document.activeElement?.tagName };
    });
  return {
    page,
    /** The address and the page in sight both say `route`, and its heading has the focus. @param {string} route */
    at: async (route) => {
      const end = Date.now() + 8000;
      for (;;) {
        const now = await shown();
        const address = new URL(page.url()).hash.replace(/^#\//, '').split('?')[0];
        if (address === route && now.routes.length === 1 && now.routes[0] === route && now.heading === 'H1') return;
        if (Date.now() > end) assert.fail(`expected ${route}: address ${address}, in sight ${now.routes}, focus on ${now.heading}`);
        await page.waitForTimeout(50);
      }
    },
    back: () => page.locator('.taro_page:visible').last().getByRole('button', { name: '返回' }).click(),
    settings: () => page.locator('#settings:visible').click(),
    tab: (/** @type {string} */ name) => page.locator(`#tab-${name}:visible`).click(),
    done: async () => {
      assert.deepEqual(errors, []);
      await context.close();
    },
  };
}

test('a page opened by a link: its back leads to its parent, step by step to a tab', async () => {
  const v = await visit(POLICY);
  await v.at(POLICY);
  await v.back();
  await v.at(SETTINGS);
  await v.back();
  await v.at(ME);
  await v.done();
});
test('list, detail, reload, browser back: the list; then forward: the detail; both reloads stay where they are', async () => {
  const v = await visit(ME);
  await v.at(ME);
  await v.settings();
  await v.at(SETTINGS);
  await v.page.reload();
  await v.at(SETTINGS);
  await v.page.goBack();
  await v.at(ME);
  await v.page.goForward();
  await v.at(SETTINGS);
  await v.back();
  await v.at(ME);
  await v.page.reload();
  await v.at(ME);
  await v.done();
});
test('me, reload, detail, back, home, me, detail, back: me, and the address says me', async () => {
  const v = await visit(ME);
  await v.at(ME);
  await v.page.reload();
  await v.at(ME);
  await v.settings();
  await v.at(SETTINGS);
  await v.back();
  await v.at(ME);
  await v.tab('home');
  await v.at(HOME);
  await v.tab('me');
  await v.at(ME);
  await v.settings();
  await v.at(SETTINGS);
  await v.back();
  await v.at(ME);
  await v.done();
});
test('the list keeps its scroll while a detail is open', async () => {
  const v = await visit(ME);
  await v.at(ME);
  await v.page.setViewportSize({ width: 390, height: 420 });
  const scroll = () =>
    v.page.evaluate(() => Math.max(document.scrollingElement?.scrollTop ?? 0, ...[...document.querySelectorAll('.taro_page')].map((p) => p.scrollTop)));
  // set, not wheeled: a wheel's glide ends when it likes
  await v.page.evaluate(() => {
    for (const e of [document.scrollingElement, ...document.querySelectorAll('.taro_page')]) if (e) e.scrollTop = 120;
  });
  const before = await scroll();
  assert.ok(before > 0, 'the page is long enough to scroll');
  await v.settings();
  await v.at(SETTINGS);
  await v.page.goBack();
  await v.at(ME);
  await soon(scroll, before);
  await v.done();
});

test('APP-6: with the keyboard up, the field stands 16 px or more above it, the button below can be reached, and the page is back afterwards', async () => {
  /** @type {{ expect: Record<string, string>, elderMode: boolean[] }} */
  const { expect, elderMode } = JSON.parse(fs.readFileSync(new URL('../cases/APP-6.keyboard.json', import.meta.url), 'utf8'));
  const gap = Number(/\d+/.exec(expect.focusedFieldBottomToKeyboard_px)?.[0]);
  const KEYBOARD = 336;
  for (const care of elderMode) {
    const { page, here, context, goto, errors } = await openPage(browser, s, { route: SETTINGS, hasTouch: true, isMobile: true });
    if (care) await here.getByRole('switch', { name: '关怀版' }).click();
    /** @type {[route: string, field: string, button: string][]} */
    const pages = [
      ['pages/login/index', '#code', '#login'],
      ['packages/publicity/search/index', '#q', '#search-go'],
    ];
    for (const [route, field, button] of pages) {
      await goto(route);
      const input = here.locator(field);
      await input.tap();
      await page.setViewportSize({ width: 390, height: 844 - KEYBOARD });
      const clear = async () => {
        const box = await input.boundingBox();
        return box !== null && box.y >= 0 && box.y + box.height + gap <= 844 - KEYBOARD;
      };
      await soon(clear, true, `${route} ${field}, care ${care}`);
      await here.locator(button).scrollIntoViewIfNeeded();
      await soon(async () => ((await here.locator(button).boundingBox())?.y ?? 9999) < 844 - KEYBOARD, true, `${button} is in reach`);
      await page.setViewportSize({ width: 390, height: 844 });
      await soon(() => page.evaluate(() => document.documentElement.scrollHeight >= window.innerHeight && window.scrollX === 0), true, 'the page is back');
    }
    assert.deepEqual(errors, []);
    await context.close();
  }
});
