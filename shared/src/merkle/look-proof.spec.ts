import { createHash, generateKeyPairSync, type KeyObject, sign, verify as verifySignature } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { dayOf, entryText, headText, leafData } from './entry.js';
import { checkLook, type LogKey, type LookProof, type Seen, type SignedHead, type Tools } from './look-proof.js';
import { auditPath, consistencyPath, leafHash, type NodeAt, nodeHash, rootOf } from './tree.js';

const sha256 = (b: Uint8Array) => new Uint8Array(createHash('sha256').update(b).digest());
const text64 = (b: Uint8Array) => Buffer.from(b).toString('base64url');
const pair = generateKeyPairSync('ed25519');
const raw = (k: KeyObject) => k.export({ format: 'jwk' }).x ?? '';
const tools: Tools = {
  sha256,
  utf8: (t) => new Uint8Array(Buffer.from(t)),
  bytes: (t) => {
    if (!/^[A-Za-z0-9_-]*$/.test(t)) throw new RangeError('not base64');
    return new Uint8Array(Buffer.from(t, 'base64url'));
  },
  verify: (text, signature, publicKey) =>
    publicKey.length === 32 && verifySignature(null, text, { key: { kty: 'OKP', crv: 'Ed25519', x: text64(publicKey) }, format: 'jwk' } as never, signature),
};
const AT = '2026-11-25T01:43:18.000Z';
const fieldsOf = (n: number) => ({
  id: `e${n}`,
  at: AT,
  subject: 'p1',
  kind: 'staff',
  looker: text64(sha256(Uint8Array.of(n))),
  organisationId: 'o1',
  purpose: 'legal_inquiry',
  basis: 'consent:c1',
  items: ['信用记录'],
});
const salt = text64(new Uint8Array(16).fill(7));
const leafOf = (n: number) => leafHash(sha256, leafData(sha256, tools.bytes(salt), tools.utf8(entryText(fieldsOf(n))), dayOf(Date.parse(AT))));
const nodeAt: NodeAt = (level, index) => (level === 0 ? leafOf(index) : nodeHash(sha256, nodeAt(level - 1, 2 * index), nodeAt(level - 1, 2 * index + 1)));
function headOf(size: number, by = pair, keyId = 's1'): SignedHead {
  const head = { size, root: text64(rootOf(sha256, size, nodeAt)), at: AT };
  return { ...head, keyId, signature: sign(null, Buffer.from(headText(head)), by.privateKey).toString('base64url') };
}
const KEYS: LogKey[] = [{ keyId: 's1', publicKey: raw(pair.publicKey) }];
const proofOf = (n: number, size: number): LookProof => ({
  fields: fieldsOf(n),
  salt,
  day: dayOf(Date.parse(AT)),
  proof: { index: n, path: auditPath(sha256, n, size, nodeAt).map(text64), head: headOf(size) },
});
const shown = { id: 'e4', at: AT, kind: 'staff', items: ['信用记录'] };
const GIVEN = proofOf(4, 11);
const seenAt = (size: number): Seen => ({ head: headOf(size), keys: KEYS });
const consistent = (from: number) => consistencyPath(sha256, from, 11, nodeAt).map(text64);
const check = (given: LookProof = GIVEN, over: { keys?: LogKey[]; seen?: Seen | null; path?: string[]; shown?: typeof shown } = {}) =>
  checkLook(over.shown ?? shown, given, over.keys ?? KEYS, over.seen ?? null, over.path ?? [], tools);
const failed = (r: ReturnType<typeof check>) => (r.ok ? 'nothing' : r.failed);

test('a true proof passes: first seen, seen before, seen at the same size', () => {
  expect(check().ok).toBe(true);
  for (const from of [1, 2, 5, 8, 10]) expect([from, check(GIVEN, { seen: seenAt(from), path: consistent(from) }).ok]).toEqual([from, true]);
  expect(check(GIVEN, { seen: seenAt(11) }).ok).toBe(true);
});
describe('what was tampered with is named by the step that finds it', () => {
  const with_ = (over: object): LookProof => ({ ...GIVEN, ...over });
  const field = (over: object) => with_({ fields: { ...GIVEN.fields, ...over } });
  const inProof = (over: object) => with_({ proof: { ...GIVEN.proof, ...over } });
  const flip = (t: string) => (t.startsWith('A') ? 'B' : 'A') + t.slice(1);
  test.each<[string, LookProof, string]>([
    ['another entry than the one shown', field({ id: 'e5' }), 'content'],
    ['another time', field({ at: '2026-11-25T01:43:19.000Z' }), 'content'],
    ['other items', field({ items: ['手机号'] }), 'content'],
    ['another day in the leaf', with_({ day: GIVEN.day + 1 }), 'content'],
    ['another looker', field({ looker: flip(GIVEN.fields.looker) }), 'place'],
    ['another ground', field({ basis: '本人' }), 'place'],
    ['another salt', with_({ salt: flip(salt) }), 'place'],
    ['a step of the path', inProof({ path: GIVEN.proof.path.map((p, i) => (i === 1 ? flip(p) : p)) }), 'place'],
    ['a step too few', inProof({ path: GIVEN.proof.path.slice(1) }), 'place'],
    ['another place', inProof({ index: 5 }), 'place'],
    ['a root of its own', inProof({ head: { ...GIVEN.proof.head, root: flip(GIVEN.proof.head.root) } }), 'place'],
    ['bytes that are none', inProof({ path: ['*'] }), 'place'],
    ['a head’s time', inProof({ head: { ...GIVEN.proof.head, at: '2026-11-26T00:00:00.000Z' } }), 'signature'],
    ['the signature', inProof({ head: { ...GIVEN.proof.head, signature: flip(GIVEN.proof.head.signature) } }), 'signature'],
    ['a key nobody knows', inProof({ head: headOf(11, generateKeyPairSync('ed25519'), 's9') }), 'signature'],
    ['a forged key under a known id', inProof({ head: headOf(11, generateKeyPairSync('ed25519')) }), 'signature'],
  ])('%s', (_, given, step) => expect(failed(check(given))).toBe(step));
  test('a key that changed under its id since the phone saw it', () => {
    const forged = generateKeyPairSync('ed25519');
    const keys = [{ keyId: 's1', publicKey: raw(forged.publicKey) }];
    expect(failed(check(inProof({ head: headOf(11, forged) }), { keys, seen: seenAt(8), path: consistent(8) }))).toBe('signature');
  });
  test('a log that was cut, begun anew, or is not the one that was seen', () => {
    expect(failed(check(GIVEN, { seen: { ...seenAt(8), head: { ...headOf(8), root: text64(sha256(Uint8Array.of(9))) } }, path: consistent(8) }))).toBe(
      'before',
    );
    expect(failed(check(GIVEN, { seen: { keys: KEYS, head: { ...headOf(11), size: 12 } } }))).toBe('before');
    expect(failed(check(GIVEN, { seen: seenAt(8), path: consistent(8).slice(1) }))).toBe('before');
    expect(failed(check(GIVEN, { seen: { keys: KEYS, head: { ...headOf(11), root: headOf(10).root } } }))).toBe('before');
  });
});
