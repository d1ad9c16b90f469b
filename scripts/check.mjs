// npm run check: biome, types of every package, import rules. Needs an installed workspace.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './lib/util.mjs';

const LEAST_MODULES = 40; // dependency-cruiser says "no violations" when it could read nothing
const bin = (name) => path.join(ROOT, 'node_modules/.bin', name);
const show = (name, args) => spawnSync(bin(name), args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
function imports() {
  const r = spawnSync(
    bin('depcruise'),
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'shared/src', 'server/src', 'miniapp/src', 'miniapp/tests', 'test'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (!r.stdout) {
    console.error(r.stderr);
    return false;
  }
  const { summary, modules } = JSON.parse(r.stdout);
  const own = modules.filter((m) => /^(shared|server|miniapp|test)\//.test(m.source)).length;
  for (const v of summary.violations) console.error(`${v.rule.severity} ${v.rule.name}: ${v.from} → ${v.to}`);
  console.log(`imports: ${own} own modules, ${summary.totalDependenciesCruised} dependencies, ${summary.violations.length} violations`);
  if (own < LEAST_MODULES) {
    console.error(`only ${own} modules were read, at least ${LEAST_MODULES} expected: the check is blind`);
    return false;
  }
  return summary.error === 0;
}
const results = {
  biome: show('biome', ['ci', '--error-on-warnings', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.']),
  types: show('tsc', ['-b']),
  imports: imports(),
};
for (const [name, ok] of Object.entries(results)) console.log(`${name}: ${ok ? 'ok' : 'FAILED'}`);
process.exit(Object.values(results).every(Boolean) ? 0 : 1);
