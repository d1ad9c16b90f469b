// H5 in Chromium, as a test wants it: a phone-sized page, its errors collected, the page on top of Taro's stack.
export { launchBrowser } from './chromium.mjs';

export const PHONE = { width: 390, height: 844 };

/**
 * A context of its own (own cookies and storage: another person) with one page at `route` ('' = home; a route of app.config, with query).
 * Answers { context, page, here, errors, goto(route) }: `here` is the visible page (earlier ones stay in the DOM, in its shade), `errors` holds
 * uncaught errors and console errors.
 * @param {import('playwright-core').Browser} browser
 * @param {{ url: string }} system
 * @param {import('playwright-core').BrowserContextOptions & { route?: string }} [options]
 */
export async function openPage(browser, { url }, { route = '', viewport = PHONE, ...context } = {}) {
  const own = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...context });
  const page = await own.newPage();
  const errors = [];
  page.on('pageerror', (e) => errors.push(e.stack ?? e.message));
  page.on('console', (m) => {
    // an answer with a 4xx is a case under test, not an error of the page; Chromium logs each one
    if (m.type() === 'error' && !/^Failed to load resource/.test(m.text())) errors.push(m.text());
  });
  const goto = (to) => page.goto(`${url}/${to ? `#/${to}` : ''}`);
  await goto(route);
  return { context: own, page, here: page.locator('.taro_page_show:not(.taro_page_shade)'), errors, goto };
}
