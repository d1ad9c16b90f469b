import * as z from 'zod/mini';

/** The only four factors there can be (product B5); the fourth is a condition, not a count. */
export const FACTORS = ['commitment', 'contract', 'honour', 'no_open_record'] as const;
export type Factor = (typeof FACTORS)[number];

/**
 * What can never be a factor of a person's grade: 征信业管理条例 art. 13–14 and the faults of city scores (domain research, section 7 rule 6; product B5).
 * A test fails when a factor or a word of a scheme uses one.
 */
export const DENIED_FACTORS = [
  { key: 'religion', words: ['宗教', '信仰'] },
  { key: 'gene', words: ['基因'] },
  { key: 'fingerprint', words: ['指纹'] },
  { key: 'blood', words: ['血型', '献血'] },
  { key: 'disease', words: ['疾病', '病史', '残疾'] },
  { key: 'income', words: ['收入', '工资'] },
  { key: 'deposits', words: ['存款', '储蓄'] },
  { key: 'securities', words: ['有价证券', '证券', '商业保险', '不动产'] },
  { key: 'tax_amount', words: ['纳税数额', '纳税额'] },
  { key: 'marriage', words: ['婚姻', '婚育'] },
  { key: 'petition', words: ['信访', '上访'] },
  { key: 'speech', words: ['言论', '发帖'] },
  { key: 'profession', words: ['职业', '职称'] },
  { key: 'employer', words: ['雇主', '工作单位'] },
  { key: 'education', words: ['学历', '学位', '毕业院校'] },
  { key: 'household', words: ['户籍', '户口', '籍贯'] },
  { key: 'honour_rank', words: ['国家级', '省级', '市级', '区级', '颁发单位级别'] },
  { key: 'payments', words: ['缴费', '欠费', '消费'] },
] as const;

const Counted = z.object({
  /** Most items of this factor that count. */
  most: z.int().check(z.gte(1)),
  /** Years an item counts after it was kept, performed or awarded. */
  years: z.int().check(z.gte(1)),
});

/** One published version of the grade scheme; what alters past results is a new engine beside the old one. */
export const GradeScheme = z.object({
  id: z.string(),
  title: z.string(),
  engine: z.literal('g1'),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  factors: z.object({
    /** A running general commitment counts after this many months without a break. */
    commitment: z.extend(Counted, { generalMonths: z.int().check(z.gte(1)) }),
    contract: Counted,
    /** Until its own end if it names one, never longer than five years; whoever gave it counts the same. */
    honour: Counted,
  }),
  /** Items needed for each grade, none of them from one particular factor. */
  items: z
    .object({ good: z.int(), excellent: z.int(), exemplary: z.int() })
    .check(z.refine((n) => n.good >= 1 && n.good < n.excellent && n.excellent < n.exemplary, '各档所需项数应当递增')),
});
export type GradeScheme = z.infer<typeof GradeScheme>;

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
