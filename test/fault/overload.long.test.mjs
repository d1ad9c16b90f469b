// @ts-check
// Far more callers than a process takes on: each gets an answer at once, the answer or a 503 that says when to come back; nothing is half done,
// whoever balances the load can still ask, and afterwards everything is as before.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import test from 'node:test';
import { sleep } from '../../scripts/lib/util.mjs';
import { call } from '../support/login.mjs';
import { audit, perks } from '../support/perks.mjs';
import { system } from '../support/run-app.mjs';

const MOST_IN_FLIGHT = 40;
const CALLERS = 400;
const EACH = 10;
/** @type {Awaited<ReturnType<typeof system>>} */ let s;
/** @type {Awaited<ReturnType<typeof perks>>} */ let p;
test.before(async () => {
  s = await system({ demo: false, ownMongod: true, h5: false, processes: 1, env: { FLOOD_LIMIT: '0', MAX_IN_FLIGHT: String(MOST_IN_FLIGHT) } });
  p = await perks(s);
});
test.after(async () => {
  await p?.stop();
  await s?.stop();
});
/** Megabytes the server's process holds in memory. */
const resident = () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${s.processes[0].pid}/status`, 'utf8'))?.[1]) / 1024;

test('400 callers at a process that takes 40: each is answered, the refused come back and get what is theirs', async () => {
  const shop = await p.shop();
  const offer = await p.offer(shop, { total: null, rule: { perPerson: EACH } });
  const people = await p.residents(CALLERS);
  const seen = { ok: 0, busy: 0 };
  /** @param {any} me */
  const claim = async (me) => {
    for (const requestId = p.id(); ; ) {
      const r = await p.claim(s.url, me, offer, { requestId });
      if (r.status === 200) return void seen.ok++;
      assert.deepEqual([r.status, r.body.code], [503, 'service_busy'], JSON.stringify(r.body));
      assert.ok(r.body.retryAfter >= 1 && Number(r.headers.get('retry-after')) >= 1, 'it says when');
      seen.busy++;
      await sleep(200 + Math.random() * 800);
    }
  };
  let over = false;
  const health = (async () => {
    while (!over) {
      assert.equal((await call(s.url, 'GET', '/api/health')).status, 200, 'whoever balances the load is answered');
      await sleep(100);
    }
  })();
  for (let i = 0; i < EACH; i++) await Promise.all(people.map(claim));
  over = true;
  await health;
  assert.equal(seen.ok, CALLERS * EACH);
  assert.ok(seen.busy > 0, 'it was too much');
  assert.equal(await (await s.db()).collection('vouchers').countDocuments({ offer }), CALLERS * EACH);
  const { code, out } = await audit(s);
  assert.equal(code, 0, out);
  assert.doesNotMatch(s.processes[0].log(), /service_failed/);
  console.log(`# ${seen.ok} claims, ${seen.busy} told to come back, ${Math.round(resident())} MB resident`);
});

test('300 connections that never finish their request keep nobody out, and are closed', async () => {
  const { port } = new URL(s.url);
  const slow = Array.from({ length: 300 }, () => {
    const c = net.connect(Number(port), '127.0.0.1');
    c.on('error', () => {}); // cut by the server: what is waited for
    c.resume(); // its 408 must be read before the end is seen
    c.write('POST /api/session/sms-codes HTTP/1.1\r\nhost: a\r\n');
    return { c, closed: new Promise((r) => c.on('close', r)) };
  });
  await sleep(500);
  assert.equal((await call(s.url, 'GET', '/api/perks/offers')).status, 200);
  await Promise.all(slow.map(({ closed }) => closed));
});
