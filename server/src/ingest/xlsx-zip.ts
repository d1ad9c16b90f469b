import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import yauzl from 'yauzl';
import { IngestHalt } from './reasons.js';
import { megabytes } from './sniff.js';

/** Most bytes that may come out of one part, counted as they come out: sizes written in the file prove nothing (zip bombs). */
export const MOST_SHEET = 2 * 1024 ** 3;
export const MOST_SMALL_PART = 8 * 1024 ** 2;
export const MOST_STRINGS = 256 * 1024 ** 2;
const MOST_ENTRIES = 2000;

const broken = (detail: string) => new IngestHalt({ code: 'file_xlsx_broken', details: { detail } });

/** The parts of a workbook by name, each opened as often as needed; nothing is unpacked to disk. */
export class XlsxZip {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  static async open(path: string): Promise<XlsxZip> {
    const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(() => {
      throw broken('压缩包打不开');
    });
    const entries = new Map<string, yauzl.Entry>();
    try {
      for await (const entry of zip.eachEntry()) {
        if (entries.size >= MOST_ENTRIES) throw broken('部件太多');
        // the first of two parts with one name would be read by one program and the second by another
        if (entries.has(entry.fileName)) throw broken('部件重名');
        entries.set(entry.fileName, entry);
      }
    } catch (e) {
      zip.close();
      throw e instanceof IngestHalt ? e : broken('压缩包目录损坏');
    }
    return new XlsxZip(zip, entries);
  }
  has(name: string): boolean {
    return this.entries.has(name);
  }
  /** Bytes of a part as the file declares them; for progress only. */
  declared(name: string): number {
    return this.entries.get(name)?.uncompressedSize ?? 0;
  }
  /** Text of a part, chunk by chunk; throws when more than `most` bytes come out of it. */
  async *text(name: string, most: number): AsyncGenerator<string> {
    const entry = this.entries.get(name);
    if (!entry) throw broken(`缺少 ${name}`);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let out = 0;
    let stream: Readable | undefined;
    try {
      stream = await this.zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        out += chunk.length;
        if (out > most) throw new IngestHalt({ code: 'file_unpacks_too_large', details: { limit: megabytes(most) } });
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder.decode();
    } catch (e) {
      throw e instanceof IngestHalt ? e : broken(`${name} 读不出来`);
    } finally {
      stream?.destroy();
    }
  }
  async whole(name: string, most = MOST_SMALL_PART): Promise<string> {
    let text = '';
    for await (const part of this.text(name, most)) text += part;
    return text;
  }
  close(): void {
    this.zip.close();
  }
}
