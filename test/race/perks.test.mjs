// Vouchers under race, over two server processes on one database: what may happen once happens once, and the stock adds up.
import assert from 'node:assert/strict';
import test from 'node:test';
import { audit, perks } from '../support/perks.mjs';
import { system } from '../support/run-app.mjs';

/** @type {Awaited<ReturnType<typeof system>>} */
let s;
/** @type {Awaited<ReturnType<typeof perks>>} */
let p;
let shop, clerk, manager;
test.before(async () => {
  s = await system({ demo: false, ownMongod: true, env: { FLOOD_LIMIT: '0' } });
  p = await perks(s);
  // a transaction whose process was killed is ended by the database after this long, 60 s unless told otherwise
  await (await s.db()).admin().command({ setParameter: 1, transactionLifetimeLimitSeconds: 3 });
  shop = await p.shop();
  [clerk, manager] = [await p.member(shop), await p.member(shop, 'manager')];
});
test.after(async () => {
  await p?.stop();
  await s?.stop();
});
test.afterEach(async () => {
  const { code, out } = await audit(s);
  assert.equal(code, 0, out);
  assert.match(out, / 0 discrepancies/);
});

/** The server of the i-th of many callers: they alternate. */
const at = (i) => s.urls[i % s.urls.length];
const many = (count, one) => Promise.all(Array.from({ length: count }, (_, i) => one(at(i), i)));
const tally = (replies) => {
  const counts = {};
  for (const r of replies) counts[r.body.code ?? 'ok'] = (counts[r.body.code ?? 'ok'] ?? 0) + 1;
  return counts;
};
const stock = async (offer) => (await s.db()).collection('offer_stock').findOne({ _id: offer });
const inState = async (offer, state) => (await s.db()).collection('vouchers').countDocuments({ offer, state });
async function claimed(terms) {
  const offer = await p.offer(shop, terms);
  const [me] = await p.residents(1);
  const r = await p.claim(s.url, me, offer);
  assert.equal(r.status, 200, JSON.stringify(r.body));
  return { offer, me, id: r.body.id, phone: await p.phone(me, r.body.id) };
}

const ROUNDS = process.env.TEST_LONG === '1' ? 50 : 12;
test('round after round: 100 scans and 100 confirmations of one voucher at once, exactly one success a round', async () => {
  const offer = await p.offer(shop, { total: null, rule: { perPerson: 1 } });
  const people = await p.residents(ROUNDS);
  for (const [round, me] of people.entries()) {
    const { body } = await p.claim(at(round), me, offer);
    const code = (await p.phone(me, body.id)).qr();
    const scans = await many(100, (url, i) => p.scan(url, clerk, code, `T-${round}-${i}`));
    assert.deepEqual(tally(scans), { ok: 1, voucher_code_spent: 99 }, `scans of round ${round}`);
    const won = scans.findIndex((r) => r.status === 200);
    const confirms = await many(100, (url) => p.confirm(url, clerk, scans[won].body.lockId, `T-${round}-${won}`));
    assert.deepEqual(tally(confirms), { ok: 1, voucher_used: 99 }, `confirmations of round ${round}`);
  }
  assert.equal(await inState(offer, 'redeemed'), ROUNDS);
});

test('100 confirmations with one request id, at both processes: one redemption, one answer', async () => {
  const v = await claimed();
  const { body } = await p.scan(s.url, clerk, v.phone.qr());
  const requestId = p.id();
  const answers = await many(100, (url) => p.confirm(url, clerk, body.lockId, 'T-001', requestId));
  assert.deepEqual(new Set(answers.map((r) => JSON.stringify([r.status, r.body]))).size, 1, JSON.stringify(tally(answers)));
  assert.equal(answers[0].body.state, 'redeemed');
});

test('200 people claim the last 20: 20, never 21, never 19', async () => {
  const offer = await p.offer(shop, { total: 20 });
  const people = await p.residents(200);
  const replies = await many(200, (url, i) => p.claim(url, people[i], offer));
  assert.deepEqual(tally(replies), { ok: 20, perk_sold_out: 180 });
  const { left, issued } = await stock(offer);
  assert.deepEqual([left, issued, await inState(offer, 'issued')], [0, 20, 20]);
});

test('limits of a person, in all and of the day, and of a day for everybody', async () => {
  const [one] = await p.residents(1);
  const mine = await p.offer(shop, { rule: { perPerson: 3 } });
  assert.deepEqual(tally(await many(60, (url) => p.claim(url, one, mine))), { ok: 3, perk_person_limit: 57 });
  const daily = await p.offer(shop, { rule: { perPerson: null, perPersonPerDay: 2 } });
  assert.deepEqual(tally(await many(40, (url) => p.claim(url, one, daily))), { ok: 2, perk_person_limit: 38 });
  const all = await p.offer(shop, { perDay: 7 });
  const people = await p.residents(60);
  assert.deepEqual(tally(await many(60, (url, i) => p.claim(url, people[i], all))), { ok: 7, perk_day_sold_out: 53 });
  const requestId = p.id();
  const again = await p.offer(shop, { rule: { perPerson: 9 } });
  const replies = await many(40, (url) => p.claim(url, one, again, { requestId }));
  assert.deepEqual([new Set(replies.map((r) => r.body.id)).size, (await stock(again)).issued], [1, 1]);
});

