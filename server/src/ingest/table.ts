import { isBlank, lookOf, type RawRow, type Source } from './cell.js';
import { COLUMNS } from './columns.js';
import { type Header, joinLevels, knownNames, mayBeHeader, namesOf, readHeader } from './header.js';
import { type Finding, IngestHalt } from './reasons.js';

/** A row of data under its header, or one that is none. */
export type TableRow = { readonly row: RawRow; readonly header: Header } | { readonly row: RawRow; readonly header: Header | null; readonly finding: Finding };

/** Rows above the header that are looked at: titles, units, dates of filling. */
export const HEADER_ROWS = 30;
const TOTALS = /^(合计|总计|小计|共计|本页小计|累计|填报人|填表人|审核人|制表人|负责人|填报单位|填报日期|联系电话|说明|备注|注)\s*([:：（(\d]|$)/;
/** A total or a remark of the form: one of the first cells says so, and the row holds little else that is text. */
function isTotal(row: RawRow): boolean {
  const texts = row.cells.map(lookOf).filter((t) => t.trim() !== '');
  const first = texts[0]?.replace(/\s+/g, '') ?? '';
  const words = row.cells.filter((c) => typeof c === 'string' && c.trim() !== '' && Number.isNaN(Number(c)));
  return TOTALS.test(first) && (words.length <= 2 || /[:：]/.test(first));
}
const isEmpty = (row: RawRow) => !row.broken && row.cells.every(isBlank);

/** Finds the header of each sheet, joins two levels, meets further headers inside the data, and marks what is no record. Blank rows fall away. */
export async function* tableRows(source: Source, notes: string[]): AsyncGenerator<TableRow> {
  let found = false;
  let near: readonly string[] | null = null;
  let sheet: SheetState = new SheetState();
  const closing = () => {
    if (sheet.header) return;
    if (sheet.near) near = sheet.near;
    if (sheet.name !== null && sheet.seen > 0) notes.push(`工作表“${sheet.name}”没有认识的表头，没有读`);
  };
  for await (const row of source.rows) {
    if (row.sheet !== sheet.name) {
      closing();
      sheet = new SheetState(row.sheet);
    }
    if (isEmpty(row)) continue;
    const answer = source.shape === 'objects' ? sheet.object(row) : sheet.take(row);
    found ||= sheet.header !== null;
    if (answer) yield answer;
    if (!sheet.header && sheet.seen >= HEADER_ROWS && row.sheet === null && source.shape === 'table') break;
  }
  closing();
  if (found) return;
  if (near) throw new IngestHalt({ code: 'file_header_incomplete', details: { fields: (near as readonly string[]).join('、') } });
  throw new IngestHalt({ code: 'file_header_unknown', details: { rows: HEADER_ROWS } });
}

class SheetState {
  header: Header | null = null;
  seen = 0;
  near: readonly string[] | null = null;
  private above: string[] | null = null;
  private fresh = false; // the header was just read: a second level or its code row may follow

  constructor(readonly name: string | null = null) {}

  take(row: RawRow): TableRow | null {
    this.seen++;
    if (row.broken) return this.header ? { row, header: this.header, finding: { code: row.broken } } : null;
    const names = namesOf(row);
    if (!this.header) {
      if (this.seen > HEADER_ROWS) return null;
      this.search(names);
      return null;
    }
    if (this.isHeader(names)) return null;
    this.fresh = false;
    if (isTotal(row)) return { row, header: this.header, finding: { code: 'row_total' } };
    return { row, header: this.header };
  }
  /** Objects say themselves which row names the columns. */
  object(row: RawRow): TableRow | null {
    this.seen++;
    if (row.header) {
      this.header = this.foundIn(row.cells.map(lookOf));
      return null;
    }
    if (row.broken) return { row, header: this.header, finding: { code: row.broken } };
    return this.header ? { row, header: this.header } : { row, header: null, finding: { code: 'row_keys' } };
  }

  private search(names: string[]): void {
    const found = this.foundIn(names) ?? (this.above ? this.foundIn(joinLevels(this.above, names)) : null);
    this.above = names;
    if (!found) return;
    this.header = found;
    this.fresh = true;
  }
  /** A second level, the row of codes under the Chinese names, the same header on the next page, or another form's from here on. */
  private isHeader(names: string[]): boolean {
    if (this.isSecondLevel(names)) return true;
    if (!this.fresh && !mayBeHeader(names)) return false;
    const filled = names.filter((n) => n.trim() !== '').length;
    const known = knownNames(names);
    if (known < 2 || known * 2 < filled) return false;
    const found = this.foundIn(names);
    if (found) this.header = found;
    return found !== null || this.fresh;
  }
  /** Right under the header, empty where a record must have something, and it makes more columns known: 行政相对人代码 over 统一社会信用代码, 工商注册号 … */
  private isSecondLevel(names: string[]): boolean {
    if (!this.fresh || !this.header || !this.above) return false;
    const { kind, columns } = this.header;
    if (COLUMNS[kind].required.some((f) => columns.get(f)?.some((i) => names[i]?.trim()))) return false;
    const joined = readHeader(joinLevels(this.above, names));
    if (!joined || !('found' in joined) || joined.found.columns.size <= columns.size) return false;
    this.header = joined.found;
    return true;
  }
  private foundIn(names: string[]): Header | null {
    const answer = readHeader(names);
    if (answer && 'found' in answer) return answer.found;
    if (answer) this.near = answer.missing;
    return null;
  }
}
