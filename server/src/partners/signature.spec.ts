import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { handOf, publicKeyOf, readSignature, signMessage } from './signature.js';

interface Vectors {
  readonly keyId: string;
  readonly publicKey: string;
  readonly privateKeyPem: string;
  readonly cases: readonly {
    name: string;
    method: string;
    url: string;
    body: string;
    idempotencyKey: string | null;
    created: number;
    nonce: string;
    headers: Record<string, string>;
  }[];
}
// the vectors that the samples of docs/partner-api are proved by (test/tools/partner-samples.test.mjs)
const vectors = JSON.parse(readFileSync(new URL('../../../test/cases/partner-signing.vectors.json', import.meta.url), 'utf8')) as Vectors;

test.each(vectors.cases)(
  '$name: read as it was signed, and signed the same by us',
  ({ method, url: address, body: text, idempotencyKey, created, nonce, headers }) => {
    const [url, body] = [new URL(address), Buffer.from(text)];
    const read = readSignature({ method, url, headers, body }, created * 1000);
    expect([read.keyId, read.nonce, read.proves(publicKeyOf(vectors.publicKey))]).toEqual([vectors.keyId, nonce, true]);
    const sent = { ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }) };
    const hand = { keyId: vectors.keyId, sign: handOf(createPrivateKey(vectors.privateKeyPem)), created, nonce };
    const { 'content-type': _, ...wanted } = headers;
    expect(signMessage({ method, url, headers: sent, body }, hand)).toEqual(wanted);
  },
);
test('the signature of one vector is none of another', () => {
  const [a, b] = vectors.cases;
  if (!a || !b) throw new Error('no vectors');
  const mixed = { ...a.headers, signature: b.headers.signature ?? '' };
  const read = readSignature({ method: a.method, url: new URL(a.url), headers: mixed, body: Buffer.alloc(0) }, a.created * 1000);
  expect(read.proves(publicKeyOf(vectors.publicKey))).toBe(false);
});
