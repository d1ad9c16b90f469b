/** EXIF tag of the orientation, and the longest header of a picture we follow. */
const ORIENTATION = 0x0112;

/** 1–8 as EXIF has it; 1 where nothing is said or what is said cannot be read. */
function orientationOf(app1: Buffer): number {
  if (app1.length < 20 || app1.toString('latin1', 0, 6) !== 'Exif\0\0') return 1;
  const tiff = app1.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const start = u32(4);
  for (let i = 0; i < Math.min(u16(start), 100); i++) {
    const entry = start + 2 + i * 12;
    if (u16(entry) === ORIENTATION) return u16(entry + 8) >= 1 && u16(entry + 8) <= 8 ? u16(entry + 8) : 1;
  }
  return 1;
}
/** An APP1 that says how the picture stands and nothing else. */
function onlyOrientation(value: number): Buffer {
  const b = Buffer.alloc(36);
  b.writeUInt16BE(0xffe1, 0);
  b.writeUInt16BE(34, 2);
  b.write('Exif\0\0MM', 4, 'latin1');
  b.writeUInt16BE(42, 12);
  b.writeUInt32BE(8, 14);
  b.writeUInt16BE(1, 18);
  b.writeUInt16BE(ORIENTATION, 20);
  b.writeUInt16BE(3, 22);
  b.writeUInt32BE(1, 24);
  b.writeUInt16BE(value, 28);
  return b;
}

/** End of the compressed data that begins here: the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return -1;
}

/**
 * The picture without where, when and by what it was taken, and without what phones append behind it: only segments that draw it stay, up to its first
 * end. Null when it is no whole JPEG.
 */
export function strippedJpeg(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [];
  let turned = 1;
  for (let at = 2; at + 2 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (marker === 0xd9) return Buffer.concat([bytes.subarray(0, 2), ...(turned === 1 ? [] : [onlyOrientation(turned)]), ...kept, bytes.subarray(at, at + 2)]);
    if (at + 4 > bytes.length) return null;
    let end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    if (marker === 0xe1) turned = Math.max(turned, orientationOf(bytes.subarray(at + 4, end)));
    if (marker === 0xda) end = endOfScan(bytes, end);
    if (end < 0) return null;
    const drawing = marker === 0xe0 || marker === 0xee || (marker >= 0xc0 && marker <= 0xdf);
    if (drawing) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

const PNG_DRAWING = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** The same of a PNG: no text, no time, no EXIF. */
export function strippedPng(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (PNG_DRAWING.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}
