import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { KEYS, type KeysFile } from './keys.js';

interface Pair {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** What others verify is signed with Ed25519 by key id. The first key signs; those after it were first once, and verify for good. */
@Injectable()
export class Signer {
  private readonly pairs: readonly Pair[];

  constructor(@Inject(KEYS) keys: KeysFile) {
    this.pairs = keys.sign.map(({ kid, privateKey }) => ({ keyId: kid, privateKey: createPrivateKey(privateKey), publicKey: createPublicKey(privateKey) }));
  }

  /** Signature in base64url, 64 bytes. */
  sign(text: string): { keyId: string; signature: string } {
    const [current] = this.pairs;
    if (!current) throw new Error('keys file: no signing key');
    return { keyId: current.keyId, signature: sign(null, Buffer.from(text), current.privateKey).toString('base64url') };
  }
  knows(keyId: string): boolean {
    return this.pairs.some((p) => p.keyId === keyId);
  }
  /** False for a key that was never ours as well. */
  verify(text: string, { keyId, signature }: { keyId: string; signature: string }): boolean {
    const pair = this.pairs.find((p) => p.keyId === keyId);
    return pair !== undefined && verify(null, Buffer.from(text), pair.publicKey, Buffer.from(signature, 'base64url'));
  }
  /** Raw public keys, 32 bytes in base64url. */
  publicKeys(): { keyId: string; publicKey: string }[] {
    return this.pairs.map(({ keyId, publicKey }) => ({ keyId, publicKey: publicKey.export({ format: 'jwk' }).x ?? '' }));
  }
}
