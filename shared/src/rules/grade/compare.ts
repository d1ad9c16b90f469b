/** One place where two results are not the same, by its path: `grade`, `counted[2].until`. */
export interface Difference {
  field: string;
  stored: string;
  again: string;
}

const isNode = (value: unknown): value is object => typeof value === 'object' && value !== null;
const word = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value));

/** Every leaf in which two JSON values differ, in the order of the stored one; none when they are the same. */
export function differences(stored: unknown, again: unknown, path = ''): Difference[] {
  if (!isNode(stored) || !isNode(again) || Array.isArray(stored) !== Array.isArray(again)) {
    return word(stored) === word(again) ? [] : [{ field: path === '' ? 'result' : path, stored: word(stored), again: word(again) }];
  }
  const [left, right] = [stored as Record<string, unknown>, again as Record<string, unknown>];
  const keys = Object.keys(left).concat(Object.keys(right).filter((key) => !(key in left)));
  const at = (key: string): string => (Array.isArray(stored) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
  return keys.reduce<Difference[]>((all, key) => all.concat(differences(left[key], right[key], at(key))), []);
}
