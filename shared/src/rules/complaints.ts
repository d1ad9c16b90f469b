import type { LocalDate } from '../dates/dates.js';
import { type ComplaintState, isDecided } from '../states/complaint.js';
import { clockText } from './case-clock.js';
import { type Due, dueAfter, type WorkCalendar } from './deadlines.js';

/** An agency on our books or named, the shop of a voucher, a public unit by its name, or ourselves. */
export const COMPLAINT_TARGETS = ['agency', 'merchant', 'unit', 'service'] as const;
/** Or what a rule decided: 人工复核 (domain rule 28). */
export type ComplaintTarget = (typeof COMPLAINT_TARGETS)[number] | 'decision';
/** The shortest account that says something, in characters. */
export const COMPLAINT_WORDS_LEAST = 4;
const AGENCY = { against: 'agency', consequence: 'agency_standing', ways: [], words: false } as const;
/** What may be complained about (product D3; domain research, section 7 rule 16). A new kind is a row here; its consequence must be one the server knows. */
export interface ComplaintKind {
  readonly code: string;
  readonly title: string;
  readonly hint: string;
  /** Whom it is about, and therefore what is asked for. */
  readonly against: ComplaintTarget;
  /** How it happened, one to be picked; empty where there is nothing to pick. */
  readonly ways: readonly { readonly code: string; readonly title: string }[];
  /** Whether it says nothing without words of one's own. */
  readonly words: boolean;
  /** What follows by itself when it is upheld. */
  readonly consequence: 'agency_standing' | 'voucher_back' | 'decided_anew' | 'none';
}
export const COMPLAINT_KINDS: readonly ComplaintKind[] = [
  { code: 'forced_certificate', title: '强迫出示凭证', hint: '没有凭证就不租、不签、不让看房', ...AGENCY },
  { code: 'screenshot', title: '索要等级或首页截图', hint: '等级和记录只给你本人看', ...AGENCY },
  { code: 'asked_why', title: '追问为什么没有凭证', hint: '没有凭证不用说明原因', ...AGENCY },
  {
    code: 'voucher_refused',
    title: '商家不给用',
    hint: '券在有效期内，门店不认或按原价收',
    against: 'merchant',
    consequence: 'voucher_back',
    ways: [
      { code: 'not_taken', title: '说不参加、不认这张券' },
      { code: 'full_price', title: '扫了券，还是按原价收' },
      { code: 'conditions', title: '加了别的条件' },
    ],
    words: false,
  },
  { code: 'government', title: '政务失信', hint: '承诺、合同没有兑现，政策没有落实', against: 'unit', consequence: 'none', ways: [], words: true },
  { code: 'service', title: '服务和办理', hint: '窗口、电话、优惠和平台的服务问题', against: 'service', consequence: 'none', ways: [], words: true },
  {
    code: 'grade_review',
    title: '人工复核信用等级',
    hint: '连同当时的解释一起提交',
    against: 'decision',
    consequence: 'decided_anew',
    ways: [],
    words: false,
  },
  {
    code: 'offer_review',
    title: '人工复核能不能领',
    hint: '连同当时逐条核对的结果一起提交',
    against: 'decision',
    consequence: 'decided_anew',
    ways: [],
    words: false,
  },
];
/** Those on the filing page; a review is asked for where the decision is shown. */
export const FILED_KINDS = COMPLAINT_KINDS.filter(
  (k): k is ComplaintKind & { readonly against: (typeof COMPLAINT_TARGETS)[number] } => k.against !== 'decision',
);
export const isReview = (code: string): boolean => complaintKind(code)?.against === 'decision';
export const complaintKind = (code: string): ComplaintKind | undefined => COMPLAINT_KINDS.filter((k) => k.code === code)[0];

/** Last day of the answer, counted in full. @param workingDays of the deadlines set in force on the day it was filed */
export const complaintDue = (filedOn: LocalDate, workingDays: number, calendar: WorkCalendar): Due => dueAfter(filedOn, workingDays, calendar);
/** The clock in one sentence, the same on the phone and on the desk. */
export function complaintClock(state: ComplaintState, workingDays: number, due: Pick<Due, 'day' | 'provisional'>, today: LocalDate): string {
  if (isDecided(state)) return '已办结';
  return clockText({ workingDays, dueOn: due.day, provisional: due.provisional }, '答复', today);
}

/** What upholding it does, told to whoever decides before they do. */
export const CONSEQUENCE_WORDS: { readonly [c in ComplaintKind['consequence']]: string } = {
  agency_standing: '属实的，这家机构马上从守信中介名录中去掉',
  decided_anew: '有出入的，马上按现在的记录和规则重新核对',
  voucher_back: '属实的，没用过的券马上退回名额，本人可以重新领取',
  none: '没有自动的后果，答复里写清怎么改正',
};
