import { type Move, stateAfter } from './moves.js';

/**
 * One application for one record (Order 36; product D1). The centre forwards, the unit that made the record decides, the centre publishes: whoever
 * decides never changes the record alone. A breach of the commitment goes the same two steps.
 */
export const REPAIR_STATES = [
  'draft',
  'submitted',
  'forwarded',
  'supplement',
  'accepted',
  'approved',
  'repaired',
  'breach',
  'restored',
  'declined',
  'refused',
  'withdrawn',
] as const;
export type RepairState = (typeof REPAIR_STATES)[number];
export const REPAIR_EVENTS = [
  'submit',
  'forward',
  'ask',
  'supply',
  'accept',
  'decline',
  'extend',
  'approve',
  'refuse',
  'publish',
  'report_breach',
  'restore',
  'dismiss_breach',
  'withdraw',
] as const;
export type RepairEvent = (typeof REPAIR_EVENTS)[number];
export const REPAIR_ACTORS = ['applicant', 'unit', 'centre'] as const;
export type RepairActor = (typeof REPAIR_ACTORS)[number];

export const REPAIR_MOVES: readonly Move<RepairState, RepairEvent, RepairActor>[] = [
  { event: 'submit', from: ['draft'], to: 'submitted', by: ['applicant'] },
  { event: 'forward', from: ['submitted'], to: 'forwarded', by: ['centre'] },
  { event: 'ask', from: ['forwarded'], to: 'supplement', by: ['unit'] },
  { event: 'supply', from: ['supplement'], to: 'forwarded', by: ['applicant'] },
  { event: 'accept', from: ['forwarded'], to: 'accepted', by: ['unit'] },
  { event: 'decline', from: ['forwarded'], to: 'declined', by: ['unit'] },
  { event: 'extend', from: ['accepted'], to: null, by: ['unit'] },
  { event: 'approve', from: ['accepted'], to: 'approved', by: ['unit'] },
  { event: 'refuse', from: ['accepted'], to: 'refused', by: ['unit'] },
  { event: 'publish', from: ['approved'], to: 'repaired', by: ['centre'] },
  { event: 'report_breach', from: ['repaired'], to: 'breach', by: ['unit'] },
  { event: 'restore', from: ['breach'], to: 'restored', by: ['centre'] },
  { event: 'dismiss_breach', from: ['breach'], to: 'repaired', by: ['centre'] },
  { event: 'withdraw', from: ['draft', 'submitted', 'forwarded', 'supplement', 'accepted'], to: 'withdrawn', by: ['applicant'] },
];
/** Papers that are missing are named once, and a decision is put off once (domain research, section 7 rules 9 and 10). */
export interface RepairProgress {
  readonly state: RepairState;
  readonly asked: boolean;
  readonly extended: boolean;
}
/** What the application is after the event; null when this actor may not make it now. */
export function moveRepair(at: RepairProgress, event: RepairEvent, by: RepairActor): RepairProgress | null {
  if ((event === 'ask' && at.asked) || (event === 'extend' && at.extended)) return null;
  const state = stateAfter(REPAIR_MOVES, at.state, event, by);
  return state === null ? null : { state, asked: at.asked || event === 'ask', extended: at.extended || event === 'extend' };
}
/** While it is in one of these no second application can be made for its record. */
export const OPEN_REPAIRS = ['draft', 'submitted', 'forwarded', 'supplement', 'accepted', 'approved'] as const satisfies readonly RepairState[];
export const isOpenRepair = (state: RepairState): boolean => (OPEN_REPAIRS as readonly RepairState[]).indexOf(state) >= 0;

/** The same words for whoever applies, decides and publishes. */
export const REPAIR_WORDS: { readonly [state in RepairState]: string } = {
  draft: '还没有提交',
  submitted: '已提交，等转交',
  forwarded: '已转交，等受理',
  supplement: '等你补充材料',
  accepted: '认定单位正在核实',
  approved: '同意修复，等停止公示',
  repaired: '已修复',
  breach: '已修复，承诺履行情况核查中',
  restored: '已恢复公示',
  declined: '没有受理',
  refused: '没有同意修复',
  withdrawn: '你已撤回',
};
