import qrcode from 'qrcode-generator';

/** PDF-2: what a cheap phone still reads from paper. Version 6 holds 106 bytes at level M. */
const MAX_MODULES = 41;
const QUIET = 4;

/** Dark modules as an SVG path in a square of `size` modules, quiet zone within. Throws RangeError for a longer text: an unreadable code is never drawn. */
export function qrPath(text: string): { readonly path: string; readonly size: number } {
  const qr = qrcode(0, 'M');
  qr.addData(text, 'Byte');
  qr.make();
  const n = qr.getModuleCount();
  if (n > MAX_MODULES) throw new RangeError(`a code of ${n} modules cannot be read from paper`);
  let path = '';
  for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) if (qr.isDark(y, x)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  return { path, size: n + 2 * QUIET };
}
