import { headText } from '@binhai/shared/merkle/entry';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { native } from '../platform/native.js';
import { Signer } from '../platform/signer.js';
import { text64 } from './leaf.js';
import { LogHead, LogLeaf, LogTile, RegisterLane } from './log.schema.js';
import { type Broken, broken, brokenAt, dayOfLeaf, type Fault, follows, type LaneEnd, LogWalk, type SeenHead, type StoredNode, TILE } from './log-walk.js';
import { RegisterEntry } from './register-entry.schema.js';
import { tileId } from './tiles.js';

export interface Sound {
  /** Entries in the log, and of them those whose fields are lawfully gone. */
  readonly entries: number;
  readonly erased: number;
  readonly heads: number;
  /** Entries that follow in their lanes and are not in the log yet. */
  readonly waiting: number;
  /** The last head: to be noted elsewhere and given as `seen` another time. */
  readonly head: SeenHead | null;
}
export type Verified = { readonly sound: Sound; readonly broken: null } | { readonly sound: null; readonly broken: Broken };
export interface VerifyOptions {
  /** Entries of this day (since 1970-01-01 UTC) or an earlier one may be gone by retention. */
  readonly erasedThrough: number;
  /** Of these entries, those that the deletion of an account put away. */
  readonly putAway: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** A head that was noted earlier, outside this database: the log must have it as its beginning. */
  readonly seen?: SeenHead | undefined;
  readonly progress?: (done: number, of: number) => void;
}

/** Leaves looked at in one go. */
const STEP = 2048;
/** What may be left to walk when the register is frozen at one instant (a snapshot is kept for five minutes). */
const NEAR = 50_000;
const LANES_AT_ONCE = 200;
type Read = { readonly session?: ClientSession };
interface Chunk {
  readonly leaves: readonly LogLeaf[];
  /** By leaf: what stands at its place. */
  readonly entries: readonly (RegisterEntry | null)[];
  readonly erased: number;
  readonly node: StoredNode;
  /** Found before anything was computed: it comes after these leaves. */
  readonly end: Broken | null;
}

/**
 * Reads the whole stored register and checks it against itself and the signing keys: positions, lanes, links, leaves, tree, heads, and what lies
 * outside. Streams: memory grows with the number of lanes, not of entries. Serving goes on meanwhile.
 */
