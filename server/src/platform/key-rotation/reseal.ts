import type { Connection, mongo } from 'mongoose';
import type { FieldCipher } from '../field-cipher.js';
import { SEALED_FIELDS, type SealedPlace } from '../sealed-fields.js';

const BATCH = 200;
export interface Progress {
  readonly collection: string;
  /** Documents looked at, of about so many. */
  readonly done: number;
  readonly of: number;
}
interface Stored {
  readonly _id: string;
}
/** Every path at which a sealed value may stand, by collection. */
const PATHS = Object.entries(SEALED_FIELDS).map(([collection, fields]) => ({
  collection,
  paths: Object.entries(fields).flatMap(([field, paths]: [string, readonly string[]]) => paths.map((path) => ({ path, field }))),
}));
const at = (doc: unknown, path: string): unknown => path.split('.').reduce<unknown>((d, k) => (d as Record<string, unknown> | null | undefined)?.[k], doc);

/**
 * Seals anew whatever the cipher would write otherwise today, once over every collection; answers how many values. Each is exchanged on the
 * condition that it is still the old one: a value somebody wrote meanwhile stays. May be cut anywhere and begun again.
 */
export async function reseal(connection: Connection, cipher: FieldCipher, between: (p: Progress) => void): Promise<number> {
  let changed = 0;
  for (const { collection, paths } of PATHS.filter((p) => p.paths.length > 0)) {
    const documents = connection.collection<Stored>(collection);
    const of = await documents.estimatedDocumentCount();
    const projection = Object.fromEntries(paths.map(({ path }) => [path, 1]));
    for (let last = '', done = 0; ; ) {
      const page = await documents
        .find({ _id: { $gt: last } }, { projection })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray(); // by _id
      const writes: mongo.AnyBulkWriteOperation<Stored>[] = [];
      for (const doc of page)
        for (const { path, field } of paths) {
          const old = at(doc, path);
          if (typeof old !== 'string' || old.startsWith(cipher.writing)) continue;
          const place = { collection, field, id: doc._id } as SealedPlace; // PATHS is made of the list itself
          writes.push({ updateOne: { filter: { _id: doc._id, [path]: old }, update: { $set: { [path]: cipher.seal(place, cipher.open(place, old)) } } } });
        }
      if (writes.length > 0) changed += (await documents.bulkWrite(writes, { ordered: false })).modifiedCount;
      done += page.length;
      if (page.length > 0) between({ collection, done, of: Math.max(of, done) });
      if (page.length < BATCH) break;
      last = page.at(-1)?._id ?? '';
    }
  }
  return changed;
}
/** A collection in which a value of that key still stands; null when there is none. */
export async function usedIn(connection: Connection, front: string): Promise<string | null> {
  const starts = { $regex: `^${front.replaceAll('.', '\\.')}` };
  for (const { collection, paths } of PATHS)
    for (const { path } of paths) if (await connection.collection(collection).findOne({ [path]: starts }, { projection: { _id: 1 } })) return collection;
  return null;
}
