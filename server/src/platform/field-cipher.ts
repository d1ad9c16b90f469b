import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type CipherSuite, SUITES, type SuiteName } from './cipher-suites.js';
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
const key32 = (text: string) => Buffer.from(text, 'base64url');
const aad = (p: Place) => Buffer.from(`${p.collection}\n${p.field}\n${p.id}`, 'utf8');

/** Encrypts personal fields and makes the keyed hashes by which they are found (architecture 9). */
@Injectable()
export class FieldCipher {
  private keys: ReadonlyMap<string, FieldKey> = new Map();
  private current = '';
  private readonly hashKeys = new Map<string, Buffer>();
  /** Called for a key nobody knows here: reads the keys file again, since another process may have begun to write with a new one. */
  onUnknownKey: () => void = () => undefined;

  constructor(@Inject(KEYS) private readonly file: KeysFile) {
    this.use(file);
  }
  /** Takes the field keys of a keys file that changed; the hash keys stay those of the start. */
  use(file: Pick<KeysFile, 'field'>): void {
    this.keys = new Map(file.field.map(({ kid, secret, suite: name = 'a1' }) => [kid, { kid, name, suite: SUITES[name](key32(secret)) }]));
    this.current = file.field[0]?.kid ?? '';
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
  /** Keyed hash of a normalised value; one HKDF key per label (e.g. `people.number`). */
  hash(label: string, value: string): string {
    let key = this.hashKeys.get(label);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', key32(this.file.hash[0]?.secret ?? ''), '', `hash:${label}`, 32));
      this.hashKeys.set(label, key);
    }
    return createHmac('sha256', key).update(value, 'utf8').digest('base64url');
  }
}