@Injectable()
export class RegisterVerification {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(RegisterEntry.name) private readonly entries: Model<RegisterEntry>,
    @InjectModel(RegisterLane.name) private readonly lanes: Model<RegisterLane>,
    @InjectModel(LogLeaf.name) private readonly leaves: Model<LogLeaf>,
    @InjectModel(LogTile.name) private readonly tiles: Model<LogTile>,
    @InjectModel(LogHead.name) private readonly heads: Model<LogHead>,
    private readonly signer: Signer,
  ) {}

  /** Answers the first broken place in the order of the log, then of the lanes; or what a sound register holds. */
  async verify(options: VerifyOptions): Promise<Verified> {
    const run = new Run(options);
    try {
      for (let near = false; !near; ) {
        const before = run.walk.size;
        await this.walkTo(run, await this.sizeOf({}), {});
        near = run.walk.size - before < NEAR;
      }
      const session = await this.connection.startSession({ snapshot: true });
      try {
        const size = await this.sizeOf({ session });
        await this.walkTo(run, size, { session });
        await this.checkEnd(size, { session });
        await this.checkLanes(run, { session });
      } finally {
        await session.endSession();
      }
      await this.checkPlaces();
      const { seen } = options;
      if (seen && seen.size > run.walk.size) throw new Found(broken('head_seen', { index: seen.size }));
      return { sound: run.sound(), broken: null };
    } catch (e) {
      if (e instanceof Found) return { sound: null, broken: e.broken };
      throw e;
    }
  }

  private async sizeOf(read: Read): Promise<number> {
    return (await native(this.heads).findOne({}, { ...read, sort: { _id: -1 }, projection: { _id: 1 } }))?._id ?? 0; // index _id
  }
  private async walkTo(run: Run, size: number, read: Read): Promise<void> {
    if (run.walk.size >= size) return;
    const heads = native(this.heads)
      .find({ _id: { $gt: run.head, $lte: size } }, read)
      .sort({ _id: 1 }); // index _id
    const leaves = native(this.leaves)
      .find({ _id: { $gt: run.walk.size - 1, $lt: size } }, { ...read, batchSize: STEP }) // a position that is no number of a leaf shows as a gap
      .sort({ _id: 1 }); // index _id
    const plan = new Plan(run.walk);
    try {
      let head = await heads.next();
      let ahead = this.chunk(run, plan, leaves, read);
      for (;;) {
        const chunk = await ahead;
        const more = chunk.leaves.length === STEP && !chunk.end;
        if (more) ahead = this.chunk(run, plan, leaves, read); // the database finds the next ones while these are computed
        ahead.catch(() => undefined); // asked for in its turn, or of no more interest
        for (const [i, leaf] of chunk.leaves.entries()) {
          found(run.walk.take(leaf, chunk.entries[i] ?? null, chunk.node));
          for (; head && head._id <= run.walk.size; head = await heads.next()) run.take(head, this.signer);
          run.checkSeen();
        }
        run.erased += chunk.erased;
        found(chunk.end);
        run.options.progress?.(run.walk.size, size);
        if (!more) break;
      }
      if (run.walk.size < size) throw new Found(broken('log_gap', { index: run.walk.size }));
    } finally {
      await Promise.all([heads.close(), leaves.close()]);
    }
  }
  /** The next leaves with their entries and the part of the tree they are in. */
  private async chunk(run: Run, plan: Plan, cursor: mongo.FindCursor<LogLeaf>, read: Read): Promise<Chunk> {
    const leaves: LogLeaf[] = [];
    const [first, ranges] = [plan.next, new Map<string, Range>()];
    let end: Broken | null = null;
    while (leaves.length < STEP && !end) {
      const leaf = await cursor.next();
      if (!leaf) break;
      end = plan.fault(leaf);
      if (end) break;
      leaves.push(leaf);
      ranges.set(leaf.lane, { from: ranges.get(leaf.lane)?.from ?? leaf.seq - 1, to: leaf.seq });
    }
    if (leaves.length === 0) return { leaves, entries: [], erased: 0, node: () => null, end };
    const [{ entries, extra }, node] = await Promise.all([this.entriesAt(leaves, ranges, read), this.nodes(first, plan.next, read)]);
    const missing = leaves.filter((l) => !entries.has(placeOf(l)));
    const away = await this.awayOf(run.options, missing);
    const gone = missing.findIndex((l) => !away.has(l.entry));
    const lost = missing[gone];
    const known = lost ? leaves.slice(0, leaves.indexOf(lost)) : leaves;
    return {
      leaves: known,
      entries: known.map((l) => entries.get(placeOf(l)) ?? null),
      erased: lost ? gone : missing.length,
      node,
      end: lost ? brokenAt('entry_missing', lost) : (extra ?? end),
    };
  }
  private async entriesAt(leaves: readonly LogLeaf[], ranges: ReadonlyMap<string, Range>, read: Read) {
    const entries = new Map<string, RegisterEntry>();
    const places = new Set(leaves.map(placeOf));
    let extra: Broken | null = null;
    const found = await native(this.entries)
      .find({ $or: [...ranges].map(([lane, { from, to }]) => ({ lane, seq: { $gt: from, $lte: to } })) }, { ...read, batchSize: STEP }) // index {lane, seq}
      .toArray();
    for (const e of found) {
      const place = placeOf(e);
      if (!places.has(place) || entries.has(place)) extra ??= strayAt('entry_stray', e);
      else entries.set(place, e);
    }
    return { entries, extra };
  }
  /** Of missing entries, those that may be gone. */
  private async awayOf({ erasedThrough, putAway }: VerifyOptions, missing: readonly LogLeaf[]): Promise<ReadonlySet<string>> {
    if (missing.length === 0) return new Set();
    const due = missing.filter((l) => (dayOfLeaf(l) ?? Number.POSITIVE_INFINITY) <= erasedThrough).map((l) => l.entry);
    const early = missing.map((l) => l.entry).filter((id) => !due.includes(id));
    return new Set([...due, ...(early.length > 0 ? await putAway(early) : [])]);
  }
  private async nodes(from: number, to: number, read: Read): Promise<StoredNode> {
    const ids: string[] = [];
    for (let level = 0, [first, last] = [from, to - 1]; ; level++) {
      for (let i = tileAt(first); i <= tileAt(last); i++) ids.push(tileId(level, i));
      if (last + 1 < TILE.width) break;
      [first, last] = [tileAt(first), tileAt(last)];
    }
    const found = await native(this.tiles)
      .find({ _id: { $in: ids } }, read)
      .toArray();
    const tiles = new Map(found.map((t) => [t._id, t.hashes.buffer]));
    return (level, index) => {
      const at = (index % TILE.width) * TILE.bytes;
      const hash = tiles.get(tileId(level, tileAt(index)))?.subarray(at, at + TILE.bytes);
      return hash?.length === TILE.bytes ? hash : null;
    };
  }

  /** Nothing stands behind the last head. */
  private async checkEnd(size: number, read: Read): Promise<void> {
    const past = await native(this.leaves).findOne({ $or: [{ _id: { $lt: 0 } }, { _id: { $gte: size } }] }, { ...read, sort: { _id: 1 } }); // index _id
    if (past) throw new Found(brokenAt('head_missing', past));
  }
  /** Lanes say of themselves what the log says, and entries that wait follow in an open lane. */
  private async checkLanes(run: Run, read: Read): Promise<void> {
    const open = new Set<string>();
    const unknown = new Map(run.walk.lanes());
    for await (const { _id: lane, logged, link, closed } of native(this.lanes).find({}, read)) {
      const end = run.walk.endOf(lane);
      if (logged !== end.seq || (link ?? '') !== text64(end.link)) throw new Found(broken('lane_differs', { lane, seq: end.seq }));
      unknown.delete(lane);
      if (!closed) open.add(lane);
    }
    for (const [lane, { seq }] of unknown) throw new Found(broken('lane_differs', { lane, seq }));
    const lanes = await native(this.entries).distinct('lane', { lane: { $gt: '' } }, read); // index {lane, seq}
    for (let i = 0; i < lanes.length; i += LANES_AT_ONCE) await this.checkWaiting(run, lanes.slice(i, i + LANES_AT_ONCE) as string[], open, read);
  }
  private async checkWaiting(run: Run, lanes: readonly string[], open: ReadonlySet<string>, read: Read): Promise<void> {
    const ends = new Map<string, LaneEnd>();
    const waiting = native(this.entries)
      .find({ $or: lanes.map((lane) => ({ lane, seq: { $gt: run.walk.endOf(lane).seq } })) }, read)
      .sort({ lane: 1, seq: 1 }); // index {lane, seq}
    for await (const e of waiting) {
      const lane = e.lane ?? '';
      if (!open.has(lane)) throw new Found(strayAt('entry_outside', e));
      const end = follows(ends.get(lane) ?? run.walk.endOf(lane), e);
      if (!end) throw new Found(strayAt('entry_stray', e));
      ends.set(lane, end);
      run.waiting++;
    }
  }
  /** Every entry has a place: one that has none is in no lane's order, and no log would ever name it. Reads each entry once, in the database. */
  private async checkPlaces(): Promise<void> {
    const stray = await native(this.entries).findOne({ $nor: [{ lane: { $gt: '' }, seq: { $gt: 0 } }] });
    if (stray) throw new Found(strayAt('entry_outside', stray));
  }
}

