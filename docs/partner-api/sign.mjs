// Signs a request to the partner API (RFC 9421 with Ed25519, RFC 9530). Node 20 or newer, nothing else.
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';

/** A private key in PKCS #8 PEM, as `openssl genpkey -algorithm ed25519` writes it. */
export const keyOf = (pem) => createPrivateKey(pem);

/**
 * Answers the headers to send.
 * `url` with scheme and host · `body` the exact text that is sent, if there is one · `idempotencyKey` where the endpoint asks for one ·
 * `created` seconds since 1970 · `nonce` new for every request, also when one is repeated.
 */
export function signedHeaders({
  method,
  url,
  body = '',
  idempotencyKey,
  keyId,
  privateKey,
  created = Math.floor(Date.now() / 1000),
  nonce = randomBytes(18).toString('base64url'),
}) {
  const { pathname, search } = new URL(url);
  const headers = {};
  const lines = [
    ['@method', method.toUpperCase()],
    ['@path', pathname],
    ['@query', search || '?'],
  ];
  if (body !== '') {
    headers['content-type'] = 'application/json';
    headers['content-digest'] = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    lines.push(['content-digest', headers['content-digest']]);
  }
  if (idempotencyKey !== undefined) {
    headers['idempotency-key'] = idempotencyKey;
    lines.push(['idempotency-key', idempotencyKey]);
  }
  const parameters = `(${lines.map(([name]) => `"${name}"`).join(' ')});created=${created};keyid="${keyId}";nonce="${nonce}";alg="ed25519"`;
  const base = [...lines, ['@signature-params', parameters]].map(([name, value]) => `"${name}": ${value}`).join('\n');
  headers['signature-input'] = `sig1=${parameters}`;
  headers.signature = `sig1=:${sign(null, Buffer.from(base), privateKey).toString('base64')}:`;
  return headers;
}
