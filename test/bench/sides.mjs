// What the benches share: processes of their own, a load that alternates between two sides, the rows of the table.
import { fork } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/util.mjs';

/** As in production: no sandbox, no test ports; one client is the whole load, so the flood limit of an address stands aside. */
export const PRODUCTION = { NODE_ENV: 'production', SANDBOX: '0', TEST_PORTS: '0', LOG_LEVEL: 'warn', FLOOD_LIMIT: '0' };
export const load = () => os.loadavg()[0].toFixed(2);
export const machine = () => `${os.cpus().length} cores, Node ${process.versions.node}`;
export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
export const child = (file, env) => fork(path.join(ROOT, 'test/bench', file), { env: { ...process.env, ...env } });
/** The next message of a process; rejects when it ends instead. */
export const said = (process) =>
  new Promise((resolve, reject) => {
    const gone = (code) => reject(new Error(`a bench process ended with ${code}`));
    process.once('exit', gone);
    process.once('message', (m) => {
      process.off('exit', gone);
      resolve(m);
    });
  });

/**
 * Runs `floor` and `server` in turn, `rounds` times at each number of connections, after `warm` requests each. Answers the rows of the table; the
 * server's carry the ratio of the pairs.
 */
export async function compare(client, sides, { connections, rounds, seconds, warm }) {
  const run = (side, job) => {
    client.send({ ...sides[side], ...job });
    return said(client);
  };
  for (const side of Object.keys(sides)) await run(side, { connections: 64, amount: warm });
  const rows = [];
  for (const n of connections) {
    const results = { floor: [], server: [] };
    for (let i = 0; i < rounds; i++)
      for (const side of i % 2 ? ['server', 'floor'] : ['floor', 'server']) results[side].push(await run(side, { connections: n, seconds }));
    for (const [side, list] of Object.entries(results)) {
      const of = (k) => median(list.map((r) => r[k]));
      rows.push({ side, connections: n, perSecond: Math.round(of('perSecond')), p50: of('p50'), p99: of('p99'), bad: list.reduce((sum, r) => sum + r.bad, 0) });
    }
    const pairs = results.server.map((r, i) => r.perSecond / results.floor[i].perSecond);
    Object.assign(rows.at(-1), { ratio: median(pairs), least: Math.min(...pairs), most: Math.max(...pairs) });
  }
  return rows;
}
