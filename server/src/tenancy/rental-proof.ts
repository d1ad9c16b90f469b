import { createHash, createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import { SDJwtInstance } from '@sd-jwt/core';
import * as z from 'zod/mini';
import type { Signer } from '../platform/signer.js';

/**
 * The proof of the moment (product C6): an SD-JWT (RFC 9901) signed with Ed25519 for one viewer, saying what the certificate said when it was made.
 * Everything here is without database and clock, so that the page and the offline command decide by the same lines.
 */

/** Names this kind of proof in its header: nothing else we sign can stand for one. */
const TYPE = 'rental-proof+sd-jwt';
const HASH = 'sha-256';
/** Characters. A proof has some 800; longer ones are not even looked at. */
export const MOST_CHARACTERS = 4000;

const Seconds = z.int().check(z.minimum(0));
const Claims = z.strictObject({
  iss: z.string(),
  /** The viewer's number. */
  aud: z.string(),
  iat: Seconds,
  exp: Seconds,
  jti: z.string(),
  /** The convenience the tenant has, in words. */
  benefit: z.string(),
  /** Last Shanghai day of the certificate. */
  until: z.string(),
  /** Masked; the one thing of the person, and the one that may be left out. */
  name: z.optional(z.string()),
});
export type ProofClaims = z.infer<typeof Claims>;

const PublicKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), kid: z.string(), x: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)) });
/** What `GET /api/tenancy/proof-keys` answers and the offline command reads: a JWKS (RFC 7517) that also names its issuer. */
export const ProofKeys = z.object({ issuer: z.string(), keys: z.array(PublicKey) });
export type ProofKeys = z.infer<typeof ProofKeys>;
export const proofKeys = (issuer: string, signer: Signer) => ({
  issuer,
  keys: signer
    .publicKeys()
    .map(({ keyId, publicKey }) => ({ kty: 'OKP' as const, crv: 'Ed25519' as const, use: 'sig' as const, alg: 'EdDSA' as const, kid: keyId, x: publicKey })),
});

/** Why something is no proof of ours. For the offline command's reader; a page says `forged` to all of them. */
export type ProofFault = 'shape' | 'type' | 'algorithm' | 'key_unknown' | 'signature' | 'disclosure' | 'claims' | 'issuer';
export type ProofCheck =
  | { readonly state: 'forged'; readonly fault: ProofFault }
  | { readonly state: 'genuine' | 'expired' | 'other_viewer'; readonly claims: ProofClaims };

const hasher = (data: string | ArrayBuffer, alg: string): Uint8Array => {
  if (alg !== HASH) throw new Error('hash');
  return createHash('sha256')
    .update(typeof data === 'string' ? data : new Uint8Array(data))
    .digest();
};

/** @param named false leaves the masked name out; its salted digest stays and tells nothing. */
export async function issueProof(signer: Signer, claims: ProofClaims & { readonly name: string }, named: boolean): Promise<string> {
  const kid = signer.publicKeys()[0]?.keyId;
  const library = new SDJwtInstance<ProofClaims>({
    omitTyp: true,
    hasher,
    hashAlg: HASH,
    saltGenerator: (bytes) => randomBytes(bytes).toString('base64url'),
    signAlg: 'EdDSA',
    signer: (text) => signer.sign(text).signature,
  });
  const whole = await library.issue(claims, { _sd: ['name'] }, { header: { typ: TYPE, kid } });
  return library.present(whole, { name: named });
}

/**
 * Whether this text is a proof of ours, for whom, and whether it is in time. What it cannot know is what became of the certificate since.
 * @param at epoch milliseconds
 * @param viewer the numbers the reader goes by; null when nobody is said to read
 */
export async function checkProof(text: string, { issuer, keys }: ProofKeys, at: number, viewer: readonly string[] | null): Promise<ProofCheck> {
  const proof = text.replace(/\s+/g, ''); // a text that was pasted may be broken into lines
  const forged = (fault: ProofFault): ProofCheck => ({ state: 'forged', fault });
  // a key-bound presentation is none of ours: the last part is empty
  if (proof.length > MOST_CHARACTERS || !/^(?:[\w-]+\.){2}[\w-]+~(?:[\w-]+~)*$/.test(proof)) return forged('shape');
  const header = headerOf(proof);
  if (header?.typ !== TYPE) return forged('type');
  if (header.alg !== 'EdDSA') return forged('algorithm');
  const key = keys.find((k) => k.kid === header.kid);
  if (!key) return forged('key_unknown');
  const claims = await openedBy(createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: 'jwk' }), proof);
  if (typeof claims === 'string') return forged(claims);
  if (claims.iss !== issuer) return forged('issuer');
  if (viewer && !viewer.includes(claims.aud)) return { state: 'other_viewer', claims };
  return { state: at < claims.exp * 1000 ? 'genuine' : 'expired', claims };
}

function headerOf(proof: string): { typ?: unknown; alg?: unknown; kid?: unknown } | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(proof.slice(0, proof.indexOf('.')), 'base64url').toString());
    return typeof header === 'object' ? header : null;
  } catch {
    return null;
  }
}
async function openedBy(key: KeyObject, proof: string): Promise<ProofClaims | ProofFault> {
  const [signed = '', ...disclosures] = proof.slice(0, -1).split('~');
  const [, , signature = ''] = signed.split('.');
  // before the library reads anything of it; Ed25519 has one way to write a signature, base64url more than one
  const bytes = Buffer.from(signature, 'base64url');
  const text = signed.slice(0, signed.lastIndexOf('.'));
  if (bytes.toString('base64url') !== signature || !verify(null, Buffer.from(text), key, bytes)) return 'signature';
  const library = new SDJwtInstance({ hasher, verifier: () => true });
  try {
    // the time is ours to judge: a proof that ran out is still to be told from one that was forged
    const { payload } = await library.verify(proof, { skewSeconds: Number.POSITIVE_INFINITY });
    // RFC 9901, 7.1: a disclosure that the signed part does not name makes the whole invalid; the library passes over it
    const named = await library.presentableKeys(proof);
    if (named.length !== disclosures.length || new Set(disclosures).size !== disclosures.length) return 'disclosure';
    const claims = Claims.safeParse(withoutDigests(payload));
    return claims.success ? claims.data : 'claims';
  } catch {
    return 'disclosure';
  }
}
const withoutDigests = (payload: unknown): unknown => {
  if (typeof payload !== 'object' || payload === null) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([k]) => k !== '_sd' && k !== '_sd_alg'));
};
