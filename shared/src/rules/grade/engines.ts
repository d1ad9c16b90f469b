import type { GradeScheme } from '../../parameters/grade-scheme.js';
import { decide } from './g1.js';
import { raise } from './g1-raise.js';
import { choices, whatIf } from './g1-what-if.js';
import { explain } from './g1-words.js';

/** The engines by the name a scheme gives. A change that alters any past result is a new entry; old ones stay (architecture rule 2). */
const ENGINES = { g1: { decide, explain, raise, choices, whatIf } } as const;

export const engineOf = (scheme: GradeScheme): (typeof ENGINES)[keyof typeof ENGINES] => ENGINES[scheme.engine];
