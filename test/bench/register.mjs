// bench:register: a read whose entry in the register is durable before the answer, beside the floor; then the verification of the log that came of it.
import { randomUUID } from 'node:crypto';
import { perks } from '../support/perks.mjs';
import { system } from '../support/run-app.mjs';
import { child, compare, load, machine, PRODUCTION, said } from './sides.mjs';

const PEOPLE = 1000;
const WARM = 10_000; // requests each, before anything counts
const ENTRIES = 200_000;

/** Residents with a voucher each: its secret is the read of which every single one is an entry of its own. */
async function holders(s) {
  const helper = await perks(s);
  try {
    const people = await helper.residents(PEOPLE);
    const offer = await helper.offer(await helper.shop(), { total: null });
    const { body } = await helper.claim(s.url, people[0], offer);
    const vouchers = (await s.db()).collection('vouchers');
    const { locator: _, ...one } = await vouchers.findOne({ _id: body.id });
    const more = people.slice(1).map(({ id }) => ({ ...one, _id: randomUUID(), person: id, codeId: randomUUID(), requestId: randomUUID() }));
    await vouchers.insertMany(more);
    return people.map(({ token }, i) => ({ token, voucher: i === 0 ? body.id : more[i - 1]._id }));
  } finally {
    await helper.stop();
  }
}
const HEAP_GROWTH = 1.1;

/** Answers { rows, goals, notes }. */
export async function bench({ rounds = 7, seconds = 3 } = {}) {
  const started = load();
  const s = await system({ processes: 1, ownMongod: true, h5: false, env: PRODUCTION });
  const children = [];
  try {
    const people = await holders(s);
    const entries = (await s.db()).collection('register_entries');
    const floor = child('floor-write.mjs', { MONGODB_URI: s.mongoUri });
    const client = child('client.mjs');
    children.push(floor, client);
    const { url: floorUrl } = await said(floor);
    const sides = {
      floor: { url: floorUrl, requests: people.map((p) => ({ path: `/${p.voucher}` })) },
      server: {
        url: s.url,
        requests: people.map((p) => ({
          method: 'POST',
          path: `/api/perks/vouchers/${p.voucher}/secret`,
          headers: { authorization: `Bearer ${p.token}`, 'content-type': 'application/json' },
          body: '{}',
        })),
      },
    };
    const rows = await compare(client, sides, { connections: [64], rounds, seconds, warm: WARM });
    const [floorRow, serverRow] = rows;
    const entered = await entries.countDocuments({ items: '券码密钥' });
    await s.processes[0].stop();
    const reader = child('verify.mjs', { MONGODB_URI: s.mongoUri, KEYS_FILE: s.keysFile, BENCH_ENTRIES: String(ENTRIES) });
    children.push(reader);
    const v = await said(reader);
    if (v.broken) throw new Error(`the log of the bench is broken: ${JSON.stringify(v.broken)}`);
    rows.push({ side: `verify (${v.entries} entries)`, connections: '', perSecond: Math.round(v.perSecond), p50: '', p99: '', bad: 0 });
    const goals = [
      { what: 'reads on record at 64 connections ÷ floor (findOne + insertOne majority)', value: serverRow.ratio, goal: 2.0 },
      { what: "floor's p99 ÷ p99 at 64 connections", value: floorRow.p99 / serverRow.p99, goal: 1.0 },
      { what: 'share of good answers', value: rows.some((r) => r.bad) ? 0 : 1, goal: 1 },
      { what: 'verified entries a second ÷ 20,000', value: v.perSecond / 20_000, goal: 1.0 },
      { what: `live heap of the first half of the log × ${HEAP_GROWTH} ÷ second half`, value: (v.heapFirst * HEAP_GROWTH) / v.heapSecond, goal: 1.0 },
    ].map((g) => ({ ...g, met: g.value >= g.goal }));
    const heap = `live heap ${(v.heapFirst / 2 ** 20).toFixed(0)} MB in the first half, ${(v.heapSecond / 2 ** 20).toFixed(0)} MB in the second`;
    const notes = `${PEOPLE} residents, ${entered} looks entered, ${rounds} rounds of ${seconds} s, ${WARM} requests of warming each; ${heap}; ${machine()}, load ${started} before, ${load()} after`;
    return { rows, goals, notes };
  } finally {
    for (const c of children) c.disconnect();
    await s.stop();
  }
}
