import { suite } from '../cases.js';
import { floorsCollide, type GradeFloor } from './grade-floor.js';

const floor = (over: Partial<GradeFloor>): GradeFloor => ({ organisationId: 'park', consent: 'perk_deposit', category: 'tour', minGrade: 'good', ...over });
export const suites = [
  suite('one minimum grade', 'domain research, section 7 rule 2', (m: readonly [GradeFloor, GradeFloor]) => floorsCollide(...m), [
    ['the same one twice', [floor({}), floor({})], false],
    ['two grades for one purpose', [floor({}), floor({ minGrade: 'excellent' })], true],
    ['a grade and none: the answers differ for those below', [floor({}), floor({ minGrade: null })], true],
    ['in another field too: the purpose is the same', [floor({}), floor({ minGrade: 'excellent', category: 'stay' })], true],
    ['another purpose', [floor({}), floor({ minGrade: 'excellent', consent: 'perk_ticket' })], false],
    ['another business', [floor({}), floor({ minGrade: 'excellent', organisationId: 'ferry' })], false],
    ['vouchers only: two grades of a field', [floor({ consent: null }), floor({ consent: null, minGrade: 'exemplary' })], true],
    ['vouchers only: one is open to all', [floor({ consent: null }), floor({ consent: null, minGrade: null })], false],
    ['vouchers only: another field', [floor({ consent: null }), floor({ consent: null, minGrade: 'exemplary', category: 'stay' })], false],
  ]),
];
