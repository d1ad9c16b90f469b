import type { ReplyOf } from '@binhai/shared/contract/http';
import { EXPORT_DAYS, type exportState } from '@binhai/shared/contract/rights';
import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ZipFile } from 'yazl';
import { SERVICES } from '../consents/texts.js';
import { LeavingService } from '../people/leaving.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { faultPoint } from '../platform/faults.js';
import { Files, type StoredFile } from '../platform/files/files.service.js';
import { timeId } from '../platform/id.js';
import type { JobRun } from '../platform/jobs/job-run.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { Limits } from '../platform/limits.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { zipOutput } from '../platform/zip.js';
import type { Access } from '../register/access.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { type CopyHead, htmlCopy, jsonCopy, type Section } from './copy.js';
import { CopyService } from './copy.service.js';
import { Export } from './export.schema.js';
import { HELD } from './held.js';

const JOB = 'rights.export';
const PURPOSE = 'export';
const DAY_MS = 86_400_000;
/** A life in the app is some megabytes; more than this is a fault. */
const MOST_BYTES = 200_000_000;
const LIMIT = { name: 'rights.export', max: 5, windowSeconds: 86_400 };
const ITEMS = ['全部个人信息'];
type State = ReplyOf<typeof exportState>;
type Payload = { readonly personId: string; readonly exportId: string };

/** A copy of everything one holds here (PIPL 45): made off the request thread, one at a time, kept sealed for a week. */
@Injectable()
export class ExportService implements OnModuleInit {
  constructor(
    @InjectModel(Export.name) private readonly exports: Model<Export>,
    private readonly people: LeavingService,
    private readonly copies: CopyService,
    private readonly files: Files,
    private readonly jobs: Jobs,
    private readonly limits: Limits,
    private readonly register: RegisterService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<Payload>(JOB, (run) => this.make(run), { attempts: 4 });
  }

  async state(personId: string): Promise<State> {
    const newest = await this.newest(personId);
    const gone = newest?.expiresAt && newest.expiresAt <= this.clock.now();
    if (!newest || gone) return { state: 'none', progress: null, askedAt: null, readyAt: null, expiresAt: null, bytes: null };
    const job = newest.making !== undefined && newest.jobId ? await this.jobs.view(newest.jobId) : null;
    return {
      state: job?.state === 'dead' ? 'failed' : newest.state,
      progress: job?.progress ? { done: job.progress.done, total: job.progress.total ?? job.progress.done } : null,
      askedAt: newest.askedAt.toISOString(),
      readyAt: newest.readyAt?.toISOString() ?? null,
      expiresAt: newest.expiresAt?.toISOString() ?? null,
      bytes: newest.bytes,
    };
  }
  /** Begins one, or answers the one under way. @throws AppError rights_export_limit after five in a day */
  async ask({ personId }: Actor): Promise<State> {
    const newest = await this.newest(personId);
    if (newest?.making !== undefined) {
      if (!(await this.givenUp(newest))) {
        await this.enqueue(newest); // a line whose process died before its job was made
        return this.state(personId);
      }
      await native(this.exports).updateOne({ _id: newest._id }, { $set: { state: 'failed' }, $unset: { making: '' } });
    }
    const askedAt = this.clock.now();
    const line: Export = {
      _id: timeId(askedAt),
      personId,
      making: personId,
      state: 'making',
      jobId: null,
      fileId: null,
      bytes: null,
      askedAt,
      readyAt: null,
      expiresAt: null,
    };
    try {
      await native(this.exports).insertOne(line);
    } catch (e) {
      if (!isDuplicateKey(e, 'making')) throw e;
      return this.state(personId); // somebody else's tap was first
    }
    const taken = await this.limits.take({ ...LIMIT, key: personId });
    if (!taken.ok) {
      await native(this.exports).deleteOne({ _id: line._id });
      throw new AppError('rights_export_limit', { retryAfter: taken.retryAfter });
    }
    await this.enqueue(line);
    return this.state(personId);
  }
  /** Before the look is entered: what is not there is not looked at. @throws AppError rights_export_gone */
  async mustBeReady(personId: string): Promise<void> {
    if ((await this.state(personId)).state !== 'ready') throw new AppError('rights_export_gone');
  }
  /** @throws AppError rights_export_gone */
  async file({ subject: personId }: Access<'own_export'>): Promise<StoredFile> {
    const newest = await native(this.exports).findOne({ personId, state: 'ready' }, { sort: { _id: -1 } });
    const file = newest?.fileId ? await this.files.find(newest.fileId, personId) : null;
    if (!file) throw new AppError('rights_export_gone');
    return file;
  }

