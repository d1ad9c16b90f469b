import { buffer } from 'node:stream/consumers';
import PdfDocument from 'pdfkit';
import { AppError } from '../../platform/app-error.js';
import { strippedJpeg, strippedPng } from './strip.js';

/** What opens by itself, hides other files or cannot be read by whoever decides. */
const REFUSED_IN_PDF = ['/JavaScript', '/JS ', '/JS(', '/Launch', '/EmbeddedFile', '/Encrypt', '/RichMedia', '/XFA'];
/** A4 in points, and its margin. */
const PAGE = { width: 595, height: 842, margin: 36 };
/** More pixels than any phone's picture of a page: a small file may ask for any size. */
const MOST_PIXELS = 64_000_000;

const begins = (bytes: Buffer, ...head: number[]) => head.every((b, i) => bytes[i] === b);

function checkPdf(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  if (!/%%EOF\s*$/.test(text.slice(-1024)) || REFUSED_IN_PDF.some((word) => text.includes(word))) throw new AppError('material_unsafe');
  return bytes;
}
async function pageOf(picture: Buffer): Promise<Buffer> {
  const doc = new PdfDocument({ size: 'A4', margin: PAGE.margin, info: { Title: '材料', Producer: '诚信滨海', Creator: '诚信滨海' } });
  const whole = buffer(doc);
  try {
    const image = (doc as unknown as { openImage(src: Buffer): { width: number; height: number } }).openImage(picture);
    if (!(image.width > 0 && image.height > 0 && image.width * image.height <= MOST_PIXELS)) throw new Error('no picture of a page');
    const box: [number, number] = [PAGE.width - 2 * PAGE.margin, PAGE.height - 2 * PAGE.margin];
    doc.image(picture, PAGE.margin, PAGE.margin, { fit: box, align: 'center', valign: 'center' });
  } catch {
    doc.end();
    await whole;
    throw new AppError('material_damaged');
  }
  doc.end();
  return whole;
}
/**
 * A material as it is kept: always a PDF, so that one viewer shows it and nothing of the sender's device is in it. What it is, its contents say, never
 * its name. A photo becomes one page, without place, time and device (domain research 1.8, art. 28).
 * @throws AppError material_kind_unknown, material_damaged, material_unsafe
 */
export async function materialOf(bytes: Buffer): Promise<Buffer> {
  if (bytes.toString('latin1', 0, 5) === '%PDF-') return checkPdf(bytes);
  const jpeg = begins(bytes, 0xff, 0xd8, 0xff);
  const png = begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  if (!jpeg && !png) throw new AppError('material_kind_unknown');
  const picture = jpeg ? strippedJpeg(bytes) : strippedPng(bytes);
  if (!picture) throw new AppError('material_damaged');
  return pageOf(picture);
}