type Range = { readonly from: number; readonly to: number };
const placeOf = ({ lane, seq }: Pick<RegisterEntry, 'lane' | 'seq'>): string => `${lane} ${seq}`;
const tileAt = (index: number): number => Math.floor(index / TILE.width);
const strayAt = (fault: Fault, { _id, lane, seq }: RegisterEntry): Broken => broken(fault, { entry: _id, lane: lane ?? null, seq: seq ?? null });
/** Ends the run: the first broken place is all that is asked for. */
class Found extends Error {
  constructor(readonly broken: Broken) {
    super(broken.fault);
  }
}
function found(b: Broken | null): void {
  if (b) throw new Found(b);
}
/** The order of what is to come, ahead of what is being computed. */
class Plan {
  next: number;
  private readonly seqs = new Map<string, number>();

  constructor(private readonly walk: LogWalk) {
    this.next = walk.size;
  }
  /** Whether this leaf is the one due, and is due in its lane. */
  fault(leaf: LogLeaf): Broken | null {
    if (leaf._id !== this.next) return broken('log_gap', { index: this.next });
    const before = this.seqs.get(leaf.lane) ?? this.walk.endOf(leaf.lane).seq;
    if (leaf.seq !== before + 1) return brokenAt('lane_order', leaf);
    this.seqs.set(leaf.lane, leaf.seq);
    this.next++;
    return null;
  }
}
class Run {
  readonly walk = new LogWalk();
  erased = 0;
  waiting = 0;
  private heads = 0;
  private last: SeenHead | null = null;

  constructor(readonly options: VerifyOptions) {}

  /** Size of the last head that was checked. */
  get head(): number {
    return this.last?.size ?? 0;
  }
  /** A stored head whose size the walk has reached or passed. */
  take({ _id: index, root, at, keyId, signature }: LogHead, signer: Signer): void {
    if (index !== this.walk.size || root !== text64(this.walk.root())) throw new Found(broken('head_root', { index }));
    if (!signer.knows(keyId)) throw new Found(broken('head_key', { index }));
    const text = headText({ size: index, root, at: at.toISOString() });
    if (!signer.verify(text, { keyId, signature })) throw new Found(broken('head_signature', { index }));
    this.heads++;
    this.last = { size: index, root };
  }
  checkSeen(): void {
    const { seen } = this.options;
    if (seen?.size === this.walk.size && seen.root !== text64(this.walk.root())) throw new Found(broken('head_seen', { index: seen.size }));
  }
  sound(): Sound {
    return { entries: this.walk.size, erased: this.erased, heads: this.heads, waiting: this.waiting, head: this.last };
  }
}
