import path from 'node:path/posix';
import { addDays, type LocalDate } from '@binhai/shared/dates/dates';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { IngestHalt } from './reasons.js';
import { MOST_SMALL_PART, MOST_STRINGS, type XlsxZip } from './xlsx-zip.js';

/** What the sheets of a workbook need: their parts, the shared texts, which styles are dates, and the first day of its serials. */
export interface Book {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly hidden: boolean }[];
  readonly strings: readonly string[];
  /** Per cell style: whether it shows a day. */
  readonly dateStyles: readonly boolean[];
  readonly date1904: boolean;
}
type Attributes = Readonly<Record<string, string>>;
/** Name without its namespace prefix: some writers use one. */
export const local = (name: string): string => name.slice(name.indexOf(':') + 1);
/** `_x000D_` stands for a control character in a text (ECMA-376 part 1, 22.9.2.19). */
export const unescapeText = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;

export function xml(open: (name: string, attributes: Attributes) => void, close: (name: string) => void, text?: (t: string) => void): SaxesParser {
  const parser = new SaxesParser();
  parser.on('opentag', (t: SaxesTagPlain) => open(local(t.name), t.attributes));
  parser.on('closetag', (t: SaxesTagPlain) => close(local(t.name)));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return parser;
}
function tags(text: string, seen: (name: string, attributes: Attributes) => void): void {
  try {
    xml(seen, () => undefined)
      .write(text)
      .close();
  } catch {
    throw new IngestHalt({ code: 'file_xlsx_broken', details: { detail: 'XML 不完整' } });
  }
}
const on = (flag: string | undefined) => flag === '1' || flag === 'true';

export async function readBook(zip: XlsxZip): Promise<Book> {
  const root = await relations(zip, '');
  const workbook = root.find((r) => r.type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  if (workbook.endsWith('.bin') || !zip.has(workbook)) throw new IngestHalt({ code: 'file_xlsx_broken', details: { detail: '里面没有 XLSX 工作簿' } });
  const parts = await relations(zip, workbook);
  const part = (type: string) => parts.find((r) => r.type.endsWith(`/${type}`))?.target;
  const sheets: Book['sheets'][number][] = [];
  let date1904 = false;
  tags(await zip.whole(workbook), (name, a) => {
    if (name === 'workbookPr') date1904 = on(a.date1904);
    if (name !== 'sheet') return;
    const id = Object.entries(a).find(([k]) => k !== 'sheetId' && local(k) === 'id')?.[1];
    const target = parts.find((r) => r.id === id && r.type.endsWith('/worksheet'))?.target;
    if (target) sheets.push({ name: a.name ?? '', part: target, hidden: a.state === 'hidden' || a.state === 'veryHidden' });
  });
  const strings = part('sharedStrings');
  const styles = part('styles');
  return {
    sheets,
    strings: strings && zip.has(strings) ? await sharedStrings(zip, strings) : [],
    dateStyles: styles && zip.has(styles) ? dateStylesOf(await zip.whole(styles, MOST_SMALL_PART * 4)) : [],
    date1904,
  };
}

async function relations(zip: XlsxZip, of: string) {
  const file = path.join(path.dirname(of), '_rels', `${path.basename(of)}.rels`).replace(/^\.\//, '');
  const found: { id: string; type: string; target: string }[] = [];
  if (!zip.has(file)) return found;
  tags(await zip.whole(file), (name, a) => {
    if (name !== 'Relationship' || a.TargetMode === 'External') return;
    const target = a.Target ?? '';
    found.push({
      id: a.Id ?? '',
      type: a.Type ?? '',
      target: target.startsWith('/') ? target.slice(1) : path.join(path.dirname(of), target).replace(/^\.\//, ''),
    });
  });
  return found;
}

async function sharedStrings(zip: XlsxZip, part: string): Promise<string[]> {
  const all: string[] = [];
  let [text, inText, phonetic] = ['', false, false];
  const parser = xml(
    (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = !phonetic;
    },
    (name) => {
      if (name === 'si') all.push(unescapeText(text));
      else if (name === 'rPh') phonetic = false;
      else if (name === 't') inText = false;
    },
    (t) => {
      if (inText) text += t;
    },
  );
  try {
    for await (const chunk of zip.text(part, MOST_STRINGS)) parser.write(chunk);
    parser.close();
  } catch (e) {
    throw e instanceof IngestHalt ? e : new IngestHalt({ code: 'file_xlsx_broken', details: { detail: '共享文字不完整' } });
  }
  return all;
}

/** Built-in formats with a day in them; 27–36 and 50–58 are the Chinese ones. */
const builtInDate = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58;
/** A year or a day outside quotes, escapes and brackets; times alone are no day. */
export const isDateFormat = (code: string): boolean => /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, '').split(';')[0] ?? '');

function dateStylesOf(text: string): boolean[] {
  const formats = new Map<number, boolean>();
  const styles: boolean[] = [];
  let cellFormats = false;
  const parser = xml(
    (name, a) => {
      if (name === 'numFmt') formats.set(Number(a.numFmtId), isDateFormat(a.formatCode ?? ''));
      else if (name === 'cellXfs') cellFormats = true;
      else if (name === 'xf' && cellFormats) {
        const id = Number(a.numFmtId ?? 0);
        styles.push(formats.get(id) ?? builtInDate(id));
      }
    },
    (name) => {
      if (name === 'cellXfs') cellFormats = false;
    },
  );
  try {
    parser.write(text).close();
  } catch {
    throw new IngestHalt({ code: 'file_xlsx_broken', details: { detail: '样式不完整' } });
  }
  return styles;
}

/**
 * The day of a serial number, without any clock or zone: whole days are counted, a time of day falls away (46154.99999 is still that day). In the 1900 system
 * serials up to 60 are unsure by the 29 February 1900 that never was; they are answered null, as is what lies outside 1904–9999.
 */
export function dayOfSerial(digits: string, date1904: boolean): LocalDate | null {
  const serial = Number(digits);
  if (!Number.isFinite(serial)) return null;
  const whole = Math.floor(serial) + (date1904 ? 1462 : 0);
  return whole > 1461 && whole < 2_958_466 ? addDays('1899-12-30', whole) : null;
}
