import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, Optional } from '@nestjs/common';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { AppError } from './app-error.js';

/** What can be cached: each write gives the document a new, higher `rev` (see `nextRev`). Documents are never deleted, they end by a state. */
export interface Revised {
  readonly _id: string;
  readonly rev: number;
}
export interface LiveCacheOptions<T extends Revised, V> {
  /** A function, since the connection may not be open yet. The collection has an index on `rev`. */
  readonly collection: () => mongo.Collection<T>;
  /** Makes the cached value. Throws on a document it does not understand: that one is left out and logged, nobody acts on it. */
  readonly read: (doc: T) => V;
}
export interface LiveCacheTimes {
  readonly pollMs: number;
  readonly closedAfterMs: number;
  readonly reopenMs: number;
}
const TIMES: LiveCacheTimes = { pollMs: 15_000, closedAfterMs: 60_000, reopenMs: 1000 };

/**
 * All documents of a small collection in memory: offers, parameter sets, keys; nothing else may be cached (architecture 10). A change stream
 * brings changes within milliseconds; beside it a poll of `rev > last` every 15 s. When neither worked for 60 s, reading throws service_busy.
 */
export class LiveCache<T extends Revised, V> {
  private readonly log = new Logger('live-cache');
  private readonly values = new Map<string, V>();
  private readonly revs = new Map<string, number>();
  private last = -1;
  private lastGood = Number.NEGATIVE_INFINITY;
  private stream: mongo.ChangeStream | undefined;
  private timers: NodeJS.Timeout[] = [];
  private running = false;

  constructor(
    private readonly options: LiveCacheOptions<T, V>,
    private readonly times: LiveCacheTimes,
  ) {}

  /** By id, in no order. Throws service_busy when what is here may be out of date. */
  all(): ReadonlyMap<string, V> {
    if (performance.now() - this.lastGood > this.times.closedAfterMs) throw new AppError('service_busy', { retryAfter: 5 });
    return this.values;
  }
  get(id: string): V | undefined {
    return this.all().get(id);
  }
  /** Reads what changed; after it a caller sees its own write. */
  async refresh(): Promise<void> {
    const changed = await this.options
      .collection()
      .find({ rev: { $gt: this.last } } as mongo.Filter<T>)
      .sort({ rev: 1 })
      .toArray();
    for (const doc of changed) this.take(doc as unknown as T);
    this.lastGood = performance.now();
  }

  async start(): Promise<void> {
    this.running = true;
    this.watch();
    await this.refresh();
    this.timers.push(setInterval(() => void this.poll(), this.times.pollMs).unref());
  }
  async stop(): Promise<void> {
    this.running = false;
    for (const t of this.timers) clearTimeout(t);
    await this.stream?.close().catch(() => undefined); // a closed connection closes it too
  }

  private async poll(): Promise<void> {
    try {
      await this.refresh();
    } catch (e) {
      this.log.warn(`poll failed: ${(e as Error).name}`);
    }
  }
  private watch(): void {
    const stream = this.options.collection().watch([], { fullDocument: 'updateLookup' });
    this.stream = stream;
    stream.on('change', (event) => {
      if ('fullDocument' in event && event.fullDocument) this.take(event.fullDocument as unknown as T);
    });
    stream.once('resumeTokenChanged', () => void this.poll()); // it watches from here on: fetch what came before
    // comes with each answer of the server, also with an empty one: the stream lives
    stream.on('resumeTokenChanged', () => {
      this.lastGood = performance.now();
    });
    let over = false;
    const end = (why: string) => {
      if (over || !this.running) return;
      over = true;
      this.log.warn(`change stream ended: ${why}`);
      void stream.close().catch(() => undefined);
      this.reopen();
    };
    stream.on('error', (e) => end(e.name));
    stream.on('close', () => end('closed')); // a cursor killed on the server ends without an error
  }
  private reopen(): void {
    if (!this.running) return;
    const timer = setTimeout(() => {
      this.timers = this.timers.filter((t) => t !== timer);
      this.watch();
    }, this.times.reopenMs);
    this.timers.push(timer.unref());
  }
  private take(doc: T): void {
    if (doc.rev <= (this.revs.get(doc._id) ?? -1)) return; // the other way brought it already
    this.revs.set(doc._id, doc.rev);
    this.last = Math.max(this.last, doc.rev);
    try {
      this.values.set(doc._id, this.options.read(doc));
    } catch (e) {
      this.values.delete(doc._id);
      this.log.error(`${this.options.collection().collectionName} ${doc._id} is not understood and left out: ${(e as Error).name}`);
    }
  }
}

/** Makes the caches, starts them with the application and stops them before its connection closes. */
@Injectable()
export class LiveCaches implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly caches: { start(): Promise<void>; stop(): Promise<void> }[] = [];

  constructor(@Optional() private readonly times: LiveCacheTimes = TIMES) {}

  of<T extends Revised, V>(options: LiveCacheOptions<T, V>): LiveCache<T, V> {
    const cache = new LiveCache(options, this.times);
    this.caches.push(cache);
    return cache;
  }
  async onApplicationBootstrap(): Promise<void> {
    await Promise.all(this.caches.map((c) => c.start()));
  }
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.caches.map((c) => c.stop()));
  }
}

/**
 * The next revision of a cached collection. Only in the transaction that writes the document: two such transactions then collide and repeat,
 * so revisions become visible in their order and a poll of `rev > last` misses none.
 */
export async function nextRev(connection: Connection, collection: string, session: ClientSession): Promise<number> {
  const counter = await connection
    .collection<{ _id: string; n: number }>('revisions')
    .findOneAndUpdate({ _id: collection }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after', session });
  return counter?.n ?? 1;
}
