// APP-1: a list of thousands in the compiled mini-program. Every update is weighed, and read for rows that were sent before.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { accountOf, logInWeapp } from '../support/journey.mjs';
import { login, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';
import { weapp } from '../support/weapp.mjs';

const { expect } = JSON.parse(fs.readFileSync(new URL('../cases/APP-1.big-list.json', import.meta.url), 'utf8'));
const bound = (text) => Number(/\d+/.exec(String(text))[0]);
const LIMIT = { first: bound(expect.firstUpdate_bytes), any: bound(expect.anyUpdate_bytes), nodes: bound(expect.nodes) };
const VOUCHERS = 2000;
const PAGES = 20;
const SLOW = { timeout: 20_000 };

let s;
let app;
test.before(async () => {
  s = await system({ h5: false });
});
test.after(() => s?.stop());
test.afterEach(() => {
  app?.close();
});

/** One voucher claimed by the API, and its copies with keys of their own. Answers their ids in the order of the list. */
async function manyVouchers(account) {
  const token = await login(s, account);
  const { version } = await must(s.url, 'GET', '/api/perks/offers/coast-park-locker');
  await must(s.url, 'POST', '/api/perks/offers/coast-park-locker/vouchers', {
    token,
    body: { offerVersion: version, consentTextVersion: null, requestId: 'a'.repeat(22) },
  });
  const vouchers = (await s.db()).collection('vouchers');
  const { slots: _s, locator: _l, ...one } = await vouchers.findOne({ requestId: 'a'.repeat(22) });
  const copies = Array.from({ length: VOUCHERS - 1 }, (_, i) => {
    const key = `copy-${String(i).padStart(5, '0')}`;
    return { ...one, _id: key, codeId: key, requestId: key, claimedAt: new Date(one.claimedAt.getTime() - (i + 1) * 1000) };
  });
  await vouchers.insertMany(copies);
  await s.clock.advance(61_000); // another SMS may be sent
  return [one._id, ...copies.map((c) => c._id)];
}
/** The platform's observer of what is near the screen, told by the test. */
function observers() {
  const watched = new Map();
  return {
    watched,
    createIntersectionObserver: () => {
      let mine;
      const o = {
        relativeTo: () => o,
        relativeToViewport: () => o,
        observe: (selector, f) => {
          mine = selector;
          watched.set(selector, f);
        },
        disconnect: () => watched.delete(mine),
      };
      return o;
    },
  };
}

test('2,000 vouchers: twenty pages down, no update too large, no row sent twice, nodes bounded, the same after leaving and coming back', async (t) => {
  const account = accountOf(s, '守信良好');
  const ids = await manyVouchers(account);
  const { watched, createIntersectionObserver } = observers();
  app = weapp(s, { url: 'packages/perks/vouchers/index', api: { createIntersectionObserver } });
  await app.waitForText('登录', SLOW);
  await app.tap({ text: '登录' });
  await logInWeapp(app, account);
  await app.waitFor((a) => a.find('#more-vouchers'), { ...SLOW, what: 'the first page' });

  await app.settle(1500); // whatever the page still fetches on its own

  const updates = [];
  const { inst } = app.page;
  const send = inst.setData;
  inst.setData = (data, done) => {
    updates.push(JSON.stringify(data));
    return send(data, done);
  };
  assert.ok(app.maxSetData < LIMIT.first, `the first screen: ${app.maxSetData} bytes`);
  const rowsOf = (text) => [...new Set([...text.matchAll(/voucher-([\w-]{4,40})"/g)].map((m) => m[1]).filter((id) => id !== 'usable'))];
  const sent = new Set(ids.slice(0, 20));
  assert.ok(app.find(`#voucher-${ids[0]}`) && app.find(`#voucher-${ids[19]}`) && !app.find(`#voucher-${ids[20]}`));
  const scrollDown = async (page) => {
    // what is more than two runs above the end of the list is far from the screen
    for (const [selector, tell] of [...watched]) {
      const at = Number(/-(\d+)$/.exec(selector)?.[1]);
      if (at < page - 2) tell({ intersectionRatio: 0, boundingClientRect: { height: 1840 } });
    }
    const before = sent.size;
    inst.onReachBottom?.();
    await app.waitFor(
      () => {
        for (const text of updates.splice(0)) {
          const bytes = Buffer.byteLength(text);
          assert.ok(bytes < LIMIT.any, `an update of ${bytes} bytes`);
          const again = rowsOf(text).filter((id) => sent.has(id));
          assert.deepEqual(again, [], `page ${page}: rows sent twice`);
          for (const id of rowsOf(text)) sent.add(id);
        }
        return sent.size >= before + 20;
      },
      { ...SLOW, what: `page ${page + 1}` },
    );
  };
  for (let page = 1; page <= PAGES; page++) await scrollDown(page);
  assert.equal(sent.size, 20 * (PAGES + 1));
  const nodes = app.element.querySelectorAll('*').length;
  t.diagnostic(`largest update ${app.maxSetData} bytes, ${nodes} nodes after ${PAGES} pages`);
  assert.ok(nodes < LIMIT.nodes, `${nodes} nodes`);

  app.wx.navigateTo({ url: '/packages/perks/offer/index?id=parking-2h' });
  await app.waitFor((a) => a.route === 'packages/perks/offer/index', SLOW);
  updates.length = 0;
  app.back();
  await app.waitFor((a) => a.route === 'packages/perks/vouchers/index', SLOW);
  await app.settle(1000);
  assert.deepEqual(updates.flatMap(rowsOf), [], 'coming back sends no row again');
  assert.deepEqual(app.errors, []);
});
