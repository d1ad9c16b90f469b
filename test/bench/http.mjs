// bench:http: a resident's own eligibility check on the built, real server, beside the floor, in the same run on the same machine.
import { fork } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/util.mjs';
import { perks } from '../support/perks.mjs';
import { system } from '../support/run-app.mjs';

const PEOPLE = 3000;
const WARM = 25_000; // requests each, before anything counts: V8 needs them to settle
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const load = () => os.loadavg()[0].toFixed(2);

/** Residents written straight into the database, each with a session and a token of their own, graded as the demo's good one. */
async function residents(s) {
  const helper = await perks(s);
  try {
    const people = (await s.db()).collection('people');
    const { standing } = (await people.findOne({ 'standing.grade': 'good' })) ?? {};
    if (!standing) throw new Error('the demo data holds nobody graded good: nothing to copy the standing from');
    const made = await helper.residents(PEOPLE);
    await people.updateMany({ _id: { $in: made.map((p) => p.id) } }, { $set: { standing } });
    return made.map(({ id, token }) => ({ id, token }));
  } finally {
    await helper.stop();
  }
}
const child = (file, env) => fork(path.join(ROOT, 'test/bench', file), { env: { ...process.env, ...env } });
/** The next message of a process; rejects when it ends instead. */
const said = (process) =>
  new Promise((resolve, reject) => {
    const gone = (code) => reject(new Error(`a bench process ended with ${code}`));
    process.once('exit', gone);
    process.once('message', (m) => {
      process.off('exit', gone);
      resolve(m);
    });
  });

/** Answers { rows, goals, notes }: rows of the table, goals as [{ what, value, goal, met }]. */
export async function bench({ rounds = 7, seconds = 3 } = {}) {
  const started = load();
  // as in production: no sandbox, no test ports; one client is the whole load, so the flood limit of an address stands aside
  const production = { NODE_ENV: 'production', SANDBOX: '0', TEST_PORTS: '0', LOG_LEVEL: 'warn', FLOOD_LIMIT: '0' };
  const s = await system({ processes: 1, ownMongod: true, h5: false, env: production });
  const children = [];
  try {
    const people = await residents(s);
    const floor = child('floor.mjs', { MONGODB_URI: s.mongoUri });
    const client = child('client.mjs');
    children.push(floor, client);
    const { url: floorUrl } = await said(floor);
    const { items } = await (await fetch(`${s.url}/api/perks/offers`)).json();
    const offer = items.find((o) => /良好/.test(o.qualifies)) ?? items[0];
    const check = `/api/perks/offers/${offer.id}/eligibility`;
    const sample = await fetch(`${s.url}${check}`, { headers: { authorization: `Bearer ${people[0].token}` } });
    if (sample.status !== 200) throw new Error(`the check answers ${sample.status}: ${await sample.text()}`);
    const verdict = (await sample.json()).verdict;
    const sides = {
      floor: { url: floorUrl, requests: people.map((p) => ({ path: `/${p.id}` })) },
      server: { url: s.url, requests: people.map((p) => ({ path: check, headers: { authorization: `Bearer ${p.token}` } })) },
    };
    const run = (side, job) => {
      client.send({ ...sides[side], ...job });
      return said(client);
    };
    for (const side of Object.keys(sides)) await run(side, { connections: 64, amount: WARM });
    const rows = [];
    for (const connections of [64, 1]) {
      const results = { floor: [], server: [] };
      for (let i = 0; i < rounds; i++)
        for (const side of i % 2 ? ['server', 'floor'] : ['floor', 'server']) results[side].push(await run(side, { connections, seconds }));
      for (const [side, list] of Object.entries(results)) {
        const of = (k) => median(list.map((r) => r[k]));
        rows.push({ side, connections, perSecond: Math.round(of('perSecond')), p50: of('p50'), p99: of('p99'), bad: list.reduce((n, r) => n + r.bad, 0) });
      }
      const pairs = results.server.map((r, i) => r.perSecond / results.floor[i].perSecond);
      Object.assign(rows.at(-1), { ratio: median(pairs), least: Math.min(...pairs), most: Math.max(...pairs) });
    }
    const at = (side, connections) => rows.find((r) => r.side === side && r.connections === connections);
    const goals = [
      { what: 'requests at 64 connections ÷ floor', value: at('server', 64).ratio, goal: 2.0 },
      { what: "floor's p99 × 1.2 ÷ p99 at 64 connections", value: (at('floor', 64).p99 * 1.2) / at('server', 64).p99, goal: 1.0 },
      { what: 'requests at 1 connection ÷ floor', value: at('server', 1).ratio, goal: 0.5 },
      { what: 'share of good answers', value: rows.some((r) => r.bad) ? 0 : 1, goal: 1 },
    ].map((g) => ({ ...g, met: g.value >= g.goal }));
    const notes = `${PEOPLE} residents, verdict "${verdict}", ${rounds} rounds of ${seconds} s, ${WARM} requests of warming each; ${os.cpus().length} cores, Node ${process.versions.node}, load ${started} before, ${load()} after`;
    return { rows, goals, notes };
  } finally {
    for (const c of children) c.disconnect();
    await s.stop();
  }
}