test('a scan against a cancellation, 30 times: locked or cancelled, never both', async () => {
  for (let i = 0; i < 30; i++) {
    const v = await claimed();
    const [scan, cancel] = await Promise.all([p.scan(at(i), clerk, v.phone.qr(), `C-${i}-0`), p.cancel(at(i + 1), v.me, v.id)]);
    const codes = [scan.body.code ?? 'ok', cancel.body.code ?? 'ok'].join(' ');
    assert.match(codes, /^(ok voucher_in_use|voucher_cancelled ok)$/);
    assert.equal((await stock(v.offer)).left, codes.startsWith('ok') ? 99 : 100);
  }
});

test('40 whole reversals at once: the stock comes back once and all get one answer', async () => {
  const v = await claimed({ total: 1 });
  const { body } = await p.scan(s.url, clerk, v.phone.qr(), 'T-rev');
  const done = await p.confirm(s.url, clerk, body.lockId, 'T-rev');
  const answers = await many(40, (url) => p.reverse(url, manager, done.body.id));
  assert.deepEqual([new Set(answers.map((r) => JSON.stringify(r.body))).size, answers[0].body.state], [1, 'reversed'], JSON.stringify(tally(answers)));
  assert.deepEqual([(await stock(v.offer)).left, (await stock(v.offer)).issued], [1, 0]);
});

/** Asks again until it is no longer told to come back: a killed process's transaction must first be ended by the database. */
async function until(ask) {
  for (const end = Date.now() + 60_000; ; ) {
    const r = await ask();
    if (r.status !== 503 || Date.now() > end) return r;
    await new Promise((go) => setTimeout(go, 500));
  }
}
/** The process dies as by kill -9 at this point of the request; the request is lost. */
async function killedAt(point, ask) {
  const [victim] = s.processes;
  await fetch(`${victim.url}/api/test/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ point, action: 'exit', times: 1 }),
  });
  await assert.rejects(ask(victim.url));
  return async () => victim.start();
}
for (const point of ['perks.claim.between_writes', 'perks.claim.before_commit', 'perks.claim.after_commit'])
  test(`a process killed at ${point}: the same request at the other one gets one voucher`, async () => {
    const offer = await p.offer(shop, { total: 2 });
    const [me] = await p.residents(1);
    const requestId = p.id();
    const restart = await killedAt(point, (url) => p.claim(url, me, offer, { requestId }));
    const r = await until(() => p.claim(s.urls[1], me, offer, { requestId }));
    assert.equal(r.status, 200, JSON.stringify(r.body));
    assert.deepEqual([(await stock(offer)).left, await inState(offer, 'issued')], [1, 1]);
    await restart();
  });
for (const point of ['counter.confirm.before_write', 'counter.confirm.after_write'])
  test(`a process killed at ${point}: the same request at the other one redeems once`, async () => {
    const v = await claimed();
    const { body } = await p.scan(s.url, clerk, v.phone.qr(), 'T-kill');
    const requestId = p.id();
    const restart = await killedAt(point, (url) => p.confirm(url, clerk, body.lockId, 'T-kill', requestId));
    const r = await until(() => p.confirm(s.urls[1], clerk, body.lockId, 'T-kill', requestId));
    assert.deepEqual([r.status, r.body.state, await inState(v.offer, 'redeemed')], [200, 'redeemed', 1]);
    await restart();
  });
for (const [point, act] of [
  ['perks.cancel.between_writes', 'cancel'],
  ['counter.reverse.between_writes', 'reverse'],
])
  test(`a process killed at ${point}: the stock comes back once`, async () => {
    const v = await claimed({ total: 1 });
    let ask = (url) => p.cancel(url, v.me, v.id);
    if (act === 'reverse') {
      const { body } = await p.scan(s.url, clerk, v.phone.qr(), 'T-kill');
      const done = await p.confirm(s.url, clerk, body.lockId, 'T-kill');
      const requestId = p.id();
      ask = (url) => p.reverse(url, manager, done.body.id, requestId);
    }
    const restart = await killedAt(point, ask);
    assert.equal((await stock(v.offer)).left, 0, 'nothing half done');
    const r = await until(() => ask(s.urls[1]));
    assert.equal(r.status, 200, JSON.stringify(r.body));
    assert.deepEqual([(await stock(v.offer)).left, (await stock(v.offer)).issued], [1, 0]);
    await restart();
  });
