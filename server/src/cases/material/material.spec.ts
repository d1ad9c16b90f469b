import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ClamdVirus } from '../../ports/virus.clamd.js';
import { PDF } from '../../testing/test-repairs.js';
import { materialOf } from './material.js';
import { strippedJpeg, strippedPng } from './strip.js';

const CANARY = 'GPS-39.0214N-117.7096E';
const segment = (marker: number, body: Buffer) => Buffer.concat([Buffer.from([0xff, marker, ((body.length + 2) >> 8) & 0xff, (body.length + 2) & 0xff]), body]);
/** One grey pixel, baseline; the tables are the shortest that decode. */
const DRAWING = Buffer.concat([
  segment(0xdb, Buffer.from([0, ...Array(64).fill(1)])),
  segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
  segment(0xc4, Buffer.from([0, 1, ...Array(15).fill(0), 0])),
  segment(0xc4, Buffer.from([0x10, 1, ...Array(15).fill(0), 0])),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([0x3f, 0xff, 0xd9]),
]);
function exif(orientation: number): Buffer {
  const b = Buffer.alloc(26);
  b.write('II*\0', 0, 'latin1');
  b.writeUInt32LE(8, 4);
  b.writeUInt16LE(1, 8);
  b.writeUInt16LE(0x0112, 10);
  b.writeUInt16LE(3, 12);
  b.writeUInt32LE(1, 14);
  b.writeUInt16LE(orientation, 18);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), b, Buffer.from(CANARY)]));
}
const photo = (orientation = 1) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    exif(orientation),
    segment(0xfe, Buffer.from(CANARY)),
    segment(0xed, Buffer.from(CANARY)),
    DRAWING,
    Buffer.from(`${CANARY}\xff\xd9`, 'latin1'),
  ]);
function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}
const IHDR = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
const png = (ihdr = IHDR) =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', ihdr),
    chunk('eXIf', Buffer.from(CANARY)),
    chunk('tEXt', Buffer.from(`Comment\0${CANARY}`)),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from(CANARY),
  ]);

describe('a photo keeps its picture and nothing of where, when and by what it was taken', () => {
  test('JPEG: of the metadata the way up alone; what is appended goes', () => {
    for (const way of [1, 3, 6, 8]) {
      const out = strippedJpeg(photo(way));
      expect(out?.includes(CANARY)).toBe(false);
      expect(out?.includes('Exif')).toBe(way !== 1);
      expect(out?.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
    }
    expect(strippedJpeg(strippedJpeg(photo(6)) as Buffer)).toEqual(strippedJpeg(photo(6)));
  });
  test('PNG', () => {
    const out = strippedPng(png());
    expect(out?.includes(CANARY)).toBe(false);
    expect(out?.includes('IDAT')).toBe(true);
  });
  test.each([
    ['a JPEG that is cut', strippedJpeg(photo().subarray(0, 200))],
    ['a JPEG with a length beyond its end', strippedJpeg(Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff]))],
    ['a PNG that is cut', strippedPng(png().subarray(0, 60))],
  ])('%s is none', (_, out) => expect(out).toBeNull());
});
describe('what may be handed in, by its contents', () => {
  test('photos become a PDF without their metadata', async () => {
    for (const bytes of [photo(6), png()]) {
      const out = await materialOf(bytes);
      expect(out.subarray(0, 5).toString()).toBe('%PDF-');
      expect(out.includes(CANARY)).toBe(false);
    }
  });
  test('a plain PDF stays', async () => expect(await materialOf(PDF)).toEqual(PDF));
  test.each([
    ['nothing', Buffer.alloc(0), 'material_kind_unknown'],
    ['a program named as a photo', Buffer.from('MZ\x90\0'), 'material_kind_unknown'],
    ['a HEIC', Buffer.from('\0\0\0\x18ftypheic', 'latin1'), 'material_kind_unknown'],
    ['a JPEG’s head alone', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'material_damaged'],
    ['a PNG of 65535 × 65535', png(Buffer.from([0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff, 8, 0, 0, 0, 0])), 'material_damaged'],
    ['a PDF that is cut', PDF.subarray(0, 40), 'material_unsafe'],
    ['a PDF with a script', Buffer.from('%PDF-1.4\n<</S/JavaScript/JS(app.alert(1))>>\n%%EOF\n'), 'material_unsafe'],
    ['a PDF with another file in it', Buffer.from('%PDF-1.4\n<</Type/EmbeddedFile>>\n%%EOF\n'), 'material_unsafe'],
  ])('%s is refused', async (_, bytes, code) => expect(materialOf(bytes)).rejects.toMatchObject({ code }));
});
describe('the scanner by its protocol', () => {
  let server: net.Server;
  let answer = 'stream: OK';
  const got: Buffer[] = [];
  beforeAll(async () => {
    server = net.createServer((socket) => {
      let all = Buffer.alloc(0);
      socket.on('data', (part) => {
        all = Buffer.concat([all, part]);
        if (all.subarray(-4).equals(Buffer.alloc(4))) {
          got.push(all);
          socket.end(`${answer}\0`);
        }
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => new Promise((done) => server.close(done)));
  const scanner = () => new ClamdVirus('127.0.0.1', (server.address() as AddressInfo).port);
  test('clean, found, and anything else is no answer', async () => {
    expect(await scanner().isClean(Buffer.alloc(100_000, 1))).toBe(true);
    const all = got[0] ?? Buffer.alloc(0);
    expect([all.subarray(0, 10).toString('latin1'), all.length]).toEqual(['zINSTREAM\0', 10 + 100_000 + 2 * 4 + 4]);
    answer = 'stream: Win.Test.EICAR_HDB-1 FOUND';
    expect(await scanner().isClean(Buffer.from('x'))).toBe(false);
    answer = 'INSTREAM size limit exceeded. ERROR';
    await expect(scanner().isClean(Buffer.from('x'))).rejects.toThrow('answer not understood');
  });
  test('away: the port is down', async () => {
    await expect(new ClamdVirus('127.0.0.1', 1).isClean(Buffer.from('x'))).rejects.toThrow('unreachable');
  });
});
