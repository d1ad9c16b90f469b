import { dayOf, type HeadFields, linkOf } from '@binhai/shared/merkle/entry';
import { type Hash, leafHash, nodeHash } from '@binhai/shared/merkle/tree';
import { bytes64, leafOf, sha256, text64 } from './leaf.js';
import type { LogLeaf } from './log.schema.js';
import type { RegisterEntry } from './register-entry.schema.js';

/** What is wrong with the first broken place of the register. */
export const FAULTS = [
  'log_gap',
  'lane_order',
  'entry_missing',
  'entry_other',
  'entry_differs',
  'link_differs',
  'tree_differs',
  'head_root',
  'head_key',
  'head_signature',
  'head_seen',
  'head_missing',
  'lane_differs',
  'entry_stray',
  'entry_outside',
] as const;
export type Fault = (typeof FAULTS)[number];
/** Where it is; a head is named by `index`, the number of leaves it covers. */
export interface Broken {
  readonly fault: Fault;
  readonly index: number | null;
  readonly lane: string | null;
  readonly seq: number | null;
  readonly entry: string | null;
}
export const broken = (fault: Fault, at: Partial<Omit<Broken, 'fault'>> = {}): Broken => ({ fault, index: null, lane: null, seq: null, entry: null, ...at });
export const brokenAt = (fault: Fault, { _id, lane, seq, entry }: Pick<LogLeaf, '_id' | 'lane' | 'seq' | 'entry'>): Broken =>
  broken(fault, { index: _id, lane, seq, entry });

/** How far a lane has come: entries so far, and the link of the last. */
export interface LaneEnd {
  readonly seq: number;
  readonly link: Uint8Array;
}
const BEGINNING: LaneEnd = { seq: 0, link: new Uint8Array(0) };
/** Leaf hashes, and those of every 256 of the level below, as the tiles keep them (tiles.ts). */
export const TILE = { width: 256, span: 8, bytes: 32 } as const;
/** A hash of a tile: what is stored, or null where nothing is. */
export type StoredNode = (level: number, index: number) => Uint8Array | null;

const LEAF_BYTES = 36;
/** The day a leaf is of, since 1970-01-01 UTC: four bytes behind the hash (shared `leafData`). Null for data that is no leaf's. */
export function dayOfLeaf({ data }: LogLeaf): number | null {
  const { buffer } = data;
  return buffer?.length === LEAF_BYTES ? Buffer.from(buffer).readUInt32BE(LEAF_BYTES - 4) : null;
}
/** Whether the stored fields can be written as a text at all: what cannot was not written by us. */
const isReadable = (e: RegisterEntry): boolean =>
  e.at instanceof Date && !Number.isNaN(e.at.getTime()) && dayOf(e.at.getTime()) >= 0 && typeof e.actor === 'string';
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * Walks the log from its first leaf and computes everything anew: leaf, link, tree. Holds the right edge of the tree and the end of each lane, nothing
 * a leaf long, so that a log of any length is walked in the same memory.
 */
export class LogWalk {
  /** Leaves walked. */
  size = 0;
  private readonly ends = new Map<string, LaneEnd>();
  /** Complete subtrees on the right edge, by level; those the size has no bit for are stale. */
  private readonly edge: Hash[] = [];

  /** @returns what the lane has come to in the log, its beginning for one that is not in it */
  endOf(lane: string): LaneEnd {
    return this.ends.get(lane) ?? BEGINNING;
  }
  lanes(): ReadonlyMap<string, LaneEnd> {
    return this.ends;
  }
  /**
   * Takes the next leaf, which stands at `size` and follows in its lane.
   * @param entry what stands at its place; null when it was lawfully erased, so that leaf and link alone are left to check
   * @param node the stored tree
   */
  take(leaf: LogLeaf, entry: RegisterEntry | null, node: StoredNode): Broken | null {
    if (dayOfLeaf(leaf) === null) return brokenAt('tree_differs', leaf);
    const data = leaf.data.buffer;
    if (entry) {
      if (entry._id !== leaf.entry) return brokenAt('entry_other', leaf);
      if (!isReadable(entry) || !same(leafOf(entry, bytes64(entry.salt ?? '')), data)) return brokenAt('entry_differs', leaf);
    }
    const link = linkOf(sha256, this.endOf(leaf.lane).link, data);
    if (entry && entry.link !== text64(link)) return brokenAt('link_differs', leaf);
    if (!this.grow(leafHash(sha256, data), node)) return brokenAt('tree_differs', leaf);
    this.ends.set(leaf.lane, { seq: leaf.seq, link });
    return null;
  }
  /** Root of the leaves walked, at least one. */
  root(): Hash {
    let root: Hash | undefined;
    for (let level = 0, n = this.size; n > 0; level++, n = Math.floor(n / 2)) {
      const whole = n % 2 === 1 ? this.edge[level] : undefined;
      if (whole) root = root ? nodeHash(sha256, whole, root) : whole;
    }
    return root ?? sha256(new Uint8Array(0));
  }
  private grow(leaf: Hash, node: StoredNode): boolean {
    let hash = leaf;
    for (let level = 0, n = this.size; ; level++, n = Math.floor(n / 2)) {
      if (level % TILE.span === 0) {
        const stored = node(level / TILE.span, n);
        if (!stored || !same(stored, hash)) return false;
      }
      const left = this.edge[level];
      if (n % 2 === 0 || !left) {
        this.edge[level] = hash;
        break;
      }
      hash = nodeHash(sha256, left, hash);
    }
    this.size++;
    return true;
  }
}
/** An entry that waits for the log: whether it follows this end of its lane. */
export function follows({ seq, link }: LaneEnd, entry: RegisterEntry): LaneEnd | null {
  if (entry.seq !== seq + 1 || !isReadable(entry)) return null;
  const next = linkOf(sha256, link, leafOf(entry, bytes64(entry.salt ?? '')));
  return entry.link === text64(next) ? { seq: entry.seq, link: next } : null;
}
export type SeenHead = Pick<HeadFields, 'size' | 'root'>;
