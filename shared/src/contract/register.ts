import * as z from 'zod/mini';
import { defineEndpoint, Id, Instant } from './http.js';

/** 32 bytes in base64url without padding. */
const HashText = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** At most 2^30 leaves are proven by at most 30 hashes; a consistency proof has one more. */
const Path = z.array(HashText).check(z.maxLength(64));
const Size = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(2 ** 40));

/** A signed state of the whole log; `signature` is Ed25519 over shared/src/merkle `headText`, base64url. */
export const RegisterHead = z.object({ size: z.number(), root: HashText, at: Instant, keyId: z.string(), signature: z.string() });
export type RegisterHead = z.infer<typeof RegisterHead>;
export const registerHead = defineEndpoint({
  id: 'register.head',
  method: 'GET',
  path: '/api/register/head',
  who: 'public',
  summary: '查询登记簿的最新树头和验签公钥，谁都可以取',
  /** `keys`: raw Ed25519 public keys in base64url, those retired since as well: an older head stays checkable. */
  reply: z.object({ head: z.nullable(RegisterHead), keys: z.array(z.object({ keyId: z.string(), publicKey: HashText })) }),
  errors: [],
});
export const registerConsistency = defineEndpoint({
  id: 'register.consistency',
  method: 'GET',
  path: '/api/register/consistency',
  who: 'public',
  summary: '证明较早的登记簿原样是较新的登记簿的开头',
  query: z.strictObject({ from: Size, to: Size }),
  reply: z.object({ path: Path }),
  errors: ['register_size_unknown'],
});
/** What of one's own look is fixed, as shared/src/merkle `entryText` writes it. */
export const LookFields = z.object({
  id: Id,
  at: Instant,
  subject: Id,
  kind: z.string(),
  looker: HashText,
  organisationId: z.nullable(z.string()),
  purpose: z.string(),
  basis: z.string(),
  items: z.array(z.string()),
});
export const lookProof = defineEndpoint({
  id: 'register.lookProof',
  method: 'GET',
  path: '/api/me/looks/:id/proof',
  who: ['resident'],
  assurance: 'high',
  reads: 'own_register',
  summary: '核对一条查询记录：内容、盐和到树头的路径',
  params: z.strictObject({ id: Id }),
  reply: z.object({
    fields: LookFields,
    /** 16 bytes, base64url. */
    salt: z.string(),
    /** Days since 1970-01-01 UTC, part of the leaf. */
    day: z.number(),
    /** Null until it is in the log, which is a matter of seconds: `loggedBy` says when at the latest. */
    proof: z.nullable(z.object({ index: z.number(), path: Path, head: RegisterHead })),
    loggedBy: z.nullable(Instant),
  }),
  errors: ['look_unknown'],
});
