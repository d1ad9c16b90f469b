import { AccessReview } from '@binhai/shared/parameters/access-review';
import { Deadlines } from '@binhai/shared/parameters/deadlines';
import { Directory } from '@binhai/shared/parameters/directory';
import { GradeScheme } from '@binhai/shared/parameters/grade-scheme';
import { PerkCategories } from '@binhai/shared/parameters/perk-categories';
import { PublicityParameters } from '@binhai/shared/parameters/publicity';
import { RecognisedIssuers } from '@binhai/shared/parameters/recognised-issuers';
import { SchemeLifeParameters } from '@binhai/shared/parameters/scheme-life';
import { SeverityMapping } from '@binhai/shared/parameters/severity';
import { TenancyParameters } from '@binhai/shared/parameters/tenancy';
import { WorkCalendarSet } from '@binhai/shared/parameters/work-calendar';
import { PERSONAL_GRADE } from '@binhai/shared/rules/eligibility';
import * as z from 'zod/mini';

/** Every kind of parameters there is, with its schema. */
export const KINDS = {
  grade_scheme: GradeScheme,
  publicity: PublicityParameters,
  deadlines: Deadlines,
  directory: Directory,
  /** The State Council's arrangements that the calendar package does not know yet. */
  work_calendar: WorkCalendarSet,
  severity: SeverityMapping,
  /** What makes a look unusual (product F5). */
  access_review: AccessReview,
  scheme_life: SchemeLifeParameters,
  /** What a certificate for a lease may say, how long and to how many (product C6). */
  tenancy: TenancyParameters,
  /** Whose certificates of 京津冀 count (product C7). */
  recognised_issuers: RecognisedIssuers,
  /** The fields of the catalogue (product C1). */
  perk_categories: PerkCategories,
  /** Whether the city offers personal grades (product B1). */
  personal_grade: z.object({ state: z.enum(PERSONAL_GRADE) }),
} as const;
export type ParameterKind = keyof typeof KINDS;
export type ContentOf<K extends ParameterKind> = z.output<(typeof KINDS)[K]>;
export const isKind = (text: string): text is ParameterKind => Object.hasOwn(KINDS, text);
