import { suite } from '../cases.js';
import { type Benefit, type BenefitInput, type BenefitSums, formatDiscount, preview, reverse } from './benefit.js';
import { divideHalfUp, formatFen } from './money.js';

const PARK: Benefit = { kind: 'heads', priceFen: 8000, payPercent: 80, maxHeads: 3 };
const DINNER: Benefit = { kind: 'percent', payPercent: 90, capFen: 5000 };
const FIXED: Benefit = { kind: 'fixed', text: '免押金' };
const shown = ([benefit, amountFen, heads]: [Benefit, number | null, number | null]): unknown => {
  const got = preview(benefit, { amountFen, heads });
  return got.ok ? [got.originalFen, got.reliefFen, got.payableFen] : got.reason;
};
const sums = (benefit: Benefit, input: BenefitInput): BenefitSums => {
  const got = preview(benefit, input);
  if (!got.ok) throw new Error(got.reason);
  return got;
};
const back = ([benefit, redeemed, heads]: [Benefit, BenefitSums, number | null]): unknown => {
  const got = reverse(benefit, redeemed, heads);
  return got.ok ? [got.refundFen, got.reliefBackFen, got.headsBack, got.whole] : got.reason;
};
const TWO = sums(PARK, { amountFen: null, heads: 2 });
const BILL = sums(DINNER, { amountFen: 26_800, heads: null });

export const suites = [
  suite('preview', 'mockup 10-merchant; trouble PRK-2', shown, [
    ['two heads', [PARK, null, 2], [16_000, 3200, 12_800]],
    ['a bill', [DINNER, 26_800, null], [26_800, 2680, 24_120]],
    ['a bill over the cap', [DINNER, 100_000, null], [100_000, 5000, 95_000]],
    ['half a fen is paid up', [{ kind: 'percent', payPercent: 50, capFen: null }, 1, null], [1, 0, 1]],
    ['three heads at an odd price, rounded once', [{ kind: 'heads', priceFen: 333, payPercent: 85, maxHeads: 5 }, null, 3], [999, 150, 849]],
    ['nothing to type', [FIXED, null, null], [null, null, null]],
    ['too many heads', [PARK, null, 4], 'benefit_heads'],
    ['no heads', [PARK, null, 0], 'benefit_heads'],
    ['half a head', [PARK, null, 1.5], 'benefit_heads'],
    ['no amount', [DINNER, null, null], 'benefit_amount'],
    ['a bill of nothing', [DINNER, 0, null], 'benefit_amount'],
    ['a bill over 100,000 元', [DINNER, 10_000_001, null], 'benefit_amount'],
    ['an amount for heads', [PARK, 100, 2], 'benefit_input_unexpected'],
    ['heads for a fixed benefit', [FIXED, null, 1], 'benefit_input_unexpected'],
  ]),
  suite('reversal', 'mockup 10-merchant#reverse', back, [
    ['one of two', [PARK, TWO, 1], [6400, 1600, 1, false]],
    ['both', [PARK, TWO, 2], [12_800, 3200, 2, true]],
    ['all', [PARK, TWO, null], [12_800, 3200, 2, true]],
    ['more than there are', [PARK, TWO, 3], 'benefit_heads'],
    ['a bill goes back whole', [DINNER, BILL, null], [24_120, 2680, null, true]],
    ['never in part', [DINNER, BILL, 1], 'benefit_input_unexpected'],
    ['a fixed benefit has no price', [FIXED, sums(FIXED, { amountFen: null, heads: null }), null], [null, null, null, true]],
  ]),
  suite(
    'words',
    'DESIGN section 6',
    () => [formatDiscount(80), formatDiscount(85), formatDiscount(0), formatDiscount(100), formatFen(-4800), formatFen(128_400), formatFen(5)],
    [['discounts and amounts', undefined, ['8 折', '8.5 折', '免费', '原价', '−48.00', '1,284.00', '0.05']]],
  ),
  suite('half-up', 'trouble DB-4', ([n, d]: [number, number]) => divideHalfUp(n, d), [
    ['a half', [1, 2], 1],
    ['below', [49, 100], 0],
    ['exact', [300, 100], 3],
  ]),
];
