// What a scanner reads from a picture of a code: the data address the app shows, decoded by a decoder that is not ours.
import jsQR from 'jsqr';

/** Pixels of a GIF of one frame with a global palette, as RGBA. Throws on anything else. */
function gif(bytes) {
  const word = (at) => bytes[at] | (bytes[at + 1] << 8);
  if (String.fromCharCode(...bytes.subarray(0, 3)) !== 'GIF' || !(bytes[10] & 0x80)) throw new Error('not a GIF with a global palette');
  let at = 13;
  const palette = at;
  at += 3 * (1 << ((bytes[10] & 7) + 1));
  while (bytes[at] === 0x21) for (at += 2; bytes[at++] !== 0; ) at += bytes[at - 1];
  if (bytes[at] !== 0x2c) throw new Error('no picture in it');
  const [width, height] = [word(at + 5), word(at + 7)];
  at += 10;
  const codeSize = bytes[at++];
  const data = [];
  for (; bytes[at] !== 0; at += bytes[at] + 1) data.push(...bytes.subarray(at + 1, at + 1 + bytes[at]));
  const pixels = lzw(data, codeSize, width * height);
  const rgba = new Uint8ClampedArray(width * height * 4);
  pixels.forEach((p, i) => {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = bytes[palette + 3 * p + c];
    rgba[4 * i + 3] = 255;
  });
  return { rgba, width, height };
}
function lzw(data, codeSize, count) {
  const [clear, end] = [1 << codeSize, (1 << codeSize) + 1];
  const out = [];
  let table = [];
  let size = codeSize + 1;
  let previous;
  let bit = 0;
  const reset = () => {
    table = Array.from({ length: clear + 2 }, (_, i) => [i]);
    size = codeSize + 1;
    previous = undefined;
  };
  reset();
  while (out.length < count && bit + size <= data.length * 8) {
    let code = 0;
    for (let k = 0; k < size; k++, bit++) code |= ((data[bit >> 3] >> (bit & 7)) & 1) << k;
    if (code === end) break;
    if (code === clear) {
      reset();
      continue;
    }
    const entry = table[code] ?? [...previous, previous[0]];
    out.push(...entry);
    if (previous) table.push([...previous, entry[0]]);
    if (table.length === 1 << size && size < 12) size++;
    previous = entry;
  }
  return out;
}
const pixels = (src) => gif(Buffer.from(src.split(',')[1], 'base64'));
/** The text of the code in a `data:image/gif;base64,…` address; null when no scanner would read one. */
export function readQrPicture(src) {
  const { rgba, width, height } = pixels(src);
  return (jsQR.default ?? jsQR)(rgba, width, height)?.data ?? null;
}
/** What a camera of 640 × 480 sees of that picture held before it, or of a wall; as Chromium's fake camera reads it (Y4M, two frames, grey). */
export function filmOf(src) {
  const { rgba, width, height } = src ? pixels(src) : { rgba: [120], width: 0, height: 0 };
  const [wide, high, side] = [640, 480, 380];
  const luma = Buffer.alloc(wide * high, 150);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const from = (Math.floor((y * height) / side) * width + Math.floor((x * width) / side)) * 4;
      luma[((high - side) / 2 + y) * wide + (wide - side) / 2 + x] = 30 + Math.round(rgba[from] * 0.75);
    }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((wide * high) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${wide} H${high} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}
