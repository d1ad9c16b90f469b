import { createHash, createPublicKey, timingSafeEqual } from 'node:crypto';
import { localDateOf } from '@binhai/shared/dates/dates';
import type { RecognisedIssuer } from '@binhai/shared/parameters/recognised-issuers';
import { keyOf } from '@binhai/shared/rules/recognition';
import jwt from 'jsonwebtoken';
import * as z from 'zod/mini';

/**
 * A certificate of a listed issuer: a JWT (ES256, `typ` vc+jwt). Of its subject it holds a salted digest of the identity number and nothing else,
 * so whoever finds one does not read whose it is.
 */
export const Certificate = z.object({
  iss: z.string().check(z.maxLength(120)),
  vct: z.string().check(z.maxLength(120)),
  iat: z.number(),
  exp: z.number(),
  subject: z.object({ salt: z.string().check(z.minLength(8), z.maxLength(64)), digest: z.string().check(z.maxLength(64)) }),
  status: z.object({ status_list: z.object({ idx: z.int().check(z.minimum(0)), uri: z.string() }) }),
});
export type Certificate = z.infer<typeof Certificate>;

/** What it says, before anybody has vouched for it; null for a text that is no certificate. */
export function read(text: string): Certificate | null {
  const decoded = jwt.decode(text, { complete: true });
  return Certificate.safeParse(decoded?.payload).data ?? null;
}
/**
 * The token when a key of the issuer that is listed on this day has signed it as this type; null for every way of being wrong. Its dates are for
 * the rules to judge.
 */
export function verified(text: string, typ: string, issuer: RecognisedIssuer, atMs: number): jwt.Jwt | null {
  try {
    const header = jwt.decode(text, { complete: true })?.header;
    const key = header && header.typ === typ && header.kid !== undefined ? keyOf(issuer, header.kid, localDateOf(atMs)) : undefined;
    if (!key) return null;
    const options = { algorithms: ['ES256'], complete: true, ignoreExpiration: true, ignoreNotBefore: true } as const;
    return jwt.verify(text, createPublicKey({ key: key.jwk, format: 'jwk' }), { ...options, algorithms: [...options.algorithms] });
  } catch {
    return null; // jsonwebtoken and the key each throw for their own kind; all are the same refusal
  }
}
/** SHA-256 of salt and number, base64url, as the issuer made it. */
export const digestOf = (salt: string, number: string): string => createHash('sha256').update(`${salt}|${number}`).digest('base64url');
export function isOf({ subject }: Certificate, number: string): boolean {
  const [a, b] = [digestOf(subject.salt, number), subject.digest].map((text) => Buffer.from(text));
  return a !== undefined && b !== undefined && a.length === b.length && timingSafeEqual(a, b);
}
