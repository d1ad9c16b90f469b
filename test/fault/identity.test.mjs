// @ts-check
// A server killed in the middle of a log-in, a refresh, a real name or a withdrawal: nothing is half done, and the other process carries on.
import assert from 'node:assert/strict';
import test from 'node:test';
import { sleep } from '../../scripts/lib/util.mjs';
import { call, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

/** @type {Awaited<ReturnType<typeof system>>} */
let s;
test.before(async () => {
  s = await system({ demo: false });
});
test.after(() => s?.stop());
const [DYING, OTHER] = [0, 1];
/** Half a minute each, until the database forgets the transaction of the dead process: test:long only. */
const waits = process.env.TEST_LONG === '1' ? test : () => {};
let n = 0;
const newPhone = () => `1386000${String(++n).padStart(4, '0')}`;
const device = { id: 'device-fault-000000001', name: '示例手机' };
const on = (i) => s.urls[i];
async function codeFor(phone) {
  await must(on(OTHER), 'POST', '/api/session/sms-codes', { body: { phone, purpose: 'login' } });
  const { items } = await must(on(OTHER), 'POST', '/api/sandbox/outbox', { body: { phone } });
  return /\d{6}/.exec(items[0].text)?.[0];
}
const enter = (i, phone, code) => call(on(i), 'POST', '/api/session/sms', { body: { phone, code, channel: 'weapp', device } });
const refresh = (i, refreshToken) => call(on(i), 'POST', '/api/session/refresh', { body: { refreshToken } });
const me = (token) => must(on(OTHER), 'GET', '/api/me', { token });

/** Runs a request that kills its process at this point; then starts the process again. */
async function dies(point, run) {
  await must(on(DYING), 'POST', '/api/test/faults', { body: { point, action: 'exit', times: 1 } });
  await assert.rejects(run(DYING), TypeError, 'the connection is cut');
  await s.processes[DYING]?.start();
}
/** The database forgets the dead process's transaction: until then its documents are held. */
async function eventually(run, ms = 65_000) {
  for (const end = Date.now() + ms; ; await sleep(250)) {
    const r = await run();
    if (r.status !== 503 || Date.now() > end) return r;
  }
}

test('killed between the code and the session: no session, no account half made; a new code logs in', async () => {
  const phone = newPhone();
  const code = await codeFor(phone);
  await dies('sessions.open.between_writes', (i) => enter(i, phone, code));
  const spent = await enter(OTHER, phone, code);
  assert.equal(spent.body.code, 'auth_code_expired');
  await s.clock.advance(61_000);
  const { accessToken } = (await enter(OTHER, phone, await codeFor(phone))).body;
  const { items } = await must(on(OTHER), 'GET', '/api/session/devices', { token: accessToken });
  assert.equal(items.length, 1);
  await s.clock.reset();
});
test('killed after a refresh was written, before it was answered: the same token brings the same successor', async () => {
  const phone = newPhone();
  const { refreshToken } = (await enter(OTHER, phone, await codeFor(phone))).body;
  await dies('sessions.refresh.after_write', (i) => refresh(i, refreshToken));
  const again = await refresh(OTHER, refreshToken);
  assert.equal(again.status, 200, JSON.stringify(again.body));
  assert.equal(again.body.refreshToken.split('.')[1], '1');
});
waits('killed in the middle of a real name: nothing of it is there, and it can be done again', async () => {
  const phone = newPhone();
  const { accessToken: token } = (await enter(OTHER, phone, await codeFor(phone))).body;
  const verify = (i) => call(on(i), 'POST', '/api/me/real-name', { token, body: { name: '示小滨', number: '120116199003072013', consent: true } });
  await dies('people.real_name.before_commit', verify);
  assert.deepEqual([(await me(token)).assurance, (await must(on(OTHER), 'GET', '/api/consents', { token })).items], ['none', []]);
  const done = await eventually(() => verify(OTHER));
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.equal((await must(on(OTHER), 'GET', '/api/messages', { token })).items.length, 1);

  const [{ id }] = (await must(on(OTHER), 'GET', '/api/consents', { token })).items;
  const withdraw = (i) => call(on(i), 'POST', `/api/consents/${id}/withdrawal`, { token, body: { vouchers: [] } });
  await dies('consents.withdraw.between_writes', withdraw);
  assert.equal((await must(on(OTHER), 'GET', '/api/consents', { token })).items[0].state, 'active');
  assert.equal((await me(token)).assurance, 'basic');
  assert.equal((await eventually(() => withdraw(OTHER))).status, 200);
  assert.deepEqual([(await must(on(OTHER), 'GET', '/api/consents', { token })).items[0].state, (await me(token)).assurance], ['withdrawn', 'none']);
});
waits('killed while a reuse is dealt with: the next one deals with it', async () => {
  const phone = newPhone();
  const { refreshToken } = (await enter(OTHER, phone, await codeFor(phone))).body;
  await refresh(OTHER, refreshToken);
  await s.clock.advance(60_000);
  await dies('sessions.reuse.between_writes', (i) => refresh(i, refreshToken));
  await s.clock.advance(0);
  const next = await eventually(() => refresh(OTHER, refreshToken));
  assert.equal(next.body.code, 'auth_refresh_reused');
  const { accessToken } = (await enter(OTHER, phone, await codeFor(phone))).body;
  assert.equal((await must(on(OTHER), 'GET', '/api/messages', { token: accessToken })).items.length, 1);
  await s.clock.reset();
});
