// What people do in the compiled mini-program, step by step, for tests of a whole journey. The browser's steps are in resident.mjs.

/** From the log-in page to logged in: the sandbox's code is filled in as its owner would. */
export async function logInWeapp(app, { phone }) {
  await app.waitFor((a) => a.route === 'pages/login/index', { timeout: 10_000, what: 'the log-in page' });
  await app.tap('#by-phone');
  await app.input('#phone', phone);
  await app.tap('#send');
  await app.waitFor((a) => a.find('#fill'), { timeout: 10_000, what: "the sandbox's code" });
  await app.tap('#fill');
  await app.tap('#agree');
  await app.tap('#login');
  await app.waitFor((a) => a.route !== 'pages/login/index', { timeout: 10_000, what: 'to be logged in' });
}
/** From the page of the high level to the word that it is done: proven at the sandbox's window. */
export async function proveAtWindow(app) {
  const soon = { timeout: 30_000 };
  const at = (route) => app.waitFor((a) => a.route === route, { ...soon, what: `route ${route}` });
  await at('packages/identity/high/index');
  await app.tap('#provider-window');
  await app.tap('#start');
  await app.waitForText('服务窗口（沙箱）', soon);
  await app.tap('#finish');
  await at('packages/identity/done/index');
}
/** Which demo account: the first whose `who` holds the text. */
export function accountOf({ accounts }, text) {
  const found = accounts.find((a) => a.who.includes(text));
  if (!found) throw new Error(`no demo account: ${text}`);
  return found;
}
