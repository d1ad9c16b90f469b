import type { ReplyOf } from '@binhai/shared/contract/http';
import type { verifyReport } from '@binhai/shared/contract/report';
import { shortCode } from '@binhai/shared/identifiers/short-code';
import { Injectable } from '@nestjs/common';
import { AppError } from '../platform/app-error.js';
import { Limits } from '../platform/limits.js';
import { numberOf, ReportBook, type StoredReport } from './report-book.service.js';

/** Of one address. A code is one of 31⁸; at this pace nobody meets one of the few that are given out. */
const PER_TEN_MINUTES = 20;

/** Whether a report is genuine, for anybody who holds it. Says nothing of a code that is of no valid one, and of none a record. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly book: ReportBook,
    private readonly limits: Limits,
  ) {}

  async verify(typed: string, ip: string): Promise<ReplyOf<typeof verifyReport>> {
    const taken = await this.limits.take({ name: 'report.verify', key: ip, max: PER_TEN_MINUTES, windowSeconds: 600 });
    if (!taken.ok) throw new AppError('report_verify_limit', { retryAfter: taken.retryAfter });
    const code = shortCode(typed);
    const report = code ? await this.book.byCode(code) : await this.book.one(typed);
    const state = report ? this.stateOf(report) : 'unknown';
    return { state, report: report?.facts && state === 'valid' ? this.view(report, report.facts) : null };
  }

  private stateOf(report: StoredReport): ReplyOf<typeof verifyReport>['state'] {
    if (report.state === 'revoked') return 'revoked';
    if (report.state !== 'ready') return 'unknown';
    return this.book.isOver(report) ? 'expired' : 'valid';
  }
  private view(report: StoredReport, { pages, size, sha256, issuedAt }: NonNullable<StoredReport['facts']>) {
    return {
      number: numberOf(report),
      kind: report.kind,
      subject: this.book.open(report, 'subject'),
      issuedAt: issuedAt.toISOString(),
      purpose: this.book.open(report, 'purpose'),
      classes: [...report.classTitles],
      until: report.until,
      pages,
      size,
      sha256,
    };
  }
}
