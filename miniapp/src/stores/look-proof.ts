import { lookProof, registerConsistency, registerHead } from '@binhai/shared/contract/register';
import { checkLook, type LogKey, type LookProof, type ProofStep, type Seen } from '@binhai/shared/merkle/look-proof';
import { call } from '../api/client';
import { fromBase64, hashSha256, toBase64Url, utf8 } from '../platform/crypto';
import { verifyEd25519 } from '../platform/signature';
import { storage } from '../platform/storage';
import { instant, now } from '../platform/time';
import type { Look } from './account';

/** Later than this after its promised time, an entry that is not in the log is a finding, not a matter of waiting. */
const PATIENCE_MS = 60_000;
const TOOLS = { sha256: hashSha256, verify: verifyEd25519, utf8, bytes: fromBase64 };

export type Finding =
  /** Found as it should be; `seenBefore`: the log was compared with the one this phone saw last. */
  | { state: 'ok'; leaf: string; index: number; size: number; at: string; root: string; seenBefore: boolean }
  /** Not in the log yet, and not due yet. */
  | { state: 'waiting' }
  /** `late`: promised and not there; `older`: a head before the one this phone saw; else the step that failed. `material` is what was sent. */
  | { state: 'failed'; step: ProofStep | 'late' | 'older'; material: string };

/** What the phone remembers: a head that passed, and the keys it was checked with. Nothing of a person. */
const seen = (): Seen | null => storage.get<Seen>('tree-head') ?? null;
/** Keys known before stay known: an older head must be checkable after a key was changed. */
const remembered = (keys: readonly LogKey[], before: Seen | null): LogKey[] => [
  ...(before?.keys ?? []),
  ...keys.filter((k) => !before?.keys.some((b) => b.keyId === k.keyId)),
];

/**
 * Checks one look on this phone. Only a log that passed is remembered, so what failed stays comparable.
 * @throws ApiError when something could not be fetched: that is no finding
 */
export async function checkOnThisPhone(look: Look): Promise<Finding> {
  const before = seen();
  const [given, { keys }] = await Promise.all([call(lookProof, { params: { id: look.id } }), call(registerHead)]);
  const fail = (step: ProofStep | 'late' | 'older', more: object = {}): Finding => ({
    state: 'failed',
    step,
    material: JSON.stringify({ look: look.id, given, keys, before, ...more }),
  });
  const { proof, loggedBy } = given;
  if (!proof) return loggedBy === null || now() > instant(loggedBy) + PATIENCE_MS ? fail('late') : { state: 'waiting' };
  const { head, index } = proof;
  if (before && head.size < before.head.size) return fail('older');
  const consistency =
    before && head.size > before.head.size ? (await call(registerConsistency, { query: { from: before.head.size, to: head.size } })).path : [];
  const whole: LookProof = { fields: given.fields, salt: given.salt, day: given.day, proof };
  const result = checkLook(look, whole, keys, before, consistency, TOOLS);
  if (!result.ok) return fail(result.failed, { consistency });
  storage.set('tree-head', { head, keys: remembered(keys, before) } satisfies Seen);
  return { state: 'ok', leaf: toBase64Url(result.leaf), index, size: head.size, at: head.at, root: head.root, seenBefore: before !== null };
}
