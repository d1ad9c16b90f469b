import fs from 'node:fs';
import { pipeline, Transform } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { MOST_COLUMNS, type RawRow, type Source } from './cell.js';
import { IngestHalt } from './reasons.js';
import { type FileFacts, megabytes } from './sniff.js';

/** Longest record, characters: beyond it a quote was left open (CSV-4). */
const MOST_RECORD = 1024 * 1024;
type TextFacts = Extract<FileFacts, { format: 'csv' | 'jsonl' }>;
const LOST = '\ufffd';

/** Every kind of line end becomes \n, also inside cells: mixed ends do not confuse the parser, and its line numbers are the file's. */
function oneLineEnd(): Transform {
  let cr = false;
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform(chunk: string, _, done) {
      const text = cr && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
      cr = chunk.endsWith('\r');
      done(null, text.replace(/\r\n?/g, '\n'));
    },
  });
}
function open(facts: TextFacts) {
  const file = fs.createReadStream(facts.path, { highWaterMark: 256 * 1024 });
  const text = pipeline(file, iconv.decodeStream(facts.encoding), oneLineEnd(), () => undefined) as Transform;
  return { text, progress: () => file.bytesRead };
}

export function readCsv(facts: TextFacts): Source {
  const { text, progress } = open(facts);
  return { rows: csvRows(text, facts.delimiter), shape: 'table', progress, notes: [] };
}

async function* csvRows(text: Transform, delimiter: string): AsyncGenerator<RawRow> {
  const skipped: RawRow[] = [];
  let fatal: CsvError | undefined;
  let next = 1; // first line of the record that comes next
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    info: true,
    max_record_size: MOST_RECORD,
    skip_records_with_error: true,
    // the parser runs ahead of the reader: what it finds behind a fault is not taken
    on_record: (record) => (fatal ? null : record),
    on_skip: (e) => {
      // a quote inside an unquoted cell spoils its own row only; any other fault leaves no way to tell where rows end
      if (e?.code === 'INVALID_OPENING_QUOTE') skipped.push({ sheet: null, line: Number(e.lines), cells: [], broken: 'row_quote' });
      else if (!fatal) {
        fatal = e;
        text.unpipe(parser);
        parser.end();
      }
    },
  });
  text.on('error', (e) => parser.destroy(e));
  text.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const breaks = record.reduce((n, cell) => n + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
      const line = info.lines - breaks;
      while (skipped[0] && skipped[0].line < line) yield skipped.shift() as RawRow;
      next = info.lines + 1;
      yield rowOf(null, line, record);
    }
    const last = fatal ? skipped.filter((r) => r.line <= next) : skipped;
    yield* last;
    if (fatal) throw halt(fatal, next + last.length);
  } finally {
    text.destroy();
  }
}
function halt(e: CsvError, line: number): IngestHalt {
  const details = { line, limit: megabytes(MOST_RECORD) };
  if (e.code === 'CSV_MAX_RECORD_SIZE') return new IngestHalt({ code: 'csv_record_too_long', details });
  return new IngestHalt({ code: e.code === 'CSV_QUOTE_NOT_CLOSED' ? 'csv_quote_open' : 'csv_quote_stray', details });
}
const rowOf = (sheet: string | null, line: number, record: string[]): RawRow => ({
  sheet,
  line,
  cells: record.length > MOST_COLUMNS ? record.slice(0, MOST_COLUMNS) : record,
  ...(record.some((c) => c.includes(LOST)) && { broken: 'row_text_broken' as const }),
});

/** One JSON object a line: its keys are the columns, in the first row of each run of equal keys. */
export function readJsonLines(facts: TextFacts): Source {
  const { text, progress } = open(facts);
  return { rows: jsonRows(text), shape: 'objects', progress, notes: [] };
}
async function* jsonRows(text: Transform): AsyncGenerator<RawRow> {
  let [rest, line, keys] = ['', 0, ''];
  const rowsOf = (one: string): RawRow[] => {
    line++;
    if (one.trim() === '') return [];
    const object = objectOf(one);
    if (!object) return [{ sheet: null, line, cells: [], broken: 'row_json' }];
    const names = Object.keys(object).slice(0, MOST_COLUMNS);
    const cells = names.map((n) => cellOf(object[n]));
    const row: RawRow = {
      sheet: null,
      line,
      cells: cells.map((c) => c ?? ''),
      ...((cells.includes(undefined) || one.includes(LOST)) && { broken: 'row_json' as const }),
    };
    const same = names.join('\n') === keys;
    keys = names.join('\n');
    return same ? [row] : [{ sheet: null, line, cells: names, header: true }, row];
  };
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MOST_RECORD)
      throw new IngestHalt({ code: 'csv_record_too_long', details: { line: line + lines.length + 1, limit: megabytes(MOST_RECORD) } });
    for (const one of lines) yield* rowsOf(one);
  }
  if (rest) yield* rowsOf(rest);
}
function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null; // not JSON: the row is kept aside with that reason
  }
}
/** Undefined for what no cell can hold: objects, arrays, booleans. A number past 15 digits has lost some on the way (CSV-2). */
function cellOf(value: unknown) {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? ({ kind: 'number', digits: String(value), date: null } as const) : undefined;
}
