import { addDays, type LocalDate, localDateOf, startOfDay } from '@binhai/shared/dates/dates';
import { REPORT_DAYS, REPORTS_A_DAY } from '@binhai/shared/rules/report';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { Files } from '../platform/files/files.service.js';
import { newId } from '../platform/id.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { newShortCode } from '../platform/short-code.js';
import { inTransaction } from '../platform/transactions.js';
import { type ReportFacts, StoredReport } from './report.schema.js';

export type { ReportChoice, ReportFacts, StoredReport } from './report.schema.js';

/** Says 'expired' for so long after its last day, then the document goes and its code is one that nobody was given. */
const REMEMBERED_DAYS = 365;
const MAJORITY = { writeConcern: { w: 'majority' } } as const;
const AFTER = { returnDocument: 'after', ...MAJORITY } as const;
const SLOTS = Array.from({ length: REPORTS_A_DAY }, (_, i) => String(i + 1));
export type SealedField = 'purpose' | 'subject';
type Draft = Omit<StoredReport, '_id' | 'state' | 'code' | 'day' | 'until' | 'askedAt' | 'goneAt' | 'facts' | 'purpose'> & { readonly purpose: string };

/** Owns the reports: who asked for which, how many a day, and what became of each. Made by a job that goes by the report's id. */
@Injectable()
export class ReportBook {
  constructor(
    @InjectModel(StoredReport.name) private readonly model: Model<StoredReport>,
    @InjectConnection() private readonly connection: Connection,
    private readonly jobs: Jobs,
    private readonly files: Files,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /**
   * One transaction of the report and its job. Answers null when the person's day is full, 'repeated' when the unique index says that this request,
   * or this content of the day, has its report already.
   */
  async create(draft: Draft, job: string): Promise<StoredReport | 'repeated' | null> {
    const slots: readonly (string | undefined)[] = draft.person === undefined ? [undefined] : SLOTS;
    for (let i = 0; i < slots.length; ) {
      const report = this.drawn(draft, slots[i]);
      try {
        await inTransaction(this.connection, async (session) => {
          await native(this.model).insertOne(report, { session });
          await this.jobs.enqueue(job, { report: report._id }, { unique: `${job}|${report._id}`, session });
        });
        return report;
      } catch (e) {
        if (isDuplicateKey(e, 'person_1_requestId') || isDuplicateKey(e, 'uscc')) return 'repeated';
        if (isDuplicateKey(e, 'person_1_day')) i++;
        else if (!isDuplicateKey(e, 'code')) throw e; // a code somebody has already: drawn anew
      }
    }
    return null;
  }
  /** Of one person; null when it is another's. */
  own(person: string, id: string): Promise<StoredReport | null> {
    return native(this.model).findOne({ _id: id, person });
  }
  byRequest(person: string, requestId: string): Promise<StoredReport | null> {
    return native(this.model).findOne({ person, requestId }); // unique index {person, requestId}
  }
  byContent(uscc: string, day: LocalDate, revision: string): Promise<StoredReport | null> {
    return native(this.model).findOne({ uscc, day, revision }); // unique index {uscc, day, revision}
  }
  one(id: string): Promise<StoredReport | null> {
    return native(this.model).findOne({ _id: id });
  }
  byCode(code: string): Promise<StoredReport | null> {
    return native(this.model).findOne({ code }); // unique index {code}
  }
  /** Newest first; at most five a day for the days they are kept, so never a long list. */
  list(person: string): Promise<StoredReport[]> {
    return native(this.model).find({ person }).sort({ askedAt: -1 }).limit(100).toArray(); // index {person, askedAt}
  }
  /** How many more the person may have today. */
  async left(person: string): Promise<number> {
    const taken = await native(this.model).countDocuments({ person, day: this.today(), slot: { $in: SLOTS } }); // index {person, day, slot}
    return Math.max(0, REPORTS_A_DAY - taken);
  }

  /** False when it is not being made any more: revoked meanwhile, or another worker was faster. */
  async finish(id: string, facts: ReportFacts, subject: string): Promise<boolean> {
    const set = { state: 'ready' as const, facts, subject: this.cipher.seal(place('subject', id), subject) };
    return (await native(this.model).updateOne({ _id: id, state: 'making' }, { $set: set }, MAJORITY)).matchedCount === 1;
  }
  /** It will not be made: its place of the day is free again. */
  fail(id: string): Promise<StoredReport | null> {
    return native(this.model).findOneAndUpdate({ _id: id, state: 'making' }, { $set: { state: 'failed' }, $unset: { slot: '', revision: '' } }, AFTER);
  }
  /** Null when there is nothing to revoke. The file goes with it, for good. */
  async revoke(person: string, id: string): Promise<StoredReport | null> {
    const revoked = await native(this.model).findOneAndUpdate(
      { _id: id, person, state: 'ready', until: { $gte: this.today() } },
      { $set: { state: 'revoked' } },
      AFTER,
    );
    if (revoked?.facts) await this.files.remove(revoked.facts.fileId);
    return revoked;
  }
  open(report: StoredReport, field: SealedField): string {
    const sealed = report[field];
    return sealed === undefined ? '' : this.cipher.open(place(field, report._id), sealed);
  }
  isOver(report: StoredReport): boolean {
    return this.today() > report.until;
  }
  today(): LocalDate {
    return localDateOf(this.clock.ms());
  }

  private drawn({ purpose, ...draft }: Draft, slot: string | undefined): StoredReport {
    const _id = newId();
    const day = this.today();
    const until = addDays(day, REPORT_DAYS);
    const kept = startOfDay(addDays(until, REMEMBERED_DAYS)) - this.clock.ms();
    return {
      _id,
      ...draft,
      state: 'making',
      code: newShortCode(),
      day,
      ...(slot !== undefined && { slot }),
      purpose: this.cipher.seal(place('purpose', _id), purpose),
      askedAt: this.clock.now(),
      until,
      facts: null,
      goneAt: this.clock.machine(kept),
    };
  }
}
const place = (field: SealedField, id: string) => ({ collection: 'reports', field, id }) as const;
/** BH20261125-7Q4K-92MX. */
export const numberOf = ({ day, code }: Pick<StoredReport, 'day' | 'code'>): string => `BH${day.replace(/-/g, '')}-${code.slice(0, 4)}-${code.slice(4)}`;
