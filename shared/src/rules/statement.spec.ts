import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Benefit, preview, reverse } from './benefit.js';
import { type Subsidy, subsidyOf } from './offer-content.js';
import { firstDayOf, type LedgerEntry, lastDayOf, monthBefore, StatementSums, spanOf, totalsOf } from './statement.js';

const HOUR = 3_600_000;
const OCT = spanOf('2026-10');
const NOV = spanOf('2026-11');
const OFFERS: readonly { offer: string; version: number; benefit: Benefit; subsidy: Subsidy | null }[] = [
  {
    offer: 'park',
    version: 1,
    benefit: { kind: 'heads', priceFen: 3333, payPercent: 81, maxHeads: 5 },
    subsidy: { by: '区财政', percent: 50, monthlyCapFen: 100_000 },
  },
  {
    offer: 'park',
    version: 2,
    benefit: { kind: 'heads', priceFen: 3333, payPercent: 70, maxHeads: 5 },
    subsidy: { by: '区财政', percent: 33, monthlyCapFen: 2001 },
  },
  { offer: 'shop', version: 1, benefit: { kind: 'percent', payPercent: 87, capFen: 1999 }, subsidy: null },
  { offer: 'lane', version: 1, benefit: { kind: 'fixed', text: '停车 2 小时免费' }, subsidy: null },
];
const termsOf = (offer: string, version: number) => OFFERS.find((o) => o.offer === offer && o.version === version)?.subsidy ?? null;
/** A redemption in October or November and its reversals, each within 24 hours of it, by the rules of the counter. */
const visit = fc
  .record({
    which: fc.nat(OFFERS.length - 1),
    at: fc.oneof(fc.integer({ min: OCT.from, max: NOV.to - 1 }), fc.integer({ min: OCT.to - 30 * HOUR, max: OCT.to - 1 })),
    amountFen: fc.integer({ min: 1, max: 50_000 }),
    heads: fc.integer({ min: 1, max: 5 }),
    back: fc.array(fc.record({ after: fc.integer({ min: 0, max: 24 * HOUR }), heads: fc.option(fc.integer({ min: 1, max: 5 })) }), { maxLength: 3 }),
  })
  .map(({ which, at, amountFen, heads, back }) => {
    const o = OFFERS[which] as (typeof OFFERS)[number];
    const input = { amountFen: o.benefit.kind === 'percent' ? amountFen : null, heads: o.benefit.kind === 'heads' ? heads : null };
    const first = preview(o.benefit, input);
    if (!first.ok) throw new Error(first.reason);
    const entry = (kind: LedgerEntry['kind'], atMs: number, n: number, reliefFen: number): LedgerEntry => ({
      kind,
      atMs,
      redeemedAtMs: at,
      offer: o.offer,
      version: o.version,
      title: '示例',
      heads: n,
      reliefFen,
    });
    const entries = [entry('redemption', at, first.heads ?? 0, first.reliefFen ?? 0)];
    let kept: { originalFen: number | null; reliefFen: number | null; payableFen: number | null; heads: number | null } = first;
    for (const b of [...back].sort((x, y) => x.after - y.after)) {
      const r = reverse(o.benefit, kept, o.benefit.kind === 'heads' ? b.heads : null);
      if (!r.ok) continue;
      entries.push(entry('reversal', at + b.after, -(r.headsBack ?? 0), -(r.reliefBackFen ?? 0)));
      kept = r.kept;
      if (r.whole) break;
    }
    return { entries, keptFen: kept.reliefFen ?? 0, keptHeads: kept.heads ?? 0 };
  });
const visits = fc.array(visit, { maxLength: 60 });
function months(all: readonly LedgerEntry[]) {
  const [oct, nov, dec] = ['2026-10', '2026-11', '2026-12'].map((month) => {
    const sums = new StatementSums(month);
    for (const e of all) sums.add(e);
    return sums;
  }) as [StatementSums, StatementSums, StatementSums];
  const octLines = oct.lines({ subsidy: termsOf, before: () => 0 });
  const of = (lines: typeof octLines) => (offer: string, version: number) =>
    lines.find((l) => l.kind === 'month' && l.offer === offer && l.version === version)?.reliefFen ?? 0;
  const novLines = nov.lines({ subsidy: termsOf, before: of(octLines) });
  return { octLines, novLines, decLines: dec.lines({ subsidy: termsOf, before: of(novLines) }) };
}

describe('a month to the fen', () => {
  it('the statements of all months add up to what the redemptions keep, and to the heads that came', () =>
    fc.assert(
      fc.property(visits, (all) => {
        const { octLines, novLines, decLines } = months(all.flatMap((v) => v.entries));
        const sum = totalsOf([...octLines, ...novLines, ...decLines]);
        expect(sum.reliefFen).toBe(all.reduce((n, v) => n + v.keptFen, 0));
        expect(sum.heads).toBe(all.reduce((n, v) => n + v.keptHeads, 0));
        expect(sum.redemptions).toBe(all.length);
      }),
      { numRuns: 500 },
    ));
  it('in any order of the entries', () =>
    fc.assert(
      fc.property(visits, fc.infiniteStream(fc.nat()), (all, dice) => {
        const entries = all.flatMap((v) => v.entries);
        const shuffled = entries
          .map((e) => ({ e, n: dice.next().value as number }))
          .sort((a, b) => a.n - b.n)
          .map(({ e }) => e);
        expect(months(shuffled)).toEqual(months(entries));
      }),
    ));
  it('both shares add up to the relief in every line, and no subsidy passes its cap', () =>
    fc.assert(
      fc.property(visits, (all) => {
        const { octLines, novLines } = months(all.flatMap((v) => v.entries));
        for (const l of [...octLines, ...novLines]) {
          expect(l.subsidyFen + l.ownFen).toBe(l.reliefFen);
          const share = termsOf(l.offer, l.version);
          if (l.kind === 'month') expect(l.subsidyFen).toBe(subsidyOf(l.reliefFen, share));
          expect(l.subsidyFen).toBeLessThanOrEqual(share?.monthlyCapFen ?? 0);
        }
      }),
      { numRuns: 300 },
    ));
  it('a later reversal leaves the two months with the subsidy the first would have had without it', () =>
    fc.assert(
      fc.property(visits, (all) => {
        const { octLines, novLines } = months(all.flatMap((v) => v.entries));
        for (const back of novLines.filter((l) => l.kind === 'earlier')) {
          const was = octLines.find((l) => l.kind === 'month' && l.offer === back.offer && l.version === back.version);
          expect((was?.subsidyFen ?? 0) + back.subsidyFen).toBe(subsidyOf((was?.reliefFen ?? 0) + back.reliefFen, termsOf(back.offer, back.version)));
          expect(back.reliefFen).toBeLessThanOrEqual(0);
          expect(back.redemptions).toBe(0);
        }
      }),
      { numRuns: 300 },
    ));
  it('a month begins and ends at midnight in Shanghai, February and December too', () => {
    expect(['2026-02', '2028-02', '2026-12'].map(lastDayOf)).toEqual(['2026-02-28', '2028-02-29', '2026-12-31']);
    expect([monthBefore('2027-01'), firstDayOf('2026-11')]).toEqual(['2026-12', '2026-11-01']);
    expect(new Date(spanOf('2026-12').to).toISOString()).toBe('2026-12-31T16:00:00.000Z');
  });
});
