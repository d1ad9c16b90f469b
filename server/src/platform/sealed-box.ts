import { createCipheriv, createDecipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto';

const INFO = 'binhai sealed box 1';
const ZERO_NONCE = Buffer.alloc(12); // each box has a key of its own, used once

const keyOf = (privateKey: KeyObject, publicKey: KeyObject, ephemeral: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), ephemeral, INFO, 32));

/**
 * Seals a text for the holder of an X25519 private key: ephemeral agreement, HKDF-SHA256, AES-256-GCM (the shape of RFC 9180's base mode). Who
 * only has the public key cannot open it again. `about` is bound in: a box moved elsewhere does not open.
 */
export function sealBox(publicKey: KeyObject, about: string, text: string): string {
  const pair = generateKeyPairSync('x25519');
  const ephemeral = pair.publicKey.export({ type: 'spki', format: 'der' });
  const cipher = createCipheriv('aes-256-gcm', keyOf(pair.privateKey, publicKey, ephemeral), ZERO_NONCE);
  cipher.setAAD(Buffer.from(about, 'utf8'));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [ephemeral, body, cipher.getAuthTag()].map((b) => b.toString('base64url')).join('.');
}
/** Throws when the key, the place or the box is another one. */
export function openBox(privateKey: KeyObject, about: string, box: string): string {
  const [ephemeral, body, tag] = box.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!ephemeral || !body || !tag) throw new Error('not a sealed box');
  const publicKey = createPublicKey({ key: ephemeral, type: 'spki', format: 'der' });
  const decipher = createDecipheriv('aes-256-gcm', keyOf(privateKey, publicKey, ephemeral), ZERO_NONCE);
  decipher.setAAD(Buffer.from(about, 'utf8'));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
