import fs from 'node:fs';
import { CSV_START, csvLine, csvText } from '@binhai/shared/text/csv';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';

const { cells } = JSON.parse(fs.readFileSync(new URL('../../../test/cases/CSV-5.formulas.json', import.meta.url), 'utf8')) as {
  cells: ({ text: string; csv: string } | { number: number; csv: string })[];
};

test.each(cells)('CSV-5: %j', (c) => {
  expect(csvText('text' in c ? c.text : { number: c.number, decimals: 2 })).toBe(c.csv);
});
test('a spreadsheet reads back what was written, from the mark on', () => {
  const texts = cells.flatMap((c) => ('text' in c ? [c.text] : []));
  const file = CSV_START + csvLine(['示例', '金额']) + texts.map((t) => csvLine([t, { number: -12.5, decimals: 2 }])).join('');
  expect(file.charCodeAt(0)).toBe(0xfeff);
  const rows = parse(file, { bom: true }) as string[][];
  expect(rows.slice(1)).toEqual(cells.flatMap((c) => ('text' in c ? [[c.csv, '-12.50']] : [])));
});
