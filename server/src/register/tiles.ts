import { type Hash, type NodeAt, nodeHash, rootOf } from '@binhai/shared/merkle/tree';
import { sha256 } from './leaf.js';

/** Hashes of a tile, and levels of the tree that a tile spans. */
const WIDTH = 256;
const SPAN = 8;
const BYTES = 32;
export const tileId = (level: number, index: number): string => `${level}.${index}`;
/** Complete subtrees of 256^level leaves among the first `size`. */
const countAt = (level: number, size: number): number => Math.floor(size / WIDTH ** level);

/** The tile that holds the node `index` of `level`, and where in it its part begins. */
function placeOf(level: number, index: number) {
  const tile = Math.floor(level / SPAN);
  const width = 2 ** (level % SPAN);
  const first = index * width;
  return { id: tileId(tile, Math.floor(first / WIDTH)), from: first % WIDTH, width };
}
const foldedUp = (hashes: Uint8Array, from: number, width: number): Hash => {
  if (width === 1) return hashes.subarray(from * BYTES, (from + 1) * BYTES);
  const half = width / 2;
  return nodeHash(sha256, foldedUp(hashes, from, half), foldedUp(hashes, from + half, half));
};

/** Tiles that a computation over the tree will ask for: it is run once with empty hashes. */
export function tilesFor(compute: (node: NodeAt) => unknown): string[] {
  const wanted = new Set<string>();
  compute((level, index) => {
    wanted.add(placeOf(level, index).id);
    return new Uint8Array(BYTES);
  });
  return [...wanted];
}
/** Complete subtrees out of these tiles. Throws for one that they do not hold: the log would contradict itself. */
export const nodesIn =
  (tiles: ReadonlyMap<string, Uint8Array>): NodeAt =>
  (level, index) => {
    const { id, from, width } = placeOf(level, index);
    const hashes = tiles.get(id);
    if (!hashes || hashes.length < (from + width) * BYTES) throw new Error(`register: tile ${id} does not reach node ${level}.${index}`);
    return foldedUp(hashes, from, width);
  };

/** The unfinished tile of each level: all that is needed to go on with a log of this size. */
export function openTiles(size: number): string[] {
  const ids: string[] = [];
  for (let level = 0; countAt(level, size) > 0; level++) {
    const count = countAt(level, size);
    if (count % WIDTH > 0) ids.push(tileId(level, Math.floor(count / WIDTH)));
  }
  return ids;
}
/**
 * Appends leaf hashes to a log of `size`: answers the tiles that changed, whole, and the new root.
 * @param open the tiles named by `openTiles(size)`
 */
export function appended(size: number, leaves: readonly Hash[], open: ReadonlyMap<string, Uint8Array>): { changed: Map<string, Uint8Array>; root: Hash } {
  const tiles = new Map(open);
  const changed = new Map<string, Uint8Array>();
  let news: readonly Hash[] = leaves;
  for (let level = 0; news.length > 0; level++) {
    const finished: Hash[] = [];
    let at = countAt(level, size);
    for (let i = 0; i < news.length; ) {
      const id = tileId(level, Math.floor(at / WIDTH));
      const part = news.slice(i, i + WIDTH - (at % WIDTH));
      const whole = Buffer.concat([(tiles.get(id) ?? new Uint8Array(0)).subarray(0, (at % WIDTH) * BYTES), ...part]);
      tiles.set(id, whole);
      changed.set(id, whole);
      at += part.length;
      i += part.length;
      if (at % WIDTH === 0) finished.push(foldedUp(whole, 0, WIDTH));
    }
    news = finished;
  }
  return { changed, root: rootOf(sha256, size + leaves.length, nodesIn(tiles)) };
}
