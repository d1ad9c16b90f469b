import { parseInstant } from '../dates/dates.js';
import { dayOf, type EntryFields, entryText, type HeadFields, headText, leafData } from './entry.js';
import { type Hash, isConsistent, leafHash, rootOfPath, type Sha256, sameHash } from './tree.js';

/** What the phone needs and has not of its own: hashing, Ed25519 and the writing of bytes, none of them by WebCrypto or BigInt. */
export interface Tools {
  readonly sha256: Sha256;
  /** False for a signature or key of another length as well. */
  readonly verify: (text: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean;
  readonly utf8: (text: string) => Uint8Array;
  /** Base64url to bytes. @throws RangeError */
  readonly bytes: (text: string) => Uint8Array;
}
export interface SignedHead extends HeadFields {
  readonly keyId: string;
  readonly signature: string;
}
export interface LogKey {
  readonly keyId: string;
  readonly publicKey: string;
}
export interface LookProof {
  readonly fields: EntryFields;
  readonly salt: string;
  readonly day: number;
  readonly proof: { readonly index: number; readonly path: readonly string[]; readonly head: SignedHead };
}
/** What this phone saw of the log last: public, of no person. */
export interface Seen {
  readonly head: SignedHead;
  readonly keys: readonly LogKey[];
}
/** Steps in the order they are made; the first that fails is the finding. */
export const PROOF_STEPS = ['content', 'place', 'signature', 'before'] as const;
export type ProofStep = (typeof PROOF_STEPS)[number];
export type ProofResult = { readonly ok: true; readonly leaf: Hash } | { readonly ok: false; readonly failed: ProofStep };

/** Whether the entry that is proven is the one that is shown, and the day in its leaf the day of its time. */
function sameContent(shown: Pick<EntryFields, 'id' | 'at' | 'kind' | 'items'>, { fields, day }: LookProof): boolean {
  const same = fields.id === shown.id && fields.at === shown.at && fields.kind === shown.kind && JSON.stringify(fields.items) === JSON.stringify(shown.items);
  const at = parseInstant(fields.at);
  return same && at !== null && dayOf(at) === day;
}
/** A key is known by its first showing: one that changed under its id is no key of ours. */
function keyOf(keyId: string, keys: readonly LogKey[], seen: Seen | null): LogKey | undefined {
  const key = keys.filter((k) => k.keyId === keyId)[0];
  const pinned = seen?.keys.filter((k) => k.keyId === keyId)[0];
  return key && (pinned === undefined || pinned.publicKey === key.publicKey) ? key : undefined;
}
/**
 * Checks on the phone what the server says about one look: that it stands in the log as it is shown (RFC 6962 audit path), that the log's head is
 * signed, and that this log is the one the phone saw before, only longer. A reply that cannot be read fails the step that reads it.
 * @param consistency path from the seen head to this one; empty where nothing was seen, or the same size
 */
export function checkLook(
  shown: Pick<EntryFields, 'id' | 'at' | 'kind' | 'items'>,
  given: LookProof,
  keys: readonly LogKey[],
  seen: Seen | null,
  consistency: readonly string[],
  tools: Tools,
): ProofResult {
  const { sha256, bytes, utf8, verify } = tools;
  const { head, index, path } = given.proof;
  let step: ProofStep = 'content';
  try {
    if (!sameContent(shown, given)) return { ok: false, failed: step };
    const leaf = leafHash(sha256, leafData(sha256, bytes(given.salt), utf8(entryText(given.fields)), given.day));
    step = 'place';
    const root = bytes(head.root);
    const reached = rootOfPath(sha256, index, head.size, leaf, path.map(bytes));
    if (!reached || !sameHash(reached, root)) return { ok: false, failed: step };
    step = 'signature';
    const key = keyOf(head.keyId, keys, seen);
    if (!key || !verify(utf8(headText(head)), bytes(head.signature), bytes(key.publicKey))) return { ok: false, failed: step };
    step = 'before';
    if (seen && !isConsistent(sha256, seen.head.size, head.size, bytes(seen.head.root), root, consistency.map(bytes))) return { ok: false, failed: step };
    return { ok: true, leaf };
  } catch (e) {
    if (e instanceof RangeError) return { ok: false, failed: step };
    throw e;
  }
}
