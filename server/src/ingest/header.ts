import { foldWidth, removeInvisible, upperAscii } from '@binhai/shared/text/fold';
import { lookOf, type RawRow } from './cell.js';
import { COLUMNS, FIELDS, type Field, type FileKind } from './columns.js';

/** How the columns of one table are read. A field may stand in several columns: old and new forms in one file (domain research 6). */
export interface Header {
  readonly kind: FileKind;
  readonly columns: ReadonlyMap<Field, readonly number[]>;
  /** Name of each column as the file has it. */
  readonly names: readonly string[];
  /** How many columns the table has. */
  readonly width: number;
}
/** Width, case, line breaks, blanks, a star that marks what must be filled, and hints in brackets do not make another header. */
export const headerKey = (text: string): string => upperAscii(foldWidth(removeInvisible(text)).replace(/[\s*＊:：]+/g, ''));
const bare = (key: string) => key.replace(/\((?!万元|统一社会信用代码)[^()]*\)/g, '');

const KINDS = Object.keys(COLUMNS) as FileKind[];
const BY_HEADER = new Map<FileKind, ReadonlyMap<string, Field>>(
  KINDS.map((kind) => {
    const names = new Map<string, Field>();
    for (const field of FIELDS) for (const header of COLUMNS[kind].headers[field] ?? []) if (!names.has(headerKey(header))) names.set(headerKey(header), field);
    return [kind, names];
  }),
);

export type HeaderAnswer = { readonly found: Header } | { readonly missing: readonly string[]; readonly known: number } | null;

/** Header names of one row, or of a row and the one above it where that spans several columns (two header levels). */
export function readHeader(names: readonly string[]): HeaderAnswer {
  let near: { missing: string[]; known: number } | null = null;
  for (const kind of KINDS) {
    const { required, telling, headers } = COLUMNS[kind];
    const columns = new Map<Field, number[]>();
    names.forEach((name, i) => {
      const key = headerKey(name);
      const field = BY_HEADER.get(kind)?.get(key) ?? BY_HEADER.get(kind)?.get(bare(key));
      if (field) columns.set(field, [...(columns.get(field) ?? []), i]);
    });
    const missing = required.filter((f) => !columns.has(f)).map((f) => headers[f]?.[0] ?? f);
    const tells = telling.some((f) => columns.has(f)) || hasCodes(names);
    if (missing.length === 0 && tells) return { found: { kind, columns, names, width: lastNamed(names) + 1 } };
    if (columns.size >= 3 && tells && (near === null || columns.size > near.known)) near = { missing, known: columns.size };
  }
  return near;
}
const hasCodes = (names: readonly string[]) => names.some((n) => /^(CF|XK)_/i.test(n.trim()));
const lastNamed = (names: readonly string[]) => names.reduce((last, name, i) => (name.trim() === '' ? last : i), 0);

/** Names of a row's cells; a merged one counts for all columns it spans. */
export function namesOf(row: RawRow): string[] {
  const names = row.cells.map(lookOf);
  for (const m of row.merges ?? []) {
    if (m.top !== row.line || m.right === m.left) continue;
    for (let i = m.left + 1; i <= m.right; i++) names[i] = names[m.left] ?? '';
  }
  return Array.from(names, (n) => n ?? '');
}
/** The lower level where it is filled, else the upper one: 行政相对人代码 over 统一社会信用代码, 工商注册号 … */
export const joinLevels = (upper: readonly string[], lower: readonly string[]): string[] =>
  Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) => (lower[i]?.trim() ? lower[i] : (upper[i] ?? '')));

const AS_WRITTEN = new Set(KINDS.flatMap((kind) => Object.values(COLUMNS[kind].headers).flat()));
/** Whether a row could be a header at all: two cells stand as some header is usually written. Cheap, since every row of data is asked. */
export const mayBeHeader = (names: readonly string[]): boolean => {
  let known = 0;
  for (const name of names) if (AS_WRITTEN.has(name) && ++known === 2) return true;
  return false;
};
/** How many of these names any kind knows: a row of data has next to none. */
export const knownNames = (names: readonly string[]): number => {
  const keys = names.map(headerKey).filter((k) => k !== '');
  return Math.max(...KINDS.map((kind) => keys.filter((k) => BY_HEADER.get(kind)?.has(k)).length));
};
