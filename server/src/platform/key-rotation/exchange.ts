import type { Connection, mongo } from 'mongoose';

const BATCH = 200;
export interface Progress {
  readonly collection: string;
  /** Documents looked at, of about so many. */
  readonly done: number;
  readonly of: number;
}
export interface Stored {
  readonly _id: string;
}
/** A value at a path that gives way to another. */
export interface Change {
  readonly path: string;
  readonly old: unknown;
  readonly now: unknown;
}
/** What stands at a dotted path of a document. */
export const at = (doc: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((d, k) => (d as Record<string, unknown> | null | undefined)?.[k], doc);

/**
 * Walks a collection once and makes the changes each document asks for; answers how many values were exchanged. Each on the
 * condition that it is still the old one: what somebody wrote meanwhile stays. May be cut anywhere and begun again.
 * @param paths all that `changes` reads
 */
export async function exchange(
  connection: Connection,
  collection: string,
  paths: readonly string[],
  changes: (doc: Stored) => readonly Change[] | Promise<readonly Change[]>,
  between: (p: Progress) => void,
): Promise<number> {
  const documents = connection.collection<Stored>(collection);
  const of = await documents.estimatedDocumentCount();
  const projection = Object.fromEntries(paths.map((path) => [path, 1]));
  let changed = 0;
  for (let last = '', done = 0; ; ) {
    const page = await documents
      .find({ _id: { $gt: last } }, { projection })
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray(); // by _id
    const writes: mongo.AnyBulkWriteOperation<Stored>[] = [];
    for (const doc of page)
      for (const { path, old, now } of await changes(doc))
        writes.push({ updateOne: { filter: { _id: doc._id, [path]: { $eq: old } }, update: { $set: { [path]: now } } } });
    if (writes.length > 0) changed += (await documents.bulkWrite(writes, { ordered: false })).modifiedCount;
    done += page.length;
    if (page.length > 0) between({ collection, done, of: Math.max(of, done) });
    if (page.length < BATCH) return changed;
    last = page.at(-1)?._id ?? '';
  }
}
