import type { OrganisationReport } from '@binhai/shared/contract/organisation-file';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { AppError } from '../platform/app-error.js';
import { fileReply } from '../platform/files/file-reply.js';
import { Files } from '../platform/files/files.service.js';
import { Limits } from '../platform/limits.js';
import { requestHash } from '../platform/request-hash.js';
import { OrganisationFileService } from '../publicity/organisation-file.service.js';
import { numberOf, ReportBook, type StoredReport } from './report-book.service.js';
import { MAKE_REPORT } from './report-maker.service.js';
import { ReportProgress } from './report-progress.service.js';

/** New reports, by address and altogether: a report costs a second of a processor, and persons' wait in the same queue. */
const NEW_AN_HOUR = 10;
const ALL_AN_HOUR = 600;
const HOUR = 3600;

/** B6: an organisation's report for anybody. Made once for equal contents of a day. */
@Injectable()
export class OrganisationReports {
  constructor(
    private readonly organisations: OrganisationFileService,
    private readonly book: ReportBook,
    private readonly progress: ReportProgress,
    private readonly limits: Limits,
    private readonly files: Files,
  ) {}

  async make(uscc: string, ip: string): Promise<OrganisationReport> {
    await this.organisations.shown(uscc, ip); // at the pace of the search, and only what is there
    const { on: day, ...contents } = await this.organisations.of(uscc);
    const revision = requestHash(JSON.stringify(contents));
    const before = await this.book.byContent(uscc, day, revision);
    if (before) return this.view(before);
    await this.take('publicity.report', ip, NEW_AN_HOUR);
    await this.take('publicity.reports', 'all', ALL_AN_HOUR);
    const draft = { kind: 'organisation' as const, uscc, revision, purpose: '公开查询', classTitles: contents.sections.map((s) => s.title) };
    const made = await this.book.create(draft, MAKE_REPORT);
    const report = made === 'repeated' || made === null ? await this.book.byContent(uscc, day, revision) : made;
    if (!report) throw new AppError('service_busy', { retryAfter: 1 });
    return this.view(report);
  }
  async one(id: string): Promise<OrganisationReport> {
    return this.view(await this.public(id));
  }
  async file(id: string): Promise<StreamableFile> {
    const report = await this.public(id);
    const file = report.facts && (await this.files.find(report.facts.fileId, null));
    if (!file) throw new AppError('report_not_ready');
    return fileReply(this.files, file);
  }

  private async take(name: string, key: string, max: number): Promise<void> {
    const taken = await this.limits.take({ name, key, max, windowSeconds: HOUR });
    if (!taken.ok) throw new AppError('publicity_report_limit', { retryAfter: taken.retryAfter });
  }
  /** A person's report has the same kind of id and is nobody's business here. */
  private async public(id: string): Promise<StoredReport> {
    const report = await this.book.one(id);
    if (report?.kind !== 'organisation' || this.book.isOver(report)) throw new AppError('report_unknown');
    return report;
  }
  private async view(report: StoredReport): Promise<OrganisationReport> {
    const { state, percent } = await this.progress.of(report);
    const { pages = 0, size = 0 } = report.facts ?? {};
    return {
      id: report._id,
      state: state === 'ready' || state === 'failed' ? state : 'making',
      progress: percent,
      number: numberOf(report),
      until: report.until,
      pages,
      size,
    };
  }
}
