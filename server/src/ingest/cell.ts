import type { LocalDate } from '@binhai/shared/dates/dates';

/**
 * One cell as the file holds it, before any meaning is read into it. Text is text; a number keeps the digits the file has, since a float would round
 * identifiers (known trouble CSV-2), and the day it stands for when its style is a date's. A formula's cached result is not kept: it is never used (CSV-5).
 */
export type Cell =
  | string
  | { readonly kind: 'number'; readonly digits: string; readonly date: LocalDate | null }
  | { readonly kind: 'formula' }
  | { readonly kind: 'error'; readonly text: string };

export interface Merge {
  readonly top: number;
  readonly bottom: number;
  /** Columns from 0. */
  readonly left: number;
  readonly right: number;
}
export interface RawRow {
  /** Worksheet; null for a text file. */
  readonly sheet: string | null;
  /** First physical line of a text record, or row of the worksheet; from 1. */
  readonly line: number;
  readonly cells: readonly Cell[];
  /** Merged ranges that touch this row. */
  readonly merges?: readonly Merge[];
  /** The reader knows that this row names the columns (objects); tables are searched for theirs. */
  readonly header?: true;
  /** The reader could not tell its cells: it is kept aside for this reason. */
  readonly broken?: 'row_quote' | 'row_json' | 'row_text_broken';
}
/** What a reader answers for each file. */
export interface Source {
  readonly rows: AsyncIterable<RawRow>;
  /** Objects carry their own column names; tables need a header. */
  readonly shape: 'table' | 'objects';
  /** Bytes read so far of `size`, for the progress bar. */
  readonly progress: () => number;
  /** Sheets that were left out, and why, in words. */
  readonly notes: readonly string[];
}

export const isBlank = (cell: Cell | undefined): boolean => cell === undefined || (typeof cell === 'string' && cell.trim() === '');
/** Text of a cell for looking at it (headers, totals); what is no text or number is ''. */
export const lookOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : cell?.kind === 'number' ? cell.digits : '');
/** Longest cell that is looked at, in UTF-16 units. */
export const MOST_CELL = 20_000;
/** More columns than this are no table of records. */
export const MOST_COLUMNS = 256;
