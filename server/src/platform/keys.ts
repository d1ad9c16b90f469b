import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import * as z from 'zod/mini';
import { suiteThere } from './cipher-suites.js';

const Secret = z.object({ kid: z.string().check(z.regex(/^[a-z0-9]{1,16}$/)), secret: z.string().check(z.minLength(43)) });
/** `next`: it reads already and does not write yet, until every server has it (keys:rotate). */
const Next = { next: z.optional(z.literal(true)) };
/** The first of each list is current: it signs and encrypts; the others still verify and decrypt. */
const KeysFile = z.object({
  version: z.literal(1),
  /** Access tokens, HS256. `until`: a retired key verifies nothing from that instant on. */
  token: z.array(z.extend(Secret, { ...Next, until: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/))) })).check(z.minLength(1)),
  /** Personal fields. The suite of a key: a1 AES-256-GCM (when none is named), s1 SM4-CTR with HMAC-SM3. */
  field: z.array(z.extend(Secret, { ...Next, suite: z.optional(z.enum(['a1', 's1'])) })).check(z.minLength(1)),
  /**
   * Keyed hashes by which fields are found (keys:rehash). `kept`: nobody is found by it any more; what cannot be made anew still names it, so a hash
   * key never leaves the file. The last of the list is the first there was.
   */
  hash: z.array(z.extend(Secret, { ...Next, kept: z.optional(z.literal(true)) })).check(z.minLength(1)),
  /** Master of voucher secrets. */
  voucher: z.array(Secret).check(z.minLength(1)),
  /** Public half (X25519, SPKI PEM) of the key for what law keeps of deleted accounts. The private half is not here, and not on this machine. */
  archive: z.object({ kid: z.string().check(z.regex(/^[a-z0-9]{1,16}$/)), publicKey: z.string() }),
  /** Heads of the register, Ed25519 (PKCS8 PEM). */
  sign: z.array(z.object({ kid: z.string(), privateKey: z.string() })).check(z.minLength(1)),
});
export type KeysFile = z.infer<typeof KeysFile>;
const secret = (kid: string) => ({ kid, secret: randomBytes(32).toString('base64url') });

const pem = (key: KeyObject) => key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();
/** Where the private half for the archive is put when it is made: to be moved away from the machine. */
export const archiveKeyPath = (keysFile: string): string => `${keysFile.replace(/\.json$/, '')}.archive-private.pem`;
function archiveKey(keysFile: string): KeysFile['archive'] {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  fs.writeFileSync(archiveKeyPath(keysFile), pem(privateKey), { mode: 0o600, flag: 'wx' });
  return { kid: 'a1', publicKey: pem(publicKey) };
}
/** Gives a keys file of an earlier release the key it lacks; others stay as they are. */
export function completeKeysFile(path: string): void {
  const keys = JSON.parse(fs.readFileSync(path, 'utf8')) as Partial<KeysFile>;
  if (keys.archive) return;
  fs.writeFileSync(path, `${JSON.stringify({ ...keys, archive: archiveKey(path) }, null, 2)}\n`, { mode: 0o600 });
}
/** Makes a keys file (0600). Throws EEXIST if there is one: keys are never overwritten. */
export function createKeysFile(path: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const keys: KeysFile = {
    version: 1,
    token: [secret('t1')],
    field: [secret('f1')],
    hash: [secret('h1')],
    voucher: [secret('v1')],
    archive: archiveKey(path),
    sign: [{ kid: 's1', privateKey: pem(privateKey) }],
  };
  fs.writeFileSync(path, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}
/** Throws with the path's problem, never with a value of the file. */
export function readKeysFile(path: string): KeysFile {
  let text: string;
  try {
    text = fs.readFileSync(path, 'utf8');
  } catch (e) {
    throw new Error(`keys file cannot be read (${(e as NodeJS.ErrnoException).code}): set KEYS_FILE to a readable file`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('keys file is not JSON');
  }
  const r = KeysFile.safeParse(json);
  if (!r.success) throw new Error(`keys file is wrong at ${r.error.issues.map((i) => i.path.join('.')).join(', ')}`);
  if (r.data.hash[0]?.kept) throw new Error('keys file is wrong at hash.0: a key that is only kept stands first');
  for (const list of ['token', 'field', 'hash'] as const) {
    if (r.data[list][0]?.next) throw new Error(`keys file is wrong at ${list}.0: a key that does not write yet stands first`);
    if (new Set(r.data[list].map((k) => k.kid)).size < r.data[list].length) throw new Error(`keys file is wrong at ${list}: a key id twice`);
  }
  for (const { suite } of r.data.field) if (suite && !suiteThere(suite)) throw new Error('keys file names the suite s1 and this Node.js has no SM4 or SM3');
  return r.data;
}
/** Changes the file as a whole or not at all, also when the process dies on the way. */
export function changeKeysFile(path: string, change: (keys: KeysFile) => KeysFile): void {
  const next = `${path}.next`;
  const file = fs.openSync(next, 'w', 0o600);
  try {
    fs.writeSync(file, `${JSON.stringify(change(readKeysFile(path)), null, 2)}\n`);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
  fs.renameSync(next, path);
}
/** A secret nobody has seen, under an id that no key of the list has: `f2` after `f1`. */
export function newSecret(list: readonly { readonly kid: string }[], letter: string): { kid: string; secret: string } {
  const last = Math.max(0, ...list.map((k) => Number(/\d+$/.exec(k.kid)?.[0] ?? 0)));
  return secret(`${letter}${last + 1}`);
}
export const KEYS = Symbol('keys');
