import { codePoints, foldSearch, foldWidth, removeInvisible } from './fold.js';

/** Longest search text that is looked at, in code points; longer is refused before any work is done (DB-3). */
export const MAX_QUERY = 64;

/** The distinct pairs of neighbouring code points of a folded text, in order of first appearance. One code point alone makes none. */
export function bigrams(folded: string): string[] {
  const points = codePoints(folded);
  const grams = new Set<string>();
  for (let i = 0; i + 1 < points.length; i++) grams.add(`${points[i]}${points[i + 1]}`);
  return Array.from(grams);
}

export type SearchQuery =
  | { ok: true /** folded parts, all of which must appear */; terms: string[] /** grams to look up in the index */; grams: string[] }
  | { ok: false; reason: 'query_too_short' | 'query_too_long' };

/**
 * A typed query as literal parts. White space separates parts, their order does not matter; at least one part has two code points
 * (domain research, section 7 rule 22), since the index holds pairs.
 */
export function searchQuery(text: string): SearchQuery {
  if (text.length > MAX_QUERY * 4) return { ok: false, reason: 'query_too_long' };
  const plain = foldWidth(removeInvisible(text));
  if (codePoints(plain).length > MAX_QUERY) return { ok: false, reason: 'query_too_long' };
  const terms = plain
    .split(/\s+/)
    .map(foldSearch)
    .filter((term) => term !== '');
  const grams = Array.from(new Set(terms.reduce<string[]>((all, term) => all.concat(bigrams(term)), [])));
  return grams.length === 0 ? { ok: false, reason: 'query_too_short' } : { ok: true, terms, grams };
}

/** Whether an already folded text holds every part: the check after the index has named candidates. */
export const matchesSearch = (folded: string, terms: readonly string[]): boolean => terms.every((term) => folded.indexOf(term) >= 0);
