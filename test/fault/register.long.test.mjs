// @ts-check
// Killed at every named step of a write, again and again, while both processes enter looks: each entry is in the log once, and the log verifies.
import assert from 'node:assert/strict';
import test from 'node:test';
import { sleep } from '../../scripts/lib/util.mjs';
import { registerOf, verifyRegister } from '../support/register.mjs';
import { system } from '../support/run-app.mjs';

const POINTS = ['register.append.before_write', 'register.append.after_write', 'register.seal.between_writes', 'register.seal.before_commit'];
const ROUNDS = 2;
/** @type {Awaited<ReturnType<typeof system>>} */ let s;
/** @type {Awaited<ReturnType<typeof registerOf>>} */ let r;
test.before(async () => {
  s = await system({ demo: false, h5: false, env: { FLOOD_LIMIT: '0' } });
  r = await registerOf(s);
});
test.after(async () => {
  await r?.stop();
  await s?.stop();
});

test('killed at every step, under load', async () => {
  const people = await r.lookers(32);
  for (let round = 0; round < ROUNDS; round++)
    for (const point of POINTS) {
      let on = true;
      const load = people.map(async (x, i) => {
        for (let n = i; on; n++) {
          const { cut } = x.seen;
          await x.look(/** @type {string} */ (s.urls[n % 2]));
          if (x.seen.cut > cut) await sleep(50);
        }
      });
      await r.silence();
      try {
        await r.killedAt(point, async () => {});
      } finally {
        on = false;
        await Promise.all(load);
      }
      await r.silence();
      await r.check(people);
      await r.logged();
    }
  const { code, out } = await verifyRegister(s);
  assert.deepEqual([code, /登记簿完好/.test(out)], [0, true], out);
  assert.ok(people.every((x) => x.seen.answered > 0) && people.some((x) => x.seen.cut > 0));
});
