import type { CreditRecord, RecordState } from '@binhai/shared/rules/record';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { type ClientSession, type Model, type mongo } from 'mongoose';
import { FieldCipher } from '../platform/field-cipher.js';
import { among, type Hashed } from '../platform/hashed-fields.js';
import type { Access } from '../register/access.js';
import { GramCount, StoredRecord } from './record.schema.js';

export type { RecordSource, StoredRecord } from './record.schema.js';

/** Label of the keyed hash by which a person's number is found; the same in every collection. */
export const NUMBER_HASH = 'people.number';
export type RecordsAccess = Access<
  'own_credit' | 'own_records' | 'own_repairs' | 'repair_case' | 'own_reports' | 'grade_computation' | 'scheme_trial' | 'legal_inquiry'
>;
/** The person whose records are asked for: the id the access was given for, and the number proven for it. */
export interface RecordOwner {
  readonly _id: string;
  readonly numberHash?: Hashed;
}
/** A record with its words, for the person alone. */
export interface PersonRecord {
  readonly facts: CreditRecord;
  /** Further columns of the source: facts, basis, content … */
  readonly details: Readonly<Record<string, string>>;
  /** Whole fen. */
  readonly fineFen: number | null;
  readonly confiscatedFen: number | null;
  readonly legalBasis: string;
  readonly directory: string;
  readonly acceptedAt: Date;
}
export type Arrival = 'accepted' | 'advanced' | 'known' | 'differs';

const FACTS = {
  classCode: 1,
  kind: 1,
  effect: 1,
  title: 1,
  unit: 1,
  documentNumber: 1,
  decidedOn: 1,
  disclosedOn: 1,
  endsOn: 1,
  publicityEndsOn: 1,
  severity: 1,
  state: 1,
  fulfilment: 1,
  fulfilledOn: 1,
  dueOn: 1,
  general: 1,
  dutiesDone: 1,
} as const;
type Facts = Pick<StoredRecord, keyof typeof FACTS | '_id'>;
/** More records than this of one person are never needed at once; the newest count. */
const MOST_OF_A_PERSON = 2000;

type There = Pick<StoredRecord, 'contentHash' | 'fulfilment' | 'fulfilledOn'>;
function compare(record: StoredRecord, there: There | undefined): Arrival {
  if (there?.contentHash !== record.contentHash) return 'differs';
  if (there.fulfilment === record.fulfilment && there.fulfilledOn === record.fulfilledOn) return 'known';
  if (there.fulfilment === 'running') return 'advanced';
  return record.fulfilment === 'running' ? 'known' : 'differs'; // an older file does not turn a kept one back
}

/** Only what the rules look at: no name, no number, no free text. */
export const factsOf = (r: Facts): CreditRecord => ({
  id: r._id,
  classCode: r.classCode,
  kind: r.kind,
  effect: r.effect,
  title: r.title,
  unit: r.unit,
  documentNumber: r.documentNumber,
  decidedOn: r.decidedOn,
  disclosedOn: r.disclosedOn,
  endsOn: r.endsOn,
  publicityEndsOn: r.publicityEndsOn,
  severity: r.severity,
  state: r.state,
  fulfilment: r.fulfilment,
  fulfilledOn: r.fulfilledOn,
  dueOn: r.dueOn,
  general: r.general,
  dutiesDone: r.dutiesDone,
});

/** Owns the credit records. Persons' are read by the person's number under an access of the register; ingest writes them, and a decided case turns their state. */
@Injectable()
export class RecordsService {
  constructor(
    @InjectModel(StoredRecord.name) private readonly records: Model<StoredRecord>,
    @InjectModel(GramCount.name) private readonly grams: Model<GramCount>,
    private readonly cipher: FieldCipher,
  ) {}

  /** All records of the person, newest first; none without a proven number. Throws when the access was given for somebody else. */
  async ofPerson(access: RecordsAccess, person: RecordOwner): Promise<CreditRecord[]> {
    this.check(access, person);
    if (!person.numberHash) return [];
    const found = await this.collection
      .find({ numberHash: among(person.numberHash) }, { projection: FACTS })
      .sort({ decidedOn: -1, _id: -1 })
      .limit(MOST_OF_A_PERSON)
      .toArray();
    return found.map((r) => factsOf(r));
  }
  /** One record of the person with its words; null when there is none of this id or it is another's. */
  async ofPersonById(access: RecordsAccess, person: RecordOwner, id: string): Promise<PersonRecord | null> {
    this.check(access, person);
    if (!person.numberHash) return null;
    const r = await this.collection.findOne({ _id: id, numberHash: among(person.numberHash) });
    if (!r) return null;
    const text = r.sealedDetails ? this.cipher.open({ collection: 'credit_records', field: 'sealedDetails', id: r._id }, r.sealedDetails) : '{}';
    return {
      facts: factsOf(r),
      details: JSON.parse(text) as Record<string, string>,
      fineFen: r.fineFen,
      confiscatedFen: r.confiscatedFen,
      legalBasis: r.legalBasis,
      directory: r.directory,
      acceptedAt: r.acceptedAt,
    };
  }

