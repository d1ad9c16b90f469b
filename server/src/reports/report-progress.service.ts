import { Injectable } from '@nestjs/common';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { ReportBook, type StoredReport } from './report-book.service.js';
import { MAKE_REPORT } from './report-maker.service.js';

/** How far a report is, from the report and the job that makes it. */
@Injectable()
export class ReportProgress {
  constructor(
    private readonly book: ReportBook,
    private readonly jobs: Jobs,
  ) {}

  /** A job that ended among the dead letters made nothing, which the report says from then on. */
  async of(report: StoredReport): Promise<{ state: StoredReport['state'] | 'expired'; percent: number }> {
    if (report.state !== 'making') return { state: report.state === 'ready' && this.book.isOver(report) ? 'expired' : report.state, percent: 100 };
    const job = await this.jobs.viewOf(`${MAKE_REPORT}|${report._id}`);
    if (job?.state === 'dead') {
      await this.book.fail(report._id);
      return { state: 'failed', percent: 0 };
    }
    const { done, total } = job?.progress ?? { done: 0, total: null };
    return { state: 'making', percent: total ? Math.min(99, Math.round((done / total) * 100)) : 0 };
  }
}
