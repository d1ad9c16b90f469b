// @ts-check
// Every component in every state, in the standard and the care edition: no accessibility violation, nothing cut, targets large enough, codes readable.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import jsqr from 'jsqr';
import { gallery } from '../../scripts/lib/build.mjs';
import { launchBrowser } from '../support/chromium.mjs';
import { serveDist } from '../support/serve-dist.mjs';
import { soon } from '../support/soon.mjs';

const decode = /** @type {(d: Uint8ClampedArray, w: number, h: number) => { data: string } | null} */ (/** @type {unknown} */ (jsqr));
const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const dist = fileURLToPath(new URL('../../miniapp/dist/h5-gallery', import.meta.url));
const cases = JSON.parse(fs.readFileSync(new URL('../cases/A11-1.font-setting.json', import.meta.url), 'utf8'));
const LONG = process.env.TEST_LONG === '1';
const ENDS = [Math.min(...cases.fontSizeScaleFactor), Math.max(...cases.fontSizeScaleFactor)];
/** @type {Awaited<ReturnType<typeof serveDist>>} */ let site;
/** @type {import('playwright-core').Browser} */ let browser;
/** @type {string[]} */ let parts;
test.before(async () => {
  await gallery();
  [site, browser] = await Promise.all([serveDist(dist), launchBrowser()]);
  const page = await open('');
  parts = await page.locator('.cell__title').allTextContents();
  assert.ok(parts.length > 25, `only ${parts.length} parts`);
});
test.after(async () => {
  await browser?.close();
  await site?.stop();
});

/** One page for each width; a component's faults are reported with its name. @type {Map<number, import('playwright-core').Page>} */
const pages = new Map();
/** @type {string[]} */ const faults = [];
/** @param {string} part @param {{ care?: boolean, k?: number, width?: number }} [o] */
async function open(part, { care = false, k = 1, width = 390 } = {}) {
  let page = pages.get(width);
  if (!page) {
    page = await (await browser.newContext({ viewport: { width, height: 844 }, locale: 'zh-CN', reducedMotion: 'reduce' })).newPage();
    page.on('pageerror', (e) => faults.push(e.message));
    page.on('console', (m) => {
      if (m.type() === 'error') faults.push(m.text().slice(0, 200));
    });
    pages.set(width, page);
  }
  await page.goto(`${site.url}/?${part}${care}${k}#/gallery/index?part=${part}&care=${care ? 1 : 0}&k=${k}`);
  await page.locator('.ui').first().waitFor();
  assert.deepEqual(faults.splice(0), [], part);
  if (process.env.SHOTS && part) await page.screenshot({ path: path.join(process.env.SHOTS, `${part}${care ? '-care' : ''}.png`) });
  return page;
}
/** @param {import('playwright-core').Page} page */
const cutOff = (page) =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    return [...document.querySelectorAll('.ui *')]
      .filter((e) => {
        const r = e.getBoundingClientRect();
        const style = getComputedStyle(e);
        const outside = r.width > 0 && (r.right > wide + 1 || r.left < -1);
        const clipped = e.scrollWidth > e.clientWidth + 2 && style.overflowX === 'hidden' && e.clientWidth > 2;
        return (outside || clipped) && !e.closest('.chips, .sr, .sk, .contour') && !e.matches('.vcard') && style.position !== 'fixed';
      })
      .map((e) => `${e.className} “${(e.textContent ?? '').slice(0, 20)}”`);
  });
/** Pressable things smaller than wanted, px. @param {import('playwright-core').Page} page @param {number} least */
const small = (page, least) =>
  page.evaluate(
    (least) =>
      [...document.querySelectorAll('button, a[href], input, textarea, .choice')]
        .filter((e) => !e.matches('.mask, .choice__el'))
        .map((e) => ({ e, r: e.getBoundingClientRect() }))
        .filter(({ r }) => r.width > 0 && Math.min(r.width, r.height) < least - 0.5)
        .map(({ e, r }) => `${e.className} ${Math.round(r.width)}×${Math.round(r.height)} “${(e.textContent ?? '').slice(0, 12)}”`),
    least,
  );

