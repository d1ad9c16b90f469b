import { addDays, startOfDay } from '@binhai/shared/dates/dates';
import { maskName } from '@binhai/shared/text/mask';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NamesService } from '../people/names.service.js';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { Files } from '../platform/files/files.service.js';
import { JobGiveUp, type JobRun } from '../platform/jobs/job-run.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { OrganisationFileService } from '../publicity/organisation-file.service.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import type { ReportDocument } from './render/document.js';
import { ReportRenderer } from './render/renderer.service.js';
import { numberOf, ReportBook, type StoredReport } from './report-book.service.js';
import { ReportData } from './report-data.service.js';
import { ReportLinks } from './report-links.service.js';
import { looksSection, organisationDocument, personDocument, type Stamp, sectionOf } from './report-words.js';

export const MAKE_REPORT = 'reports.make';
const STEPS = 4;
const MOST_BYTES = 8 * 1024 * 1024;
/** Until the report names its file: what a killed run left behind goes within the hour. */
const UNADOPTED_MS = 3_600_000;

interface Drawn {
  readonly document: ReportDocument;
  /** As whoever checks the report reads it. */
  readonly subject: string;
}
/** Makes a report: reads on record, draws in a thread of its own, stores the file, and says so in the report, in this order. */
@Injectable()
export class ReportMaker implements OnModuleInit {
  constructor(
    private readonly book: ReportBook,
    private readonly data: ReportData,
    private readonly names: NamesService,
    private readonly register: RegisterService,
    private readonly organisations: OrganisationFileService,
    private readonly renderer: ReportRenderer,
    private readonly files: Files,
    private readonly links: ReportLinks,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.define<{ report: string }>(MAKE_REPORT, (run) => this.make(run), { attempts: 5 });
  }

  /** Repeatable: the report takes one file and only while it is being made; a file that it does not take is removed, or ends by itself. */
  private async make(run: JobRun<{ report: string }>): Promise<void> {
    const report = await this.book.one(run.payload.report);
    if (!report || report.state === 'revoked' || report.state === 'failed') return;
    if (report.state === 'making') await this.draw(run, report);
    const { facts } = (await this.book.one(report._id)) ?? report;
    if (facts) await this.files.keepUntil(facts.fileId, new Date(startOfDay(addDays(report.until, 1))));
  }
  private async draw(run: JobRun<{ report: string }>, report: StoredReport): Promise<void> {
    const step = (done: number) => run.checkpoint(null, { done, total: STEPS });
    await step(1);
    const issuedAt = this.clock.now();
    const stamp: Stamp = { number: numberOf(report), code: report.code, link: this.links.of(report._id), until: report.until, issuedAt };
    const { document, subject } = await (report.kind === 'person' ? this.ofPerson(report, stamp) : this.ofOrganisation(report, stamp));
    await step(2);
    await faultPoint('reports.make.before_render');
    const { bytes, pages } = await this.renderer.render(document, run.signal);
    await step(3);
    const file = await this.files.put([bytes], {
      purpose: 'report',
      owner: report.person ?? null,
      name: `信用报告 ${numberOf(report)}.pdf`,
      mediaType: 'application/pdf',
      expiresAt: new Date(this.clock.ms() + UNADOPTED_MS),
      most: MOST_BYTES,
    });
    await faultPoint('reports.make.before_finish');
    if (await this.book.finish(report._id, { fileId: file._id, pages, size: file.size, sha256: file.sha256, issuedAt }, subject)) {
      await faultPoint('reports.make.after_finish');
      return;
    }
    await this.files.remove(file._id);
  }
  private async ofOrganisation({ uscc = '' }: StoredReport, stamp: Stamp): Promise<Drawn> {
    const file = await this.organisations.of(uscc);
    return { document: organisationDocument(file, stamp), subject: file.name };
  }
  private async ofPerson(report: StoredReport, stamp: Stamp): Promise<Drawn> {
    const { person, choice } = report;
    if (person === undefined || choice === undefined) throw new JobGiveUp('report_without_person');
    const access = await this.register.other({
      subject: person,
      kind: 'system',
      actor: 'report',
      purpose: 'own_reports',
      items: ['信用记录', ...(choice.looks ? ['查询记录'] : []), ...(choice.grade ? ['信用等级'] : [])],
      basis: BASES.reportAsked,
    });
    const found = await this.data.of(access);
    if (!found) throw new JobGiveUp('person_gone');
    const [holder, looks, graded] = await Promise.all([
      this.names.holder(access),
      choice.looks ? this.data.looksOf(access) : null,
      choice.grade ? this.data.gradeOf(found.person) : null,
    ]);
    const chosen = found.directory.classes.filter((c) => choice.classes.includes(c.code));
    const sections = chosen.map((c) => {
      const records = found.records.filter((r) => r.classCode === c.code);
      return sectionOf(c.title, records, found.publicity, found.on);
    });
    const of = { ...holder, purpose: this.book.open(report, 'purpose'), grade: graded?.grade ?? null, scheme: graded?.scheme ?? '' };
    return { document: personDocument(of, looks ? [...sections, looksSection(looks.items, looks.more)] : sections, stamp), subject: maskName(holder.name) };
  }
}
