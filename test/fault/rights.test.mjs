// @ts-check
// A server killed with -9 in a deletion at three steps, and once in the middle of a copy: the next one comes to the same end.
import assert from 'node:assert/strict';
import test from 'node:test';
import { sleep } from '../../scripts/lib/util.mjs';
import { call, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

const PHONE = '13860009001';
const NUMBER = '120116199206061015'; // invented; the sandbox's register takes any name with 示
const DAY = 86_400_000;
/** @type {Awaited<ReturnType<typeof system>>} */
let s;
test.before(async () => {
  s = await system({ demo: false, processes: 1, h5: false });
});
test.after(() => s?.stop());

async function login() {
  await must(s.url, 'POST', '/api/session/sms-codes', { body: { phone: PHONE, purpose: 'login' } });
  const { items } = await must(s.url, 'POST', '/api/sandbox/outbox', { body: { phone: PHONE } });
  const code = /\d{6}/.exec(items[0].text)?.[0];
  const body = { phone: PHONE, code, channel: 'weapp', device: { id: 'device-rights-000000001', name: '示例手机' } };
  return (await must(s.url, 'POST', '/api/session/sms', { body })).accessToken;
}
async function proven(token) {
  const { ticket } = await must(s.url, 'POST', '/api/me/real-name/high', { token, body: { provider: 'network_id' } });
  await must(s.url, 'POST', '/api/me/real-name/high/finish', { token, body: { ticket } });
}
const until = async (what, why) => {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) if (await what()) return;
  assert.fail(`not within 30 s: ${why}`);
};
const gone = () =>
  fetch(`${s.url}/api/health`).then(
    () => false,
    () => true,
  );
/** What the killed process held (its job, the sealing of the register) is free at once instead of in half a minute. */
const silence = async () => {
  const db = await s.db();
  await db.collection('leases').updateMany({}, { $set: { until: new Date(0) } });
  await db.collection('jobs').updateMany({ state: 'running' }, { $set: { leaseUntil: new Date(0) } });
};
/** Kills the process at this point of whatever job gets there, then starts it again with the next point armed. */
async function killedAt(point) {
  await s.faults.arm(point, { action: 'exit', times: 1 });
  await silence();
  await until(gone, point);
  await s.processes[0]?.start();
}

test('a copy and a deletion, killed at every kind of step, come to their end', async () => {
  const token = await login();
  await must(s.url, 'POST', '/api/me/real-name', { token, body: { name: '示小滨', number: NUMBER, consent: true } });
  await proven(token);
  const { id } = await must(s.url, 'GET', '/api/me', { token });

  await s.faults.arm('rights.export.section', { action: 'exit', times: 1 });
  // the answer may come before the job begins, or be cut with it
  await call(s.url, 'POST', '/api/rights/export', { token, body: { confirm: true } }).catch(() => undefined);
  await until(gone, 'the copy under way');
  await s.processes[0]?.start();
  await silence();
  const copy = () => must(s.url, 'GET', '/api/rights/export', { token });
  await until(async () => (await copy()).state === 'ready', 'the copy made again');
  const db = await s.db();
  assert.equal(await db.collection('files').countDocuments({ owner: id, whole: true }), 1, 'one whole file');

  const logged = async () => (await db.collection('register_log').countDocuments()) === (await db.collection('register_entries').countDocuments());
  await until(logged, 'every look in the log'); // else the deletion waits for it
  const { receipt } = await must(s.url, 'POST', '/api/rights/deletion', { token, body: { confirm: true, vouchers: [] } });
  await s.faults.arm('rights.erase.archived.register_entries', { action: 'exit', times: 1 });
  await s.clock.advance(7 * DAY + 60_000);
  await until(gone, 'between the archive and the erasing');
  await s.processes[0]?.start();
  await s.clock.advance(0); // a new process has the machine's clock
  await killedAt('rights.erase.messages');
  await s.clock.advance(0);
  await killedAt('rights.erase.people');
  await s.clock.advance(0);
  await silence();
  await until(async () => (await db.collection('people').countDocuments({ _id: id })) === 0, 'the account gone');

  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    const text = JSON.stringify(await db.collection(name).find().toArray());
    assert.ok(!text.includes(id) && !text.includes(NUMBER) && !text.includes(PHONE), `${name} still names the person`);
  }
  const kept = await db.collection('archive').find().toArray();
  assert.ok(kept.some((a) => a.kind === 'register_entries') && kept.some((a) => a.kind === 'consent_evidence'));
  assert.equal(await db.collection('deletions').countDocuments({ _id: receipt }), 1);
  const again = await login();
  assert.notEqual((await must(s.url, 'GET', '/api/me', { token: again })).id, id, 'the same phone begins anew');
});
