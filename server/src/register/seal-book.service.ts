import { localDateOf } from '@binhai/shared/dates/dates';
import { APPROVALS } from '@binhai/shared/rules/seal';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { timeId } from '../platform/id.js';
import { native } from '../platform/native.js';
import { type StaffAct, StoredSeal } from './seal.schema.js';

export type { StaffAct, StoredSeal } from './seal.schema.js';

const PAGE = 20;
const MAJORITY = { writeConcern: { w: 'majority' } } as const;
const BASIS = 'seal:';
/** Why the person did not see it at once, told from the day after its end. */
export interface OpenedSeal {
  readonly statute: string;
  readonly documentNumber: string;
  readonly authority: string;
  readonly until: string;
}
export type NewSeal = Pick<StoredSeal, 'numberHash' | 'statute' | 'documentNumber' | 'authority' | 'endsOn' | 'proposedBy'>;
export const sealBasis = (id: string) => `${BASIS}${id}` as const;

/** Orders to keep looks from a person for a time. Every question is answered by the date: nothing runs to open them. */
@Injectable()
export class SealBook {
  constructor(
    @InjectModel(StoredSeal.name) private readonly seals: Model<StoredSeal>,
    private readonly clock: Clock,
  ) {}

  /** Bases of looks this person does not see today. Whoever shows a person entries of the register leaves these out. */
  async hiddenFrom(subject: string): Promise<string[]> {
    const found = await native(this.seals)
      .find({ subjects: subject, endsOn: { $gte: this.today() } }, { projection: { _id: 1 } }) // index {subjects, endsOn}
      .toArray();
    return found.map((s) => sealBasis(s._id));
  }
  /** For entries the person may see: what had kept them back, by basis. */
  async opened(bases: readonly string[]): Promise<Map<string, OpenedSeal>> {
    const ids = bases.filter((b) => b.startsWith(BASIS)).map((b) => b.slice(BASIS.length));
    if (ids.length === 0) return new Map();
    const found = await native(this.seals)
      .find({ _id: { $in: ids }, endsOn: { $lt: this.today() } })
      .toArray();
    return new Map(found.map(({ _id, statute, documentNumber, authority, endsOn }) => [sealBasis(_id), { statute, documentNumber, authority, until: endsOn }]));
  }

  async put(seal: NewSeal): Promise<StoredSeal> {
    const stored: StoredSeal = { _id: timeId(this.clock.now()), subjects: [], approvals: [], declined: null, ...seal };
    await native(this.seals).insertOne(stored, MAJORITY);
    return stored;
  }
  get(id: string): Promise<StoredSeal | null> {
    return native(this.seals).findOne({ _id: id });
  }
  /** Newest first, 20 a page; `after` is the id of the last one seen. */
  async page(after: string | undefined): Promise<{ items: StoredSeal[]; next: string | null }> {
    const found = await native(this.seals)
      .find(after === undefined ? {} : { _id: { $lt: after } })
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const items = found.slice(0, PAGE);
    return { items, next: found.length > PAGE ? (items.at(-1)?._id ?? null) : null };
  }
  /** Null when it is decided, past its end, the approver's own or approved by them already: one update decides among any number of callers. */
  approve(id: string, by: StaffAct): Promise<StoredSeal | null> {
    return this.change({ ...this.undecided(id), 'proposedBy.personId': { $ne: by.personId }, 'approvals.personId': { $ne: by.personId } }, { approvals: by });
  }
  async decline(id: string, by: StaffAct): Promise<StoredSeal | null> {
    return native(this.seals).findOneAndUpdate({ ...this.undecided(id), 'proposedBy.personId': { $ne: by.personId } }, { $set: { declined: by } }, AFTER);
  }
  /** Before a look is entered under this subject: from then on it is hidden. Null when the order is not in force today. */
  cover(id: string, subject: string): Promise<StoredSeal | null> {
    return this.change({ _id: id, declined: null, [`approvals.${APPROVALS - 1}`]: { $exists: true }, endsOn: { $gte: this.today() } }, { subjects: subject });
  }

  private undecided(id: string): mongo.Filter<StoredSeal> {
    return { _id: id, declined: null, [`approvals.${APPROVALS - 1}`]: { $exists: false }, endsOn: { $gte: this.today() } };
  }
  private change(filter: mongo.Filter<StoredSeal>, add: { approvals: StaffAct } | { subjects: string }): Promise<StoredSeal | null> {
    return native(this.seals).findOneAndUpdate(filter, { $addToSet: add } as mongo.UpdateFilter<StoredSeal>, AFTER);
  }
  private today(): string {
    return localDateOf(this.clock.ms());
  }
}
const AFTER = { returnDocument: 'after', ...MAJORITY } as const;
