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

/** HS256 by key id with rotation. Others never verify these tokens, so no public key is needed. */
@Injectable()
export class Tokens {
  private readonly secrets: Map<string, Buffer>;
  private readonly kid: string;

  constructor(
    @Inject(KEYS) keys: KeysFile,
    private readonly clock: Clock,
  ) {
    this.secrets = new Map(keys.token.map((k) => [k.kid, Buffer.from(k.secret, 'base64url')]));
    this.kid = keys.token[0]?.kid ?? '';
  }

  sign(claims: Omit<Claims, 'exp' | 'iat'>): string {
    const iat = Math.floor(this.clock.ms() / 1000);
    return jwt.sign({ ...claims, iat, exp: iat + ACCESS_TTL }, this.secrets.get(this.kid) as Buffer, {
      algorithm: 'HS256',
      keyid: this.kid,
      audience: AUDIENCE,
    });
  }
  /** Null for every kind of wrong token: the caller learns nothing of the reason. */
  verify(token: string): Claims | null {
    try {
      const kid = jwt.decode(token, { complete: true })?.header.kid;
      const secret = typeof kid === 'string' ? this.secrets.get(kid) : undefined;
      if (!secret) return null;
      const payload = jwt.verify(token, secret, { algorithms: ['HS256'], audience: AUDIENCE, clockTimestamp: Math.floor(this.clock.ms() / 1000) });
      const r = Claims.safeParse(payload);
      return r.success ? r.data : null;
    } catch {
      return null; // jsonwebtoken throws for each kind; all are the same refusal
    }
  }
}
