// The compiled mini-program starts in its runtime against a real server, and every page it declares can be opened by a guest.
import assert from 'node:assert/strict';
import test from 'node:test';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

let s;
let app;
test.before(async () => {
  s = await system({ h5: false });
});
test.after(() => s?.stop());
test.afterEach(() => {
  app?.close();
  app = undefined;
});

test('it opens at its first tab, shows something, and reports no error', async () => {
  app = weapp(s);
  assert.equal(app.route, app.manifest.mainPages[0]);
  await app.waitFor((a) => a.text().length > 20, { timeout: 10_000, what: 'a page with text' });
  assert.deepEqual(app.errors, []);
});
test('every declared page opens for a guest without an error', async () => {
  app = weapp(s);
  for (const route of app.manifest.pages) {
    app.close();
    app = weapp(s, { url: route });
    await app.waitFor((a) => a.text().length > 0, { timeout: 10_000, what: `text on ${route}` });
    assert.deepEqual(app.errors, [], route);
  }
});
