/** A person's credit grade: three positive ones, best first. Never a letter, a rank or a score (domain research, section 7 rule 3). */
export const GRADES = ['exemplary', 'excellent', 'good'] as const;
export type Grade = (typeof GRADES)[number];
/** Unrated stands off the ladder; it is not its lowest rung. */
export type GradeOrUnrated = Grade | 'unrated';

export const GRADE_WORDS: { readonly [grade in GradeOrUnrated]: string } = {
  exemplary: '守信示范',
  excellent: '守信优良',
  good: '守信良好',
  unrated: '暂未评定',
};

/** Whether a grade is at least the asked one. */
export const meets = (grade: GradeOrUnrated, min: Grade): boolean => grade !== 'unrated' && GRADES.indexOf(grade) <= GRADES.indexOf(min);
/** Whether a is better than b; any grade is better than none. */
export const better = (a: GradeOrUnrated, b: GradeOrUnrated): boolean => a !== 'unrated' && (b === 'unrated' || GRADES.indexOf(a) < GRADES.indexOf(b));
/** As far as a person may look ahead: five years, after which nothing of today is used any more. */
export const MOST_MONTHS = 60;
