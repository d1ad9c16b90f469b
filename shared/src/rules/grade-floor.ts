import type { Grade } from './grade.js';

/** What decides whether two offers of one business could be compared with each other to learn a grade. */
export interface GradeFloor {
  readonly organisationId: string;
  /** Consent purpose under which the business is told yes or not now; null: it is told nothing, it only sees vouchers. */
  readonly consent: string | null;
  readonly category: string;
  readonly minGrade: Grade | null;
}
/**
 * Whether both may be in use at the same time (domain research, section 7 rule 2: one minimum grade per partner and purpose). With a consent the
 * business may ask, so that any second answer would say more. Without one a grade shows only where two offers of a field ask for different grades.
 */
export function floorsCollide(a: GradeFloor, b: GradeFloor): boolean {
  if (a.organisationId !== b.organisationId || a.consent !== b.consent || a.minGrade === b.minGrade) return false;
  return a.consent !== null || (a.category === b.category && a.minGrade !== null && b.minGrade !== null);
}
