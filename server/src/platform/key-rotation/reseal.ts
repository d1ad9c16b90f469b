import type { Connection } from 'mongoose';
import type { FieldCipher } from '../field-cipher.js';
import { SEALED_FIELDS, type SealedPlace } from '../sealed-fields.js';
import { at, type Change, exchange, type Progress, type Stored } from './exchange.js';

/** Every path at which a sealed value may stand, by collection. */
const PATHS = Object.entries(SEALED_FIELDS).map(([collection, fields]) => ({
  collection,
  paths: Object.entries(fields).flatMap(([field, paths]: [string, readonly string[]]) => paths.map((path) => ({ path, field }))),
}));

/**
 * Seals anew whatever the cipher would write otherwise today, once over every collection; answers how many values.
 */
export async function reseal(connection: Connection, cipher: FieldCipher, between: (p: Progress) => void): Promise<number> {
  let changed = 0;
  for (const { collection, paths } of PATHS.filter((p) => p.paths.length > 0)) {
    const changes = (doc: Stored): Change[] =>
      paths.flatMap(({ path, field }) => {
        const old = at(doc, path);
        if (typeof old !== 'string' || old.startsWith(cipher.writing)) return [];
        const place = { collection, field, id: doc._id } as SealedPlace; // PATHS is made of the list itself
        return { path, old, now: cipher.seal(place, cipher.open(place, old)) };
      });
    changed += await exchange(
      connection,
      collection,
      paths.map(({ path }) => path),
      changes,
      between,
    );
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
