import type { Grade } from './grade.js';

/** What a partner may ask and why (product F3, domain rule 2). */
export interface PartnerScope {
  readonly purposes: readonly { readonly purpose: string; readonly minGrade: Grade | null }[];
  readonly claims: readonly string[];
}

/**
 * Whether all purposes that ask for a grade ask for the same one. Two grades would tell more of whoever agreed to both purposes than one does
 * (domain rule 2: several questions tell no more than one).
 */
export const oneGrade = (purposes: PartnerScope['purposes']): boolean =>
  purposes.every((p) => p.minGrade === null || purposes.every((q) => q.minGrade === null || q.minGrade === p.minGrade));

/**
 * Whether what a business's own offers ask and what its system is registered for are one question: under the same purpose the same minimum grade,
 * none included, and no two grades in all (domain rule 2).
 */
export const oneQuestion = (registered: PartnerScope['purposes'], offered: PartnerScope['purposes']): boolean =>
  oneGrade([...registered, ...offered]) && offered.every((o) => registered.every((r) => r.purpose !== o.purpose || r.minGrade === o.minGrade));

/**
 * Whether the new scope lets a partner learn or report anything the old one did not: another claim, another purpose, or another minimum grade
 * under a purpose, since another grade is another question. Such a change takes two people; one that only takes away takes one.
 */
export const widens = (before: PartnerScope, after: PartnerScope): boolean =>
  after.claims.some((c) => before.claims.indexOf(c) < 0) ||
  after.purposes.some((p) => !before.purposes.some((q) => q.purpose === p.purpose && q.minGrade === p.minGrade));
