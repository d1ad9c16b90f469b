// npm run bench: every bench, or the one named (npm run bench:http). Prints tables; ends with 1 when a goal is missed.
import { compile, install } from '../../scripts/lib/build.mjs';

const BENCHES = {
  http: () => import('./http.mjs'),
  register: () => import('./register.mjs'),
  redeem: () => import('./redeem.mjs'),
  notnow: () => import('./notnow.mjs'),
};
const names = process.argv.slice(2);
for (const n of names)
  if (!BENCHES[n]) {
    console.error(`There is no bench "${n}". Known: ${Object.keys(BENCHES).join(', ')}.`);
    process.exit(2);
  }
/** Of requests a second beside a floor. */
const speeds = (rows, f) => [
  '| side | connections | requests/s | p50 ms | p99 ms | ÷ floor (median of pairs) | least–most |',
  '|---|---:|---:|---:|---:|---:|---|',
  ...rows.map(
    (r) => `| ${r.side} | ${r.connections} | ${r.perSecond} | ${r.p50} | ${r.p99} | ${f(r.ratio)} | ${r.ratio ? `${f(r.least)}–${f(r.most)}` : ''} |`,
  ),
];
await install();
await compile();
let missed = 0;
for (const name of names.length ? names : Object.keys(BENCHES)) {
  const { rows, table, goals, notes } = await (await BENCHES[name]()).bench();
  const f = (n) => (n === undefined ? '' : n.toFixed(2));
  console.log(`\n${name}: ${notes}\n`);
  for (const line of table ?? speeds(rows, f)) console.log(line);
  console.log('\n| goal | value | at least | |\n|---|---:|---:|---|');
  for (const g of goals) console.log(`| ${g.what} | ${f(g.value)} | ${f(g.goal)} | ${g.met ? 'met' : 'MISSED'} |`);
  missed += goals.filter((g) => !g.met).length;
}
process.exit(missed ? 1 : 0);
