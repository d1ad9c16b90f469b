// Writes src/ui/styles/icons.scss and src/ui/icon-names.ts from src/ui/icons/*.svg. Run it after an icon was added or changed.
// Mini-programs have no inline SVG: an icon is a mask over currentColor. The mask is a custom property, so prefixed and plain mask share one copy.
import fs from 'node:fs';
import path from 'node:path';

const ui = path.resolve(import.meta.dirname, '../src/ui');
const names = fs
  .readdirSync(path.join(ui, 'icons'))
  .filter((f) => f.endsWith('.svg') && f !== 'logo.svg')
  .map((f) => f.slice(0, -4))
  .sort();
/** Tags and check rows are small: their glyphs are drawn with a heavier line. */
const HEAVY = ['alert', 'arrow-down', 'arrow-up', 'check', 'check-circle', 'clock', 'close', 'info', 'lock', 'minus', 'shield', 'undo'];

const uri = (svg) => `url("data:image/svg+xml,${svg.replace(/"/g, "'").replace(/[<>#%{}]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}")`;
const read = (n) =>
  fs
    .readFileSync(path.join(ui, 'icons', `${n}.svg`), 'utf8')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ (width|height)="24"/g, '')
    .replace('currentColor', '#000');
const rules = names.map((n) => `.i-${n} {\n  --m: ${uri(read(n))};\n}`);
const heavy = HEAVY.map((n) => `.i-${n}.i-heavy {\n  --m: ${uri(read(n).replace('stroke-width="1.75"', 'stroke-width="2.4"'))};\n}`);
const logo = fs
  .readFileSync(path.join(ui, 'icons/logo.svg'), 'utf8')
  .trim()
  .replace(/ class="logo"| aria-hidden="true"/g, '');

fs.writeFileSync(
  path.join(ui, 'styles/icons.scss'),
  `/* Written by scripts/icons.mjs. */\n${rules.join('\n')}\n${heavy.join('\n')}\n.logo {\n  background: ${uri(logo)} center / contain no-repeat;\n}\n`,
);
fs.writeFileSync(
  path.join(ui, 'icon-names.ts'),
  `// Written by scripts/icons.mjs.\nexport const ICONS = [\n${names.map((n) => `  '${n}',`).join('\n')}\n] as const;\nexport type IconName = (typeof ICONS)[number];\n`,
);