// the care edition has the larger targets and texts; the whole gallery, both editions at every size, belongs to npm run test:long
for (const care of LONG ? [false, true] : [true]) {
  test(`axe finds nothing, nothing is cut, targets are large enough: ${care ? 'care' : 'standard'} edition`, async () => {
    /** @type {string[]} */ const wrong = [];
    for (const part of parts) {
      const page = await open(part, { care });
      await page.evaluate(axeSource);
      const found = await page.evaluate(async () => {
        const axe = /** @type {any} */ (globalThis).axe;
        const r = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
        return r.violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes.map((/** @type {any} */ n) => n.html.slice(0, 160)).join(' | ')}`);
      });
      // the keys of a code stand in a grid of six: 56 or 60 px high, as wide as the screen allows
      const tight = (await small(page, 44)).filter((s) => !/keys__k/.test(s));
      const tightInCare = care ? (await small(page, 60)).filter((s) => !/keys__k|input__el/.test(s)) : [];
      wrong.push(...[...found, ...(await cutOff(page)), ...tight, ...tightInCare].map((f) => `${part}: ${f}`));
    }
    assert.deepEqual(wrong, []);
  });
}
test('A11-1: at every factor and at 320 px nothing is cut, body text follows, the code keeps its size', async () => {
  for (const k of LONG ? cases.fontSizeScaleFactor : ENDS) {
    for (const care of cases.elderMode) {
      for (const part of ['home-open', 'offers', 'confirm', 'lists', 'keypad', 'form', 'consent']) {
        assert.deepEqual(await cutOff(await open(part, { care, k, width: 320 })), [], `${part} ×${k} ${care} 320`);
      }
      const offers = await open('offers', { care, k });
      assert.deepEqual(await cutOff(offers), [], `offers ×${k} ${care} 390`);
      const px = await offers.evaluate(() => Number.parseFloat(getComputedStyle(/** @type {Element} */ (document.querySelector('.ui'))).fontSize));
      assert.equal(px, Math.min(16 * k * (care ? 1.4 : 1), 30));
      const page = await open('voucher', { care, k });
      const box = await page.locator('.qrbox__img').boundingBox();
      assert.equal(Math.round(box?.width ?? 0), 296);
    }
  }
});
test('PDF-2: the code on the screen is read at 70 %, blurred by a pixel and turned by five degrees', async () => {
  const page = await open('voucher');
  const got = await page.evaluate(async () => {
    const img = /** @type {HTMLImageElement} */ (document.querySelector('.qrbox__img'));
    const side = 296;
    const plain = document.createElement('canvas');
    const spoilt = document.createElement('canvas');
    plain.width = plain.height = spoilt.width = spoilt.height = side;
    const p = /** @type {CanvasRenderingContext2D} */ (plain.getContext('2d'));
    p.fillStyle = '#fff';
    p.fillRect(0, 0, side, side);
    p.drawImage(img, 0, 0, side, side);
    const s = /** @type {CanvasRenderingContext2D} */ (spoilt.getContext('2d'));
    s.fillStyle = '#fff';
    s.fillRect(0, 0, side, side);
    s.filter = 'blur(1px)';
    s.translate(side / 2, side / 2);
    s.rotate((5 * Math.PI) / 180);
    s.scale(0.7, 0.7);
    s.drawImage(img, -side / 2, -side / 2, side, side);
    const bytes = (/** @type {CanvasRenderingContext2D} */ c) => [...c.getImageData(0, 0, side, side).data];
    return { side, plain: bytes(p), spoilt: bytes(s), corner: bytes(p).slice(0, 4) };
  });
  assert.deepEqual(got.corner, [255, 255, 255, 255], 'the quiet zone is white');
  for (const kind of /** @type {const} */ (['plain', 'spoilt'])) {
    const read = decode(Uint8ClampedArray.from(got[kind]), got.side, got.side);
    assert.match(read?.data ?? '', /7KQ4M82P$/, kind);
  }
});
test('by keyboard: every button is reached in order, Enter and Space act, the focus is seen', async () => {
  const page = await open('confirm');
  const heads = () => page.locator('.stepper__n').textContent();
  await page.getByRole('button', { name: '今天来几位，加一位' }).focus();
  await page.keyboard.press('Enter');
  await soon(heads, '3');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await soon(heads, '2');
  await soon(() => page.evaluate(() => getComputedStyle(/** @type {Element} */ (document.activeElement)).outlineWidth), '3px');
  const form = await open('form');
  await form.getByLabel('手机号').fill('13800000000');
  const care = form.getByRole('switch', { name: /关怀版/ });
  await care.press('Space');
  await soon(() => care.getAttribute('aria-checked'), 'false');
  const choice = form.getByRole('radio', { name: '扫了券，还是按原价收' });
  await choice.check();
  await soon(() => choice.isChecked(), true);
});
test('a sheet takes the keyboard and keeps it', async () => {
  const page = await open('consent');
  const name = () => page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.id);
  await soon(name, 'dialog');
  // the agreeing button is no stop before the box is ticked
  for (const stop of ['consent-tick', 'consent-refuse', 'consent-tick', 'consent-refuse']) {
    await page.keyboard.press('Tab');
    await soon(name, stop);
  }
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await soon(() => page.locator('#consent-agree').isEnabled(), true);
  await page.keyboard.press('Shift+Tab');
  await soon(name, 'consent-agree');
});
test('nothing of the gallery is in the app', () => {
  const app = path.join(path.dirname(dist), 'h5');
  if (!fs.existsSync(app)) return;
  for (const f of fs.readdirSync(path.join(app, 'js'))) assert.doesNotMatch(fs.readFileSync(path.join(app, 'js', f), 'utf8'), /组件一览/, f);
});
