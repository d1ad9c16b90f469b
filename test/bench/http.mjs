// bench:http: a resident's own eligibility check on the built, real server, beside the floor, in the same run on the same machine.
import { perks } from '../support/perks.mjs';
import { system } from '../support/run-app.mjs';
import { child, compare, load, machine, PRODUCTION, said } from './sides.mjs';

const PEOPLE = 3000;
const WARM = 25_000; // requests each, before anything counts: V8 needs them to settle

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

/** Answers { rows, goals, notes }: rows of the table, goals as [{ what, value, goal, met }]. */
export async function bench({ rounds = 7, seconds = 3 } = {}) {
  const started = load();
  const s = await system({ processes: 1, ownMongod: true, h5: false, env: PRODUCTION });
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
    const rows = await compare(client, sides, { connections: [64, 1], rounds, seconds, warm: WARM });
    const at = (side, connections) => rows.find((r) => r.side === side && r.connections === connections);
    const goals = [
      { what: 'requests at 64 connections ÷ floor', value: at('server', 64).ratio, goal: 2.0 },
      { what: "floor's p99 × 1.2 ÷ p99 at 64 connections", value: (at('floor', 64).p99 * 1.2) / at('server', 64).p99, goal: 1.0 },
      { what: 'requests at 1 connection ÷ floor', value: at('server', 1).ratio, goal: 0.5 },
      { what: 'share of good answers', value: rows.some((r) => r.bad) ? 0 : 1, goal: 1 },
    ].map((g) => ({ ...g, met: g.value >= g.goal }));
    const notes = `${PEOPLE} residents, verdict "${verdict}", ${rounds} rounds of ${seconds} s, ${WARM} requests of warming each; ${machine()}, load ${started} before, ${load()} after`;
    return { rows, goals, notes };
  } finally {
    for (const c of children) c.disconnect();
    await s.stop();
  }
}
