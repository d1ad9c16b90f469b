import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import yazl from 'yazl';
import { openSource } from './open-source.js';
import { IngestHalt, say } from './reasons.js';
import { tableRows } from './table.js';

/** What arrives that is no good file, through sniffing, readers and header search; no database. */
let dir: string;
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-bad-'));
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));
const CASES = fileURLToPath(new URL('../../../test/cases/', import.meta.url));
const put = (name: string, content: string | Buffer) => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, content);
  return file;
};
const HEAD = 'CF_WSH,CF_XDR_MC,CF_XDR_SHXYM,CF_SY,CF_JDRQ,CF_CFJG';
const row = (n: number, facts = '示例') => `示〔2026〕${n}号,示例有限公司,91120116MA3H8K2L0N,${facts},2026-05-12,示例局`;

/** Lines read, what was found wrong with some, and how the file ended. */
async function readAll(file: string) {
  const lines: number[] = [];
  const aside: (number | string)[][] = [];
  const cells: unknown[][] = [];
  let halt: { code: string; details?: Readonly<Record<string, unknown>> } | null = null;
  const notes: string[] = [];
  try {
    const source = await openSource(file);
    try {
      for await (const r of tableRows(source, notes)) {
        if ('finding' in r) aside.push([r.row.line, r.finding.code]);
        else {
          lines.push(r.row.line);
          cells.push([...r.row.cells]);
        }
      }
    } finally {
      source.close();
    }
  } catch (e) {
    if (!(e instanceof IngestHalt)) throw e;
    halt = e.finding;
    expect(say(e.finding).what + say(e.finding).way).not.toMatch(/[{}]|undefined/);
  }
  return { lines, aside, cells, halt, notes };
}
const haltOf = async (file: string) => (await readAll(file)).halt?.code;

describe('refused whole, each with its reason', () => {
  test.each([
    ['nothing at all', '', 'file_empty'],
    ['only blanks', ' \n \n', 'file_empty'],
    ['an old workbook or one with a password', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), 'file_xls_old'],
    ['a picture', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(600, 7), Buffer.from([0])]), 'file_binary'],
    ['UTF-16 without its mark', iconv.encode(`${HEAD}\n${row(1)}`, 'utf16-le', { addBOM: false }), 'file_encoding_unknown'],
    ['bytes of no encoding', Buffer.from(Array.from({ length: 4000 }, (_, i) => 128 + ((i * 37) % 128))), 'file_encoding_unknown'],
    ['a JSON array', '[{"CF_WSH":"1"}]', 'file_json_array'],
    ['a table nobody knows', 'a,b,c\n1,2,3\n', 'file_header_unknown'],
    ['a header without what it needs', 'CF_WSH,CF_XDR_MC,CF_SY,CF_JDRQ\n1,2,3,4\n', 'file_header_incomplete'],
    ['half a zip', fs.readFileSync(path.join(CASES, 'CSV-3.dates-1900.xlsx')).subarray(0, 1500), 'file_xlsx_broken'],
  ])('%s', async (name, content, code) => {
    expect(await haltOf(put(`${name}.x`, content))).toBe(code);
  });
  test('a file that is not there', async () => {
    expect(await haltOf(path.join(dir, 'none.csv'))).toBe('file_missing');
  });
  test('the columns that are missing are named', async () => {
    expect((await readAll(put('m.csv', 'CF_WSH,CF_XDR_MC,CF_SY,CF_JDRQ\n'))).halt?.details).toEqual({ fields: 'CF_CFJG' });
  });
});

const CONTENT = '<?xml version="1.0"?>';
async function workbook(name: string, parts: Record<string, string | Buffer>) {
  const zip = new yazl.ZipFile();
  for (const [part, text] of Object.entries(parts)) zip.addBuffer(Buffer.isBuffer(text) ? text : Buffer.from(text), part);
  zip.end();
  const file = path.join(dir, name);
  await finished(zip.outputStream.pipe(fs.createWriteStream(file)));
  return file;
}
const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const xmlRow = (n: number, texts: string[]) => `<row r="${n}">${texts.map((t, i) => cell(`${String.fromCharCode(65 + i)}${n}`, t)).join('')}</row>`;
const BOOK = {
  'xl/workbook.xml': `${CONTENT}<x:workbook xmlns:x="m" xmlns:r="o"><x:sheets><x:sheet name="甲" sheetId="1" r:id="a"/></x:sheets></x:workbook>`,
  'xl/_rels/workbook.xml.rels': `${CONTENT}<Relationships><Relationship Id="a" Type="x/worksheet" Target="/xl/worksheets/one.xml"/></Relationships>`,
};
const sheet = (rows: string, tail = '') => `${CONTENT}<worksheet><sheetData>${rows}</sheetData>${tail}</worksheet>`;
const ROWS = xmlRow(1, HEAD.split(',')) + xmlRow(2, row(1).split(',')) + xmlRow(3, row(2).split(','));

