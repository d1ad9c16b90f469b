import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { entryText, leafData, linkOf } from './entry.js';
import { auditPath, consistencyPath, type Hash, isConsistent, leafHash, type NodeAt, nodeHash, rootOf, rootOfPath, sameHash } from './tree.js';

const sha256 = (b: Uint8Array): Hash => new Uint8Array(createHash('sha256').update(b).digest());
const hex = (h: Uint8Array | null) => (h ? Buffer.from(h).toString('hex') : null);
const bytes = (h: string) => new Uint8Array(Buffer.from(h, 'hex'));
/** Complete subtrees of a list of leaves, the plain way. */
const nodesOf = (leaves: readonly Hash[]): NodeAt => {
  const at: NodeAt = (level, index) => {
    const leaf = leaves[index];
    if (level === 0 && leaf) return leaf;
    if (level === 0) throw new RangeError(`leaf ${index} is not there`);
    return nodeHash(sha256, at(level - 1, index * 2), at(level - 1, index * 2 + 1));
  };
  return at;
};
/** MTH as RFC 6962 writes it down, to compare with. */
const mth = (d: readonly Hash[]): Hash => {
  if (d.length === 0) return sha256(new Uint8Array());
  if (d.length === 1) return d[0] as Hash;
  let k = 1;
  while (k * 2 < d.length) k *= 2;
  return nodeHash(sha256, mth(d.slice(0, k)), mth(d.slice(k)));
};

// The leaves of the reference tests of Certificate Transparency (RFC 6962's own implementation), with their roots.
const DATA = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(bytes);
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
describe('published vectors', () => {
  const leaves = DATA.map((d) => leafHash(sha256, d));
  const node = nodesOf(leaves);
  test.each(ROOTS.map((root, i) => [i + 1, root] as const))('root of the first %i', (size, root) => expect(hex(rootOf(sha256, size, node))).toBe(root));
  test('the empty log', () => expect(hex(rootOf(sha256, 0, node))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'));
  test('audit path of leaf 5 of 8', () =>
    expect(auditPath(sha256, 5, 8, node).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]));
  test('consistency of 6 and 8', () =>
    expect(consistencyPath(sha256, 6, 8, node).map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]));
});

const log = fc.integer({ min: 1, max: 300 }).map((n) => Array.from({ length: n }, (_, i) => leafHash(sha256, Uint8Array.of(i & 255, i >> 8))));
test('every leaf of any log leads to its root by at most 30 hashes, and no other leaf does by its path', () => {
  fc.assert(
    fc.property(log, fc.nat(), fc.nat(), (leaves, a, b) => {
      const [i, j] = [a % leaves.length, b % leaves.length];
      const node = nodesOf(leaves);
      const root = rootOf(sha256, leaves.length, node);
      expect(hex(root)).toBe(hex(mth(leaves)));
      const path = auditPath(sha256, i, leaves.length, node);
      expect(path.length).toBeLessThanOrEqual(30);
      expect(hex(rootOfPath(sha256, i, leaves.length, leaves[i] as Hash, path))).toBe(hex(root));
      if (i !== j) {
        expect(hex(rootOfPath(sha256, j, leaves.length, leaves[i] as Hash, path))).not.toBe(hex(root));
        expect(hex(rootOfPath(sha256, i, leaves.length, leaves[j] as Hash, path))).not.toBe(hex(root));
      }
      for (const wrong of [path.slice(1), [...path, root], path.map((p, k) => (k === path.length - 1 ? sha256(p) : p))])
        if (path.length > 0) expect(hex(rootOfPath(sha256, i, leaves.length, leaves[i] as Hash, wrong))).not.toBe(hex(root));
    }),
    { numRuns: 150 },
  );
});
test('a log is consistent with each of its beginnings, and with no history in which one leaf was changed, dropped or inserted', () => {
  fc.assert(
    fc.property(log, fc.nat(), fc.nat(), fc.constantFrom('change', 'drop', 'insert'), (leaves, a, b, how) => {
      const older = (a % leaves.length) + 1;
      const node = nodesOf(leaves);
      const [old, now] = [rootOf(sha256, older, node), rootOf(sha256, leaves.length, node)];
      const path = consistencyPath(sha256, older, leaves.length, node);
      expect(isConsistent(sha256, older, leaves.length, old, now, path)).toBe(true);
      const at = b % older;
      const other = [...leaves];
      if (how === 'change') other[at] = sha256(leaves[at] as Hash);
      else if (how === 'drop') other.splice(at, 1);
      else other.splice(at, 0, sha256(leaves[at] as Hash));
      if (other.length < older) return;
      const tampered = nodesOf(other);
      const forged = consistencyPath(sha256, older, other.length, tampered);
      const changed = !sameHash(rootOf(sha256, older, tampered), old);
      if (changed) expect(isConsistent(sha256, older, other.length, old, rootOf(sha256, other.length, tampered), forged)).toBe(false);
      expect(isConsistent(sha256, older, leaves.length, old, now, [...path, now])).toBe(false);
    }),
    { numRuns: 150 },
  );
});
test('what cannot be a proof is refused, not computed', () => {
  const node = nodesOf(DATA.map((d) => leafHash(sha256, d)));
  expect(() => auditPath(sha256, 8, 8, node)).toThrow(RangeError);
  expect(() => consistencyPath(sha256, 0, 8, node)).toThrow(RangeError);
  for (const [i, n] of [
    [-1, 8],
    [8, 8],
    [0.5, 8],
    [Number.NaN, 8],
  ] as const)
    expect(rootOfPath(sha256, i, n, node(0, 0), [])).toBeNull();
  for (const [m, n] of [
    [0, 8],
    [9, 8],
    [1.5, 8],
  ] as const)
    expect(isConsistent(sha256, m, n, node(0, 0), node(3, 0), [])).toBe(false);
});
test('an entry has one text; salt, day and lane are part of what is fixed', () => {
  const e = {
    id: 'a',
    at: '2026-11-25T02:00:00.000Z',
    subject: 'p',
    kind: 'staff',
    looker: 'x',
    organisationId: null,
    purpose: 'own_credit',
    basis: '本人',
    items: ['等级'],
  };
  expect(entryText(e)).toBe('["binhai-register-entry-1","a","2026-11-25T02:00:00.000Z","p","staff","x",null,"own_credit","本人",["等级"]]');
  const text = new TextEncoder().encode(entryText(e));
  const [salt, other] = [new Uint8Array(16), new Uint8Array(16).fill(1)];
  const leaf = leafData(sha256, salt, text, 20_782);
  expect([leaf.length, hex(leaf.subarray(32))]).toEqual([36, '0000512e']);
  expect(sameHash(leaf, leafData(sha256, other, text, 20_782))).toBe(false);
  expect(sameHash(linkOf(sha256, salt, leaf), linkOf(sha256, other, leaf))).toBe(false);
});
