import * as z from 'zod/mini';

const Count = z.int().check(z.minimum(1), z.maximum(1000));

/** What a certificate may say and how long and to how many (domain research, section 7 rule 16). */
export const TenancyParameters = z.object({
  id: z.string(),
  title: z.string(),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  /** Wording the tenant agrees to when making one. */
  textVersion: z.string(),
  days: z.object({ most: Count, usual: Count }),
  viewers: z.object({ most: Count, usual: Count }),
  /** Hours a viewer's request waits for the tenant. */
  askHours: Count,
  /** Hours a kept proof of the moment is good for. */
  proofHours: Count,
  /** Conveniences an agency or a landlord who takes part gives. */
  benefits: z
    .array(
      z.object({
        code: z.string(),
        title: z.string(),
        qualifies: z.string(),
        /** 18: a lease needs full capacity (Civil Code art. 18). */
        minAge: z.int(),
        minGrade: z.nullable(z.enum(['exemplary', 'excellent', 'good'])),
        noSeriousRecord: z.boolean(),
      }),
    )
    .check(z.minLength(1)),
});
export type TenancyParameters = z.infer<typeof TenancyParameters>;
export type RentalBenefit = TenancyParameters['benefits'][number];

export const TENANCY_2026: TenancyParameters = {
  id: 'tenancy-2026-1',
  title: '信易租凭证 2026 第 1 版',
  from: '2026-01-01',
  references: [
    '《天津市滨海新区“十四五”社会信用体系建设规划（征求意见稿）》三（六）1：信易租',
    '《个人信息保护法》第二十三条：向他人提供须单独同意',
    '《民法典》第十八条：完全民事行为能力',
  ],
  textVersion: 'tenancy-1',
  days: { most: 30, usual: 7 },
  viewers: { most: 5, usual: 3 },
  askHours: 12,
  proofHours: 24,
  benefits: [
    { code: 'half_deposit', title: '押金减半', qualifies: '守信良好以上', minAge: 18, minGrade: 'good', noSeriousRecord: false },
    { code: 'monthly_rent', title: '租金月付', qualifies: '守信良好以上', minAge: 18, minGrade: 'good', noSeriousRecord: false },
    { code: 'no_agency_deposit', title: '看房免意向金', qualifies: '没有公示中的严重失信记录', minAge: 18, minGrade: null, noSeriousRecord: true },
  ],
};
