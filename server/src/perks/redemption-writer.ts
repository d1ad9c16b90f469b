import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { type Model, type mongo } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Batcher } from '../platform/batcher.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { type Redemption, Voucher } from './voucher.schema.js';

const MAJORITY = { writeConcern: { w: 'majority' } } as const;
const DUPLICATE = 11000;
type Outcome = 'redeemed' | 'key_reused';
interface Write {
  readonly filter: mongo.Filter<Voucher>;
  readonly update: mongo.UpdateFilter<Voucher>;
}

/**
 * The one conditional update that redeems a voucher. What waits at one moment goes to the database as one command (`npm run bench:redeem`);
 * each voucher is still decided by its own filter, alone.
 */
@Injectable()
export class RedemptionWriter {
  private readonly waiting = new Map<string, Write>();
  private readonly group = new Batcher<Outcome>((ids) => this.write(ids));
  /** Vouchers by the lock that is on them, read together. */
  private readonly locked = new Batcher<Voucher>((lockIds) => this.read(lockIds));

  constructor(@InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>) {}

  /** Shared with concurrent callers: read only. */
  lockedBy(lockId: string): Promise<Voucher | null> {
    return this.locked.get(lockId);
  }
  /**
   * False when the voucher is no longer as `held` says; then nothing was written. `also` is set with it. Durable on a majority when it answers.
   * @throws AppError counter_request_reused when the terminal's request id lies in another voucher
   */
  async redeem(voucherId: string, held: mongo.Filter<Voucher>, redemption: Redemption, also: object): Promise<boolean> {
    const { id } = redemption;
    this.waiting.set(id, {
      filter: { ...held, _id: voucherId, state: 'issued' },
      update: { $set: { state: 'redeemed', redemption, untold: true, ...also }, $unset: { lock: '', locator: '' } },
    });
    try {
      const outcome = await this.group.get(id);
      if (outcome === 'key_reused') throw new AppError('counter_request_reused');
      return outcome === 'redeemed';
    } finally {
      this.waiting.delete(id);
    }
  }

  private async write(ids: string[]): Promise<Map<string, Outcome>> {
    const updates = ids.flatMap((id) => this.waiting.get(id) ?? []);
    const [only] = updates;
    const outcomes = new Map<string, Outcome>();
    try {
      // alone, a plain update is cheaper
      const { modifiedCount } =
        only && updates.length === 1
          ? await native(this.vouchers).updateOne(only.filter, only.update, MAJORITY)
          : await native(this.vouchers).bulkWrite(
              updates.map((updateOne) => ({ updateOne })),
              { ordered: false, ...MAJORITY },
            );
      if (modifiedCount === ids.length) return new Map(ids.map((id) => [id, 'redeemed']));
      if (ids.length === 1) return outcomes;
    } catch (e) {
      for (const n of duplicatesOf(e)) outcomes.set(ids[n] ?? '', 'key_reused');
      if (ids.length === 1) return outcomes;
    }
    // some lost: whose redemption lies in a voucher has won
    const won = await native(this.vouchers)
      .find({ 'redemption.id': { $in: ids } }, { projection: { 'redemption.id': 1 } }) // index redemption.id
      .toArray();
    for (const { redemption } of won) if (redemption) outcomes.set(redemption.id, 'redeemed');
    return outcomes;
  }
  private async read(lockIds: string[]): Promise<Map<string, Voucher>> {
    const vouchers = native(this.vouchers);
    const [only] = lockIds;
    // alone, findOne is cheaper than a cursor; index lock.id
    const found =
      only !== undefined && lockIds.length === 1
        ? [await vouchers.findOne({ 'lock.id': only })]
        : await vouchers.find({ 'lock.id': { $in: lockIds } }, { batchSize: lockIds.length + 1, singleBatch: true }).toArray();
    return new Map(found.flatMap((v) => (v?.lock ? [[v.lock.id, v]] : [])));
  }
}

/** Places in the group whose request id a unique index knows from another voucher; throws what is any other error. */
function duplicatesOf(e: unknown): number[] {
  if (!(e instanceof mongoose.mongo.MongoBulkWriteError)) {
    if (isDuplicateKey(e)) return [0];
    throw e;
  }
  const errors = [e.writeErrors].flat();
  if (errors.length === 0 || e.result.getWriteConcernError() || errors.some((w) => w.code !== DUPLICATE)) throw e;
  return errors.map((w) => w.index);
}
