import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { makeReport, myReports, ReportView, reportChoices } from '@binhai/shared/contract/report';
import { spacedCode } from '@binhai/shared/identifiers/short-code';
import { isOffered, REPORTS_A_DAY } from '@binhai/shared/rules/report';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { AppError } from '../platform/app-error.js';
import type { Actor } from '../platform/context.js';
import { fileReply } from '../platform/files/file-reply.js';
import { Files } from '../platform/files/files.service.js';
import { requestHash } from '../platform/request-hash.js';
import { RegisterService } from '../register/register.service.js';
import { numberOf, ReportBook, type ReportChoice, type StoredReport } from './report-book.service.js';
import { ReportData } from './report-data.service.js';
import { ReportLinks } from './report-links.service.js';
import { MAKE_REPORT } from './report-maker.service.js';
import { ReportProgress } from './report-progress.service.js';
import { classTitles, PURPOSES } from './report-words.js';

/** B4: a person's reports about themselves, from the choice to the file. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly book: ReportBook,
    private readonly data: ReportData,
    private readonly register: RegisterService,
    private readonly progress: ReportProgress,
    private readonly files: Files,
    private readonly links: ReportLinks,
  ) {}

  async choices(actor: Actor): Promise<ReplyOf<typeof reportChoices>> {
    const access = await this.entered(actor);
    const [found, looks, left] = await Promise.all([this.data.of(access), this.data.looksOf(access), this.book.left(actor.personId)]);
    if (!found) throw new AppError('auth_token_invalid');
    const { directory, records, person } = found;
    const ofPersons = new Set(directory.items.filter((i) => i.subjects.includes('person')).map((i) => i.code.slice(0, 2)));
    const classes = directory.classes.map(({ code, title }) => ({ classCode: code, title, items: records.filter((r) => r.classCode === code).length }));
    return {
      classes: classes.filter((c) => c.items > 0 || ofPersons.has(c.classCode)),
      looks: { items: looks.items.length, more: looks.more },
      grade: this.data.grades(person) === null,
      left,
      leftOf: REPORTS_A_DAY,
    };
  }

  /** The same request id and choice: the report that it made, in whatever state it is. */
  async make(actor: Actor, { body }: ParsedOf<typeof makeReport>): Promise<ReportView> {
    const { requestId, purpose, purposeText, looks, grade } = body;
    const words = purpose === 'other' ? (purposeText ?? '') : PURPOSES[purpose];
    if (words === '') throw new AppError('input_invalid', { fields: [{ path: 'body.purposeText', message: '写 2 到 16 个字' }] });
    if (!isOffered(words)) throw new AppError('report_purpose_refused');
    const access = await this.entered(actor);
    const choice: ReportChoice = { purpose, classes: [...new Set(body.classes)].sort(), looks, grade };
    const bodyHash = requestHash(JSON.stringify(choice), words);
    const before = await this.repeated(actor.personId, requestId, bodyHash);
    if (before) return before;
    const found = await this.data.of(access);
    if (!found) throw new AppError('auth_token_invalid');
    const titles = classTitles(found.directory, choice.classes);
    if (titles.length === 0 && !looks) throw new AppError('report_nothing_chosen');
    const closed = grade ? this.data.grades(found.person) : null;
    if (closed) throw new AppError(closed);
    const draft = { kind: 'person' as const, person: actor.personId, requestId, bodyHash, choice, purpose: words, classTitles: titles };
    const made = await this.book.create(draft, MAKE_REPORT);
    if (made === null) throw new AppError('report_day_limit');
    if (made !== 'repeated') return this.view(made);
    const other = await this.repeated(actor.personId, requestId, bodyHash);
    if (!other) throw new AppError('service_busy', { retryAfter: 1 });
    return other;
  }

  async list(actor: Actor): Promise<ReplyOf<typeof myReports>> {
    await this.entered(actor);
    const reports = await this.book.list(actor.personId);
    const items = await Promise.all(reports.map((r) => this.view(r)));
    return { items, left: await this.book.left(actor.personId), leftOf: REPORTS_A_DAY };
  }
  async one(actor: Actor, id: string): Promise<ReportView> {
    await this.entered(actor);
    return this.view(await this.own(actor, id));
  }
  async file(actor: Actor, id: string): Promise<StreamableFile> {
    await this.entered(actor);
    const report = await this.own(actor, id);
    if (report.state === 'revoked' || this.book.isOver(report)) throw new AppError('report_over');
    const file = report.facts && (await this.files.find(report.facts.fileId, actor.personId));
    if (!file) throw new AppError('report_not_ready');
    return fileReply(this.files, file);
  }
  async revoke(actor: Actor, id: string): Promise<{ done: true }> {
    if (await this.book.revoke(actor.personId, id)) return { done: true };
    const report = await this.own(actor, id);
    if (report.state === 'revoked') return { done: true };
    throw new AppError(this.book.isOver(report) ? 'report_over' : 'report_not_ready');
  }

  private entered(actor: Actor) {
    return this.register.own(actor, 'own_reports', ['信用报告', '信用记录']);
  }
  private async own(actor: Actor, id: string): Promise<StoredReport> {
    const report = await this.book.own(actor.personId, id);
    if (!report) throw new AppError('report_unknown');
    return report;
  }
  private async repeated(person: string, requestId: string, bodyHash: string): Promise<ReportView | null> {
    const report = await this.book.byRequest(person, requestId);
    if (!report) return null;
    if (report.bodyHash !== bodyHash) throw new AppError('report_request_reused');
    return this.view(report);
  }
  private async view(report: StoredReport): Promise<ReportView> {
    const { state, percent } = await this.progress.of(report);
    const { facts, choice } = report;
    return {
      id: report._id,
      state,
      progress: percent,
      purpose: this.book.open(report, 'purpose'),
      classes: [...report.classTitles],
      looks: choice?.looks ?? false,
      grade: choice?.grade ?? false,
      askedAt: report.askedAt.toISOString(),
      number: numberOf(report),
      code: spacedCode(report.code),
      link: this.links.of(report._id),
      until: report.until,
      pages: facts?.pages ?? 0,
      size: facts?.size ?? 0,
      sha256: facts?.sha256 ?? '',
    };
  }
}
