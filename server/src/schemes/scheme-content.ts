import type { SchemeNumbers } from '@binhai/shared/contract/scheme';
import type { LocalDate } from '@binhai/shared/dates/dates';
import { type DeniedFactor, deniedPlaces, deniedWord } from '@binhai/shared/parameters/denied-factors';
import { GradeScheme } from '@binhai/shared/parameters/grade-scheme';
import { sha256Of } from '../parameters/canonical.js';
import { AppError } from '../platform/app-error.js';

export interface SchemeContent {
  readonly title: string;
  readonly why: string;
  readonly numbers: SchemeNumbers;
}
/** Mark of what is decided on; the same contents have the same. */
export const markOf = ({ title, why, numbers }: SchemeContent): string => sha256Of({ title, why, numbers });
export const numbersOf = ({ factors, items }: GradeScheme): SchemeNumbers => ({ factors, items });

/** The scheme as it would stand among the parameters. */
export const schemeOf = (content: SchemeContent, place: { id: string; from: LocalDate; references: readonly string[] }): GradeScheme => ({
  id: place.id,
  title: content.title,
  ...(content.why && { why: content.why }),
  engine: 'g1',
  from: place.from,
  references: [...place.references],
  factors: content.numbers.factors,
  items: content.numbers.items,
});
const denied = (factor: DeniedFactor) => `${deniedWord(factor)}不能作为个人信用等级的因素`;
/** @throws AppError scheme_denied_factor, input_invalid: with the fields, so that the editor can say what and where */
export function checkContent(content: SchemeContent, references: readonly string[]): void {
  const places = deniedPlaces({ title: content.title, why: content.why, numbers: content.numbers });
  if (places.length > 0)
    throw new AppError('scheme_denied_factor', { fields: places.map(({ path, factor }) => ({ path: `body.${path}`, message: denied(factor) })) });
  const parsed = GradeScheme.safeParse(schemeOf(content, { id: 'draft', from: '2000-01-01', references }));
  if (!parsed.success)
    throw new AppError('input_invalid', { fields: parsed.error.issues.map((i) => ({ path: `body.numbers.${i.path.join('.')}`, message: i.message })) });
}
