import * as z from 'zod/mini';
import { deniedPlaces, deniedWord } from './denied-factors.js';

/** The only four factors there can be (product B5); the fourth is a condition, not a count. */
export const FACTORS = ['commitment', 'contract', 'honour', 'no_open_record'] as const;
export type Factor = (typeof FACTORS)[number];

const Counted = z.strictObject({
  /** Most items of this factor that count. */
  most: z.int().check(z.gte(1)),
  /** Years an item counts after it was kept, performed or awarded. */
  years: z.int().check(z.gte(1)),
});

/** One published version of the grade scheme; what alters past results is a new engine beside the old one. */
const Shape = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Why it is as it is, in plain words, for everybody to read. */
  why: z.optional(z.string()),
  engine: z.literal('g1'),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  factors: z.strictObject({
    /** A running general commitment counts after this many months without a break. */
    commitment: z.strictObject({ ...Counted.shape, generalMonths: z.int().check(z.gte(1)) }),
    contract: Counted,
    /** Until its own end if it names one, never longer than five years; whoever gave it counts the same. */
    honour: Counted,
  }),
  /** Items needed for each grade, none of them from one particular factor. */
  items: z
    .strictObject({ good: z.int(), excellent: z.int(), exemplary: z.int() })
    .check(z.refine((n) => n.good >= 1 && n.good < n.excellent && n.excellent < n.exemplary, '各档所需项数应当递增')),
});
/** Refuses a denied factor before anything else, by name and place, so that whoever brings it learns why. */
export const GradeScheme = z.pipe(
  z.unknown().check((ctx) => {
    for (const { path, factor } of deniedPlaces(ctx.value))
      ctx.issues.push({ code: 'custom', input: ctx.value, path: path.split('.'), message: `${deniedWord(factor)}不能作为个人信用等级的因素` });
  }),
  Shape,
);
export type GradeScheme = z.infer<typeof Shape>;

/** First version: ordinary adults reach 守信良好 with one general commitment kept for six months and no record in publicity. */
export const GRADE_SCHEME_2026: GradeScheme = {
  id: 'grade-2026-1',
  title: '个人公共信用评价方案 2026 第 1 版',
  engine: 'g1',
  from: '2026-04-01',
  references: [
    '中办、国办《关于健全社会信用体系的意见》（2025 年 3 月）',
    '国办发〔2020〕49 号',
    '《天津市社会信用条例》',
    '《信用修复管理办法》（国家发展改革委令第 36 号）',
    '《天津市滨海新区“十四五”社会信用体系建设规划（征求意见稿）》五（三）',
  ],
  factors: {
    commitment: { most: 6, years: 5, generalMonths: 6 },
    contract: { most: 4, years: 5 },
    honour: { most: 2, years: 3 },
  },
  items: { good: 1, excellent: 4, exemplary: 8 },
};
