import { StreamableFile } from '@nestjs/common';
import type { Files, StoredFile } from './files.service.js';

/** RFC 8187: what `encodeURIComponent` leaves as it is and the header does not take. */
const encoded = (name: string) => encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
/** RFC 6266: the name in plain ASCII for old clients, whole in `filename*`. */
export const dispositionOf = (name: string): string =>
  `attachment; filename="${name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')}"; filename*=UTF-8''${encoded(name)}`;

/** What a handler of a file endpoint answers. Kind, name and length as headers; `cache-control: no-store` is on every reply of the API. */
export const fileReply = (files: Files, file: StoredFile): StreamableFile =>
  new StreamableFile(files.open(file), { type: file.mediaType, disposition: dispositionOf(file.name), length: file.size });
