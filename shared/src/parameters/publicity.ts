import * as z from 'zod/mini';

const Months = z.object({ minMonths: z.int().check(z.gte(0)), maxMonths: z.int().check(z.gte(0)) });

/** Publicity periods by the law in force, counted from the first disclosure. */
export const PublicityParameters = z.object({
  id: z.string(),
  title: z.string(),
  /** One entry for each law, oldest first; the one in force on the day asked applies. */
  laws: z.array(z.object({ from: z.string(), reference: z.string(), minor: Months, general: Months, serious: Months })).check(z.minLength(1)),
  /** At the maximum publicity stops by itself if duties are done; with this flag it goes on while they are not. */
  continuesWhileDutiesOpen: z.boolean(),
  /** Years after the end of the behaviour, else after the decision; then nothing is shown, used or found. */
  retentionYears: z.int().check(z.gte(1)),
});
export type PublicityParameters = z.infer<typeof PublicityParameters>;

/**
 * First version. Order 58 knew no classes: three months at least, a year for food, drugs, special equipment, work safety and fire, three years at most.
 * Whether publicity goes on while duties are open is left to law as a flag (domain research 1.4, marked unverified) and is off here.
 */
export const PUBLICITY_2026: PublicityParameters = {
  id: 'publicity-2026-1',
  title: '公示期限 2026 第 1 版',
  laws: [
    {
      from: '2023-05-01',
      reference: '《失信行为纠正后的信用信息修复管理办法（试行）》（国家发展改革委令第 58 号）',
      minor: { minMonths: 3, maxMonths: 36 },
      general: { minMonths: 3, maxMonths: 36 },
      serious: { minMonths: 12, maxMonths: 36 },
    },
    {
      from: '2026-04-01',
      reference: '《信用修复管理办法》（国家发展改革委令第 36 号）；国办发〔2025〕22 号',
      minor: { minMonths: 0, maxMonths: 3 },
      general: { minMonths: 3, maxMonths: 12 },
      serious: { minMonths: 12, maxMonths: 36 },
    },
  ],
  continuesWhileDutiesOpen: false,
  retentionYears: 5,
};
