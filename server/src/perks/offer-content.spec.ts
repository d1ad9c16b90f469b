import { OfferContent } from '@binhai/shared/contract/offer-desk';
import { addDays } from '@binhai/shared/dates/dates';
import { DISTRICT, ZONES } from '@binhai/shared/identifiers/zones';
import { GRADES } from '@binhai/shared/rules/grade';
import { OFFER_PURPOSES } from '@binhai/shared/rules/offer-content';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OfferTerms } from './offer.schema.js';
import { contentOf, emptyContent, termsOf } from './offer-content.js';

// Product C9: what a version promises is what its merchant wrote, all of it. A field the desk cannot say would be lost, or kept unseen, with the next version.
const shops = ['a', 'b', 'c'].map((id) => ({ id, name: `示例门店 ${id}`, address: '示例路 1 号' }));
const place = { organisationId: 'shop', provider: '示例商户', shops };
const words = (most: number) => fc.string({ maxLength: most, unit: fc.constantFrom('示', '例', '8', '折', ' ') });
const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2026-01-01', n));
const orNull = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: null });
const count = (most: number) => fc.integer({ min: 1, max: most });
const weekdays = orNull(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }));
const span = fc.tuple(fc.integer({ min: 0, max: 1439 }), count(1440)).map(([from, long]) => ({ from, to: Math.min(1440, from + long) }));
const times = { weekdays, hours: orNull(span) };
const percent = count(99);
const fen = fc.integer({ min: 0, max: 1_000_000 });
const content: fc.Arbitrary<OfferContent> = fc.record({
  title: words(30),
  subtitle: words(40),
  category: fc.constantFrom('tour', 'stay', ''),
  zone: fc.constantFrom(...ZONES.map((z) => z.code)),
  place: words(30),
  headline: fc.record({ prefix: words(2), figure: words(6), unit: words(4), caption: words(10) }),
  benefit: fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), text: words(60) }),
    fc.record({ kind: fc.constant('percent' as const), payPercent: percent, capFen: orNull(fen) }),
    fc.record({ kind: fc.constant('heads' as const), priceFen: fen, payPercent: percent, maxHeads: count(20) }),
  ),
  original: words(40),
  steps: fc.array(words(120), { maxLength: 8 }),
  notes: fc.array(words(120), { maxLength: 8 }),
  legalBasis: words(200),
  funding: words(200),
  subsidy: orNull(fc.record({ by: fc.constantFrom('区财政', '示例单位'), percent: count(100), monthlyCapFen: fen })),
  howToJoin: words(200),
  assurance: fc.constantFrom('basic' as const, 'high' as const),
  minGrade: fc.constantFrom(null, ...GRADES),
  zones: orNull(
    fc.subarray(
      ZONES.map((z) => z.code).filter((code) => code !== DISTRICT),
      { minLength: 1 },
    ),
  ),
  age: fc.record({ min: fc.integer({ min: 18, max: 100 }), max: orNull(fc.integer({ min: 18, max: 120 })) }),
  noSeriousRecord: fc.boolean(),
  consent: fc.constantFrom(null, ...OFFER_PURPOSES),
  perPerson: orNull(count(1000)),
  perPersonPerDay: orNull(count(50)),
  from: day,
  to: day,
  claimOn: fc.record(times),
  usableDays: count(366),
  useOn: fc.record({ ...times, from: orNull(day), until: orNull(day) }),
  visits: orNull(
    fc.record({
      weekdays,
      slots: fc.array(
        fc.tuple(span, count(500)).map(([s, capacity]) => ({ ...s, capacity })),
        { maxLength: 5 },
      ),
      days: count(90),
      maxHeads: count(20),
    }),
  ),
  shopIds: fc.subarray(shops.map((s) => s.id)),
  total: orNull(count(10_000)),
  perDay: orNull(count(1000)),
});

test('whatever is written is promised, and whatever is promised can be written: nothing is lost, lowered or added on the way', () => {
  fc.assert(
    fc.property(content, (written) => {
      const terms = termsOf(written, place);
      expect(contentOf(terms)).toEqual(written);
      expect(termsOf(contentOf(terms), place)).toEqual(terms);
      expect(OfferContent.safeParse(contentOf(terms)).success).toBe(true);
    }),
    { numRuns: 300, seed: 20261125 },
  );
});
test('a version of before, with fields of its own left out, is written as it stands', () => {
  const { subsidy: _, ...terms }: OfferTerms = termsOf({ ...emptyContent('2026-11-25'), assurance: 'high', zones: ['120116403'] }, place);
  expect(termsOf(contentOf(terms), place)).toEqual({ ...terms, subsidy: null });
});
