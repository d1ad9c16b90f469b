import { Readable } from 'node:stream';
import type { ZipFile } from 'yazl';

export interface ZipOutput {
  /** What the archive gives out. A failure meets whoever reads it; one that comes before anybody reads ends no process. */
  readonly out: Readable;
  /** A part as a stream for the archive. When it fails the archive fails: yazl itself would wait for it for ever. */
  part(text: Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>): Readable;
}
/** An archive that is written while it is read. */
export function zipOutput(zip: ZipFile): ZipOutput {
  const out = zip.outputStream as Readable; // typed as the interface alone
  out.on('error', () => undefined);
  return {
    out,
    part(text) {
      const source = Readable.from(text, { objectMode: false });
      source.on('error', (e) => out.destroy(e));
      return source;
    },
  };
}
