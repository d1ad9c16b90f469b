// Vouchers under a storm: 64 residents claim, show, cancel and get reversed while servers and the database are killed −9 again and again.
// What was answered holds, nothing happened twice, the stock adds up.
import assert from 'node:assert/strict';
import test from 'node:test';
import { sleep } from '../../scripts/lib/util.mjs';
import { audit, perks } from '../support/perks.mjs';
import { system } from '../support/run-app.mjs';

const CALLERS = 64;
const JOURNEYS = 20; // each caller's
const KILLS = 12;
const STOCK = 600; // fewer than are asked for
/** @type {Awaited<ReturnType<typeof system>>} */ let s;
/** @type {Awaited<ReturnType<typeof perks>>} */ let p;
test.before(async () => {
  s = await system({ demo: false, ownMongod: true, h5: false, env: { FLOOD_LIMIT: '0' } });
  p = await perks(s);
});
test.after(async () => {
  await p?.stop();
  await s?.stop();
});

/** What the servers logged of a request. */
const logged = ({ requestId }) =>
  s.processes
    .flatMap((one) => one.log().split('\n'))
    .filter((line) => line.includes(requestId))
    .join('\n');
/** The same request at one process after the other until one answers it; a 503 says to come back, a cut connection says nothing. */
async function insist(ask, start) {
  for (let i = start, end = Date.now() + 120_000; ; i++) {
    const r = await ask(s.urls[i % s.urls.length]).catch((e) => (e instanceof TypeError ? null : Promise.reject(e)));
    if (r?.status >= 500 && r.status !== 503) assert.fail(`${JSON.stringify(r.body)}: ${logged(r.body)}`);
    if (r && r.status !== 503) return r;
    if (Date.now() > end) assert.fail(`no answer in two minutes, last ${JSON.stringify(r?.body)}`);
    await sleep(100);
  }
}
/** @type {{ voucher: string, said: string }[]} what callers were told, in the order they were told it */
const told = [];
const refused = new Map();
const note = (r) => refused.set(r.body.code, (refused.get(r.body.code) ?? 0) + 1);

/** One way through; answers when the caller has been told the end of it. */
async function journey(me, offer, clerk, manager, i, n) {
  const requestId = p.id();
  const claim = await insist((url) => p.claim(url, me, offer, { requestId }), i);
  if (claim.status !== 200) return note(claim);
  const voucher = claim.body.id;
  told.push({ voucher, said: 'issued' });
  if (n % 5 === 4) {
    const r = await insist((url) => p.cancel(url, me, voucher), i);
    if (r.status !== 200) return note(r);
    return told.push({ voucher, said: 'cancelled' });
  }
  const secret = await insist((url) => p.secret(url, me, voucher), i);
  assert.equal(secret.status, 200, JSON.stringify(secret.body));
  const phone = p.phoneWith(secret.body);
  const terminal = `S-${i}-${n}`;
  const seen = [];
  // a code is spent by its first scan, answered or not; the next one comes 30 s later
  for (const end = Date.now() + 90_000; Date.now() < end; ) {
    const scanId = p.id();
    const code = phone.qr();
    const scan = await insist((url) => p.scan(url, clerk, code, terminal, scanId), i);
    // a code grows old and a lock runs out while the database is away: the clerk asks for a new code
    if (scan.status !== 200) {
      seen.push(scan.body.code);
      note(scan);
      await sleep(500);
      continue;
    }
    const confirmId = p.id();
    const done = await insist((url) => p.confirm(url, clerk, scan.body.lockId, terminal, confirmId), i);
    if (done.status !== 200) {
      seen.push(done.body.code);
      note(done);
      continue;
    }
    told.push({ voucher, said: 'redeemed' });
    if (n % 5 !== 3) return;
    const reverseId = p.id();
    const back = await insist((url) => p.reverse(url, manager, done.body.id, reverseId), i);
    if (back.status !== 200) return note(back);
    return told.push({ voucher, said: 'reversed' });
  }
  assert.fail(`voucher ${voucher} was never redeemed: ${seen}`);
}

test('64 callers, servers killed −9 and the database killed −9: nothing that was answered is lost, nothing happened twice', async () => {
  const shop = await p.shop();
  const [clerk, manager] = [await p.member(shop), await p.member(shop, 'manager')];
  const offer = await p.offer(shop, { total: STOCK, rule: { perPerson: null } });
  const people = await p.residents(CALLERS);
  let over = false;
  const callers = Promise.all(
    people.map(async (me, i) => {
      for (let n = 0; n < JOURNEYS; n++) await journey(me, offer, clerk, manager, i, n);
    }),
  ).finally(() => {
    over = true;
  });
  callers.catch(() => {}); // awaited below, after the storm
  let kills = 0;
  for (; kills < KILLS && !over; kills++) {
    await sleep(1000);
    if (kills % 4 === 3) await s.restartMongod();
    else {
      const victim = s.processes[kills % 2];
      await victim.kill();
      await sleep(300);
      await victim.start();
    }
  }
  await callers;
  assert.ok(kills >= 6, `the storm was over after ${kills} kills`);

  const db = await s.db();
  const vouchers = new Map((await db.collection('vouchers').find({ offer }).toArray()).map((v) => [v._id, v]));
  const last = new Map(told.map(({ voucher, said }) => [voucher, said]));
  for (const [id, said] of last) assert.equal(vouchers.get(id)?.state, said, `voucher ${id}`);
  const ids = told.filter((t) => t.said === 'issued').map((t) => t.voucher);
  assert.equal(new Set(ids).size, ids.length, 'no two claims were answered with one voucher');
  assert.equal(vouchers.size, ids.length, 'no voucher that nobody was told of');
  const receipts = [...vouchers.values()].flatMap((v) => v.redemption?.id ?? []);
  assert.equal(new Set(receipts).size, receipts.length);
  const { code, out } = await audit(s);
  assert.equal(code, 0, out);
  console.log(`# ${kills} kills, ${ids.length} claims, refusals ${JSON.stringify(Object.fromEntries(refused))}`);
});
