import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { READ_KINDS, type ReadKind, type transparency } from '@binhai/shared/contract/transparency';
import { addDays, addMonths, earlier, type LocalDate, localDateOf, startOfDay } from '@binhai/shared/dates/dates';
import { publishedCount } from '@binhai/shared/rules/transparency';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ComplaintBook } from '../cases/complaints/complaint-book.service.js';
import { ConsentEvidenceService } from '../consents/evidence.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PartnersService } from '../partners/partners.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { every } from '../platform/jobs/schedule.js';
import { EntrySearch, type LookCount } from '../register/entry-search.service.js';
import { TransparencyMonth } from './month.schema.js';

const JOB = 'transparency.months';
/** Between two countings of the month that runs. */
const SECONDS = 6 * 3600;
/** Months that are computed anew at most, when nobody did for a while. */
const MOST_MONTHS = 12;
const NO_SOURCE = publishedCount(null);
const monthOf = (day: LocalDate) => day.slice(0, 7);
const firstOf = (month: string): LocalDate => `${month}-01`;

/** 透明度 (product E9): counts made from the register four times a day, and kept. */
@Injectable()
export class TransparencyService implements OnModuleInit {
  constructor(
    @InjectModel(TransparencyMonth.name) private readonly months: Model<TransparencyMonth>,
    private readonly search: EntrySearch,
    private readonly evidence: ConsentEvidenceService,
    private readonly complaints: ComplaintBook,
    private readonly partners: PartnersService,
    private readonly parameters: ParametersService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define(JOB, async (run) => {
      for (const month of await this.due()) {
        run.throwIfStopped();
        await this.compute(month);
      }
    });
    this.jobs.schedule(JOB, every(SECONDS));
  }

  /** @throws AppError transparency_month_unknown */
  async month({ query }: ParsedOf<typeof transparency>): Promise<ReplyOf<typeof transparency>> {
    let all = await this.known();
    if (all.length === 0) {
      await this.compute(monthOf(localDateOf(this.clock.ms()))); // a database that has just begun: nobody waits for the job
      all = await this.known();
    }
    const asked = query.month ?? all[0];
    const found = asked === undefined ? null : await this.months.findById(asked).lean();
    if (!found) throw new AppError('transparency_month_unknown');
    const { _id, through, whole, computedAt, optIns, optOuts, reads, sealed, schemeChanges, scheme, complaints, reviews, partners } = found;
    return {
      month: _id,
      months: all,
      through,
      whole,
      computedAt: computedAt.toISOString(),
      optIns: publishedCount(optIns),
      optOuts: publishedCount(optOuts),
      reads: READ_KINDS.map((kind) => ({ kind, count: publishedCount(reads[kind] ?? 0) })),
      sealed: publishedCount(sealed),
      repairs: { applied: NO_SOURCE, inTime: NO_SOURCE },
      objections: { decided: NO_SOURCE, upheld: NO_SOURCE },
      humanReviews: { decided: publishedCount(reviews?.decided ?? null), changed: publishedCount(reviews?.changed ?? null) },
      schemes: { changes: publishedCount(schemeChanges), current: scheme },
      complaints: { forced: publishedCount(complaints?.forced ?? null), refused: publishedCount(complaints?.refused ?? null) },
      partners: partners === undefined ? NO_SOURCE : { state: 'number', value: partners }, // firms, nobody's data
    };
  }

  /** Newest first. */
  private async known(): Promise<string[]> {
    return (await this.months.find({}, { _id: 1 }).sort({ _id: -1 }).lean()).map((m) => m._id);
  }
  /** A month that is over is counted whole once, and stands: erasure after retention must not change it. */
  async compute(month: string): Promise<void> {
    if ((await this.months.findById(month, { whole: 1 }).lean())?.whole) return;
    const today = localDateOf(this.clock.ms());
    const last = addDays(addMonths(firstOf(month), 1), -1);
    const through = earlier(last, today);
    const period = { from: new Date(startOfDay(firstOf(month))), to: new Date(startOfDay(addDays(through, 1))) };
    const [counts, given, replaced, withdrawn, complaints, reviews, partners] = await Promise.all([
      this.search.counts(period),
      this.evidence.count('given', 'personal_grade', period),
      this.evidence.count('replaced', 'personal_grade', period),
      this.evidence.count('withdrawn', 'personal_grade', period),
      this.complaints.filed(period),
      this.complaints.reviewed(period),
      this.partners.active(),
    ]);
    const found: Omit<TransparencyMonth, '_id'> = {
      through,
      whole: today > last,
      computedAt: this.clock.now(),
      optIns: given - replaced, // a newer wording agreed to opens nothing that was closed
      optOuts: withdrawn,
      reads: readsOf(counts),
      complaints: { forced: complaints.agency, refused: complaints.merchant },
      reviews,
      partners,
      sealed: sum(counts.filter((c) => c.purpose === 'legal_inquiry')),
      schemeChanges: this.parameters.versions('grade_scheme').filter((s) => monthOf(s.from) === month).length,
      scheme: this.parameters.at('grade_scheme', through).content.title,
    };
    await this.months.updateOne({ _id: month }, { $set: found }, { upsert: true });
  }
  /** From the first month that is not whole up to this one. */
  private async due(): Promise<string[]> {
    const now = monthOf(localDateOf(this.clock.ms()));
    const open = await this.months.find({ whole: false }, { _id: 1 }).sort({ _id: 1 }).limit(1).lean();
    let month = open[0]?._id ?? now;
    const due: string[] = [];
    for (; month <= now; month = monthOf(addMonths(firstOf(month), 1))) due.push(month);
    return due.slice(-MOST_MONTHS);
  }
}

const sum = (counts: readonly LookCount[]): number => counts.reduce((n, c) => n + c.looks, 0);
function readsOf(counts: readonly LookCount[]): Partial<Record<ReadKind, number>> {
  const of = (kind: LookCount['kind']) => sum(counts.filter((c) => c.kind === kind));
  const parking = sum(counts.filter((c) => c.purpose === 'parking_set' || c.purpose === 'parking_verdict'));
  const deposit_free = sum(counts.filter((c) => c.purpose === 'deposit_verdict'));
  const partner = of('partner') - parking - deposit_free;
  const certificate = of('viewer');
  return {
    self: of('self'),
    counter: of('merchant'),
    system: of('system'),
    staff: of('staff'),
    parking,
    deposit_free,
    certificate,
    ...(partner > 0 && { partner }),
  };
}
