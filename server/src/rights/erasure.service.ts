import { addMonths, endOfDay, localDateOf } from '@binhai/shared/dates/dates';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model, mongo } from 'mongoose';
import { LeavingService } from '../people/leaving.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { Files } from '../platform/files/files.service.js';
import { oneOf } from '../platform/hashed-fields.js';
import { type Held, type Subject, selectorOf } from '../platform/held.js';
import type { JobRun } from '../platform/jobs/job-run.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { daily } from '../platform/jobs/schedule.js';
import { type Place, ProofsService } from '../register/proofs.service.js';
import { Deletion } from './archive.schema.js';
import { ArchiveService } from './archive.service.js';
import { Export } from './export.schema.js';
import { HELD } from './held.js';

export const ERASE = 'rights.erase';
const RETENTION = 'rights.retention';
const BATCH = 200;
const DAY_MS = 86_400_000;
const EXPORT_LINE_DAYS = 30;
const RECEIPT_MONTHS = 36;
type Payload = { readonly receipt: string };
/** The account goes last: by it a run that was cut finds what is left to do. */
const STEPS = [...HELD.filter((h) => h.collection !== 'people'), ...HELD.filter((h) => h.collection === 'people')];

/** Carries out deletions: one step a collection, each safe to repeat, from the declarations of the domains alone. */
@Injectable()
export class ErasureService implements OnModuleInit {
  constructor(
    @InjectModel(Export.name) private readonly exports: Model<Export>,
    private readonly people: LeavingService,
    @InjectModel(Deletion.name) private readonly deletions: Model<Deletion>,
    @InjectConnection() private readonly connection: Connection,
    private readonly log: ProofsService,
    private readonly archive: ArchiveService,
    private readonly files: Files,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<Payload>(ERASE, (run) => this.run(run));
    this.jobs.define(RETENTION, () => this.retain());
    this.jobs.schedule(RETENTION, daily(3, 20));
  }

  private async run(run: JobRun<Payload>): Promise<void> {
    const { receipt } = run.payload;
    const begun = await this.people.begin(receipt, this.clock.now());
    if (begun.state === 'none') return; // taken back, or carried out to the end already
    if (begun.state === 'frozen') {
      // the window decides first whose account it is
      await this.jobs.enqueue(ERASE, { receipt }, { runAt: new Date(this.clock.ms() + DAY_MS) });
      return;
    }
    const { subject, askedAt } = begun;
    // always from the first step: they are safe to repeat, and a release in between may have brought a collection
    for (const [i, step] of STEPS.entries()) {
      run.throwIfStopped();
      await faultPoint(`rights.erase.${step.collection}`);
      if (step.collection === 'files') for (const owner of subject.person) await this.files.removeOf(owner); // the bytes lie elsewhere
      if (step.collection === 'people') await this.receipt(receipt, askedAt);
      await this.erase(step, subject);
      await run.checkpoint(null, { done: i + 1, total: STEPS.length });
    }
  }
  private async erase(held: Held, subject: Subject): Promise<void> {
    const mine = selectorOf(held, subject);
    const { atDeletion } = held;
    if (mine === null || atDeletion.do === 'keep') return;
    const docs = this.connection.collection<mongo.Document>(held.collection);
    const w = { writeConcern: { w: 'majority' } } as const;
    if (atDeletion.do === 'erase') await docs.deleteMany(mine, w);
    if (atDeletion.do === 'detach') {
      await docs.deleteMany({ $and: [mine, { $nor: [atDeletion.stay] }] }, w);
      await docs.updateMany(mine, [...atDeletion.update], w);
    }
    if (atDeletion.do === 'archive') await this.putAway(docs, held.collection, mine, subject, atDeletion);
  }
  private async putAway(
    docs: mongo.Collection<mongo.Document>,
    kind: string,
    mine: mongo.Filter<mongo.Document>,
    subject: Subject,
    { months, since }: { months: number; since?: string },
  ): Promise<void> {
    const finder = this.archive.finderOf(oneOf(subject.number ?? subject.phone ?? subject.wechat ?? subject.person));
    const now = this.clock.now();
    for (;;) {
      const batch = await docs.find(mine).limit(BATCH).toArray();
      if (batch.length === 0) return;
      if (kind === 'register_entries' && !(await this.log.hold(batch as Place[]))) throw new AppError('service_busy'); // sealed within seconds: the queue comes back
      const kept = batch.map((doc) => {
        const from = since !== undefined && doc[since] instanceof Date ? (doc[since] as Date) : now;
        return { doc, keptUntil: new Date(endOfDay(addMonths(localDateOf(from.getTime()), months))) };
      });
      await this.archive.put(
        kind,
        finder,
        kept.filter((k) => k.keptUntil > now),
      );
      await faultPoint(`rights.erase.archived.${kind}`);
      await docs.deleteMany({ _id: { $in: batch.map((d) => d._id) } }, { writeConcern: { w: 'majority' } });
    }
  }
  private async receipt(_id: string, askedAt: Date): Promise<void> {
    const endedAt = this.clock.now();
    const keptUntil = new Date(endOfDay(addMonths(localDateOf(endedAt.getTime()), RECEIPT_MONTHS)));
    await this.deletions.updateOne({ _id }, { $setOnInsert: { askedAt, endedAt, keptUntil } }, { upsert: true });
  }
  /** What was kept of deleted accounts goes when its time has come. */
  private async retain(): Promise<void> {
    const now = this.clock.now();
    await this.archive.erase(now);
    await this.exports.deleteMany({ askedAt: { $lt: new Date(now.getTime() - EXPORT_LINE_DAYS * DAY_MS) } }); // index askedAt
    await this.deletions.deleteMany({ keptUntil: { $lt: now } }); // index keptUntil
  }
}
