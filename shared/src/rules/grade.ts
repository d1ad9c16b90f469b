export const GRADES = ['exemplary', 'excellent', 'good'] as const; // best first; a person without one is 'unrated'
export type Grade = (typeof GRADES)[number];
export const meets = (grade: Grade | 'unrated', min: Grade): boolean => grade !== 'unrated' && GRADES.indexOf(grade) <= GRADES.indexOf(min);