describe('workbooks', () => {
  test('prefixes, absolute targets and no styles at all are read', async () => {
    const file = await workbook('plain.xlsx', { ...BOOK, 'xl/worksheets/one.xml': sheet(ROWS) });
    expect(await readAll(file)).toMatchObject({ lines: [2, 3], halt: null });
  });
  test('the bytes that come out are counted, whatever the file declares', async () => {
    const bomb = `${BOOK['xl/workbook.xml']}${' '.repeat(9 * 1024 * 1024)}`;
    const file = await workbook('bomb.xlsx', { ...BOOK, 'xl/workbook.xml': bomb, 'xl/worksheets/one.xml': sheet(ROWS) });
    expect(fs.statSync(file).size).toBeLessThan(100_000);
    expect(await haltOf(file)).toBe('file_unpacks_too_large');
  });
  test('rows before a fault in the XML are kept, the run stops there and says where', async () => {
    const file = await workbook('cut.xlsx', { ...BOOK, 'xl/worksheets/one.xml': sheet(ROWS).slice(0, -60) });
    expect(await readAll(file)).toMatchObject({ halt: { code: 'xlsx_row_broken', details: { sheet: '甲' } } });
  });
  test('two parts of one name, and a part that is missing', async () => {
    const zip = new yazl.ZipFile();
    for (const [part, text] of [...Object.entries(BOOK), ['xl/workbook.xml', BOOK['xl/workbook.xml']] as const]) zip.addBuffer(Buffer.from(text), part);
    zip.end();
    const file = path.join(dir, 'double.xlsx');
    await finished(zip.outputStream.pipe(fs.createWriteStream(file)));
    expect(await haltOf(file)).toBe('file_xlsx_broken');
    expect(await haltOf(await workbook('missing.xlsx', BOOK))).toBe('file_xlsx_broken');
    expect(await haltOf(await workbook('no-book.xlsx', { 'word/document.xml': 'x' }))).toBe('file_xlsx_broken');
  });
  test('an entity of a DOCTYPE is not expanded', async () => {
    const file = await workbook('entity.xlsx', {
      ...BOOK,
      'xl/worksheets/one.xml': `${CONTENT}<!DOCTYPE a [<!ENTITY x "boom">]>${sheet(xmlRow(1, ['&x;'])).slice(CONTENT.length)}`,
    });
    expect(await haltOf(file)).toBe('xlsx_row_broken');
  });
  test('escaped characters, phonetic hints and rich text give the text alone', async () => {
    const strings = `${CONTENT}<sst><si><r><t>示例_x000A_有限</t></r><rPh><t>shi</t></rPh><r><t>公司</t></r></si></sst>`;
    const rels = BOOK['xl/_rels/workbook.xml.rels'].replace('</Rel', '<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/></Rel');
    const rows = `${xmlRow(1, HEAD.split(','))}<row r="2"><c r="A2" t="s"><v>0</v></c></row>`;
    const file = await workbook('rich.xlsx', {
      ...BOOK,
      'xl/_rels/workbook.xml.rels': rels,
      'xl/sharedStrings.xml': strings,
      'xl/worksheets/one.xml': sheet(rows),
    });
    expect((await readAll(file)).cells).toEqual([['示例\n有限公司']]);
  });
});

