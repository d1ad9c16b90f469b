// npm run check: Biome, the types of every package, the import rules. Needs an installed workspace.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { cruise, words } from './lib/imports.mjs';
import { ROOT } from './lib/util.mjs';

const bin = (name, args) => spawnSync(path.join(ROOT, 'node_modules/.bin', name), args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
function imports() {
  const { modules, violations, blind } = cruise();
  const all = [...violations, ...words()];
  for (const v of all) console.error(`${v.rule}: ${v.from} → ${v.to}`);
  console.log(`imports: ${modules} own modules, ${all.length} violations`);
  if (blind) console.error(`only ${modules} modules were read: the check is blind`);
  return !blind && all.length === 0;
}
const steps = {
  biome: () => bin('biome', ['ci', '--error-on-warnings', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.']),
  types: () => bin('tsc', ['-b']),
  imports,
};
let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  const t = performance.now();
  const ok = step();
  if (!ok) failed++;
  console.log(`${name}: ${ok ? 'ok' : 'FAILED'}, ${((performance.now() - t) / 1000).toFixed(1)} s`);
}
process.exit(failed ? 1 : 0);
