/**
 * The tree of the query register: RFC 6962 section 2.1 (hashes, audit path, consistency proof), checked as RFC 9162 section 2.1.3 and 2.1.4 say.
 * Pure, and without BigInt or WebCrypto, so that the resident's own phone can check what the server says. SHA-256 is handed in.
 */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;
/** 32 bytes. */
export type Hash = Uint8Array;
/** The hash of the complete subtree `index` of 2^level leaves. */
export type NodeAt = (level: number, index: number) => Hash;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}
export const leafHash = (sha256: Sha256, data: Uint8Array): Hash => sha256(joined(LEAF, data));
export const nodeHash = (sha256: Sha256, left: Hash, right: Hash): Hash => sha256(joined(NODE, left, right));
export function sameHash(a: Hash, b: Hash): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** Largest power of two smaller than `n` (n ≥ 2). Multiplied, not shifted: a log may outgrow 32 bits. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
const levelOf = (size: number): number => Math.round(Math.log2(size));

/** MTH of leaves [from, to): from complete subtrees, joined where the range is none. */
function rangeHash(sha256: Sha256, from: number, to: number, node: NodeAt): Hash {
  const size = to - from;
  const level = levelOf(size);
  if (2 ** level === size && from % size === 0) return node(level, from / size);
  const k = splitOf(size);
  return nodeHash(sha256, rangeHash(sha256, from, from + k, node), rangeHash(sha256, from + k, to, node));
}
/** Root of the first `size` leaves; that of an empty log is the hash of nothing. */
export const rootOf = (sha256: Sha256, size: number, node: NodeAt): Hash => (size === 0 ? sha256(new Uint8Array(0)) : rangeHash(sha256, 0, size, node));

/** From the leaf's sibling up to the root of the first `size` leaves. @throws RangeError for a leaf that is not among them */
export function auditPath(sha256: Sha256, index: number, size: number, node: NodeAt): Hash[] {
  if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError(`leaf ${index} is not among the first ${size}`);
  const path: Hash[] = [];
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.unshift(rangeHash(sha256, middle, to, node));
      to = middle;
    } else {
      path.unshift(rangeHash(sha256, from, middle, node));
      from = middle;
    }
  }
  return path;
}
/** That the first `older` leaves are the beginning of the first `newer`. @throws RangeError unless 0 < older ≤ newer */
export function consistencyPath(sha256: Sha256, older: number, newer: number, node: NodeAt): Hash[] {
  if (!(older > 0 && older <= newer)) throw new RangeError(`no proof from ${older} to ${newer}`);
  const path: Hash[] = [];
  let whole = true; // the older tree is a complete subtree so far: its root is known to whoever checks
  for (let from = 0, to = newer; ; ) {
    if (older === to) {
      if (!whole) path.unshift(rangeHash(sha256, from, to, node));
      return path;
    }
    const middle = from + splitOf(to - from);
    if (older <= middle) {
      path.unshift(rangeHash(sha256, middle, to, node));
      to = middle;
    } else {
      path.unshift(rangeHash(sha256, from, middle, node));
      from = middle;
      whole = false;
    }
  }
}

/** The root that a leaf and its audit path lead to; null when the path cannot be one of this leaf and size (RFC 9162, 2.1.3.2). */
export function rootOfPath(sha256: Sha256, index: number, size: number, leaf: Hash, path: readonly Hash[]): Hash | null {
  if (!Number.isInteger(index) || index < 0 || index >= size) return null;
  let fn = index;
  let sn = size - 1;
  let r = leaf;
  for (const p of path) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(sha256, p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else r = nodeHash(sha256, r, p);
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 ? r : null;
}
/** Whether the older head is a beginning of the newer one (RFC 9162, 2.1.4.2). */
export function isConsistent(sha256: Sha256, older: number, newer: number, oldRoot: Hash, newRoot: Hash, path: readonly Hash[]): boolean {
  if (older === newer) return path.length === 0 && sameHash(oldRoot, newRoot);
  if (!(Number.isInteger(older) && Number.isInteger(newer) && older > 0 && older < newer)) return false;
  const complete = 2 ** levelOf(older) === older;
  const steps = complete ? [oldRoot, ...path] : [...path];
  let fn = older - 1;
  let sn = newer - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  const first = steps.shift();
  if (!first) return false;
  let fr = first;
  let sr = first;
  for (const c of steps) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(sha256, c, fr);
      sr = nodeHash(sha256, c, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else sr = nodeHash(sha256, sr, c);
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && sameHash(fr, oldRoot) && sameHash(sr, newRoot);
}