describe('text files', () => {
  test.each([
    ['tabs', '\t', '\n'],
    ['semicolons', ';', '\r\n'],
    ['carriage returns alone', ',', '\r'],
  ])('%s', async (_, delimiter, end) => {
    const text = [HEAD, row(1), row(2)].join(end).replaceAll(',', delimiter);
    expect((await readAll(put('d.csv', text))).lines).toEqual([2, 3]);
  });
  test('UTF-16 big-endian with its mark', async () => {
    const file = put('be.csv', iconv.encode([HEAD, row(1)].join('\n'), 'utf16-be', { addBOM: true }));
    expect((await readAll(file)).cells[0]?.[1]).toBe('示例有限公司');
  });
  test('a quote inside an unquoted cell keeps its own row aside and no other', async () => {
    expect(await readAll(put('q.csv', [HEAD, row(1), row(2, '宽 5"管'), row(3)].join('\n')))).toMatchObject({
      lines: [2, 4],
      aside: [[3, 'row_quote']],
      halt: null,
    });
  });
  test('a stray quote that another one closes rows later stops, and swallows nothing silently', async () => {
    const r = await readAll(put('s.csv', [HEAD, row(1), row(2, '"引号'), row(3), row(4, '"引号'), row(5)].join('\n')));
    expect(r).toMatchObject({ lines: [2], halt: { code: 'csv_quote_stray', details: { line: 3 } } });
  });
  test('a record without end is not held in memory', async () => {
    const file = put('long.csv', `${HEAD}\n${row(1)}\n${row(2, `"${'长'.repeat(600_000)}`)}`);
    expect(await readAll(file)).toMatchObject({ lines: [2], halt: { code: 'csv_record_too_long', details: { line: 3 } } });
  });
  test('a character lost in a conversion keeps its row aside', async () => {
    expect(await readAll(put('l.csv', [HEAD, row(1), row(2, '示\ufffd')].join('\n')))).toMatchObject({ lines: [2], aside: [[3, 'row_text_broken']] });
  });
  test('JSON lines: numbers keep aside, nested values and broken lines too; a line separator inside a text is no line', async () => {
    const one = {
      CF_WSH: '示〔2026〕1号',
      CF_XDR_MC: '示例\u2028有限公司',
      CF_XDR_SHXYM: '91120116MA3H8K2L0N',
      CF_SY: null,
      CF_JDRQ: '2026-05-12',
      CF_CFJG: '示例局',
    };
    const text = [one, { ...one, CF_SY: { a: 1 } }, { ...one, CF_WSH: 25 }]
      .map((o) => JSON.stringify(o))
      .concat('{"a":', '[]')
      .join('\n');
    const r = await readAll(put('j.jsonl', text));
    expect(r).toMatchObject({
      lines: [1, 3],
      aside: [
        [2, 'row_json'],
        [4, 'row_json'],
        [5, 'row_json'],
      ],
    });
    expect(r.cells[0]?.[1]).toBe('示例\u2028有限公司');
    expect(r.cells[1]?.[0]).toEqual({ kind: 'number', digits: '25', date: null });
  });
});

describe('headers', () => {
  const names = '处罚决定文书号,行政相对人名称,统一社会信用代码,违法事实,处罚决定日期,处罚机关';
  const known = '行政处罚决定书文号*, 行政相对人 名称,统一社会信用代码,违法事实（必填）,处罚决定日期,处罚机关';

  test('title rows above, hints, stars and blanks in the names, codes under the names', async () => {
    expect((await readAll(put('t.csv', ['2026 年公示表', '单位：示例局', known, HEAD, row(1)].join('\n')))).lines).toEqual([5]);
    expect(await haltOf(put('u.csv', [names.replace('处罚决定文书号', '编号甲'), row(1)].join('\n')))).toBe('file_header_incomplete');
  });
  test('the header once more on the next page, and another form from there on', async () => {
    const permit = ['XK_WSH,XK_XDR_MC,XK_XDR_SHXYM,XK_NR,XK_JDRQ,XK_XKJG', row(9)];
    expect((await readAll(put('p.csv', [HEAD, row(1), HEAD, row(2), ...permit].join('\n')))).lines).toEqual([2, 4, 6]);
  });
  test('totals and remarks of the form are no records', async () => {
    const r = await readAll(put('tot.csv', [HEAD, row(1), '合计,1', '填表人：示例,,,审核人：示例', '说明：本表按月报'].join('\n')));
    expect(r).toMatchObject({
      lines: [2],
      aside: [
        [3, 'row_total'],
        [4, 'row_total'],
        [5, 'row_total'],
      ],
    });
  });
});
