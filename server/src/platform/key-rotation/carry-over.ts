import type { Connection } from 'mongoose';
import type { FieldCipher } from '../field-cipher.js';
import { among, HASHED_FIELDS, type Hashed, type HashedField } from '../hashed-fields.js';
import { at, type Change, exchange, type Progress, type Stored } from './exchange.js';

const tagOf = (hash: string): string => /(?:^|\|)([a-z0-9]{1,16}\.)/.exec(hash)?.[1] ?? '';
const whole = (hashes: readonly string[]): Hashed => (hashes.length === 1 ? (hashes[0] as string) : hashes);
const every = Object.entries(HASHED_FIELDS);

/**
 * Brings every keyed hash to the keys by which people are found now: adds what a key that was added lacks, takes away what a key that went had. Walks
 * every collection once, answers how many fields it changed. Each is exchanged on the condition that it is still the old one. May be cut anywhere.
 */
export async function carryOver(connection: Connection, cipher: FieldCipher, between: (p: Progress) => void): Promise<number> {
  let changed = 0;
  for (const [collection, fields] of every) {
    const changes = async (doc: Stored): Promise<Change[]> => {
      const asked: Change[] = [];
      for (const field of fields) {
        const old = at(doc, field.path) as Hashed | null | undefined;
        if (old === undefined || old === null) continue;
        const have = [old].flat();
        const target = await hashesNow(connection, cipher, collection, field, doc, old);
        if (target.length !== have.length || !target.every((h) => have.includes(h))) asked.push({ path: field.path, old, now: whole(target) });
      }
      return asked;
    };
    changed += await exchange(connection, collection, pathsOf(fields), changes, between);
  }
  return changed;
}
/** By which hashes a value is to be found: one of every live key, as far as it can be told. */
async function hashesNow(connection: Connection, cipher: FieldCipher, collection: string, field: HashedField, doc: Stored, stored: Hashed) {
  const have = [stored].flat();
  const live = cipher.liveTags.flatMap((tag) => have.find((h) => tagOf(h) === tag) ?? []);
  if (live.length === cipher.liveTags.length) return live;
  return (await lacking(connection, cipher, collection, field, doc, stored)) ?? (live.length > 0 ? live : have);
}
/** A collection where somebody is found by an older key alone; null when all are found by that of now. @param today Shanghai */
export async function leftBehind(connection: Connection, cipher: FieldCipher, today: string): Promise<string | null> {
  const tag = cipher.liveTags[0] ?? '';
  for (const [collection, fields] of every)
    for (const { path, from } of fields) {
      if ('login' in from) continue;
      const needed = 'owner' in from ? from.needed(today) : {};
      const without = { $and: [{ [path]: { $gt: '' } }, { [path]: { $not: { $regex: `(^|\\|)${tag.replace('.', '\\.')}` } } }] };
      if (await connection.collection(collection).findOne({ ...needed, ...without }, { projection: { _id: 1 } })) return collection;
    }
  return null;
}
/** Whether an exchange was begun and not ended: some field holds more than one. */
export async function underWay(connection: Connection): Promise<boolean> {
  for (const [collection, fields] of every)
    for (const { path } of fields)
      if (await connection.collection(collection).findOne({ [`${path}.0`]: { $exists: true } }, { projection: { _id: 1 } })) return true;
  return false;
}

const pathsOf = (fields: readonly HashedField[]): string[] =>
  fields.flatMap(({ path, from, behind }) => [path, ...('sealed' in from ? [from.sealed] : []), ...(behind ? [behind] : [])]);
/** The hashes by every live key; null when nothing here tells the value. */
async function lacking(
  connection: Connection,
  cipher: FieldCipher,
  collection: string,
  { label, from, behind }: HashedField,
  doc: Stored,
  stored: Hashed,
): Promise<string[] | null> {
  if ('sealed' in from) {
    const text = at(doc, from.sealed);
    if (typeof text !== 'string') return null;
    const value = cipher.open({ collection, field: from.field, id: doc._id }, text);
    return [cipher.hashed(label, value, behind ? `${String(at(doc, behind))}|` : '')].flat();
  }
  if ('login' in from) return null;
  for (const owner of ['people', 'credit_records']) {
    const found = await connection.collection(owner).findOne({ numberHash: among(stored) }, { projection: { numberHash: 1 } }); // indexes of numberHash
    const hashes = found ? [found.numberHash as Hashed].flat() : [];
    if (cipher.liveTags.every((tag) => hashes.some((h) => tagOf(h) === tag))) return hashes.filter((h) => cipher.liveTags.includes(tagOf(h)));
  }
  return null;
}
