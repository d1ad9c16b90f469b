// @ts-check
// A server killed with -9 at every named step of opening, entry, exit and payment: nothing told is lost, nothing counts twice. One for the long run.
import assert from 'node:assert/strict';
import test from 'node:test';
import { sleep } from '../../scripts/lib/util.mjs';
import { parkingGate } from '../support/gate.mjs';
import { accountOf } from '../support/journey.mjs';
import { call, login, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

const PLATE = '津NF54321';
const HOUR = 3_600_000;
/** @type {Awaited<ReturnType<typeof system>>} */
let s;
test.before(async () => {
  s = await system({ processes: 1, h5: false });
});
test.after(() => s?.stop());

/**
 * The same request, cut by -9 at this step and sent again to the server that comes back. What the killed one held is free once its transaction
 * has run out; until then the answer is to come again later.
 */
async function killedAt(point, ask) {
  await s.faults.arm(point, { action: 'exit', times: 1 });
  await assert.rejects(ask(), `nobody answers at ${point}`);
  await s.processes[0]?.start();
  for (const end = Date.now() + 90_000; ; await sleep(1000)) {
    const r = await ask();
    if (r.status !== 503 || Date.now() > end) return r;
  }
}

test('killed at each step, the same request again comes to one end', async () => {
  const token = await login(s, accountOf(s, '居民（守信良好）'));
  const { items } = await must(s.url, 'GET', '/api/parking/operators');
  const ours = items.find((o) => o.id === 'binhai-parking');
  const body = { plate: PLATE, payLater: true, operators: [{ operatorId: ours.id, textVersion: ours.consent.version }] };
  const opened = await killedAt('parking.open.before_commit', () => call(s.url, 'POST', '/api/parking/plates', { token, body }));
  assert.equal(opened.status, 200);

  const gate = await parkingGate(s, ours.id, 'parking-msd');
  const now = (await s.clock.now()).getTime();
  const entry = await gate.seen(PLATE, now - 3 * HOUR);
  assert.equal((await killedAt('parking.entry.before_commit', () => gate.post('entries', entry))).status, 200);
  const exit = await gate.seen(PLATE, now, { orderId: gate.fresh(), feeFen: 1500 });
  const want = { verdict: 'yes', reliefFen: 1000, payFen: 500, payLater: true };
  assert.deepEqual((await killedAt('parking.exit.before_order', () => gate.post('exits', exit))).body, want);
  const second = await gate.seen(PLATE, now - HOUR / 2, { orderId: gate.fresh(), feeFen: 1500 });
  await gate.post('entries', await gate.seen(PLATE, now - 2 * HOUR));
  await killedAt('parking.exit.before_commit', () => gate.post('exits', second));
  const db = await s.db();
  const { id: personId } = await must(s.url, 'GET', '/api/me', { token });
  assert.equal(await db.collection('parking_events').countDocuments({ personId }), 4, 'two entries, two exits');
  assert.equal(await db.collection('parking_orders').countDocuments({ orderId: exit.orderId }), 1, 'one order');

  const { bills } = await must(s.url, 'GET', '/api/parking', { token });
  const [bill] = bills;
  const pay = () => call(s.url, 'POST', `/api/parking/bills/${bill.id}/payment`, { token, body: { payFen: bill.payFen } });
  assert.equal((await killedAt('parking.pay.after_channel', pay)).status, 200);
  assert.deepEqual((await pay()).body, (await pay()).body, 'paid once');
  const credit = await gate.post('credits', { ...exit, eventId: gate.fresh() });
  assert.deepEqual(credit.body, { verdict: 'yes', creditFen: 1000 });
});
