import { elsewhere, type GateEvent, type Stay, staysOf } from '@binhai/shared/rules/parking-stay';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Clock } from '../../platform/clock.js';
import { native } from '../../platform/native.js';
import { ParkingEvent } from './stay.schema.js';

/** A stay with what was said about it. */
export interface KnownStay extends Stay {
  /** Overlaps a stay elsewhere, and nobody said yet which car is the person's (trouble PRK-4). */
  readonly doubtful: readonly Stay[];
  readonly notMine: boolean;
}
const asGateEvent = ({ _id, type, lotId, at }: ParkingEvent): GateEvent => ({ id: _id, type, lot: lotId, at: at.getTime() });

/** Reads stays from what gates saw. */
@Injectable()
export class StaysService {
  constructor(
    @InjectModel(ParkingEvent.name) private readonly events: Model<ParkingEvent>,
    private readonly clock: Clock,
  ) {}

  async eventsOf(personId: string, plateId: string, session?: ClientSession): Promise<ParkingEvent[]> {
    return native(this.events)
      .find({ personId, plateId }, session ? { session } : {})
      .sort({ at: 1 })
      .toArray(); // index {personId, plateId, at}; a month of one car
  }
  /** @param more an event that is not stored yet */
  read(events: readonly ParkingEvent[], more: readonly ParkingEvent[] = []): KnownStay[] {
    const all = [...events, ...more];
    const refused = new Set(all.filter((e) => e.notMine).map((e) => e._id));
    const now = this.clock.ms();
    const stays = staysOf(all.map(asGateEvent), now);
    const isRefused = (s: Stay) => s.entry !== null && refused.has(s.entry.id);
    const counted = stays.filter((s) => !isRefused(s));
    return stays.map((s) => ({ ...s, notMine: isRefused(s), doubtful: isRefused(s) ? [] : elsewhere(s, counted, now) }));
  }
  /** These entries are of a car that is not the person's. */
  async refuse(personId: string, entryIds: readonly string[]): Promise<void> {
    await native(this.events).updateMany({ _id: { $in: [...entryIds] }, personId }, { $set: { notMine: true } });
  }
}
