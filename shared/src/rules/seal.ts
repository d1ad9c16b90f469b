import { addDays, type LocalDate } from '../dates/dates.js';

/**
 * A sealed look is hidden from the person for a time. Only an investigating authority's document can ask for that (个人信息保护法 18, 35: a
 * notice may wait where law or an investigation demands it), so the order names statute, document and end, and two people beside the one who
 * entered it have read the document. It opens by its date alone; nobody has to remember it.
 */
export interface SealTerms {
  /** Law and article: 《中华人民共和国监察法》第十八条. */
  readonly statute: string;
  readonly documentNumber: string;
  /** Last Shanghai day on which its looks stay hidden. */
  readonly endsOn: LocalDate;
}
export interface Seal extends SealTerms {
  /** Person id, or the number hash of somebody without an account. */
  readonly subject: string;
  readonly proposedBy: string;
  readonly approvedBy: readonly string[];
  readonly declined: boolean;
}
export type SealFault = 'seal_statute_missing' | 'seal_document_missing' | 'seal_end_invalid';
export type ApprovalFault = 'seal_closed' | 'seal_own' | 'seal_approved_already';
export type SealState = 'proposed' | 'declined' | 'lapsed' | 'in_force' | 'opened';

export const APPROVALS = 2;
/** Our own limit (docs/adr/0021): what must stay hidden longer asks two people again. */
export const MOST_DAYS = 365;
const STATUTE = /^《[^《》]{2,60}》第[一二三四五六七八九十百千零〇0-9]{1,8}条/;

/** What an order lacks, null when it may be put before the approvers. */
export function sealFault({ statute, documentNumber, endsOn }: SealTerms, today: LocalDate): SealFault | null {
  if (!STATUTE.test(statute.trim())) return 'seal_statute_missing';
  if (documentNumber.trim().length < 4) return 'seal_document_missing';
  if (endsOn < today || endsOn > addDays(today, MOST_DAYS)) return 'seal_end_invalid';
  return null;
}
/** Where the order stands on a Shanghai day. One that was never approved twice hides nothing, and after its last day it never can. */
export function sealState({ declined, approvedBy, endsOn }: Pick<Seal, 'declined' | 'approvedBy' | 'endsOn'>, today: LocalDate): SealState {
  if (declined) return 'declined';
  const approved = new Set(approvedBy).size >= APPROVALS;
  if (today > endsOn) return approved ? 'opened' : 'lapsed';
  return approved ? 'in_force' : 'proposed';
}
/** Why this person may not approve it, null when they may: neither who entered it nor whom it is about, and each approver once. */
export function approvalFault(seal: Seal, approver: string, today: LocalDate): ApprovalFault | null {
  if (approver === seal.proposedBy || approver === seal.subject) return 'seal_own';
  if (seal.approvedBy.indexOf(approver) >= 0) return 'seal_approved_already';
  return sealState(seal, today) === 'proposed' ? null : 'seal_closed';
}
