import { randomBytes } from 'node:crypto';
import { linkOf } from '@binhai/shared/merkle/entry';
import type { Model } from 'mongoose';
import type { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { native } from '../platform/native.js';
import { insertUntilKnown } from '../platform/transactions.js';
import { leafOf, sha256, text64 } from './leaf.js';
import type { RegisterLane } from './log.schema.js';
import type { RegisterEntry } from './register-entry.schema.js';

export type NewEntry = Omit<RegisterEntry, 'lane' | 'seq' | 'salt' | 'link'>;
interface Waiting {
  readonly entry: NewEntry;
  readonly ok: () => void;
  readonly no: (e: unknown) => void;
}
interface Lane {
  readonly id: string;
  seq: number;
  link: Uint8Array;
  /** Epoch milliseconds of the machine. */
  until: number;
  /** When it is asked again whether the log still takes its entries; the machine's milliseconds. */
  checkAt: number;
}
/** Batches under way at once, each in a lane of its own; what comes meanwhile forms the next, so that batches grow with the load and a lone entry waits for nothing. */
const LANES = 2;
const MOST = 500;
const SALT = 16;
const LEASE_MS = 3_600_000;
/** How long a lane that was found broken may still be written to. */
const CHECK_MS = 5000;
const MAJORITY = { writeConcern: { w: 'majority' } } as const;

/** Group commit: entries made in one turn of the event loop are written, durable, in one go, one behind the other in a lane. */
export class EntryWriter {
  private waiting: Waiting[] = [];
  private idle: Lane[] = [];
  private busy = 0;
  private scheduled = false;

  constructor(
    private readonly entries: () => Model<RegisterEntry>,
    private readonly lanes: () => Model<RegisterLane>,
    private readonly clock: Clock,
  ) {}

  /** Resolves once a majority holds it, also when its `once` was there already. */
  write(entry: NewEntry): Promise<void> {
    return new Promise((ok, no) => {
      this.waiting.push({ entry, ok, no });
      this.later();
    });
  }

  private later(): void {
    if (this.scheduled || this.busy >= LANES || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.flush();
    });
  }
  private async flush(): Promise<void> {
    const batch = this.waiting.splice(0, MOST);
    if (batch.length === 0) return;
    this.busy++;
    try {
      const lane = await this.lane();
      await this.append(lane, batch);
      this.idle.push(lane); // not after a failure: what is in the lane then is not known, and nothing more may follow it
    } catch (e) {
      for (const w of batch) w.no(e); // those already answered hear nothing of it
    } finally {
      this.busy--;
      this.later();
    }
  }

  private async append(lane: Lane, batch: readonly Waiting[]): Promise<void> {
    for (let rest = batch; rest.length > 0; ) {
      const salts = randomBytes(SALT * rest.length);
      let { seq, link } = lane;
      const docs = rest.map(({ entry }, i): RegisterEntry => {
        const salt = salts.subarray(i * SALT, (i + 1) * SALT);
        link = linkOf(sha256, link, leafOf(entry, salt));
        return { ...entry, lane: lane.id, seq: ++seq, salt: text64(salt), link: text64(link) };
      });
      await faultPoint('register.append.before_write');
      const written = await insertUntilKnown(native(this.entries()), docs, 'once');
      await faultPoint('register.append.after_write');
      const last = docs[written - 1];
      if (last) Object.assign(lane, { seq: last.seq, link: Buffer.from(last.link ?? '', 'base64url') });
      // the one that stopped it is on record already, as its `once` says; those behind it move up
      for (const w of rest.slice(0, written + 1)) w.ok();
      rest = rest.slice(written + 1);
    }
  }
  private async lane(): Promise<Lane> {
    const now = this.clock.machine(0).getTime();
    const held = this.idle.pop();
    if (held && held.until > now && (held.checkAt > now || (await this.goesOn(held, now)))) return held;
    const until = this.clock.machine(LEASE_MS);
    const fresh: Lane = { id: newId(), seq: 0, link: new Uint8Array(0), until: until.getTime(), checkAt: now + CHECK_MS };
    await native(this.lanes()).insertOne({ _id: fresh.id, until, logged: 0, link: '', closed: false }, MAJORITY);
    return fresh;
  }
  /** Whether more may follow in this lane; renews its lease when half of it is over. A broken one is left: what followed in it would never be in the log. */
  private async goesOn(lane: Lane, now: number): Promise<boolean> {
    const until = lane.until - now > LEASE_MS / 2 ? new Date(lane.until) : this.clock.machine(LEASE_MS);
    const sound = await native(this.lanes()).updateOne({ _id: lane.id, brokenAt: { $exists: false } }, { $max: { until } }, MAJORITY);
    Object.assign(lane, { until: until.getTime(), checkAt: now + CHECK_MS });
    return sound.matchedCount === 1;
  }
}
