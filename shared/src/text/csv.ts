/** A column of numbers is written with this many decimals and never prefixed; everything else is text. */
export type CsvCell = string | { readonly number: number; readonly decimals: number };

/** Spreadsheets run a cell that begins so as a formula, also after full-width folding (CSV-5). */
const RUNS = /^[=+\-@\t\r＝＋－＠]/;
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/** A text cell that would run is led by an apostrophe; its text is otherwise unchanged. */
export const csvText = (cell: CsvCell): string => (typeof cell === 'string' ? (RUNS.test(cell) ? `'${cell}` : cell) : cell.number.toFixed(cell.decimals));
/** One line with its end; the file begins with CSV_START. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map((c) => quoted(csvText(c))).join(',')}\r\n`;
/** Without the mark spreadsheets take UTF-8 for something else (CSV-1). */
export const CSV_START = '\ufeff';
