import { inflateSync } from 'node:zlib';
import type { RecognisedIssuer } from '@binhai/shared/parameters/recognised-issuers';
import { statusAt } from '@binhai/shared/rules/recognition';
import { Injectable } from '@nestjs/common';
import * as z from 'zod/mini';
import { Clock } from '../platform/clock.js';
import { callText } from '../ports/http-json.js';
import { PortDown } from '../ports/port-down.js';
import { verified } from './certificate.js';

/** A person waits in front of the screen. */
const TIMEOUT_MS = 3000;
/** Of the answer, and of the list that comes out of it: 8 million certificates at one bit each. */
const MOST_BYTES = 1 << 20;
const List = z.object({
  sub: z.string(),
  iat: z.number(),
  exp: z.optional(z.number()),
  status_list: z.object({ bits: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]), lst: z.string() }),
});

/**
 * Whether an issuer has taken a certificate back (IETF Token Status List). The whole list is fetched, signed by the issuer, so the issuer does not
 * learn of whom it is; it is asked for at every certificate, because a copy of before would let a revoked one through.
 */
@Injectable()
export class StatusLists {
  constructor(private readonly clock: Clock) {}

  /** @throws PortDown when there is no list that can be trusted */
  async revoked(issuer: RecognisedIssuer, index: number): Promise<boolean> {
    const text = await callText(
      'status list',
      issuer.statusList,
      { headers: { accept: 'application/statuslist+jwt' } },
      { timeout: TIMEOUT_MS, most: MOST_BYTES },
    );
    const atMs = this.clock.ms();
    const list = List.safeParse(verified(text.trim(), 'statuslist+jwt', issuer, atMs)?.payload);
    if (!list.success) throw new PortDown('status list', 'not signed by its issuer');
    const { sub, exp, status_list: all } = list.data;
    if (sub !== issuer.statusList || (exp !== undefined && exp * 1000 <= atMs)) throw new PortDown('status list', 'another list, or an old one');
    const status = statusAt(inflated(all.lst), all.bits, index);
    if (status === null) throw new PortDown('status list', 'too short');
    return status !== 0;
  }
}
function inflated(lst: string): Uint8Array {
  try {
    return inflateSync(Buffer.from(lst, 'base64url'), { maxOutputLength: MOST_BYTES });
  } catch {
    throw new PortDown('status list', 'unreadable');
  }
}
