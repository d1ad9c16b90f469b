/** Typed by hand from paper: no 0 O 1 I L, so that none is taken for another. */
export const SHORT_CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const SHORT_CODE_LENGTH = 8;
/** A code as typed: spaces, hyphens and small letters do not count. Null when it can be none. */
export function shortCode(typed: string): string | null {
  const code = typed.replace(/[\s\-－]/g, '').toUpperCase();
  const fits = code.length === SHORT_CODE_LENGTH && code.split('').every((c) => SHORT_CODE_ALPHABET.indexOf(c) >= 0);
  return fits ? code : null;
}
/** 7Q4K 92MX. */
export const spacedCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;
