// HMAC-SHA-256 without WebCrypto (mini-programs and plain-http pages have none) and without BigInt (old phones).
import sha256, { hmac } from 'fast-sha256';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Base64 or base64url, padded or not, to bytes. Throws RangeError on any other character. */
export function fromBase64(text: string): Uint8Array {
  const clean = text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
  const out = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const c of clean) {
    const v = ALPHABET.indexOf(c);
    if (v < 0) throw new RangeError('not base64');
    held = ((held << 6) | v) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 0xff;
    }
  }
  return out;
}
export function toBase64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const n = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let k = 0; k < 4; k++) out += i + k <= bytes.length ? ALPHABET[(n >> (18 - 6 * k)) & 63] : '=';
  }
  return out;
}
export const toBase64Url = (bytes: Uint8Array): string => toBase64(bytes).replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_');
/** UTF-8 bytes; TextEncoder is missing in mini-programs. */
export function utf8(text: string): Uint8Array {
  const out: number[] = [];
  for (const ch of text) {
    const c = ch.codePointAt(0) ?? 0;
    if (c < 0x80) out.push(c);
    else if (c < 0x800) out.push(0xc0 | (c >> 6), 0x80 | (c & 63));
    else if (c < 0x10000) out.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    else out.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
  }
  return Uint8Array.from(out);
}
export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array => hmac(key, message);
export const hashSha256 = (message: Uint8Array): Uint8Array => sha256(message);
/** A random id of 128 bits as 22 base64url characters, for request ids. Not a secret: mini-programs give random bytes only asynchronously. */
export function requestId(): string {
  const bytes = new Uint8Array(16);
  const source = typeof crypto === 'undefined' ? undefined : crypto;
  if (source?.getRandomValues) source.getRandomValues(bytes);
  else for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(Math.random() * 256);
  return toBase64Url(bytes);
}
