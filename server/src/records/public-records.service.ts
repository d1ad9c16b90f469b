import { type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import type { PublicityParameters } from '@binhai/shared/parameters/publicity';
import {
  FILE_KINDS,
  isOnFile,
  isOnRegister,
  REGISTER_KINDS,
  type RegisterFacts,
  type RegisterKind,
  type RegisterWindow,
  registerWindow,
} from '@binhai/shared/rules/public-register';
import { matchesSearch } from '@binhai/shared/text/bigrams';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { ParametersService } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import { native } from '../platform/native.js';
import { GramCount, StoredRecord } from './record.schema.js';

const FIELDS = {
  kind: 1,
  effect: 1,
  organisation: 1,
  organisationFolded: 1,
  uscc: 1,
  documentNumber: 1,
  title: 1,
  unit: 1,
  decidedOn: 1,
  disclosedOn: 1,
  endsOn: 1,
  publicityEndsOn: 1,
  severity: 1,
  state: 1,
  dutiesDone: 1,
  fulfilment: 1,
  fulfilledOn: 1,
  dueOn: 1,
} as const;
/** What the register of organisations may show of a record; no personal field is among its columns. */
export type PublicRecord = Pick<StoredRecord, keyof typeof FIELDS | '_id'>;
export type PublicDetail = PublicRecord & Pick<StoredRecord, 'details' | 'fineFen' | 'confiscatedFen' | 'legalBasis'>;

/** More than any organisation of the district has; a report of so many has some hundred pages. */
const MOST_OF_A_FILE = 1000;

/** A place in a list sorted by day and id, newest first. */
export interface RecordKey {
  readonly decidedOn: LocalDate;
  readonly id: string;
}
export type RecordQuery =
  | { readonly by: 'uscc'; readonly uscc: string }
  | { readonly by: 'document'; readonly folded: string }
  | { readonly by: 'name'; readonly folded: string }
  /** Rarest pair first; `but` leaves out the whole name, which is listed before. */
  | { readonly by: 'part'; readonly grams: readonly string[]; readonly terms: readonly string[]; readonly but: string };
export interface RecordPage {
  readonly items: readonly PublicRecord[];
  readonly next: RecordKey | null;
}

const filterOf = (q: RecordQuery): mongo.Filter<StoredRecord> => {
  if (q.by === 'uscc') return { uscc: q.uscc };
  if (q.by === 'document') return { documentFolded: q.folded };
  if (q.by === 'name') return { organisationFolded: q.folded };
  const [rarest = '', ...others] = q.grams;
  return { $and: [{ grams: rarest }, ...(others.length ? [{ grams: { $all: others } }] : [])], organisationFolded: { $ne: q.but } };
};

/** Reads the public side of the records: organisations alone, and only what may be shown on the day of the question. */
@Injectable()
export class PublicRecordsService {
  constructor(
    @InjectModel(StoredRecord.name) private readonly records: Model<StoredRecord>,
    @InjectModel(GramCount.name) private readonly grams: Model<GramCount>,
    private readonly parameters: ParametersService,
    private readonly clock: Clock,
  ) {}

  /**
   * The next records of a query. The filter's dates keep the index walk short; the rule decides on each (PUB-2), so nothing depends on a job having run.
   * Indexes {uscc | documentFolded | organisationFolded | grams, decidedOn, _id}.
   */
  async page(query: RecordQuery, kind: RegisterKind | undefined, after: RecordKey | null, size: number): Promise<RecordPage> {
    const today = this.today();
    const law = this.law();
    const dates = { subject: 'organisation' as const, state: 'effective' as const, publicFrom: { $lte: today }, publicUntil: { $gte: today } };
    const place = after
      ? { decidedOn: { $lte: after.decidedOn }, $or: [{ decidedOn: { $lt: after.decidedOn } }, { decidedOn: after.decidedOn, _id: { $lt: after.id } }] }
      : {};
    const found = native(this.records)
      .find({ $and: [filterOf(query), dates, place, { kind: kind ?? { $in: [...REGISTER_KINDS] } }] }, { projection: FIELDS, batchSize: size * 2 })
      .sort({ decidedOn: -1, _id: -1 });
    const items: PublicRecord[] = [];
    for await (const r of found) {
      if (!isOnRegister(factsOf(r), law, today)) continue;
      if (query.by === 'part' && !matchesSearch(r.organisationFolded ?? '', query.terms)) continue;
      if (items.length === size) return { items, next: keyOf(items.at(-1)) };
      items.push(r);
    }
    return { items, next: null };
  }
  /** Null when it is not there, not an organisation's, or not to be shown on this day: three cases nobody outside can tell apart. */
  async one(id: string): Promise<{ record: PublicDetail; window: RegisterWindow } | null> {
    const record = await native(this.records).findOne(
      { _id: id, subject: 'organisation' },
      { projection: { ...FIELDS, details: 1, fineFen: 1, confiscatedFen: 1, legalBasis: 1 } },
    );
    if (!record || !isOnRegister(factsOf(record), this.law(), this.today())) return null;
    const window = registerWindow(factsOf(record), this.law(), this.today());
    return window && { record, window };
  }
  /**
   * Everything public of the organisation with this code, newest first. Null when nothing of it is: nobody outside can tell why.
   */
  async file(uscc: string): Promise<{ records: readonly PublicRecord[]; on: LocalDate } | null> {
    const on = this.today();
    const law = this.law();
    const found = await native(this.records)
      .find({ uscc, subject: 'organisation', state: 'effective', kind: { $in: [...FILE_KINDS] } }, { projection: FIELDS })
      .sort({ decidedOn: -1, _id: -1 })
      .limit(MOST_OF_A_FILE)
      .toArray(); // index {uscc, decidedOn, _id}
    const records = found.filter((r) => isOnFile(r, law, on));
    return records.length === 0 ? null : { records, on };
  }
  /** Of one of them: the days it is shown, by the law of the day. */
  windowOf(record: PublicRecord): RegisterWindow | null {
    return registerWindow(factsOf(record), this.law(), this.today());
  }
  async hasDocument(folded: string): Promise<boolean> {
    return folded !== '' && (await native(this.records).findOne({ documentFolded: folded }, { projection: { _id: 1 } })) !== null;
  }
  /** In about how many records each of these pairs occurs, rarest first; 0 for one that no name holds. */
  async frequencies(grams: readonly string[]): Promise<{ gram: string; n: number }[]> {
    const found = await native(this.grams)
      .find({ _id: { $in: [...grams] } })
      .toArray();
    const counts = new Map(found.map((g) => [g._id, g.n]));
    return grams.map((gram) => ({ gram, n: counts.get(gram) ?? 0 })).sort((a, b) => a.n - b.n);
  }

  private today(): LocalDate {
    return localDateOf(this.clock.ms());
  }
  private law(): PublicityParameters {
    return this.parameters.at('publicity').content;
  }
}
const factsOf = (r: PublicRecord): RegisterFacts => r;
const keyOf = (r: PublicRecord | undefined): RecordKey | null => (r ? { decidedOn: r.decidedOn, id: r._id } : null);
