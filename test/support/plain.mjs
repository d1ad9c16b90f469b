// Looks for personal values in plain: in whatever a database holds or ever held, in files and logs, in every spelling a programmer might leave behind.
import { createHash } from 'node:crypto';
import { driver } from '../../scripts/lib/stack.mjs';

const NUL = Buffer.from([0]);
const utf16 = (text) => Buffer.from(text, 'utf16le');
const utf16be = (text) => utf16(text).swap16();
/** What of the base64 of these bytes is the same whatever stands before and after them, by the three places they may begin at. */
const cores = (bytes) =>
  [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // a character that holds a bit of a neighbour's byte is another one beside another neighbour
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
const url64 = (text) => text.replaceAll('+', '-').replaceAll('/', '_');
const escaped = (text) => [...text].map((c) => (c > '~' ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c)).join('');
const percent = (text) => [...Buffer.from(text)].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('');

/** Every spelling of a value: [its name, its bytes]. A digest without a key is one: numbers and phones are few enough to try them all. */
export function spellings(value) {
  const bytes = Buffer.from(value);
  const digests = ['md5', 'sha1', 'sha256'].flatMap((name) =>
    ['hex', 'base64', 'base64url'].map((as) => [`${name} ${as}`, createHash(name).update(bytes).digest(as).replace(/=+$/, '')]),
  );
  const digits = /^\d{11}$/.test(value) ? [3, 7] : /^\d{17}[\dX]$/.test(value) ? [6, 14] : null;
  const grouped = digits
    ? ['-', ' '].map((by) => [`grouped by "${by}"`, [value.slice(0, digits[0]), value.slice(...digits), value.slice(digits[1])].join(by)])
    : [];
  const texts = [
    ['plain', value],
    ['small letters', value.toLowerCase()],
    ['backwards', [...value].reverse().join('')],
    ['url', encodeURIComponent(value)],
    ['url, every byte', percent(value)],
    ['url, every byte, capitals', percent(value).toUpperCase()],
    ['\\u', escaped(value)],
    ['hex', bytes.toString('hex')],
    ['hex, capitals', bytes.toString('hex').toUpperCase()],
    ['hex of utf-16', utf16(value).toString('hex')],
    ...[bytes, utf16(value), utf16be(value)].flatMap((b, i) =>
      cores(b).flatMap((core) => [core, url64(core)].map((t) => [`base64${['', ' of utf-16', ' of utf-16be'][i]}`, t])),
    ),
    ...grouped,
    ...digests,
  ].map(([name, text]) => [name, Buffer.from(text)]);
  const seen = new Set();
  return [...texts, ['utf-16', utf16(value)], ['utf-16be', utf16be(value)]].filter(([, b]) => !seen.has(b.toString('hex')) && seen.add(b.toString('hex')));
}

/** Everything a document holds, names of fields too, as bytes one after the other. */
function pieces(value, into) {
  if (typeof value === 'string') into.push(Buffer.from(value), NUL);
  else if (value === null || value === undefined || typeof value === 'boolean') return;
  else if (value instanceof Date) into.push(Buffer.from(Number.isNaN(value.getTime()) ? '' : value.toISOString()), NUL);
  else if (Buffer.isBuffer(value)) into.push(value, NUL);
  else if (value._bsontype === 'Binary') into.push(Buffer.from(value.buffer.subarray(0, value.position)), NUL);
  else if (typeof value !== 'object' || value._bsontype) into.push(Buffer.from(String(value)), NUL);
  else if (Array.isArray(value)) for (const v of value) pieces(v, into);
  else
    for (const [k, v] of Object.entries(value)) {
      into.push(Buffer.from(k), NUL);
      pieces(v, into);
    }
}
async function bytesOf(cursor) {
  const into = [];
  for await (const doc of cursor) pieces(doc, into);
  return Buffer.concat(into);
}
/** Where the log of writes of the replica set stands. */
export const oplogEnd = async (db) => (await db.command({ hello: 1 })).lastWrite.opTime.ts;
/** Every collection as bytes by its name, and under `oplog` whatever was written since then, erased meanwhile or not. */
export async function dump(db, since) {
  const all = new Map();
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) all.set(name, await bytesOf(db.collection(name).find()));
  const of = `${db.databaseName}.`;
  const written = db.client
    .db('local')
    .collection('oplog.rs')
    .find({ ts: { $gte: since }, $or: [{ ns: { $gt: of, $lt: `${db.databaseName}/` } }, { 'o.applyOps.ns': { $gt: of, $lt: `${db.databaseName}/` } }] });
  all.set('oplog', await bytesOf(written));
  return all;
}
/** Bytes as a document stores them. */
export const packed = (bytes) => new (driver().Binary)(bytes);

/** `values`: name → value. Answers one line for each place, value and spelling found. */
export function found(places, values) {
  const lines = [];
  for (const [name, value] of Object.entries(values)) {
    if (!value || value.length < 4) throw new Error(`${name} is too short to be looked for`);
    for (const [as, bytes] of spellings(value)) for (const [place, hay] of places) if (hay.includes(bytes)) lines.push(`${place}: ${name}, ${as}`);
  }
  return lines;
}
