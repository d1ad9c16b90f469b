import type { LocalDate } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Batcher } from '../platform/batcher.js';
import { native } from '../platform/native.js';
import { Voucher } from './voucher.schema.js';

/** A voucher that counts for its holder's limits. */
export interface Holding {
  readonly offer: string;
  readonly day: LocalDate;
}
const NONE: readonly Holding[] = [];

/** What people hold, joined over callers and answered from the index {person, holds, offer, day} alone. */
@Injectable()
export class Holdings {
  private readonly batcher: Batcher<Holding[]>;

  constructor(@InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>) {
    this.batcher = new Batcher((people) => this.find(people));
  }

  /** Read only. */
  async of(person: string): Promise<readonly Holding[]> {
    return (await this.batcher.get(person)) ?? NONE;
  }

  private async find(people: string[]): Promise<Map<string, Holding[]>> {
    const found = new Map<string, Holding[]>();
    const cursor = native(this.vouchers).find(
      { person: people.length === 1 ? people[0] : { $in: people }, holds: true },
      { projection: { _id: 0, person: 1, offer: 1, day: 1 }, batchSize: 1000 },
    );
    for (const { person, offer, day } of await cursor.toArray()) {
      const held = found.get(person);
      if (held) held.push({ offer, day });
      else found.set(person, [{ offer, day }]);
    }
    return found;
  }
}
export function countOf(held: readonly Holding[], offer: string, today: LocalDate): { claimed: number; claimedToday: number } {
  let claimed = 0;
  let claimedToday = 0;
  for (const h of held) {
    if (h.offer !== offer) continue;
    claimed++;
    if (h.day === today) claimedToday++;
  }
  return { claimed, claimedToday };
}
