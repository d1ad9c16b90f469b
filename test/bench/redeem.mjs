// bench:redeem: a voucher confirmed by every rule, beside a bare find + insert transaction, in turn in one process; then races for one voucher.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { driver } from '../../scripts/lib/stack.mjs';
import { ROOT } from '../../scripts/lib/util.mjs';
import { perks } from '../support/perks.mjs';
import { system } from '../support/run-app.mjs';
import { load, machine, median } from './sides.mjs';

const POOL = 32; // connections, as the server's own pool
const WARM = 3000; // redemptions each, before anything counts
const ROUNDS = [
  { callers: 64, amount: 4000 },
  { callers: 1, amount: 500 },
];
const RACES = 40;
const BILL = { amountFen: 26_800, heads: null };
const DURABLE = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' }, readPreference: 'primary' };

/** `amount` locked vouchers like this one, each with names of its own. */
async function copiesOf(vouchers, one, amount) {
  const { locator: _, ...rest } = one;
  const made = Array.from({ length: amount }, () => {
    const id = randomUUID();
    return { ...rest, _id: id, person: id, codeId: id, requestId: id, lock: { ...one.lock, id, requestId: id, until: new Date(Date.now() + 3_600_000) } };
  });
  for (let i = 0; i < made.length; i += 5000) await vouchers.insertMany(made.slice(i, i + 5000));
  return made.map((v) => v._id);
}
/** So many callers, each with the next voucher as soon as its last is done. */
async function drive(callers, ids, redeem) {
  const took = [];
  let next = 0;
  const from = performance.now();
  const caller = async () => {
    for (let n = next++; n < ids.length; n = next++) {
      const begun = performance.now();
      await redeem(ids[n]);
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - from) / 1000;
  took.sort((a, b) => a - b);
  const at = (share) => Number((took[Math.floor(took.length * share)] ?? 0).toFixed(2));
  return { perSecond: ids.length / seconds, p50: at(0.5), p99: at(0.99) };
}

/** Answers { rows, goals, notes }. */
export async function bench({ rounds = 7 } = {}) {
  const started = load();
  const s = await system({ processes: 1, demo: false, ownMongod: true, h5: false });
  const [{ RedemptionsService }, { RedemptionNews }] = await Promise.all(
    ['redemptions.service', 'redemption-news'].map((m) => import(pathToFileURL(path.join(ROOT, `server/dist/perks/${m}.js`)).href)),
  );
  const servers = [await perks(s), await perks(s)]; // two, each with a pool and groups of its own
  const client = await new (driver().MongoClient)(s.mongoUri, { maxPoolSize: POOL }).connect();
  try {
    const [p] = servers;
    const shop = await p.shop();
    const clerk = await p.member(shop);
    const [me] = await p.residents(1);
    const offer = await p.offer(shop, { total: null, benefit: { kind: 'percent', payPercent: 90, capFen: 5000 } });
    const { body } = await p.claim(s.url, me, offer);
    await p.scan(s.url, clerk, (await p.phone(me, body.id)).qr());
    await s.processes[0].stop();
    const vouchers = client.db().collection('vouchers');
    const one = await vouchers.findOne({ _id: body.id });
    const { key, terminal, organisationId, shopId, clerk: name, clerkId } = one.lock.till;
    const counter = { key, terminal, organisationId, shopIds: [shopId], clerk: name, clerkId };
    const confirm = (id, at = p) => at.get(RedemptionsService).confirm(counter, randomUUID(), id, BILL); // a copy's lock is named like itself

    const written = client.db().collection('bench_redemptions');
    await written.createIndex({ voucher: 1 }, { unique: true });
    const floor = (id) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          const { _id, person } = await vouchers.findOne({ _id: id, state: 'issued' }, { session });
          await written.insertOne({ _id: randomUUID(), voucher: _id, person, terminal, clerkId, at: new Date(), ...BILL }, { session });
        }, DURABLE),
      );
    const sides = { floor, server: confirm };
    const results = [];
    let redeemed = 0;
    const run = async (side, callers, amount) => {
      const ids = await copiesOf(vouchers, one, amount);
      if (side === 'server') redeemed += amount;
      const result = await drive(callers, ids, sides[side]);
      await p.get(RedemptionNews).settled(); // nobody's message is left to the other side's time
      return result;
    };
    for (const side of Object.keys(sides)) await run(side, 64, WARM);
    for (const { callers, amount } of ROUNDS) {
      const list = { floor: [], server: [] };
      for (let i = 0; i < rounds; i++) for (const side of i % 2 ? ['server', 'floor'] : ['floor', 'server']) list[side].push(await run(side, callers, amount));
      results.push({ callers, ...list });
    }
    const rows = results.flatMap(({ callers, floor: floors, server }) => {
      const pairs = server.map((r, i) => r.perSecond / floors[i].perSecond);
      const row = (side, runs) => {
        const of = (k) => median(runs.map((r) => r[k]));
        return { side, connections: callers, perSecond: Math.round(of('perSecond')), p50: of('p50'), p99: of('p99') };
      };
      return [row('floor', floors), { ...row('server', server), ratio: median(pairs), least: Math.min(...pairs), most: Math.max(...pairs) }];
    });

    let sound = 0;
    for (const id of await copiesOf(vouchers, one, RACES)) {
      const tries = await Promise.allSettled(Array.from({ length: 64 }, (_, i) => confirm(id, servers[i % 2])));
      const refusals = tries.flatMap((t) => (t.status === 'rejected' ? [t.reason.code] : []));
      if (refusals.length === 63 && refusals.every((code) => code === 'voucher_used')) sound++;
    }
    redeemed += sound;
    for (const at of servers) await at.get(RedemptionNews).settled();
    const [once, told] = await Promise.all([
      vouchers.countDocuments({ state: 'redeemed' }),
      client.db().collection('messages').countDocuments({ kind: 'voucher_redeemed' }),
    ]);
    const ratio = (callers) => rows.find((r) => r.side === 'server' && r.connections === callers)?.ratio;
    const goals = [
      { what: 'redemptions/s at 64 callers ÷ floor (transaction of find and insert, majority)', value: ratio(64), goal: 2.0 },
      { what: 'redemptions/s at 1 caller ÷ floor', value: ratio(1), goal: 1.1 },
      { what: `share of ${RACES} races of 64 callers at two servers with one winner and 63 told so`, value: sound / RACES, goal: 1 },
      { what: 'share of redemptions that stand once and whose holder was told once', value: once === redeemed && told === redeemed ? 1 : 0, goal: 1 },
    ].map((g) => ({ ...g, met: g.value >= g.goal }));
    const notes = `${redeemed} redemptions, ${rounds} rounds of ${ROUNDS.map((r) => `${r.amount} at ${r.callers}`).join(' and ')}, ${WARM} of warming each; ${machine()}, load ${started} before, ${load()} after`;
    return { rows, goals, notes };
  } finally {
    for (const p of servers) await p.stop();
    await client.close();
    await s.stop();
  }
}
