import { describe, expect, test } from '@jest/globals';
import { dateOf } from './dates.js';
import { dayOfSerial, isDateFormat } from './xlsx-book.js';

describe('texts', () => {
  test.each([
    ['2026-05-12', '2026-05-12'],
    ['2026/5/12', '2026-05-12'],
    ['2026.05.12', '2026-05-12'],
    ['20260512', '2026-05-12'],
    ['2026年5月12日', '2026-05-12'],
    ['２０２６年５月１２日', '2026-05-12'],
    ['二〇二六年五月十二日', '2026-05-12'],
    ['二○二六年十二月三十一日', '2026-12-31'],
    ['二〇二六年十月二十日', '2026-10-20'],
    ['2026-05-12 09:30:00', '2026-05-12'],
    ['2026/5/12 0:00', '2026-05-12'],
    ['2026-05-11T16:00:00Z', '2026-05-12'],
    ['2026-05-12T00:00:00+08:00', '2026-05-12'],
    ['2026-05-12T00:00:00', '2026-05-12'],
    ['2099-12-31', 'open'],
    ['2099', 'open'],
    ['长期', 'open'],
    ['9999-12-31', 'open'],
  ])('%s is %s', (text, date) => {
    expect(dateOf(text)).toEqual({ ok: true, date });
  });
  test.each([
    ['2026-02-30', 'date_invalid'],
    ['2022-09-31', 'date_invalid'],
    ['2026-13-01', 'date_invalid'],
    ['2026年5月', 'date_invalid'],
    ['五月十二日', 'date_invalid'],
    ['12/05/2026', 'date_ambiguous'],
    ['5-12-26', 'date_ambiguous'],
    ['46154', 'date_number'],
    ['46154.5', 'date_number'],
    ['昨天', 'date_invalid'],
  ])('%s stays out: %s', (text, reason) => {
    expect(dateOf(text)).toEqual({ ok: false, reason });
  });
});
describe('serial numbers', () => {
  test.each([
    ['46154', false, '2026-05-12'],
    ['44692', true, '2026-05-12'],
    ['46154.99999', false, '2026-05-12'],
    ['1462', false, '1904-01-01'],
    ['0', true, '1904-01-01'],
    ['60', false, null], // 29 February 1900 never was
    ['1', false, null],
    ['-1', false, null],
    ['2958466', false, null],
    ['NaN', false, null],
  ])('%s in the 1904 system: %s is %s', (digits, date1904, day) => {
    expect(dayOfSerial(digits, date1904)).toBe(day);
  });
  test.each([
    ['yyyy"年"m"月"d"日"', true],
    ['[$-804]yyyy/m/d;@', true],
    ['mm-dd', true],
    ['h:mm:ss', false],
    ['0.00E+00', false],
    ['#,##0.00"day"', false],
    ['[Red]0', false],
    ['General', false],
  ])('format %s shows a day: %s', (code, is) => {
    expect(isDateFormat(code)).toBe(is);
  });
});