  /**
   * Stores what is new and tells of each, in order: accepted, known (the same record is there, also when it stands earlier in the list), advanced (a
   * commitment or contract known as running is now kept or broken), or differs (the same decision with other contents: nothing is overwritten).
   * The unique _id decides, so any number of processes may send the same rows (DB-1).
   */
  async add(records: readonly StoredRecord[]): Promise<Arrival[]> {
    if (records.length === 0) return [];
    const refused = await this.insert(records);
    if (refused.size < records.length) await this.count(records.filter((_, i) => !refused.has(i)));
    if (refused.size === 0) return records.map(() => 'accepted');
    const ids = [...refused].map((i) => records[i]?._id ?? '');
    const found = await this.collection.find({ _id: { $in: ids } }, { projection: { contentHash: 1, fulfilment: 1, fulfilledOn: 1 } }).toArray();
    const there = new Map(found.map((r) => [r._id, r]));
    const answers: Arrival[] = [];
    for (const [i, r] of records.entries()) {
      const answer = refused.has(i) ? compare(r, there.get(r._id)) : 'accepted';
      answers.push(answer === 'advanced' ? await this.advance(r) : answer);
    }
    return answers;
  }

  /** What may have to be repaired of an organisation, shown or not, newest first: nobody's personal data. */
  async negativeOf(uscc: string): Promise<CreditRecord[]> {
    const found = await this.collection
      .find({ uscc, subject: 'organisation', effect: 'negative' }, { projection: FACTS })
      .sort({ decidedOn: -1, _id: -1 })
      .limit(MOST_OF_A_PERSON)
      .toArray(); // index {uscc, decidedOn, _id}
    return found.map(factsOf);
  }
  /** Code of the unit that made each: no personal data. */
  async unitCodes(ids: readonly string[]): Promise<Map<string, string | null>> {
    const found = await this.collection.find({ _id: { $in: [...ids] } }, { projection: { unitCode: 1 } }).toArray();
    return new Map(found.map((r) => [r._id, r.unitCode]));
  }
  /** Takes a record out of sight, or brings it back, in the caller's transaction. Null when it is not in that state any more: somebody else was there first. */
  async turn(
    id: string,
    from: RecordState,
    to: RecordState,
    session: ClientSession,
  ): Promise<Pick<StoredRecord, 'numberHash' | 'documentNumber' | 'unitCode'> | null> {
    const duties = to === 'repaired' ? { dutiesDone: true } : {};
    return this.collection.findOneAndUpdate(
      { _id: id, state: from },
      { $set: { state: to, ...duties }, $inc: { revision: 1 } },
      { session, projection: { numberHash: 1, documentNumber: 1, unitCode: 1 } },
    );
  }

  private get collection(): mongo.Collection<StoredRecord> {
    return this.records.collection as unknown as mongo.Collection<StoredRecord>;
  }
  /** Once only, by the state in the filter; who comes second meets what the first one wrote. */
  private async advance(record: StoredRecord): Promise<Arrival> {
    const { fulfilment, fulfilledOn } = record;
    const done = await this.collection.updateOne({ _id: record._id, fulfilment: 'running' }, { $set: { fulfilment, fulfilledOn }, $inc: { revision: 1 } });
    if (done.modifiedCount === 1) return 'advanced';
    const now = compare(record, (await this.collection.findOne({ _id: record._id })) ?? undefined);
    return now === 'advanced' ? 'differs' : now;
  }
  private check(access: RecordsAccess, person: RecordOwner): void {
    if (access.subject !== person._id) throw new Error('the access was given for another person');
  }
  /** Indexes of those whose _id is there already. Unordered and outside a transaction: one duplicate stops nothing. */
  private async insert(records: readonly StoredRecord[]): Promise<Set<number>> {
    try {
      await this.collection.insertMany(records as StoredRecord[], { ordered: false });
      return new Set();
    } catch (e) {
      if (!(e instanceof mongoose.mongo.MongoBulkWriteError)) throw e;
      const errors = [e.writeErrors].flat();
      if (errors.length === 0 || errors.some((w) => w.code !== 11000)) throw e;
      return new Set(errors.map((w) => w.index));
    }
  }
  private async count(added: readonly StoredRecord[]): Promise<void> {
    const more = new Map<string, number>();
    for (const { grams = [] } of added) for (const g of grams) more.set(g, (more.get(g) ?? 0) + 1);
    if (more.size === 0) return;
    const counts = this.grams.collection as unknown as mongo.Collection<GramCount>;
    await counts.bulkWrite(
      [...more].map(([_id, n]) => ({ updateOne: { filter: { _id }, update: { $inc: { n } }, upsert: true } })),
      { ordered: false },
    );
  }
}
