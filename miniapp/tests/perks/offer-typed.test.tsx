import { GRADES } from '@binhai/shared/rules/grade';
import { OFFER_PURPOSES } from '@binhai/shared/rules/offer-content';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contentOf, plainOf, typedOf } from '../../src/packages/staff/offer/typed';
import type { OfferContent } from '../../src/stores/offer-desk';

// The form of the desk of offers: opened and saved untouched, it changes nothing of what the merchant wrote before.
const orNull = <T,>(a: fc.Arbitrary<T>) => fc.option(a, { nil: null });
const count = (most: number) => fc.integer({ min: 1, max: most });
const words = fc.array(fc.constantFrom('示例', '8 折', '出示券码', '#'), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
const fen = fc.integer({ min: 0, max: 10_000_000 });
const weekdays = orNull(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }));
const span = fc.tuple(fc.integer({ min: 0, max: 1439 }), count(1440)).map(([from, long]) => ({ from, to: Math.min(1440, from + long) }));
const day = fc.constantFrom('2026-01-31', '2026-12-01', '2028-02-29');
const content: fc.Arbitrary<OfferContent> = fc.record({
  title: words,
  subtitle: words,
  category: fc.constantFrom('tour', ''),
  zone: fc.constantFrom('120116403', ''),
  place: words,
  headline: fc.record({ prefix: fc.constant('¥'), figure: fc.constant('8'), unit: fc.constant('折'), caption: words }),
  benefit: fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), text: words }),
    fc.record({ kind: fc.constant('percent' as const), payPercent: count(99), capFen: orNull(fen) }),
    fc.record({ kind: fc.constant('heads' as const), priceFen: fen, payPercent: count(99), maxHeads: count(20) }),
  ),
  original: words,
  steps: fc.array(words, { maxLength: 8 }),
  notes: fc.array(words, { maxLength: 8 }),
  legalBasis: words,
  funding: words,
  subsidy: orNull(fc.record({ by: words, percent: count(100), monthlyCapFen: fen })),
  howToJoin: words,
  assurance: fc.constantFrom('basic' as const, 'high' as const),
  minGrade: fc.constantFrom(null, ...GRADES),
  zones: orNull(fc.subarray(['120116403', '120116400', '120116158'], { minLength: 1 })),
  age: fc.record({ min: fc.integer({ min: 18, max: 100 }), max: orNull(fc.integer({ min: 18, max: 120 })) }),
  noSeriousRecord: fc.boolean(),
  consent: fc.constantFrom(null, ...OFFER_PURPOSES),
  perPerson: orNull(count(1000)),
  perPersonPerDay: orNull(count(50)),
  from: day,
  to: day,
  claimOn: fc.record({ weekdays, hours: orNull(span) }),
  usableDays: count(366),
  useOn: fc.record({ weekdays, hours: orNull(span), from: orNull(day), until: orNull(day) }),
  visits: orNull(
    fc.record({
      weekdays,
      slots: fc.array(
        fc.tuple(span, count(100_000)).map(([s, capacity]) => ({ ...s, capacity })),
        { maxLength: 5 },
      ),
      days: count(90),
      maxHeads: count(20),
    }),
  ),
  shopIds: fc.subarray(['a', 'b']),
  total: orNull(count(10_000_000)),
  perDay: orNull(count(1_000_000)),
});

test('opened and saved untouched, every field stays as it was', () => {
  fc.assert(
    fc.property(content, (c) => {
      expect(contentOf(plainOf(c), typedOf(c))).toEqual({ content: c, wrong: {} });
    }),
    { numRuns: 300, seed: 20261125 },
  );
});
test.each([
  ['claimHours', '9点到17点', { claimHours: '写成 09:00-17:00 这样' }],
  ['useHours', '09:00-25:00', { useHours: '写成 09:00-17:00 这样' }],
  ['useFrom', '2026-02-30', { useFrom: '写成 2026-12-01 这样' }],
  ['visitSlots', '09:00-11:00', { visitSlots: '每行写成 09:00-11:00 60 这样，最后是名额' }],
] as const)('%s typed as %s is said to be unreadable', (field, typed, wrong) => {
  const [c] = fc.sample(content, { numRuns: 1, seed: 1 });
  if (!c) throw new Error('no content');
  expect(contentOf(plainOf(c), { ...typedOf(c), visited: true, [field]: typed }).wrong).toMatchObject(wrong);
});
test('times are read as people type them, days in their order', () => {
  const [c] = fc.sample(content, { numRuns: 1, seed: 1 });
  if (!c) throw new Error('no content');
  const typed = {
    ...typedOf(c),
    claimHours: '9:00 至 17：30',
    claimDays: [7, 1],
    visited: true,
    visitWeekdays: [],
    visitSlots: ' 9:00-11:00  60 \n\n14:00~24:00 5',
  };
  const { content: read, wrong } = contentOf(plainOf(c), typed);
  expect([wrong, read.claimOn]).toEqual([{}, { weekdays: [1, 7], hours: { from: 540, to: 1050 } }]);
  expect(read.visits?.slots).toEqual([
    { from: 540, to: 660, capacity: 60 },
    { from: 840, to: 1440, capacity: 5 },
  ]);
});
