import type { Factor, GradeScheme } from '../../parameters/grade-scheme.js';
import { GRADE_WORDS, GRADES, type Grade } from '../grade.js';

/** What decides of a scheme, without its name and dates. */
export type SchemeNumbersOf = Pick<GradeScheme, 'factors' | 'items'>;
export interface SchemeWords {
  readonly grades: { readonly grade: Grade; readonly title: string; readonly needs: string[] }[];
  readonly factors: { readonly kind: Factor; readonly title: string; readonly text: string }[];
}
/** A scheme in plain words, for everybody (product B5). */
export function schemeWords({ factors, items }: SchemeNumbersOf): SchemeWords {
  const { commitment, contract, honour } = factors;
  return {
    grades: GRADES.map((grade) => ({ grade, title: GRADE_WORDS[grade], needs: [`计入等级的记录满 ${items[grade]} 项，不限类别`, '没有公示中的失信记录'] })),
    factors: [
      {
        kind: 'commitment',
        title: '信用承诺按期履行',
        text: `最多计 ${commitment.most} 项，每项计 ${commitment.years} 年；通用守信承诺守满 ${commitment.generalMonths} 个月起计`,
      },
      { kind: 'contract', title: '合同履行', text: `最多计 ${contract.most} 项，每项计 ${contract.years} 年` },
      { kind: 'honour', title: '诚实守信相关荣誉', text: `最多计 ${honour.most} 项，没有写明期限的计 ${honour.years} 年，不分颁发单位` },
      { kind: 'no_open_record', title: '无公示中的失信记录', text: '每个成年人都一样计入，每天重新核对' },
    ],
  };
}

export interface SchemeLine {
  readonly key: string;
  readonly title: string;
  readonly now: string;
  readonly next: string;
  readonly changed: boolean;
}
const LINES: readonly { readonly key: string; readonly title: string; readonly of: (s: SchemeNumbersOf) => string }[] = [
  { key: 'good', title: '守信良好，计入等级的记录', of: (s) => `满 ${s.items.good} 项` },
  { key: 'excellent', title: '守信优良，计入等级的记录', of: (s) => `满 ${s.items.excellent} 项` },
  { key: 'exemplary', title: '守信示范，计入等级的记录', of: (s) => `满 ${s.items.exemplary} 项` },
  { key: 'general', title: '通用守信承诺，守满多久起计', of: (s) => `${s.factors.commitment.generalMonths} 个月` },
  { key: 'commitment_most', title: '信用承诺按期履行，最多计', of: (s) => `${s.factors.commitment.most} 项` },
  { key: 'commitment_years', title: '信用承诺按期履行，每项计', of: (s) => `${s.factors.commitment.years} 年` },
  { key: 'contract_most', title: '合同履行，最多计', of: (s) => `${s.factors.contract.most} 项` },
  { key: 'contract_years', title: '合同履行，每项计', of: (s) => `${s.factors.contract.years} 年` },
  { key: 'honour_most', title: '诚实守信相关荣誉，最多计', of: (s) => `${s.factors.honour.most} 项` },
  { key: 'honour_years', title: '诚实守信相关荣誉，没有写明期限的计', of: (s) => `${s.factors.honour.years} 年` },
];
/** Two schemes line by line, in plain words. */
export const compareSchemes = (now: SchemeNumbersOf, next: SchemeNumbersOf): SchemeLine[] =>
  LINES.map(({ key, title, of }) => ({ key, title, now: of(now), next: of(next), changed: of(now) !== of(next) }));
