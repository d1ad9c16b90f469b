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

/** Security limits: atomic counters shared by all processes (architecture 11). For the endpoints named there only; floods are another matter. */
@Injectable()
export class Limits {
  constructor(
    @InjectModel(LimitCounter.name) private readonly counters: Model<LimitCounter>,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** Counts one try; refused from the (max + 1)th within the window on. One write; exact under any number of parallel callers. */
  async take(limit: Limit): Promise<Taken> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + limit.windowSeconds * 1000);
    const open = { $gt: ['$until', now] };
    const counter = await native(this.counters).findOneAndUpdate(
      { _id: this.idOf(limit) },
      [
        {
          $set: {
            n: { $cond: [open, { $add: ['$n', 1] }, 1] },
            until: { $cond: [open, '$until', until] },
            goneAt: new Date(Date.now() + limit.windowSeconds * 1000 + 60_000),
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    );
    if (!counter || counter.n <= limit.max) return { ok: true };
    return { ok: false, retryAfter: Math.max(1, Math.ceil((counter.until.getTime() - now.getTime()) / 1000)) };
  }
  /** Forgets the tries so far, e.g. after a right code. */
  async clear(limit: Pick<Limit, 'name' | 'key'>): Promise<void> {
    await native(this.counters).deleteOne({ _id: this.idOf(limit) });
  }

  private idOf({ name, key }: Pick<Limit, 'name' | 'key'>): string {
    return `${name}|${this.cipher.hash(`limits.${name}`, key)}`;
  }
}
