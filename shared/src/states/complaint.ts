import { type Move, stateAfter } from './moves.js';

/** filed → claimed by one handler → upheld or rejected; withdrawn by the person at any time before (product D3). */
export const COMPLAINT_STATES = ['filed', 'claimed', 'upheld', 'rejected', 'withdrawn'] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];
export type ComplaintEvent = 'claim' | 'give_back' | 'uphold' | 'reject' | 'withdraw';
export type ComplaintActor = 'person' | 'handler';

export const COMPLAINT_MOVES: readonly Move<ComplaintState, ComplaintEvent, ComplaintActor>[] = [
  { event: 'claim', from: ['filed'], to: 'claimed', by: ['handler'] },
  { event: 'give_back', from: ['claimed'], to: 'filed', by: ['handler'] },
  { event: 'uphold', from: ['claimed'], to: 'upheld', by: ['handler'] },
  { event: 'reject', from: ['claimed'], to: 'rejected', by: ['handler'] },
  { event: 'withdraw', from: ['filed', 'claimed'], to: 'withdrawn', by: ['person'] },
];
export const moveComplaint = (from: ComplaintState, event: ComplaintEvent, by: ComplaintActor): ComplaintState | null =>
  stateAfter(COMPLAINT_MOVES, from, event, by);
/** Nothing more happens to it. */
export const isDecided = (state: ComplaintState): boolean => COMPLAINT_MOVES.every((m) => m.from.indexOf(state) < 0);

/** The same words for whoever complains and whoever decides. */
export const COMPLAINT_WORDS: { readonly [state in ComplaintState]: string } = {
  filed: '已收到，等受理',
  claimed: '正在办理',
  upheld: '属实，已处理',
  rejected: '不属实，已说明理由',
  withdrawn: '本人已撤回',
};
/** For a review of what a rule decided, nobody is accused of anything. */
export const REVIEW_WORDS: typeof COMPLAINT_WORDS = { ...COMPLAINT_WORDS, upheld: '有出入，已更正', rejected: '没有出入，已说明理由' };
