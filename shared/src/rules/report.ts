import { addMonths, type LocalDate } from '../dates/dates.js';
import type { PublicityParameters } from '../parameters/publicity.js';
import { isPublic, isRetained } from './publicity.js';
import type { CreditRecord, RecordKind } from './record.js';

/**
 * What a report that leaves the house may hold. It is handed to somebody else, so it shows no more than others may be shown (天津市社会信用条例
 * art. 12; Order 36; domain research, section 7 rules 5, 11, 12, 13): nothing under objection, nothing of a simple procedure, nothing repaired or
 * withdrawn, no negative record outside its publicity, nothing past five years.
 */
export const REPORT_GAPS = ['objection', 'repaired', 'withdrawn', 'exempt', 'past_years', 'not_public'] as const;
export type ReportGap = (typeof REPORT_GAPS)[number];

/** Days on which a report can be checked, the day of issue not counted (domain rule 17). */
export const REPORT_DAYS = 30;
/** Of one person in a Shanghai day (domain rule 17: free, at most five). */
export const REPORTS_A_DAY = 5;
/** A typed purpose, in code points: it must fit the watermark of a page. */
export const PURPOSE_MOST = 16;

/** Words of purposes a report is not made for (product B4): a person's credit is no ticket to a home, a job, a loan or a marriage. */
const NOT_OFFERED = ['租', '房东', '招聘', '求职', '应聘', '入职', '面试', '用工', '贷', '借款', '授信', '征信', '相亲', '婚'];
export const isOffered = (purpose: string): boolean => NOT_OFFERED.every((word) => purpose.indexOf(word) < 0);

/** Valid until something ends them: without an end they stand, however old (a licence of ten years ago is one of today). */
const STANDING: readonly RecordKind[] = ['registration', 'permit', 'qualification', 'intellectual_property'];

/** Last day of the five years of any record; null: none, it stands. A commitment's run from its fulfilment, for that ended it. */
function lastDay(record: CreditRecord, { retentionYears }: PublicityParameters): LocalDate | null {
  if (record.endsOn === null && STANDING.indexOf(record.kind) >= 0) return null;
  const ended = record.endsOn ?? record.fulfilledOn ?? (record.fulfilment === 'running' ? record.dueOn : null);
  if (ended === null && record.fulfilment === 'running') return null;
  return addMonths(ended ?? record.decidedOn, retentionYears * 12);
}

/** Why a record is left out on a Shanghai day, null when it may stand in a report. The first reason that holds. */
export function reportGap(record: CreditRecord, parameters: PublicityParameters, on: LocalDate): ReportGap | null {
  if (record.state === 'disputed') return 'objection';
  if (record.state === 'repaired') return 'repaired';
  if (record.state === 'withdrawn') return 'withdrawn';
  if (record.effect === 'negative') {
    if (record.severity === 'exempt') return 'exempt';
    if (!isRetained(record, parameters, on)) return 'past_years';
    return isPublic(record, parameters, on) ? null : 'not_public';
  }
  const last = lastDay(record, parameters);
  return last !== null && on > last ? 'past_years' : null;
}
