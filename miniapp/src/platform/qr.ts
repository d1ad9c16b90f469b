import qrcode from 'qrcode-generator';
import { fromBase64, toBase64 } from './crypto';

/** Voucher codes: version 10 at level M at most, 213 bytes, so that a cheap phone's camera reads them from a screen (PDF-2). */
export const QR_MAX_BYTES = 213;
const MAX_MODULES = 57;
const QUIET = 4;
/** Pixels a module in the picture: whole pixels, scaled by the screen without blur. */
const CELL = 8;
const DARK = [0x0a, 0x2a, 0x30] as const;
/** A GIF's global colour table starts behind its 13 bytes of header; the generator puts black first, white second. */
const PALETTE = 13;

/**
 * A QR code as a data address of a GIF picture (the one kind that mini-program and browser both show): level M, quiet zone of four modules,
 * #0A2A30 on white. Throws RangeError when the text is longer than a version 10 code holds: an unreadable code is never drawn.
 */
export function qrDataUrl(text: string): string {
  const qr = qrcode(0, 'M');
  qr.addData(text, 'Byte');
  qr.make();
  if (qr.getModuleCount() > MAX_MODULES) throw new RangeError(`a code of ${qr.getModuleCount()} modules cannot be read from a phone`);
  const gif = fromBase64(qr.createDataURL(CELL, CELL * QUIET).split(',')[1] ?? '');
  DARK.forEach((v, i) => {
    gif[PALETTE + i] = v;
  });
  return `data:image/gif;base64,${toBase64(gif)}`;
}
