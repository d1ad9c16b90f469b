import type { Purpose } from '@binhai/shared/contract/http';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { firstIdOf } from '../platform/id.js';
import { native } from '../platform/native.js';
import { type LookerKind, RegisterEntry } from './register-entry.schema.js';

export type { RegisterEntry as LookEntry } from './register-entry.schema.js';

/** Milliseconds a question of an auditor may take. */
const WITHIN = 5000;
/** Instants, the later one not included; entries are found by their time-ordered ids. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}
export interface EntryQuestion {
  readonly period: Period;
  readonly kind?: LookerKind | undefined;
  readonly purpose?: Purpose | undefined;
  /** Any of these. */
  readonly organisationIds?: readonly string[] | undefined;
  readonly actors?: readonly string[] | undefined;
  readonly subjects?: readonly string[] | undefined;
}
export interface LookCount {
  readonly kind: LookerKind;
  readonly purpose: Purpose;
  readonly looks: number;
}
const within = ({ from, to }: Period) => ({ _id: { $gte: firstIdOf(from), $lt: firstIdOf(to) } });

/** The register as those read it who answer for it: auditors, and the counts that are published. It opens no personal field. */
@Injectable()
export class EntrySearch {
  constructor(@InjectModel(RegisterEntry.name) private readonly model: Model<RegisterEntry>) {}

  /** Newest first; `after` is the id of the last one seen. */
  async page({ period, ...asked }: EntryQuestion, limit: number, after?: string): Promise<{ items: RegisterEntry[]; next: string | null }> {
    const { _id } = within(period);
    const end = after === undefined || after > _id.$lt ? _id.$lt : after;
    const found = await this.entries
      .find({ ...given(asked), _id: { $gte: _id.$gte, $lt: end } }, { maxTimeMS: WITHIN })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray(); // index {subject, _id}, {kind, _id} or _id
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? (items.at(-1)?._id ?? null) : null };
  }
  byIds(ids: readonly string[]): Promise<RegisterEntry[]> {
    return this.entries.find({ _id: { $in: [...ids] } }).toArray();
  }
  /** Looks by people at work, in order of time, one after the other. */
  walk(period: Period, kind: 'staff' | 'merchant'): AsyncIterable<RegisterEntry> {
    return this.entries.find({ kind, ...within(period) }).sort({ _id: 1 }); // index {kind, _id}
  }
  /** How many looks stand on each of these grounds. */
  async countByBasis(bases: readonly string[]): Promise<Map<string, number>> {
    if (bases.length === 0) return new Map();
    const found = await this.entries
      .aggregate<{ _id: string; looks: number }>([
        { $match: { purpose: 'legal_inquiry', basis: { $in: [...bases] } } }, // index {basis} of legal inquiries
        { $group: { _id: '$basis', looks: { $sum: 1 } } },
      ])
      .toArray();
    return new Map(found.map((f) => [f._id, f.looks]));
  }
  /** Looks of a period by kind and purpose. */
  async counts(period: Period): Promise<LookCount[]> {
    const found = await this.entries
      .aggregate<{ _id: { kind: LookerKind; purpose: Purpose }; looks: number }>([
        { $match: within(period) },
        { $group: { _id: { kind: '$kind', purpose: '$purpose' }, looks: { $sum: 1 } } },
      ])
      .toArray();
    return found.map(({ _id, looks }) => ({ ..._id, looks }));
  }

  private get entries(): mongo.Collection<RegisterEntry> {
    return native(this.model);
  }
}
const given = ({ kind, purpose, organisationIds, actors, subjects }: Omit<EntryQuestion, 'period'>): mongo.Filter<RegisterEntry> => ({
  ...(kind && { kind }),
  ...(purpose && { purpose }),
  ...(organisationIds && { organisationId: { $in: [...organisationIds] } }),
  ...(actors && { actor: { $in: [...actors] } }),
  ...(subjects && { subject: { $in: [...subjects] } }),
});
