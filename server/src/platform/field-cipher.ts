import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { KEYS, type KeysFile } from './keys.js';

/** Where a value stands: bound in as associated data, so that a value moved to another document does not open. */
export interface Place {
  readonly collection: string;
  readonly field: string;
  readonly id: string;
}
const SUITE = 'a1'; // AES-256-GCM, 12-byte nonce, 16-byte tag
const key32 = (text: string) => Buffer.from(text, 'base64url');
const aad = (p: Place) => Buffer.from(`${p.collection}\n${p.field}\n${p.id}`, 'utf8');

/** Encrypts personal fields and makes the keyed hashes by which they are found (architecture 9). */
@Injectable()
export class FieldCipher {
  private readonly keys: Map<string, Buffer>;
  private readonly current: string;
  private readonly hashKeys = new Map<string, Buffer>();

  constructor(@Inject(KEYS) private readonly file: KeysFile) {
    this.keys = new Map(file.field.map((k) => [k.kid, key32(k.secret)]));
    this.current = file.field[0]?.kid ?? '';
  }

  /** `suite.kid.nonce.ciphertext.tag`, base64url parts. */
  seal(place: Place, text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.current) as Buffer, nonce);
    cipher.setAAD(aad(place));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return [SUITE, this.current, nonce.toString('base64url'), body.toString('base64url'), cipher.getAuthTag().toString('base64url')].join('.');
  }
  /** Throws when the value was moved, altered, or its key is gone. */
  open(place: Place, sealed: string): string {
    const [suite, kid = '', nonce = '', body = '', tag = ''] = sealed.split('.');
    const key = this.keys.get(kid);
    if (suite !== SUITE || !key) throw new Error(`sealed field of ${place.collection}.${place.field}: unknown suite or key`);
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
    decipher.setAAD(aad(place));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
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
