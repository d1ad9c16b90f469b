// @ts-check
// A server killed with -9 while it enters looks, and while it seals them: nothing that was answered is lost, nothing is doubled, the register verifies.
import assert from 'node:assert/strict';
import test from 'node:test';
import { call } from '../support/login.mjs';
import { registerOf, verifyRegister } from '../support/register.mjs';
import { system } from '../support/run-app.mjs';

/** @type {Awaited<ReturnType<typeof system>>} */ let s;
/** @type {Awaited<ReturnType<typeof registerOf>>} */ let r;
test.before(async () => {
  s = await system({ demo: false, h5: false });
  r = await registerOf(s);
});
test.after(async () => {
  await r?.stop();
  await s?.stop();
});

test('killed before and after the write of a batch, and before the commit of a sealing', async () => {
  const [dying, other] = s.urls;
  const people = await r.lookers(8);
  const everybody = (/** @type {string} */ url) => Promise.all(people.map((x) => x.look(url)));
  await everybody(dying);
  for (const point of ['register.append.before_write', 'register.append.after_write']) {
    // the other process answers meanwhile
    await r.killedAt(point, () => Promise.all([everybody(dying), everybody(other)]), [dying]);
    assert.ok(people.some((x) => x.seen.cut > 0));
    await everybody(dying);
    await r.check(people);
  }

  const [{ id, token }] = people;
  const own = (/** @type {string} */ url) => call(url, 'GET', '/api/me/looks', { token });
  await r.killedAt('register.append.after_write', () => own(dying).catch(() => undefined), [dying]);
  for (const url of [other, dying, other]) assert.equal((await own(url)).status, 200);
  assert.equal(await r.entries.countDocuments({ subject: id, purpose: 'own_register' }), 1, 'an own look is entered once, though its first answer was cut');

  await r.killedAt('register.seal.before_commit', () => everybody(other).then(r.silence));
  await r.check(people);
  const { code, out } = await verifyRegister(s);
  assert.deepEqual([code, /登记簿完好/.test(out)], [0, true], out);
});
