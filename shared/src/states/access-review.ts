import { type Move, stateAfter } from './moves.js';

/** A finding about unusual looks (product F5). Escalated: handed to the discipline inspection of the looker's unit, an explanation may still come. */
export const REVIEW_STATES = ['open', 'explained', 'escalated'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];
export type ReviewEvent = 'explain' | 'escalate' | 'more_looks';

export const REVIEW_MOVES: readonly Move<ReviewState, ReviewEvent, 'auditor' | 'system'>[] = [
  { event: 'explain', from: ['open', 'escalated'], to: 'explained', by: ['auditor'] },
  { event: 'escalate', from: ['open'], to: 'escalated', by: ['auditor'] },
  // looks that came after the decision were not part of it
  { event: 'more_looks', from: ['explained', 'escalated'], to: 'open', by: ['system'] },
];
export const moveReview = (from: ReviewState, event: ReviewEvent, by: 'auditor' | 'system'): ReviewState | null => stateAfter(REVIEW_MOVES, from, event, by);
