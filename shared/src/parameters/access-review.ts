import * as z from 'zod/mini';

const MinuteOfDay = z.int().check(z.gte(0), z.lte(1440));
const Bulk = z.object({ people: z.int().check(z.gte(2), z.lte(100_000)), minutes: z.int().check(z.gte(1), z.lte(1440)) });

/** What makes a look at somebody's data unusual enough for an auditor to ask (plan 三(四)2: 查询使用登记和审查; product F5). */
export const AccessReview = z.object({
  id: z.string(),
  title: z.string(),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  /** Hours of a working day in which staff look, Shanghai minutes of the day; `to` is not included. */
  office: z.object({ from: MinuteOfDay, to: MinuteOfDay }),
  /** So many different people within so many minutes is a lot. */
  bulk: z.object({ staff: Bulk, merchant: Bulk }),
  /** Purposes that are duties of their own: they need no case and come in numbers. */
  duties: z.array(z.string()),
});
export type AccessReview = z.infer<typeof AccessReview>;

/** First version. The numbers are ours: no text names any. */
export const ACCESS_REVIEW_2026: AccessReview = {
  id: 'access-review-2026-1',
  title: '异常查询审查 2026 第 1 版',
  from: '2026-01-01',
  references: ['《天津市滨海新区“十四五”社会信用体系建设规划（征求意见稿）》三（四）2：查询使用登记和审查制度', '《个人信息保护法》第五十一条、第五十四条'],
  office: { from: 8 * 60, to: 19 * 60 },
  bulk: { staff: { people: 20, minutes: 60 }, merchant: { people: 120, minutes: 60 } },
  duties: ['register_review'],
};
