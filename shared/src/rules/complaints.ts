import type { LocalDate } from '../dates/dates.js';
import { type ComplaintState, isDecided } from '../states/complaint.js';
import { clockText } from './case-clock.js';
import { type Due, dueAfter, type WorkCalendar } from './deadlines.js';

/** What may be complained about (product D3; domain research, section 7 rule 16). A new kind is a row here; its consequence must be one the server knows. */
export interface ComplaintKind {
  readonly code: string;
  readonly title: string;
  readonly hint: string;
  /** Whom it is about, and therefore what is asked for. */
  readonly against: 'agency' | 'merchant' | 'service';
  /** What follows by itself when it is upheld. */
  readonly consequence: 'agency_standing' | 'voucher_back' | 'none';
}
export const COMPLAINT_KINDS: readonly ComplaintKind[] = [
  {
    code: 'forced_certificate',
    title: '强迫出示凭证',
    hint: '没有凭证就不租、不签、不让看房',
    against: 'agency',
    consequence: 'agency_standing',
  },
  { code: 'screenshot', title: '索要等级或首页截图', hint: '等级和记录只给你本人看', against: 'agency', consequence: 'agency_standing' },
  { code: 'asked_why', title: '追问为什么没有凭证', hint: '没有凭证不用说明原因', against: 'agency', consequence: 'agency_standing' },
  { code: 'voucher_refused', title: '商家不给用', hint: '券在有效期内，门店拒绝核销', against: 'merchant', consequence: 'voucher_back' },
  { code: 'service', title: '服务和办理', hint: '窗口、电话、平台的服务问题', against: 'service', consequence: 'none' },
];
export const complaintKind = (code: string): ComplaintKind | undefined => COMPLAINT_KINDS.filter((k) => k.code === code)[0];

/** Last day of the answer, counted in full. @param workingDays of the deadlines set in force on the day it was filed */
export const complaintDue = (filedOn: LocalDate, workingDays: number, calendar: WorkCalendar): Due => dueAfter(filedOn, workingDays, calendar);
/** The clock in one sentence, the same on the phone and on the desk. */
export function complaintClock(state: ComplaintState, workingDays: number, due: Pick<Due, 'day' | 'provisional'>, today: LocalDate): string {
  if (isDecided(state)) return '已办结';
  return clockText({ workingDays, dueOn: due.day, provisional: due.provisional }, '答复', today);
}
