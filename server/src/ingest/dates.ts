import { isLocalDate, type LocalDate, localDateOf, parseInstant } from '@binhai/shared/dates/dates';
import { foldWidth, removeInvisible } from '@binhai/shared/text/fold';
import type { Cell } from './cell.js';
import type { RowReason } from './reasons.js';

export type DateAnswer =
  | { readonly ok: true; readonly date: LocalDate }
  /** 长期, 2099 and later: no end. */
  | { readonly ok: true; readonly date: 'open' }
  | { readonly ok: false; readonly reason: Extract<RowReason, 'date_invalid' | 'date_ambiguous' | 'date_number'> };

const two = (n: string) => n.padStart(2, '0');
const CHINESE = '〇一二三四五六七八九';
/** 二〇二六年五月十二日: digits for the year, tens in words for month and day. */
function fromChinese(text: string): string {
  const digits = (t: string) => [...t.replace(/[○零]/g, '〇')].map((c) => CHINESE.indexOf(c)).join('');
  const number = (t: string) => {
    const [tens, ones] = t.includes('十') ? t.split('十') : ['〇', t];
    return String(Number(tens === '' ? 1 : digits(tens ?? '')) * 10 + Number(ones === '' ? 0 : digits(ones ?? '')));
  };
  const m = /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/.exec(text);
  return m ? `${digits(m[1] ?? '')}-${number(m[2] ?? '')}-${number(m[3] ?? '')}` : text;
}
const openEnd = (date: LocalDate): DateAnswer => (date >= '2099' ? { ok: true, date: 'open' } : { ok: true, date });

/**
 * A day from a cell, by its text or serial alone: no clock, no zone (CSV-3). A month of 1 to 12 beside a day of 1 to 12 in front of the year is ambiguous and
 * stays out; so does a bare number, since nothing tells whether it counts from 1900 or 1904.
 */
export function dateOf(cell: Cell): DateAnswer {
  if (typeof cell !== 'string') {
    if (cell.kind !== 'number') return { ok: false, reason: 'date_invalid' };
    if (cell.date) return openEnd(cell.date);
    return /^(19|20)\d{6}$/.test(cell.digits) ? dateOf(cell.digits) : { ok: false, reason: 'date_number' };
  }
  const text = foldWidth(removeInvisible(cell)).trim();
  if (/^(长期(有效)?|永久(有效)?|无(固定)?期限|(2099|9999)年?)$/.test(text)) return { ok: true, date: 'open' };
  const instant = parseInstant(text);
  if (instant !== null) return openEnd(localDateOf(instant));
  const plain = fromChinese(text.replace(/\s+/g, ''));
  const m =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$/.exec(plain) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (!m) {
    if (/^\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})$/.test(plain)) return { ok: false, reason: 'date_ambiguous' };
    return { ok: false, reason: /^\d{4,6}(\.\d+)?$/.test(plain) ? 'date_number' : 'date_invalid' };
  }
  const date = `${m[1]}-${two(m[2] ?? '')}-${two(m[3] ?? '')}`;
  return isLocalDate(date) ? openEnd(date) : { ok: false, reason: 'date_invalid' };
}
