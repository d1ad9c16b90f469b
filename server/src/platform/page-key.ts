/** The place of a row in a list that runs newest first: its instant and, for rows of one millisecond, its id. */
export const pageKey = (at: Date, id: string): string => `${at.getTime()}.${id}`;
/**
 * What comes behind that place, as a filter of MongoDB; everything when `after` is not given or no such place.
 * @param time path of the instant @param id path of the second key; the list is sorted by both, descending
 */
export function behind(after: string | undefined, time: string, id = '_id'): object {
  const [, ms, last] = /^(\d{1,15})\.(.{1,90})$/.exec(after ?? '') ?? [];
  if (ms === undefined || last === undefined) return {};
  const at = new Date(Number(ms));
  return { $or: [{ [time]: { $lt: at } }, { [time]: at, [id]: { $lt: last } }] };
}
