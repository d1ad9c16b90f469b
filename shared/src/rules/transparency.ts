/**
 * How a count is published (product E9): what has no source yet is 尚未开通 and never 0, and a count so small that it could point at
 * somebody is only "fewer than five".
 */
export type PublishedCount = { readonly state: 'number'; readonly value: number } | { readonly state: 'few' } | { readonly state: 'not_open' };

/** Smallest count that is told; 1 … 4 are not. */
export const FEWEST = 5;
/** @param count null where there is no source yet */
export function publishedCount(count: number | null): PublishedCount {
  if (count === null) return { state: 'not_open' };
  return count > 0 && count < FEWEST ? { state: 'few' } : { state: 'number', value: count };
}
