/**
 * Folding of text that people paste and departments send: width, case, brackets, middle dots and invisible marks (known troubles ID-3, ID-4, PUB-1, DB-3).
 * Only plain ranges and no `\p{…}` classes: those become very large tables in the ES5 of the mini-program.
 */

/** Control characters that are no white space, zero-width and direction marks, soft hyphen, word joiner, variation selectors: [first, last] code points. */
const INVISIBLE: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xe0000, 0xe0fff],
];
const invisible = (point: number): boolean => INVISIBLE.some(([first, last]) => point >= first && point <= last);
/** The middle dots seen in names: U+00B7, U+2022, U+30FB, U+FF0E and its fold '.', besides U+2027, U+22C5, U+FF65 and U+0387 of other keyboards. */
const DOTS = /[.\u00B7\u2022\u30FB\uFF0E\u2027\u22C5\uFF65\u0387]/g;
const BRACKETS = /[()[\]{}<>\u2329\u232A\u27E8\u27E9\u3008-\u3011\u3014-\u301B\uFE59-\uFE5E]/g;

/** The middle dot of personal names in GB/T standards and on identity cards. */
export const MIDDLE_DOT = '\u00B7';

/** Nearly every text of a file: nothing in these ranges is invisible, so nothing has to be taken apart (half of the time an import took). */
const PLAIN = /^[\t\n\r -~\u2010-\u2027\u3000-\u3163\u4E00-\u9FFF\uFF01-\uFF9F]*$/;
export const removeInvisible = (text: string): string =>
  PLAIN.test(text)
    ? text
    : Array.from(text)
        .filter((c) => !invisible(c.codePointAt(0) ?? 0))
        .join('');

/** Full-width ASCII (U+FF01–U+FF5E) and the ideographic space to their plain forms. */
export const foldWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');

export const foldDots = (text: string): string => text.replace(DOTS, MIDDLE_DOT);

/** Capital letters by A–Z alone, so that no locale changes an i. */
export const upperAscii = (text: string): string => text.replace(/[a-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 32));

/** For identifiers typed by people: plain width, capitals, without white space, invisible marks and middle dots. Hyphens stay. */
export const foldIdentifier = (text: string): string => upperAscii(foldWidth(removeInvisible(text)).replace(/[\s\u00B7\u2022\u30FB\u2027\u22C5\uFF65.]/g, ''));

/**
 * One form for comparing names, titles and document numbers: plain width, small letters, one kind of middle dot, no brackets, no white space.
 * Brackets fall away entirely, so 〔2026〕, [2026], （2026） and 2026 meet (PUB-1). What is shown stays as registered.
 */
export const foldSearch = (text: string): string => foldDots(foldWidth(removeInvisible(text)).replace(BRACKETS, '').replace(/\s+/g, '')).toLowerCase();

const SAYS_SOMETHING = /[0-9\u4E00-\u65DF\u65E1-\u6681\u6683-\u7A79\u7A7B-\u9FFF]/; // a digit, or a Han character other than 无, 暂, 空
/** What departments write for "nothing": empty, dashes, 无, / (domain research, section 6, dirty values). */
export const isBlankMark = (text: string): boolean =>
  !SAYS_SOMETHING.test(text) &&
  (/^[-\u2010-\u2015\u2212/\\_~.\u00B7]*$/.test(foldWidth(removeInvisible(text)).replace(/\s+/g, '')) ||
    /^(无|空|暂无|NULL|N\/?A)$/i.test(foldWidth(text).trim()));

/** Code points, never half a character. */
export const codePoints = (text: string): string[] => Array.from(text);
