import { Injectable } from '@nestjs/common';
import { InjectModel, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Clock } from './clock.js';
import { FieldCipher } from './field-cipher.js';
import { native } from './native.js';

export interface Limit {
  /** Stable name of the rule, e.g. `sms.phone`. */
  readonly name: string;
  /** Whom it counts: a phone, an address, a person id. Only its keyed hash is stored. */
  readonly key: string;
  readonly max: number;
  /** Length of the window, which starts with its first take. Seconds. */
  readonly windowSeconds: number;
}
export type Taken = { readonly ok: true } | { readonly ok: false /** Seconds, at least 1. */; readonly retryAfter: number };
@Schema({ collection: 'limits', versionKey: false })
export class LimitCounter {
  @Prop({ type: String, required: true }) _id: string; // name|keyed hash
  @Prop({ type: Number, required: true }) n: number;
  @Prop({ type: Date, required: true }) until: Date;
  /** Wall clock, for MongoDB's own TTL sweep, which knows no test clock. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const LimitCounterSchema = SchemaFactory.createForClass(LimitCounter);
LimitCounterSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });

interface Counted extends Pick<LimitCounter, 'n' | 'until'> {
  readonly now: Date;
}
interface Try {
  readonly ok: (counted: Counted) => void;
  readonly no: (error: unknown) => void;
}

/** Security limits: atomic counters shared by all processes (architecture 11). For the endpoints named there only; floods are another matter. */
@Injectable()
export class Limits {
  /** Tries of a key whose write waits for the one under way. */
  private readonly waiting = new Map<string, Try[]>();

  constructor(
    @InjectModel(LimitCounter.name) private readonly counters: Model<LimitCounter>,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts one try; refused from the (max + 1)th within the window on. Exact under any number of parallel callers. Those of one key that come
   * while a write is under way share the next one: a flood on one key costs one write at a time, not one each.
   */
  async take(limit: Limit): Promise<Taken> {
    const { n, until, now } = await this.count(this.idOf(limit), limit.windowSeconds);
    return n <= limit.max ? { ok: true } : { ok: false, retryAfter: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) };
  }
  /** Takes one try back: it came to nothing through no fault of the caller's. */
  async giveBack(limit: Pick<Limit, 'name' | 'key'>): Promise<void> {
    await native(this.counters).updateOne({ _id: this.idOf(limit), n: { $gt: 0 }, until: { $gt: this.clock.now() } }, { $inc: { n: -1 } });
  }
  /** Forgets the tries so far, e.g. after a right code. */
  async clear(limit: Pick<Limit, 'name' | 'key'>): Promise<void> {
    await native(this.counters).deleteOne({ _id: this.idOf(limit) });
  }

  private count(id: string, windowSeconds: number): Promise<Counted> {
    return new Promise((ok, no) => {
      const waiting = this.waiting.get(id);
      if (waiting) waiting.push({ ok, no });
      else {
        this.waiting.set(id, []);
        void this.write(id, windowSeconds, [{ ok, no }]);
      }
    });
  }
  private async write(id: string, windowSeconds: number, tries: readonly Try[]): Promise<void> {
    try {
      const now = this.clock.now();
      const counter = await this.add(id, tries.length, now, windowSeconds);
      let n = counter.n - tries.length;
      for (const { ok } of tries) ok({ n: ++n, until: counter.until, now });
    } catch (e) {
      for (const { no } of tries) no(e);
    }
    const next = this.waiting.get(id) ?? [];
    if (next.length === 0) this.waiting.delete(id);
    else {
      this.waiting.set(id, []);
      void this.write(id, windowSeconds, next);
    }
  }
  private async add(id: string, tries: number, now: Date, windowSeconds: number): Promise<Pick<LimitCounter, 'n' | 'until'>> {
    const open = { $gt: ['$until', now] };
    const until = new Date(now.getTime() + windowSeconds * 1000);
    const counter = await native(this.counters).findOneAndUpdate(
      { _id: id },
      [
        {
          $set: {
            n: { $cond: [open, { $add: ['$n', tries] }, tries] },
            until: { $cond: [open, '$until', until] },
            goneAt: this.clock.machine(windowSeconds * 1000 + 60_000),
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    );
    return counter ?? { n: tries, until };
  }
  private idOf({ name, key }: Pick<Limit, 'name' | 'key'>): string {
    return `${name}|${this.cipher.hash(`limits.${name}`, key)}`;
  }
}