  private newest(personId: string): Promise<Export | null> {
    return native(this.exports).findOne({ personId }, { sort: { _id: -1 } }); // index {personId, _id}
  }
  private async givenUp({ jobId }: Export): Promise<boolean> {
    return jobId !== null && (await this.jobs.view(jobId))?.state === 'dead';
  }
  private async enqueue({ _id, personId }: Export): Promise<void> {
    const jobId = await this.jobs.enqueue<Payload>(JOB, { personId, exportId: _id }, { unique: `${JOB}|${_id}` });
    await native(this.exports).updateOne({ _id }, { $set: { jobId } });
  }
  /** From the start again after a cut: what a cut run had put is no whole file and is swept. */
  private async make(run: JobRun<Payload>): Promise<void> {
    const { personId, exportId } = run.payload;
    const subject = await this.people.subjectOf(personId);
    if (!subject) return;
    const access = await this.register.other({ subject: personId, kind: 'system', actor: 'export', purpose: 'own_export', items: ITEMS, basis: BASES.ownCopy });
    const head: CopyHead = { madeAt: this.clock.now(), hotline: SERVICES.credit.contact };
    let done = 0;
    const counted = (sections: Section[]): Section[] =>
      sections.map((s) => ({
        ...s,
        rows: (async function* (rows) {
          yield* rows;
          await run.checkpoint(null, { done: ++done, total: 2 * HELD.length });
          await faultPoint(`rights.export.section`);
        })(s.rows),
      }));
    const sections = () => counted(this.copies.sections(access, subject, () => run.throwIfStopped()));
    const expiresAt = new Date(head.madeAt.getTime() + EXPORT_DAYS * DAY_MS);
    const file = await this.files.put(zipOf(head, sections), {
      purpose: PURPOSE,
      owner: personId,
      name: `诚信滨海-我的数据-${localDateOf(head.madeAt.getTime())}.zip`,
      mediaType: 'application/zip',
      expiresAt,
      most: MOST_BYTES,
    });
    const before = await native(this.exports)
      .find({ personId, fileId: { $type: 'string', $ne: file._id } })
      .toArray();
    const ready = { state: 'ready' as const, fileId: file._id, bytes: file.size, readyAt: head.madeAt, expiresAt };
    const kept = await native(this.exports).updateOne({ _id: exportId, state: 'making' }, { $set: ready, $unset: { making: '' } });
    if (kept.modifiedCount === 0) return this.files.remove(file._id); // a run of the same job was first, or the account is gone
    for (const old of before) if (old.fileId) await this.files.remove(old.fileId); // the newest is the one that counts
  }
}

async function* bytes(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const part of text) yield Buffer.from(part, 'utf8');
}
/** Both copies in one file, streamed: nothing of it is ever whole in memory. */
function zipOf(head: CopyHead, sections: () => Section[]): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  const { out, part } = zipOutput(zip);
  const add = (name: string, text: () => AsyncIterable<string>) =>
    zip.addReadStreamLazy(name, { mtime: head.madeAt }, (done) => done(null, part(bytes(text()))));
  add('我的数据.html', () => htmlCopy(head, sections()));
  add('data.json', () => jsonCopy(head, sections()));
  zip.end();
  return out;
}
