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
/** Which demo account: the first whose `who` holds the text. */
export function accountOf({ accounts }, text) {
  const found = accounts.find((a) => a.who.includes(text));
  if (!found) throw new Error(`no demo account: ${text}`);
  return found;
}
