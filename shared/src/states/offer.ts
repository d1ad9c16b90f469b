import { type Move, stateAfter } from './moves.js';

/** First form of an offer version's life (product C9): the merchant drafts, the centre approves, an unpublished incentive may not be used. */
export const OFFER_STATES = ['draft', 'submitted', 'published', 'paused', 'ended'] as const;
export type OfferState = (typeof OFFER_STATES)[number];
export type OfferEvent = 'submit' | 'return' | 'approve' | 'pause' | 'resume' | 'end';
/** The approver is never the person who drafted; the caller checks that, it is about persons and not about states. */
export type OfferActor = 'manager' | 'operator' | 'system';

export const OFFER_MOVES: readonly Move<OfferState, OfferEvent, OfferActor>[] = [
  { event: 'submit', from: ['draft'], to: 'submitted', by: ['manager', 'operator'] },
  { event: 'return', from: ['submitted'], to: 'draft', by: ['operator'] },
  { event: 'approve', from: ['submitted'], to: 'published', by: ['operator'] },
  { event: 'pause', from: ['published'], to: 'paused', by: ['manager', 'operator'] },
  { event: 'resume', from: ['paused'], to: 'published', by: ['manager', 'operator'] },
  { event: 'end', from: ['published', 'paused'], to: 'ended', by: ['manager', 'operator', 'system'] },
];

export const moveOffer = (from: OfferState, event: OfferEvent, by: OfferActor): OfferState | null => stateAfter(OFFER_MOVES, from, event, by);

/** Only a published offer can be claimed; vouchers claimed before keep their terms in every state. */
export const isClaimable = (state: OfferState): boolean => state === 'published';
