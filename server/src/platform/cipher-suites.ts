import { createCipheriv, createDecipheriv, createHmac, getCiphers, getHashes, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** A way to seal: what follows the key id in a value, as base64url parts. `aad` is bound in; `open` throws when it or anything else differs. */
export interface CipherSuite {
  seal(text: string, aad: Buffer): string;
  open(sealed: readonly string[], aad: Buffer): string;
}
const parts = (...buffers: readonly Buffer[]) => buffers.map((b) => b.toString('base64url')).join('.');
/** Exactly `count` parts in canonical base64url: no second spelling of one value opens. */
function bytes(sealed: readonly string[], ...lengths: readonly (number | null)[]): Buffer[] {
  const all = sealed.map((p) => Buffer.from(p, 'base64url'));
  const whole = all.length === lengths.length && all.every((b, i) => b.toString('base64url') === sealed[i] && (lengths[i] ?? b.length) === b.length);
  if (!whole) throw new Error('not a sealed value');
  return all;
}

/** AES-256-GCM (NIST SP 800-38D), 12-byte nonce, 16-byte tag. @param key 32 bytes */
export function aesGcm(key: Buffer): CipherSuite {
  return {
    seal(text, aad) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(aad);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return parts(nonce, body, cipher.getAuthTag());
    },
    open(sealed, aad) {
      const [nonce, body, tag] = bytes(sealed, 12, null, 16) as [Buffer, Buffer, Buffer];
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAAD(aad);
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

/**
 * The 商用密码 suite: SM4-CTR (GB/T 32907, GB/T 17964), then HMAC-SM3 (GB/T 32905, GB/T 15852.2) over associated data, counter block and
 * ciphertext, checked before anything is decrypted. Both keys come from the one by HKDF with SM3.
 * @param key 32 bytes
 */
export function sm4Sm3(key: Buffer): CipherSuite {
  const derive = (label: string, length: number) => Buffer.from(hkdfSync('sm3', key, '', `field:${label}`, length));
  const encryption = derive('sm4-ctr', 16);
  const authentication = derive('hmac-sm3', 32);
  const mac = (aad: Buffer, start: Buffer, body: Buffer) => {
    const length = Buffer.alloc(8); // so that a byte cannot move from the associated data into what follows
    length.writeBigUInt64BE(BigInt(aad.length));
    return createHmac('sm3', authentication).update(length).update(aad).update(start).update(body).digest();
  };
  return {
    seal(text, aad) {
      const start = randomBytes(16);
      const cipher = createCipheriv('sm4-ctr', encryption, start);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return parts(start, body, mac(aad, start, body));
    },
    open(sealed, aad) {
      const [start, body, tag] = bytes(sealed, 16, null, 32) as [Buffer, Buffer, Buffer];
      if (!timingSafeEqual(mac(aad, start, body), tag)) throw new Error('sealed value was altered or moved');
      const decipher = createDecipheriv('sm4-ctr', encryption, start);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}
/** By the name that stands at the front of a value and at a key: a key serves one suite only. */
export const SUITES = { a1: aesGcm, s1: sm4Sm3 } as const;
export type SuiteName = keyof typeof SUITES;
/** Whether this build of Node.js carries what the suite needs. */
export const suiteThere = (name: SuiteName): boolean => name !== 's1' || (getCiphers().includes('sm4-ctr') && getHashes().includes('sm3'));
