import { createSecretKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import jwt from 'jsonwebtoken';
import * as z from 'zod/mini';
import { Clock } from './clock.js';
import { KEYS, type KeysFile } from './keys.js';

/** Claims of an access token: no personal data, only ids and the session's epoch. */
const Claims = z.object({ sub: z.string(), sid: z.string(), epoch: z.number(), mid: z.nullable(z.string()), exp: z.number(), iat: z.number() });
export type Claims = z.infer<typeof Claims>;
const AUDIENCE = 'binhai';
/** Seconds an access token lives. */
export const ACCESS_TTL = 900;
const REMEMBERED = 20_000;
interface Key {
  /** A key object: from bytes jsonwebtoken would first try to make a public key, at every token. */
  readonly secret: KeyObject;
  /** Epoch milliseconds from which it verifies nothing any more. */
  readonly until: number;
}
interface Verified {
  readonly claims: Claims;
  readonly until: number;
}

/** HS256 by key id with rotation. Others never verify these tokens, so no public key is needed. */
@Injectable()
export class Tokens {
  private keys: ReadonlyMap<string, Key> = new Map();
  private kid = '';
  /**
   * Tokens whose signature was right. It saves the HMAC only: whether the session still lives is read from the person's document for every
   * request. Forgets the oldest.
   */
  private readonly verified = new Map<string, Verified>();

  constructor(
    @Inject(KEYS) keys: KeysFile,
    private readonly clock: Clock,
  ) {
    this.use(keys);
  }
  /** Takes the token keys of a keys file that changed; what was verified before is verified again. */
  use({ token }: Pick<KeysFile, 'token'>): void {
    this.keys = new Map(
      token.map((k) => [k.kid, { secret: createSecretKey(Buffer.from(k.secret, 'base64url')), until: k.until ? Date.parse(k.until) : Infinity }]),
    );
    this.kid = token[0]?.kid ?? '';
    this.verified.clear();
  }

  sign(claims: Omit<Claims, 'exp' | 'iat'>): string {
    const key = this.keys.get(this.kid);
    if (!key) throw new Error('keys file: no token key');
    const iat = Math.floor(this.clock.ms() / 1000);
    return jwt.sign({ ...claims, iat, exp: iat + ACCESS_TTL }, key.secret, { algorithm: 'HS256', keyid: this.kid, audience: AUDIENCE });
  }
  /** Null for every kind of wrong token: the caller learns nothing of the reason. */
  verify(token: string): Claims | null {
    const now = this.clock.ms();
    const before = this.verified.get(token);
    if (before && now < before.until) return before.claims;
    const found = this.check(token, now);
    if (!found) return null;
    if (this.verified.size >= REMEMBERED) this.verified.delete(this.verified.keys().next().value ?? '');
    this.verified.set(token, found);
    return found.claims;
  }

  private check(token: string, now: number): Verified | null {
    try {
      const kid = jwt.decode(token, { complete: true })?.header.kid;
      const key = typeof kid === 'string' ? this.keys.get(kid) : undefined;
      if (!key || now >= key.until) return null;
      const payload = jwt.verify(token, key.secret, { algorithms: ['HS256'], audience: AUDIENCE, clockTimestamp: Math.floor(now / 1000) });
      const r = Claims.safeParse(payload);
      return r.success ? { claims: r.data, until: Math.min(r.data.exp * 1000, key.until) } : null;
    } catch {
      return null; // jsonwebtoken throws for each kind; all are the same refusal
    }
  }
}
