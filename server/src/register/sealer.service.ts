import { headText, linkOf } from '@binhai/shared/merkle/entry';
import { leafHash } from '@binhai/shared/merkle/tree';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import mongoose, { type Connection, type Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { Lease } from '../platform/lease.js';
import { LOG, type Log, noteOf } from '../platform/log.js';
import { native } from '../platform/native.js';
import { Signer } from '../platform/signer.js';
import { inTransaction } from '../platform/transactions.js';
import { bytes64, leafOf, sha256, text64 } from './leaf.js';
import { LogHead, LogLeaf, LogTile, RegisterLane } from './log.schema.js';
import { RegisterEntry } from './register-entry.schema.js';
import { appended, openTiles } from './tiles.js';

/** Milliseconds between two sealings, and the promise made of it (architecture rule 4: at least every 10 s). */
const PAUSE_MS = 4000;
export const LOGGED_WITHIN_MS = 10_000;
const LEASE_MS = 30_000;
/** Entries of one sealing. */
const MOST = 1000;
/** How long after its lease a lane may still get the last write of its process: only then is it closed, and only when nothing of it waits. */
const LATE_MS = 86_400_000;
const LANES_AT_ONCE = 500;

/** An entry that may go into the log, with the data of its leaf. */
interface Following {
  readonly entry: RegisterEntry;
  readonly data: Uint8Array;
}
type LaneEnd = Pick<RegisterLane, 'logged' | 'link'>;

/** Takes new entries into the one log and signs its head. One at a time among all processes; that no two do it is decided by unique ids. */
@Injectable()
export class RegisterSealer implements OnApplicationShutdown {
  private readonly lease: Lease;
  private held = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(RegisterEntry.name) private readonly entries: Model<RegisterEntry>,
    @InjectModel(RegisterLane.name) private readonly lanes: Model<RegisterLane>,
    @InjectModel(LogLeaf.name) private readonly leaves: Model<LogLeaf>,
    @InjectModel(LogTile.name) private readonly tiles: Model<LogTile>,
    @InjectModel(LogHead.name) private readonly heads: Model<LogHead>,
    private readonly signer: Signer,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.lease = new Lease(connection, 'register-sealer', LEASE_MS);
  }

  /** From now on this process seals whenever no other does. */
  start(): void {
    const turn = async () => {
      try {
        while (!this.stopped && (await this.mine()) && (await this.seal()) === MOST);
      } catch (e) {
        this.held = false; // whoever takes the lease next goes on from what is stored
        this.log.warn({ step: 'register.seal', error: noteOf(e) }, 'sealing failed, tried again');
      }
      if (!this.stopped) this.timer = setTimeout(later, PAUSE_MS);
    };
    const later = () => {
      this.running = turn();
    };
    later();
  }
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    if (this.held) await this.lease.release().catch(() => undefined); // it runs out by itself
  }

  /** One sealing: answers how many entries went into the log, 0 when none was waiting. */
  async seal(): Promise<number> {
    const last = await native(this.heads).findOne({}, { sort: { _id: -1 } }); // index _id
    const size = last?._id ?? 0;
    const { found, ends } = await this.waiting();
    if (found.length === 0) return 0;
    const stored = await native(this.tiles)
      .find({ _id: { $in: openTiles(size) } })
      .toArray();
    const { changed, root } = appended(
      size,
      found.map(({ data }) => leafHash(sha256, data)),
      new Map(stored.map((t) => [t._id, t.hashes.buffer])),
    );
    const at = this.clock.now();
    const head = { size: size + found.length, root: text64(root), at: at.toISOString() };
    const signed = this.signer.sign(headText(head));
    await inTransaction(this.connection, async (session) => {
      await native(this.heads).insertOne({ _id: head.size, root: head.root, at, ...signed }, { session });
      await native(this.leaves).insertMany(
        found.map(({ entry: e, data }, i) => ({ _id: size + i, data: new mongoose.mongo.Binary(data), lane: e.lane ?? '', seq: e.seq ?? 0, entry: e._id })),
        { session },
      );
      await faultPoint('register.seal.between_writes');
      await native(this.tiles).bulkWrite(
        [...changed].map(([_id, hashes]) => ({
          updateOne: { filter: { _id }, update: { $set: { hashes: new mongoose.mongo.Binary(hashes) } }, upsert: true },
        })),
        { session },
      );
      await native(this.lanes).bulkWrite(
        [...ends].map(([_id, { logged, link }]) => ({ updateOne: { filter: { _id }, update: { $set: { logged, link } } } })),
        { session },
      );
      await faultPoint('register.seal.before_commit');
    });
    return found.length;
  }

  private async mine(): Promise<boolean> {
    if (this.held) {
      this.lease.assertHeld();
      return true;
    }
    this.held = await this.lease.take();
    return this.held;
  }
  /** Durable entries that follow what is in the log without a gap, each naming the one before. */
  private async waiting(): Promise<{ found: Following[]; ends: Map<string, LaneEnd> }> {
    const lanes = await native(this.lanes)
      .find({ closed: false, brokenAt: { $exists: false } }, { sort: { until: 1 }, limit: LANES_AT_ONCE }) // index {closed, until}
      .toArray();
    const found: Following[] = [];
    const ends = new Map<string, LaneEnd>();
    const broken = new Set<string>();
    if (lanes.length === 0) return { found, ends };
    const logged = new Map<string, LaneEnd>(lanes.map((l) => [l._id, l]));
    const news = await native(this.entries)
      .find({ $or: lanes.map((l) => ({ lane: l._id, seq: { $gt: l.logged } })) }, { readConcern: { level: 'majority' } }) // index {lane, seq}
      .sort({ lane: 1, seq: 1 })
      .limit(MOST)
      .toArray();
    await this.close(lanes, news);
    for (const entry of news) {
      const lane = entry.lane ?? '';
      const before = ends.get(lane) ?? logged.get(lane);
      if (!before || broken.has(lane)) continue;
      const data = leafOf(entry, bytes64(entry.salt ?? ''));
      const link = text64(linkOf(sha256, bytes64(before.link), data));
      if (entry.seq === before.logged + 1 && link === entry.link) {
        found.push({ entry, data });
        ends.set(lane, { logged: entry.seq, link });
        continue;
      }
      // never taken in: the log holds no entry that is not what its process wrote; other lanes go on
      broken.add(lane);
      await native(this.lanes).updateOne({ _id: lane }, { $set: { brokenAt: entry.seq ?? 0 } }, { writeConcern: { w: 'majority' } });
      this.log.error({ step: 'register.seal', lane, seq: entry.seq }, 'an entry does not follow the one before it');
    }
    return { found, ends };
  }
  private async close(lanes: readonly RegisterLane[], news: readonly RegisterEntry[]): Promise<void> {
    if (news.length === MOST) return; // more may wait than was read
    const waiting = new Set(news.map((e) => e.lane));
    const over = lanes.filter((l) => l.until < this.clock.machine(-LATE_MS) && !waiting.has(l._id)).map((l) => l._id);
    if (over.length > 0) await native(this.lanes).updateMany({ _id: { $in: over } }, { $set: { closed: true } });
  }
}
