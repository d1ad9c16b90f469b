import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Suite } from './cases.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cases.ts'));

it('finds the worked examples', () => expect(files.length).toBeGreaterThan(5));

for (const file of files) {
  const { suites } = (await import(`${root}${file}`)) as { suites: readonly Suite[] };
  describe(file, () => {
    it('has examples', () => expect(suites.reduce((n, s) => n + s.cases.length, 0)).toBeGreaterThan(0));
    for (const one of suites)
      describe(`${one.title} (${one.source})`, () => {
        for (const { why, got, want } of one.cases) it(why, () => expect(got()).toEqual(want));
      });
  });
}
