import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { IngestHalt } from './reasons.js';

export const ENCODINGS = ['utf8', 'gb18030', 'utf16-le', 'utf16-be'] as const;
export type Encoding = (typeof ENCODINGS)[number];
export type FileFacts = {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
} & ({ readonly format: 'xlsx' } | { readonly format: 'csv' | 'jsonl'; readonly encoding: Encoding; readonly delimiter: string });

/** Largest file read in one run, bytes. */
export const MOST_FILE = 1024 ** 3;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;

const HEAD = 64 * 1024;
const starts = (head: Buffer, ...bytes: number[]) => bytes.every((b, i) => head[i] === b);

/** Reads the whole file once: its SHA-256, and whether all of it is UTF-8 (a guess by the first lines alone turns a later name into noise, CSV-1). */
export async function sniff(path: string): Promise<FileFacts> {
  const { head, size, sha256, utf8, nul, gb } = await scan(path);
  if (size === 0) throw new IngestHalt({ code: 'file_empty' });
  const facts = { path, size, sha256 };
  if (starts(head, 0x50, 0x4b, 0x03, 0x04)) return { ...facts, format: 'xlsx' };
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) throw new IngestHalt({ code: 'file_xls_old' });
  const encoding = encodingOf(head, utf8, nul, gb);
  const text = iconv.decode(head, encoding);
  const first = text.trimStart()[0];
  if (first === undefined) throw new IngestHalt({ code: 'file_empty' });
  if (first === '[' && /^\s*\[\s*[{[\]"]/.test(text)) throw new IngestHalt({ code: 'file_json_array' });
  return { ...facts, format: first === '{' ? 'jsonl' : 'csv', encoding, delimiter: delimiterOf(text) };
}

function encodingOf(head: Buffer, utf8: boolean, nul: boolean, gb: boolean): Encoding {
  if (starts(head, 0xff, 0xfe) && head.length % 2 === 0) return 'utf16-le';
  if (starts(head, 0xfe, 0xff) && head.length % 2 === 0) return 'utf16-be';
  // UTF-16 without a mark, or a binary file: which of the two cannot be told for certain
  if (nul) throw new IngestHalt({ code: head.subarray(0, 512).filter((b) => b === 0).length > 8 ? 'file_encoding_unknown' : 'file_binary' });
  if (utf8) return 'utf8';
  if (!gb) throw new IngestHalt({ code: 'file_encoding_unknown' });
  return 'gb18030';
}

async function scan(path: string) {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const gb = iconv.getDecoder('gb18030');
  let [size, isUtf8, nul, chars, wrong] = [0, true, false, 0, 0];
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of fs.createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_FILE) throw new IngestHalt({ code: 'file_too_large', details: { limit: megabytes(MOST_FILE) } });
      hash.update(chunk);
      if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)]);
      const packed = head[0] === 0x50 && head[1] === 0x4b;
      if (packed) continue;
      nul ||= chunk.includes(0);
      if (isUtf8) isUtf8 = decodes(utf8, chunk);
      const text = gb.write(chunk);
      chars += text.length;
      wrong += text.split('\ufffd').length - 1;
    }
  } catch (e) {
    if (e instanceof IngestHalt) throw e;
    throw new IngestHalt({ code: 'file_missing' });
  }
  if (isUtf8) isUtf8 = decodes(utf8, undefined);
  // a few lost characters are findings of their rows; many mean that it is another encoding
  return { head, size, sha256: hash.digest('hex'), utf8: isUtf8, nul, gb: wrong * 200 <= chars };
}
function decodes(decoder: TextDecoder, chunk: Buffer | undefined): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false; // fatal: not UTF-8, which is the question
  }
}

/** The separator that the fullest of the first lines has most of. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/).slice(0, 30);
  const most = (d: string) => Math.max(...lines.map((l) => l.split(d).length));
  return [',', '\t', ';', '|'].reduce((best, d) => (most(d) > most(best) ? d : best));
}
