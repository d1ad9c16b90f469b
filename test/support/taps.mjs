// @ts-check
// How often a finger comes down: counted by listening, not by the test that moves it, and held against docs/journeys.md and the limits of issue 6.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/util.mjs';

/**
 * What a journey may take. A form is a page on which something is typed; a letter typed is no tap, coming to a field is one.
 * @type {Record<string, { taps: number, forms?: number }>}
 */
export const MOST = {
  parking: { taps: 12, forms: 2 },
  bike: { taps: 10 },
  landlord: { taps: 5 },
  claim: { taps: 4 },
  voucher: { taps: 2 },
  certificate: { taps: 4 },
};
/** Rows of the table of counts, by journey: what the document says of both targets. */
export function written() {
  const text = fs.readFileSync(path.join(ROOT, 'docs/journeys.md'), 'utf8');
  return new Map(
    [...text.matchAll(/^\| `(\w+)` \|(.*)\|$/gm)].map(([, name, rest]) => {
      const [from, most, h5, weapp] = (rest ?? '').split('|').map((c) => c.trim());
      return [name, { from, most, h5, weapp }];
    }),
  );
}
const said = ({ taps, forms }, counted) => `${taps} taps${counted && forms ? `, ${forms} forms` : ''}`;
/** The count is within its limit and is the one that the document states. */
function hold(name, target, count) {
  const most = MOST[name];
  assert.ok(most, `no limit for a journey ${name}`);
  assert.ok(count.taps <= most.taps, `${name}: ${count.taps} taps, ${most.taps} at most: ${count.where.join(' · ')}`);
  if (most.forms) assert.ok(count.forms <= most.forms, `${name}: ${count.forms} forms, ${most.forms} at most`);
  assert.equal(written().get(name)?.[target], said(count, most.forms), `docs/journeys.md, ${name}, ${target}: ${count.where.join(' · ')}`);
}
/** One count: what came down where, and on which pages something was typed. */
function counter(target) {
  const where = [];
  const forms = new Set();
  let resting = false;
  return {
    tap: (what) => void (resting || where.push(what)),
    typed: (route) => void (resting || forms.add(route)),
    rest: (on) => {
      resting = on;
    },
    start() {
      where.length = 0;
      forms.clear();
    },
    count: () => ({ taps: where.length, forms: forms.size, where: [...where] }),
    made(name) {
      hold(name, target, this.count());
    },
  };
}
/** What a test does with a count; `told` waits until all that came down is known. */
const fingerWith = (c, told) => ({
  /** From here on it is counted. */
  start: () => c.start(),
  /** What is done in `work` belongs to the test, not to the journey. */
  async rest(work) {
    await told();
    c.rest(true);
    try {
      return await work();
    } finally {
      await told();
      c.rest(false);
    }
  },
  /** @param {string} name a journey of `MOST` */
  async made(name) {
    await told();
    c.made(name);
  },
});
/** Runs in the page: tells of every press by a person, and of every field that is gone to without one (a test fills it in). */
function listen() {
  if (window.top !== window || '__listens' in window) return;
  Object.assign(window, { __listens: true });
  const tell = (kind, text) => /** @type {any} */ (window).__finger(kind, text);
  const route = () => location.hash.split('?')[0] || location.pathname;
  const isField = (/** @type {any} */ el) => el instanceof Element && el.matches('textarea, input:not([type=checkbox], [type=radio], [type=file])');
  let pressed = false;
  const of = (/** @type {any} */ el) =>
    (el.closest('button, a, label, input') ?? el).textContent?.trim().slice(0, 20) || el.getAttribute('aria-label') || el.tagName;
  addEventListener(
    'pointerdown',
    (e) => {
      if (!e.isTrusted || !e.isPrimary || !(e.target instanceof Element)) return;
      pressed = true;
      if (e.target.closest('.keys, .pkeys')) tell('typed', route());
      else tell('tap', of(e.target));
    },
    true,
  );
  addEventListener('click', () => setTimeout(() => (pressed = false)), true); // a label gives its field the focus after the press
  addEventListener('focusin', (e) => !pressed && isField(e.target) && tell('tap', `field ${of(e.target)}`), true);
  addEventListener('input', (e) => isField(e.target) && tell('typed', route()), true);
}
/**
 * In a browser: over reloads, other pages and the way to somebody else's site and back.
 * @param {{ context: import('playwright-core').BrowserContext, page: import('playwright-core').Page }} seen
 */
export async function fingerOf({ context, page }) {
  const c = counter('h5');
  await context.exposeBinding('__finger', (_, kind, text) => (kind === 'tap' ? c.tap(text) : c.typed(text)));
  await context.addInitScript(listen);
  await page.evaluate(listen);
  return fingerWith(c, () => page.evaluate(() => 0)); // what came down before has been told by then
}
/** In the compiled mini-program, whose runtime is touched through `tap` and `input` alone. */
export function fingerIn(app) {
  const c = counter('weapp');
  const { tap, input } = app;
  let field = '';
  app.tap = (sel) => {
    field = '';
    if (typeof sel === 'string' && sel.startsWith('#key-')) c.typed(app.route);
    else c.tap(sel.text ?? sel);
    return tap.call(app, sel);
  };
  app.input = (sel, value) => {
    if (field !== `${app.route} ${sel}`) c.tap(`field ${sel}`);
    field = `${app.route} ${sel}`;
    c.typed(app.route);
    return input.call(app, sel, value);
  };
  return fingerWith(c, async () => {});
}
