import * as z from 'zod/mini';

const Days = z.int().check(z.gte(30), z.lte(365));

/** The numbers of a grade scheme's life (product B5); the law's floor of 30 days cannot be lowered by a new version. */
export const SchemeLifeParameters = z.strictObject({
  id: z.string(),
  title: z.string(),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  /** Days a draft is open to comments, the first day not counted. */
  consultationDays: Days,
  /** Days from the approval to the first day in force, the first not counted. */
  effectiveAfterDays: Days,
  /** Months within which acts open to every adult must lead to 守信良好. */
  openActMonths: z.int().check(z.gte(1), z.lte(12)),
  /** A dry run shows no count of fewer people than this, and rounds the others down to a multiple of it. */
  smallestCell: z.int().check(z.gte(5), z.lte(100)),
  /** Characters of one comment. */
  commentLength: z.int().check(z.gte(100), z.lte(2000)),
});
export type SchemeLifeParameters = z.infer<typeof SchemeLifeParameters>;

export const SCHEME_LIFE_2026: SchemeLifeParameters = {
  id: 'scheme-life-2026-1',
  title: '评价方案制定程序 2026 第 1 版',
  from: '2026-04-01',
  references: [
    '国办发〔2020〕49 号：公开征求意见，审慎适度',
    '《重大行政决策程序暂行条例》（国务院令第 713 号）第十五条：公开征求意见期限一般不少于 30 日',
    '《规章制定程序条例》（国务院令第 695 号）第三十二条：自公布之日起 30 日后施行',
    '《个人信息保护法》第六条：最小范围；小于 5 人的格子不显示',
  ],
  consultationDays: 30,
  effectiveAfterDays: 30,
  openActMonths: 12,
  smallestCell: 5,
  commentLength: 500,
};
