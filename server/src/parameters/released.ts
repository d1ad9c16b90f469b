import { ACCESS_REVIEW_2026 } from '@binhai/shared/parameters/access-review';
import { DEADLINES_2026 } from '@binhai/shared/parameters/deadlines';
import { DIRECTORY_2024 } from '@binhai/shared/parameters/directory';
import { GRADE_SCHEME_2026 } from '@binhai/shared/parameters/grade-scheme';
import { PERK_CATEGORIES_2026 } from '@binhai/shared/parameters/perk-categories';
import { PUBLICITY_2026 } from '@binhai/shared/parameters/publicity';
import { RECOGNISED_ISSUERS_2026 } from '@binhai/shared/parameters/recognised-issuers';
import { SCHEME_LIFE_2026 } from '@binhai/shared/parameters/scheme-life';
import { SEVERITY_2026 } from '@binhai/shared/parameters/severity';
import { TENANCY_2026 } from '@binhai/shared/parameters/tenancy';
import { WORK_CALENDAR_2026 } from '@binhai/shared/parameters/work-calendar';
import type { ContentOf, ParameterKind } from './kinds.js';

export interface ReleasedSet<K extends ParameterKind = ParameterKind> {
  readonly kind: K;
  readonly version: number;
  readonly from: string;
  readonly reference: readonly string[];
  readonly content: ContentOf<K>;
}
const set = <K extends ParameterKind>(kind: K, version: number, from: string, reference: readonly string[], content: ContentOf<K>): ReleasedSet<K> => ({
  kind,
  version,
  from,
  reference,
  content,
});

/** What this release brings. Add versions; never change one that was released. */
export const RELEASED: readonly ReleasedSet[] = [
  set('grade_scheme', 1, GRADE_SCHEME_2026.from, GRADE_SCHEME_2026.references, GRADE_SCHEME_2026),
  set(
    'publicity',
    1,
    PUBLICITY_2026.laws[0]?.from ?? '',
    PUBLICITY_2026.laws.map((l) => l.reference),
    PUBLICITY_2026,
  ),
  set('deadlines', 1, DEADLINES_2026.from, DEADLINES_2026.references, DEADLINES_2026),
  set('work_calendar', 1, WORK_CALENDAR_2026.from, WORK_CALENDAR_2026.references, WORK_CALENDAR_2026),
  set('directory', 1, DIRECTORY_2024.from, DIRECTORY_2024.references, DIRECTORY_2024),
  set('scheme_life', 1, SCHEME_LIFE_2026.from, SCHEME_LIFE_2026.references, SCHEME_LIFE_2026),
  set('severity', 1, SEVERITY_2026.from, SEVERITY_2026.references, SEVERITY_2026),
  set('recognised_issuers', 1, '2026-01-01', ['《天津市滨海新区“十四五”社会信用体系建设规划（征求意见稿）》三（八）：京津冀信用互认'], RECOGNISED_ISSUERS_2026),
  set('tenancy', 1, TENANCY_2026.from, TENANCY_2026.references, TENANCY_2026),
  set('access_review', 1, ACCESS_REVIEW_2026.from, ACCESS_REVIEW_2026.references, ACCESS_REVIEW_2026),
  set('perk_categories', 1, PERK_CATEGORIES_2026.from, PERK_CATEGORIES_2026.references, PERK_CATEGORIES_2026),
];
/** A city opens personal grades by a decision of its own, after consultation (国办发〔2020〕49 号); only the sandbox shows them from the start. */
export const releasedPersonalGrade = (sandbox: boolean): ReleasedSet<'personal_grade'> =>
  set('personal_grade', 1, '2020-01-01', ['国办发〔2020〕49 号'], { state: sandbox ? 'on' : 'off' });
