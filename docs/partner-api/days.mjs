// Checks a daily file before it is believed: its digest, and our signature over partner, day and digest. Node 20 or newer, nothing else.
import { createHash, createPublicKey, verify } from 'node:crypto';

/**
 * `bytes` the file as it came · `day` its line of GET /api/partner/v1/days · `partner` your own id · `keys` the items of GET /api/partner/v1/our-keys.
 */
export function dayIsOurs({ bytes, day, partner, keys }) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const x = keys.find((k) => k.keyId === day.keyId)?.publicKey;
  if (sha256 !== day.sha256 || x === undefined) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.from(`${partner}|${day.day}|${sha256}`), key, Buffer.from(day.signature, 'base64url'));
}
