import * as z from 'zod/mini';

const WorkingDays = z.int().check(z.gte(1), z.lte(60));

/** Clocks of cases in working days, the day of receipt not counted (domain research 1.4, 1.5, 1.7; section 7 rules 10, 12, 25, 28). */
export const Deadlines = z.object({
  id: z.string(),
  title: z.string(),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  repair: z.object({ forward: WorkingDays, accept: WorkingDays, result: WorkingDays, extension: WorkingDays }),
  objection: z.object({ mark: WorkingDays, forward: WorkingDays, platform: WorkingDays, source: WorkingDays, hardStop: WorkingDays, withdrawal: WorkingDays }),
  complaint: z.object({ answer: WorkingDays }),
  humanReview: z.object({ answer: WorkingDays }),
  ratingObjection: z.object({ window: WorkingDays }),
  /** 双公示: publication after the decision. */
  publication: z.object({ within: WorkingDays, withdrawal: WorkingDays }),
  /** Percent of a clock at which it alarms; it escalates at 100. */
  alarmAtPercent: z.int().check(z.gte(1), z.lte(99)),
});
export type Deadlines = z.infer<typeof Deadlines>;

/** First version: the strictest practical mix where the Tianjin text was not reached; every number may be changed by a new version. */
export const DEADLINES_2026: Deadlines = {
  id: 'deadlines-2026-1',
  title: '办理期限 2026 第 1 版',
  from: '2026-04-01',
  references: [
    '国办发〔2025〕22 号：受理 3 个工作日、反馈 10 个工作日',
    '异议期限参照上海、深圳、山东、浙江、河南社会信用条例，取其中较严的',
    '《个人信息保护法》第二十四条',
    '《天津市滨海新区“十四五”社会信用体系建设规划（征求意见稿）》：双公示 7 个工作日',
  ],
  repair: { forward: 1, accept: 3, result: 10, extension: 10 },
  objection: { mark: 1, forward: 2, platform: 5, source: 5, hardStop: 20, withdrawal: 3 },
  complaint: { answer: 5 },
  humanReview: { answer: 5 },
  ratingObjection: { window: 5 },
  publication: { within: 7, withdrawal: 3 },
  alarmAtPercent: 80,
};
