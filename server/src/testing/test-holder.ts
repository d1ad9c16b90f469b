import { localDateOf } from '@binhai/shared/dates/dates';
import type { GradeOrUnrated } from '@binhai/shared/rules/grade';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { GradeResults } from '../credit/grade-results.service.js';
import type { Person, Standing } from '../people/person.schema.js';
import { Clock } from '../platform/clock.js';
import type { TestApp } from './test-app.js';
import { type TestPerson, testPerson } from './test-person.js';

/** What somebody may hold; off: the grade is not opened. */
export type Holds = GradeOrUnrated | 'off';
export const HELD: readonly Holds[] = ['off', 'unrated', 'good', 'excellent', 'exemplary'];

/** Somebody of this grade, computed already: what is asked about is there. */
export async function testHolder(t: TestApp, grade: Holds): Promise<TestPerson> {
  const who = await testPerson(t);
  const now = t.app.get(Clock, { strict: false }).now();
  const standing: Standing = {
    rev: 1,
    computedRev: 1,
    optedInAt: grade === 'off' ? null : now,
    textVersion: grade === 'off' ? null : 'personal_grade-2',
    grade: grade === 'off' ? null : grade,
    unratedReason: grade === 'unrated' ? 'not_enough' : null,
    seriousRecord: false,
    validUntil: null,
    computedAt: now,
    schemeId: null,
    sets: t.app.get(GradeResults, { strict: false }).setsOn(localDateOf(now.getTime())).key,
  };
  await t.app.get<Connection>(getConnectionToken()).collection<Person>('people').updateOne({ _id: who.id }, { $set: { standing } });
  return who;
}
