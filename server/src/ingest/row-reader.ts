import type { LocalDate } from '@binhai/shared/dates/dates';
import { parseMoney } from '@binhai/shared/rules/money';
import { codePoints, isBlankMark, removeInvisible } from '@binhai/shared/text/fold';
import { type Cell, isBlank, MOST_CELL, type RawRow } from './cell.js';
import { COLUMNS, type Field, MOST_TEXT, PERSONAL } from './columns.js';
import { dateOf } from './dates.js';
import type { Header } from './header.js';
import type { Finding, ReasonCode } from './reasons.js';

const SIGNIFICANT = 15; // decimal digits a double holds for certain
const significant = (digits: string) => digits.replace(/e.*$/i, '').replace(/[^\d]/g, '').replace(/^0+/, '').length;
/** In a shifted row a number of a person may stand in any column. */
const withoutNumbers = (text: string) => text.replace(/(\d)\d{9,}(?=[\dXx])/g, (run, first: string) => `${first}${'*'.repeat(run.length - 1)}`);
/** Earliest day a decision of this administration can bear. */
const EARLIEST = '1949-10-01';

/** One row under its header: each value by its kind, each fault as a finding with the file's own column name. */
export class RowReader {
  /** Any of these keeps the row aside. */
  readonly findings: Finding[] = [];
  /** The row enters with these. */
  readonly flags: Finding[] = [];

  constructor(
    readonly row: RawRow,
    readonly header: Header,
    /** Shanghai date. */
    readonly today: LocalDate,
  ) {}

  has(field: Field): boolean {
    return this.header.columns.has(field);
  }
  /** The header of a field in this file; where it has none, the usual one. */
  nameOf(field: Field): string {
    const column = this.header.columns.get(field)?.[0];
    const name = column === undefined ? undefined : this.header.names[column];
    return name?.trim() || COLUMNS[this.header.kind].headers[field]?.[0] || field;
  }
  fault(code: ReasonCode, field?: Field, value?: string, details: Finding['details'] = {}): void {
    const finding = this.finding(code, field, value, details);
    // a field may be asked for twice; its fault is one
    if (!this.findings.some((f) => f.code === code && f.field === finding.field)) this.findings.push(finding);
  }
  flag(code: ReasonCode, field?: Field): void {
    const finding = this.finding(code, field);
    if (!this.flags.some((f) => f.code === code && f.field === finding.field)) this.flags.push(finding);
  }

  /** Free text, '' for what departments write when there is nothing. */
  text(field: Field): string {
    const cell = this.cell(field);
    if (cell === undefined) return '';
    const text = (typeof cell === 'string' ? cell : cell.kind === 'number' ? cell.digits : '').trim();
    const most = MOST_TEXT[field] ?? 500;
    if (codePoints(text).length > most) this.fault('field_too_long', field, undefined, { limit: most });
    return text;
  }
  required(field: Field): string {
    const before = this.findings.length;
    const text = this.text(field);
    if (text === '' && this.findings.length === before) this.fault('field_required', field);
    return text;
  }
  /** A code or number that must be text: what was stored as a number has lost its zeros or its last digits, and nothing is rebuilt (CSV-2). */
  identifier(field: Field): string {
    const cell = this.cell(field);
    if (cell === undefined) return '';
    if (typeof cell !== 'string') {
      if (cell.kind === 'number')
        this.fault(significant(cell.digits) > SIGNIFICANT || /e/i.test(cell.digits) ? 'identifier_precision' : 'identifier_number', field);
      return '';
    }
    // ="00034" and '00034: how spreadsheets are told to leave an identifier alone
    const text = removeInvisible(cell)
      .trim()
      .replace(/^="(.*)"$/s, '$1')
      .replace(/^['’]/, '')
      .trim();
    const cut = /^\d(\.\d+)?E\+?\d{1,3}$/i.test(text) || /^\d{15}0{3}$/.test(text);
    if (cut) this.fault('identifier_precision', field);
    return cut ? '' : text;
  }
  /** Null when there is none or it is open; a wrong one is a finding. `end` may lie ahead, others may not. */
  date(field: Field, kind: 'past' | 'end'): LocalDate | null {
    const cell = this.cell(field);
    if (cell === undefined) return null;
    const shown = typeof cell === 'string' ? cell.trim() : cell.kind === 'number' ? cell.digits : '';
    const answer = dateOf(cell);
    if (!answer.ok) {
      this.fault(answer.reason, field, shown);
      return null;
    }
    if (kind === 'end') return answer.date === 'open' ? null : answer.date;
    if (answer.date === 'open' || answer.date > this.today) this.fault('date_future', field, shown);
    else if (answer.date < EARLIEST) this.fault('date_implausible', field, shown);
    else return answer.date;
    return null;
  }
  requiredDate(field: Field): LocalDate | null {
    const before = this.findings.length;
    const date = this.date(field, 'past');
    if (date === null && this.findings.length === before) this.fault('field_required', field);
    return date;
  }
  /** Whole fen from 万元, by decimal arithmetic from the text (DB-4). */
  money(field: Field): number | null {
    const cell = this.cell(field);
    if (cell === undefined) return null;
    let text = typeof cell === 'string' ? cell : '';
    if (typeof cell !== 'string' && cell.kind === 'number') {
      // spreadsheets write 0.57 as 0.56999999999999995: the shortest text of the same double is what was typed
      text = significant(cell.digits) > SIGNIFICANT ? String(Number(cell.digits)) : cell.digits;
      if (significant(text) > SIGNIFICANT) {
        this.fault('number_precision', field);
        return null;
      }
    }
    const money = parseMoney(text, 'wan_yuan');
    if (!money.ok) this.fault('money_invalid', field, text.trim());
    else if (money.review) this.flag('money_review', field);
    return money.ok ? money.fen : null;
  }

  private finding(code: ReasonCode, field?: Field, value?: string, details: Finding['details'] = {}): Finding {
    const shown = value === undefined || (field && PERSONAL.has(field)) ? undefined : codePoints(withoutNumbers(value)).slice(0, 40).join('');
    return { code, ...(field && { field: this.nameOf(field) }), details: { ...details, ...(shown !== undefined && { value: shown }) } };
  }
  /** The one filled cell of a field; two that differ, a formula or an error value are findings. */
  private cell(field: Field): Cell | undefined {
    const filled = (this.header.columns.get(field) ?? [])
      .map((i) => this.row.cells[i])
      .filter((c): c is Cell => !isBlank(c) && !(typeof c === 'string' && isBlankMark(c)));
    const [cell, ...more] = filled;
    if (cell === undefined) return undefined;
    if (more.some((c) => JSON.stringify(c) !== JSON.stringify(cell))) {
      this.fault('row_fields_disagree', field);
      return undefined;
    }
    if (typeof cell === 'string') {
      if (cell.length <= MOST_CELL) return cell;
      this.fault('field_too_long', field, undefined, { limit: MOST_CELL });
      return undefined;
    }
    if (cell.kind === 'number') return cell;
    this.fault(cell.kind === 'formula' ? 'cell_formula' : 'cell_error', field, cell.kind === 'error' ? cell.text : undefined);
    return undefined;
  }
}
