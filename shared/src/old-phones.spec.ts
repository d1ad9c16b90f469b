import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

/** What old phones lack or do differently (targets iOS 12 and Android 7, ES5 after Babel): none of it in code that reaches the mini-program. */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['BigInt', /\bBigInt\b|\b\d+n\b/],
  ['Intl and locales', /\bIntl\.|\.toLocale\w+\(|\.localeCompare\(/],
  ['a parser of dates in text', /Date\.parse|new Date\((?!0\)|n \* DAY\)|utc\()/],
  ['the device time zone', /\.get(?:FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)\(/],
  ['a clock of its own', /Date\.now\(/],
  ['luck', /Math\.random\(/],
  ['classes of Unicode properties', /\\p\{/i],
  ['look-behind', /\(\?<[=!]/],
  ['methods after ES2018', /\.(?:flatMap|flat|at|replaceAll|matchAll|toSorted|toReversed|findLast|fromEntries|trimStart|trimEnd)\(/],
];
const root = new URL('.', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !/\.(?:spec|cases)\.ts$/.test(file));
/** Code without its comments, whose words may name anything. */
const code = (file: string): string => readFileSync(new URL(file, root), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{(,])\/\/.*$/gm, '');

it('reads the package', () => expect(files.length).toBeGreaterThan(30));
for (const [what, pattern] of FORBIDDEN)
  it(`has no ${what}`, () => {
    expect(files.filter((file) => pattern.test(code(file)))).toEqual([]);
  });
it('would see each of them', () => {
  const samples = [
    'BigInt(1)',
    'new Intl.NumberFormat()',
    "new Date('2026-05-12 10:00')",
    'day.getMonth()',
    'Date.now()',
    'Math.random()',
    '/\\p{L}/u',
    '/(?<=a)b/',
    'list.flatMap(f)',
  ];
  expect(samples.map((sample, i) => FORBIDDEN[i]?.[1].test(sample))).toEqual(samples.map(() => true));
});
