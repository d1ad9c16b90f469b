import { describe, expect, it } from '@jest/globals';
import { GRADE_SCHEME_2026 } from '../../parameters/grade-scheme.js';
import { PUBLICITY_2026 } from '../../parameters/publicity.js';
import { leftBehind, monthsToGood, PERSONAS } from './personas.js';
import { compareSchemes, schemeWords } from './scheme-words.js';

const with_ = (change: (scheme: typeof GRADE_SCHEME_2026) => Partial<typeof GRADE_SCHEME_2026>) => ({
  scheme: { ...GRADE_SCHEME_2026, ...change(GRADE_SCHEME_2026) },
  publicity: PUBLICITY_2026,
});
const PRESENT = with_(() => ({}));
const DAY = '2026-11-25';

describe('personas', () => {
  it.each(PERSONAS.map((p) => [p.title, p] as const))('%s: 守信良好 after six months of the general commitment', (_, persona) =>
    expect(monthsToGood(persona, DAY, 12, PRESENT)).toBe(6),
  );
  it('are the six of the product, none of them needing anything but the commitment', () => {
    expect(PERSONAS.map(({ key }) => key)).toEqual(['retiree', 'courier', 'tenant', 'graduate', 'hmt', 'foreigner']);
    expect(leftBehind(DAY, 12, PRESENT)).toEqual([]);
  });
  it('are all left behind by a scheme that asks for two items, or for longer than a year', () => {
    expect(
      leftBehind(
        DAY,
        12,
        with_(({ items }) => ({ items: { ...items, good: 2 } })),
      ),
    ).toHaveLength(6);
    const longer = with_(({ factors }) => ({ factors: { ...factors, commitment: { ...factors.commitment, generalMonths: 13 } } }));
    expect(leftBehind(DAY, 12, longer)).toHaveLength(6);
    expect(leftBehind(DAY, 13, longer)).toEqual([]);
  });
});
describe('a scheme in words', () => {
  it('says every number there is', () => {
    const text = JSON.stringify(schemeWords(GRADE_SCHEME_2026));
    for (const n of ['满 1 项', '满 4 项', '满 8 项', '6 个月']) expect(text).toContain(n);
  });
  it('differs only where a number does', () => {
    expect(compareSchemes(GRADE_SCHEME_2026, GRADE_SCHEME_2026).filter((l) => l.changed)).toEqual([]);
    const next = { ...GRADE_SCHEME_2026, items: { good: 1, excellent: 3, exemplary: 8 } };
    expect(compareSchemes(GRADE_SCHEME_2026, next).filter((l) => l.changed)).toEqual([
      { key: 'excellent', title: '守信优良，计入等级的记录', now: '满 4 项', next: '满 3 项', changed: true },
    ]);
  });
});
