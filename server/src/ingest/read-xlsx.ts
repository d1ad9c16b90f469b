import type { SaxesParser } from 'saxes';
import { type Cell, type Merge, MOST_COLUMNS, type RawRow, type Source } from './cell.js';
import { IngestHalt } from './reasons.js';
import { type Book, dayOfSerial, readBook, unescapeText, xml } from './xlsx-book.js';
import { MOST_SHEET, XlsxZip } from './xlsx-zip.js';

const MOST_MERGES = 100_000;

/**
 * Reads the visible worksheets of a workbook row by row over the zip and an XML stream, keeping what the kept libraries lose: the digits of numeric cells as
 * written, whether a cell is a formula, merged ranges, and a count of the bytes that come out (docs/adr: reading XLSX).
 */
export async function readXlsx(path: string, size: number): Promise<Source & { close(): void }> {
  const zip = await XlsxZip.open(path);
  try {
    const book = await readBook(zip);
    const shown = book.sheets.filter((s) => !s.hidden);
    const notes = book.sheets.filter((s) => s.hidden).map((s) => `工作表“${s.name}”是隐藏的，没有读`);
    const whole = shown.reduce((sum, s) => sum + zip.declared(s.part), 0) || 1;
    let read = 0;
    const counted = (n: number) => {
      read += n;
    };
    return {
      rows: rowsOf(zip, book, counted),
      shape: 'table',
      progress: () => Math.min(size, Math.round((read / whole) * size)),
      notes,
      close: () => zip.close(),
    };
  } catch (e) {
    zip.close();
    throw e;
  }
}

async function* rowsOf(zip: XlsxZip, book: Book, counted: (bytes: number) => void): AsyncGenerator<RawRow> {
  // all parts are unpacked once before any row is taken, so that a bomb or a cut file is refused whole
  const merges = new Map<string, Merge[]>();
  for (const { part, hidden } of book.sheets) if (!hidden) merges.set(part, await mergesOf(zip, part));
  for (const { name, part, hidden } of book.sheets) {
    if (hidden) continue;
    const sheet = new SheetParser(name, book, merges.get(part) ?? []);
    let line = 0;
    try {
      for await (const chunk of zip.text(part, MOST_SHEET)) {
        counted(chunk.length);
        for (const row of sheet.take(chunk)) {
          line = row.line;
          yield row;
        }
      }
      sheet.end();
    } catch (e) {
      if (e instanceof IngestHalt || !(e instanceof SheetBroken)) throw e;
      throw new IngestHalt({ code: 'xlsx_row_broken', details: { sheet: name, line } });
    }
  }
}
class SheetBroken extends Error {}

/** They stand behind the rows, but decide how the rows are read. */
async function mergesOf(zip: XlsxZip, part: string): Promise<Merge[]> {
  const found: Merge[] = [];
  let rest = '';
  for await (const chunk of zip.text(part, MOST_SHEET)) {
    const text = rest + chunk;
    let end = 0;
    for (const m of text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"[^>]*>/g)) {
      found.push({ left: columnOf(m[1] ?? ''), top: Number(m[2]), right: columnOf(m[3] ?? ''), bottom: Number(m[4]) });
      end = m.index + m[0].length;
      if (found.length > MOST_MERGES) throw new IngestHalt({ code: 'file_xlsx_broken', details: { detail: '合并单元格太多' } });
    }
    rest = text.slice(Math.max(end, text.length - 200));
  }
  return found.sort((a, b) => a.top - b.top);
}
/** Letters to a column from 0. */
export const columnOf = (letters: string): number => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;

class SheetParser {
  private readonly parser: SaxesParser;
  private rows: RawRow[] = [];
  private cells: Cell[] = [];
  private line = 0;
  private column = -1;
  private nextMerge = 0;
  private active: Merge[] = [];
  private type = '';
  private style = 0;
  private formula = false;
  private value = '';
  private hold: 'value' | 'inline' | null = null;
  private phonetic = false;

  constructor(
    private readonly sheet: string,
    private readonly book: Book,
    private readonly merges: readonly Merge[],
  ) {
    this.parser = xml(
      (name, a) => this.open(name, a),
      (name) => this.close(name),
      (t) => {
        if (this.hold && !this.phonetic) this.value += t;
      },
    );
  }
  /** Rows completed by this piece of the XML. */
  take(chunk: string): RawRow[] {
    try {
      this.parser.write(chunk);
    } catch {
      throw new SheetBroken();
    }
    return this.rows.splice(0);
  }
  end(): void {
    try {
      this.parser.close();
    } catch {
      throw new SheetBroken();
    }
  }

  private open(name: string, a: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.line = a.r ? Number(a.r) : this.line + 1;
      this.cells = [];
      this.column = -1;
    } else if (name === 'c') {
      const letters = /^[A-Z]+/.exec(a.r ?? '')?.[0];
      this.column = letters ? columnOf(letters) : this.column + 1;
      this.type = a.t ?? 'n';
      this.style = Number(a.s ?? 0);
      this.formula = false;
      this.value = '';
    } else if (name === 'f') this.formula = true;
    else if (name === 'v') this.hold = 'value';
    else if (name === 't') this.hold = 'inline';
    else if (name === 'rPh') this.phonetic = true;
  }
  private close(name: string): void {
    if (name === 'v' || name === 't') this.hold = null;
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'c' && this.column < MOST_COLUMNS) this.cells[this.column] = this.cell();
    else if (name === 'row') this.finish();
  }
  private cell(): Cell {
    if (this.formula) return { kind: 'formula' };
    switch (this.type) {
      case 's':
        // a text that is not there is no empty cell
        return this.book.strings[Number(this.value)] ?? { kind: 'error', text: '#TEXT' };
      case 'inlineStr':
      case 'str':
      case 'd':
        return unescapeText(this.value);
      case 'e':
        return { kind: 'error', text: this.value };
      case 'b':
        return this.value === '1' ? 'TRUE' : 'FALSE';
      default:
        if (this.value === '') return '';
        return { kind: 'number', digits: this.value, date: this.book.dateStyles[this.style] ? dayOfSerial(this.value, this.book.date1904) : null };
    }
  }
  private finish(): void {
    while ((this.merges[this.nextMerge]?.top ?? Number.POSITIVE_INFINITY) <= this.line) this.active.push(this.merges[this.nextMerge++] as Merge);
    if (this.active.length) this.active = this.active.filter((m) => m.bottom >= this.line);
    const cells = Array.from(this.cells, (c) => c ?? '');
    if (cells.length === 0 && this.active.length === 0) return;
    this.rows.push({ sheet: this.sheet, line: this.line, cells, ...(this.active.length && { merges: [...this.active] }) });
  }
}
