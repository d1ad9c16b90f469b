import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type CipherSuite, SUITES, type SuiteName } from './cipher-suites.js';
import type { BriefLabel, Hashed, SteadyLabel, StoredLabel } from './hashed-fields.js';
import { KEYS, type KeysFile } from './keys.js';
import type { SealedPlace } from './sealed-fields.js';

/** Where a value stands: bound in as associated data, so that a value moved to another document does not open. */
export interface Place {
  readonly collection: string;
  readonly field: string;
  readonly id: string;
}
interface FieldKey {
  readonly kid: string;
  readonly name: SuiteName;
  readonly suite: CipherSuite;
}
interface HashKey {
  readonly kid: string;
  readonly secret: Buffer;
  /** People are found by it. */
  readonly live: boolean;
  /** Stands before each of its hashes. */
  readonly tag: string;
  readonly made: Map<string, Buffer>;
}
const key32 = (text: string) => Buffer.from(text, 'base64url');
const aad = (p: Place) => Buffer.from(`${p.collection}\n${p.field}\n${p.id}`, 'utf8');

/** Encrypts personal fields and makes the keyed hashes by which they are found (architecture 9). */
@Injectable()
export class FieldCipher {
  private keys: ReadonlyMap<string, FieldKey> = new Map();
  private current = '';
  private hashKeys: readonly HashKey[] = [];
  /** Called for a key nobody knows here: reads the keys file again, since another process may have begun to write with a new one. */
  onUnknownKey: () => void = () => undefined;

  constructor(@Inject(KEYS) file: KeysFile) {
    this.use(file);
  }
  /** Takes the field and hash keys of a keys file that changed. */
  use(file: Pick<KeysFile, 'field' | 'hash'>): void {
    this.keys = new Map(file.field.map(({ kid, secret, suite: name = 'a1' }) => [kid, { kid, name, suite: SUITES[name](key32(secret)) }]));
    this.current = file.field[0]?.kid ?? '';
    const first = file.hash.filter((k) => !k.next).at(-1)?.kid;
    this.hashKeys = file.hash.map(({ kid, secret, kept = false }) => ({
      kid,
      secret: key32(secret),
      live: !kept,
      tag: kid === first ? '' : `${kid}.`,
      made: new Map(),
    }));
  }
  /** How values begin that are written now: suite and key id. */
  get writing(): string {
    return this.frontOf(this.current);
  }

  /** `suite.kid.…`, base64url parts; what follows is the suite's. */
  seal(place: SealedPlace, text: string): string {
    const key = this.keys.get(this.current) as FieldKey;
    return this.writing + key.suite.seal(text, aad(place));
  }
  /** Throws when the value was moved, altered, or its key is gone. */
  open(place: Place, sealed: string): string {
    const [name, kid = '', ...rest] = sealed.split('.');
    if (!this.keys.has(kid)) this.onUnknownKey();
    const key = this.keys.get(kid);
    if (!key || name !== key.name) throw new Error(`sealed field of ${place.collection}.${place.field}: unknown suite or key`);
    return key.suite.open(rest, aad(place));
  }
  private frontOf(kid: string): string {
    return `${this.keys.get(kid)?.name}.${kid}.`;
  }
  /** Keyed hash of a normalised value by the key of the moment; one HKDF key per label. */
  hash(label: BriefLabel | StoredLabel, value: string): string {
    return mac(this.hashKeys[0] as HashKey, label, value);
  }
  /** What a field of HASHED_FIELDS holds: by the key of the moment, and while keys are exchanged by the other one too. */
  hashed(label: StoredLabel, value: string, front = ''): Hashed {
    const [one = '', ...more] = this.hashKeys.filter((k) => k.live).map((k) => front + mac(k, label, value));
    return more.length === 0 ? one : [one, ...more];
  }
  /** How hashes begin that people are found by, the key of the moment first. */
  get liveTags(): string[] {
    return this.hashKeys.filter((k) => k.live).map((k) => k.tag);
  }
  /** By every key there ever was, for what was stored or handed out long ago. */
  everyHash(label: BriefLabel | StoredLabel, value: string): string[] {
    return this.hashKeys.map((k) => mac(k, label, value));
  }
  /** By the first key for ever: for ids, and for what is never made anew. */
  steady(label: SteadyLabel | StoredLabel, value: string): string {
    return mac(this.hashKeys.findLast((k) => k.tag === '') as HashKey, label, value);
  }
}
/** The first key's hashes have no tag: they are older than tags. */
const mac = (key: HashKey, label: string, value: string): string => {
  let made = key.made.get(label);
  if (!made) {
    made = Buffer.from(hkdfSync('sha256', key.secret, '', `hash:${label}`, 32));
    key.made.set(label, made);
  }
  return key.tag + createHmac('sha256', made).update(value, 'utf8').digest('base64url');
};
