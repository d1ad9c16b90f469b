import type { SchemeDetail, SchemeEdit } from '../../../stores/scheme-desk';

/** Every number of a scheme by its path: what the form shows is what the schema holds. */
export const NUMBERS = [
  { group: 'items', fields: ['good', 'excellent', 'exemplary'] },
  { group: 'commitment', fields: ['generalMonths', 'most', 'years'] },
  { group: 'contract', fields: ['most', 'years'] },
  { group: 'honour', fields: ['most', 'years'] },
] as const;
export type Group = (typeof NUMBERS)[number]['group'];
export type NumberName = (typeof NUMBERS)[number]['fields'][number];
type Numbers = SchemeEdit['numbers'];
/** The form's fields by their ids, as typed: a field being cleared is no zero. */
export type Draft = Readonly<Record<string, string>>;

const partOf = (n: Numbers, group: Group): Readonly<Record<string, number>> => (group === 'items' ? n.items : n.factors[group]);
export const idOf = (group: Group, field: NumberName): string => `${group}-${field}`;
export const numbersAsTyped = (n: Numbers): Draft =>
  Object.fromEntries(NUMBERS.flatMap(({ group, fields }) => fields.map((f) => [idOf(group, f), String(partOf(n, group)[f])])));
export const draftOf = ({ title, why, numbers }: Pick<SchemeDetail, 'title' | 'why' | 'numbers'>): Draft => ({ title, why, ...numbersAsTyped(numbers) });
export function editOf(d: Draft): SchemeEdit {
  const read = (group: Group, field: NumberName): number => Number(d[idOf(group, field)]);
  return {
    title: (d.title ?? '').trim(),
    why: (d.why ?? '').trim(),
    numbers: {
      items: { good: read('items', 'good'), excellent: read('items', 'excellent'), exemplary: read('items', 'exemplary') },
      factors: {
        commitment: { most: read('commitment', 'most'), years: read('commitment', 'years'), generalMonths: read('commitment', 'generalMonths') },
        contract: { most: read('contract', 'most'), years: read('contract', 'years') },
        honour: { most: read('honour', 'most'), years: read('honour', 'years') },
      },
    },
  };
}
/** Ids of the fields in which two drafts differ. */
export const changed = (from: Draft, to: Draft): string[] => Object.keys(to).filter((id) => from[id] !== to[id]);
/** What was typed on `base` laid over what somebody else saved meanwhile: where both changed a field, the typing stands. */
export const rebased = (base: Draft, typed: Draft, saved: Draft): Draft =>
  Object.fromEntries(Object.keys(saved).map((id) => [id, (typed[id] === base[id] ? saved[id] : typed[id]) ?? '']));
