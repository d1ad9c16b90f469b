import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_AMOUNT_FEN, preview, reverse } from './benefit.js';

const percent = fc.record({
  kind: fc.constant('percent' as const),
  payPercent: fc.integer({ min: 0, max: 100 }),
  capFen: fc.option(fc.nat(50_000), { nil: null }),
});
const heads = fc.record({
  kind: fc.constant('heads' as const),
  priceFen: fc.integer({ min: 1, max: 100_000 }),
  payPercent: fc.integer({ min: 0, max: 100 }),
  maxHeads: fc.constant(20),
});

it('a larger bill never costs less, never saves less, and never more than the cap', () =>
  fc.assert(
    fc.property(percent, fc.integer({ min: 1, max: MAX_AMOUNT_FEN - 1 }), (benefit, amountFen) => {
      const [a, b] = [preview(benefit, { amountFen, heads: null }), preview(benefit, { amountFen: amountFen + 1, heads: null })];
      if (!a.ok || !b.ok || a.payableFen === null || b.payableFen === null || a.reliefFen === null || b.reliefFen === null) throw new Error('a bill has sums');
      expect(a.payableFen + a.reliefFen).toBe(amountFen);
      expect(b.payableFen >= a.payableFen && b.reliefFen >= a.reliefFen && a.reliefFen >= 0).toBe(true);
      expect(a.reliefFen <= (benefit.capFen ?? amountFen)).toBe(true);
    }),
  ));

it('however the heads go back, the refunds add up to what was paid', () =>
  fc.assert(
    fc.property(heads, fc.integer({ min: 1, max: 20 }), fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 }), (benefit, count, parts) => {
      const paid = preview(benefit, { amountFen: null, heads: count });
      if (!paid.ok) throw new Error(paid.reason);
      let [now, refund, relief, back] = [{ ...paid }, 0, 0, 0];
      for (const part of [...parts, null]) {
        if (now.heads === 0) break;
        const step = reverse(benefit, now, part);
        if (!step.ok) continue; // more heads than are left
        now = { ok: true, ...step.kept };
        refund += step.refundFen ?? Number.NaN;
        relief += step.reliefBackFen ?? Number.NaN;
        back += step.headsBack ?? Number.NaN;
        expect((step.refundFen ?? -1) >= 0 && (step.reliefBackFen ?? -1) >= 0).toBe(true);
      }
      expect([refund, relief, back]).toEqual([paid.payableFen, paid.reliefFen, count]);
    }),
  ));
