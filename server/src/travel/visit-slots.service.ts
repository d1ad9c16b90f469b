import { type LocalDate, startOfDay } from '@binhai/shared/dates/dates';
import type { Visit, VisitSlot } from '@binhai/shared/rules/visit';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { VisitSlotCount } from './visit-slot.schema.js';

/** Kept so long after its day: what is claimed and cancelled late still counts right. */
const KEPT_MS = 30 * 86_400_000;
export const slotKey = (offer: string, { date, from }: Pick<Visit, 'date' | 'from'>): string => `${offer}|${date}|${from}`;

/** Owns `visit_slots`. A party takes all its places or none, in the transaction of its voucher (architecture rule 1). */
@Injectable()
export class VisitSlots {
  constructor(
    @InjectModel(VisitSlotCount.name) private readonly slots: Model<VisitSlotCount>,
    private readonly clock: Clock,
  ) {}

  /** False when there is not room for all of them; the transaction is over then. */
  async take(offer: string, visit: Visit, { capacity }: VisitSlot, session: ClientSession): Promise<boolean> {
    if (visit.heads > capacity) return false;
    try {
      const r = await native(this.slots).updateOne(
        { _id: slotKey(offer, visit), taken: { $lte: capacity - visit.heads } },
        {
          $inc: { taken: visit.heads },
          $setOnInsert: { goneAt: this.clock.machine(startOfDay(visit.date) - this.clock.ms() + KEPT_MS) },
        },
        { session, upsert: true },
      );
      return r.modifiedCount + r.upsertedCount === 1;
    } catch (e) {
      // it is there, and the filter did not take it: full
      if (isDuplicateKey(e, '_id_')) return false;
      throw e;
    }
  }
  /** In the transaction of the state change that frees them. */
  async giveBack(key: string, heads: number, session: ClientSession): Promise<void> {
    await native(this.slots).updateOne({ _id: key, taken: { $gte: heads } }, { $inc: { taken: -heads } }, { session });
  }
  /** Places taken, by key; what is not there has none. */
  async taken(offer: string, days: readonly LocalDate[], slots: readonly VisitSlot[]): Promise<ReadonlyMap<string, number>> {
    const keys = days.flatMap((date) => slots.map(({ from }) => slotKey(offer, { date, from })));
    const found = await native(this.slots)
      .find({ _id: { $in: keys } })
      .toArray();
    return new Map(found.map((s) => [s._id, s.taken]));
  }
}
