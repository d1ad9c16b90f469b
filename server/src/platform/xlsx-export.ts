import type { Readable } from 'node:stream';
import type { CsvCell } from '@binhai/shared/text/csv';
import { ZipFile } from 'yazl';
import { zipOutput } from './zip.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Styles of cells: a text that stays text also when somebody edits it, a number with two decimals, a whole number. */
const TEXT = 1;
const MONEY = 2;
const WHOLE = 3;
const FIXED: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.00"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="1" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 cannot hold is written as the format's own escape, and a text that looks like one is escaped too (ECMA-376 part 1, 22.9.2.19). */
const xml = (text: string): string =>
  text
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that have to be written otherwise
    .replace(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);
const column = (i: number): string => String.fromCharCode(65 + i);
const cell = (c: CsvCell, at: string): string =>
  typeof c === 'string'
    ? `<c r="${at}" s="${TEXT}" t="inlineStr"><is><t xml:space="preserve">${xml(c)}</t></is></c>`
    : `<c r="${at}" s="${c.decimals > 0 ? MONEY : WHOLE}"><v>${c.number.toFixed(c.decimals)}</v></c>`;

async function* sheet(rows: AsyncIterable<readonly CsvCell[]>): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  let n = 0;
  for await (const row of rows) {
    n++;
    yield `<row r="${n}">${row.map((c, i) => cell(c, `${column(i)}${n}`)).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}
/**
 * A workbook of one sheet, written as it is read: at most 26 columns. Text cells are inline strings, which no spreadsheet runs, and carry the quote
 * prefix, so that they stay text when somebody edits them or saves the file as CSV by hand (CSV-5); their text is unchanged.
 */
export function xlsxStream(title: string, rows: AsyncIterable<readonly CsvCell[]>): Readable {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(FIXED)) zip.addBuffer(Buffer.from(HEAD + text), name);
  const workbook = `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${xml(title.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  zip.addBuffer(Buffer.from(HEAD + workbook), 'xl/workbook.xml');
  const { out, part } = zipOutput(zip);
  zip.addReadStream(part(sheet(rows)), 'xl/worksheets/sheet1.xml');
  zip.end();
  return out;
}
