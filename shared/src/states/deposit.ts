import { type Move, stateAfter, statesFor } from './moves.js';

/** A resident's agreement that one operator may let them use something without a deposit (product C5): granted → active → ended. */
export const AUTHORISATION_STATES = ['granted', 'active', 'ended'] as const;
export type AuthorisationState = (typeof AUTHORISATION_STATES)[number];
/**
 * exchange: the operator turned the code into the authorisation. lapse: nobody did in time. replay: the same code came once more. lose: the
 * condition no longer holds. expire: the consent's last day is over. close: the operator's service ended.
 */
export type AuthorisationEvent = 'exchange' | 'withdraw' | 'lapse' | 'refuse' | 'replay' | 'lose' | 'expire' | 'close';
export type AuthorisationActor = 'owner' | 'operator' | 'centre' | 'system';

/** An ended one never comes back: the resident starts again in the operator's app. */
export const AUTHORISATION_MOVES: readonly Move<AuthorisationState, AuthorisationEvent, AuthorisationActor>[] = [
  { event: 'exchange', from: ['granted', 'active'], to: 'active', by: ['operator'] },
  { event: 'refuse', from: ['granted'], to: 'ended', by: ['system'] },
  { event: 'lapse', from: ['granted'], to: 'ended', by: ['system'] },
  { event: 'withdraw', from: ['granted', 'active'], to: 'ended', by: ['owner'] },
  { event: 'replay', from: ['active'], to: 'ended', by: ['system'] },
  { event: 'lose', from: ['active'], to: 'ended', by: ['system'] },
  { event: 'expire', from: ['active'], to: 'ended', by: ['system'] },
  { event: 'close', from: ['granted', 'active'], to: 'ended', by: ['centre'] },
];

export const moveAuthorisation = (from: AuthorisationState, event: AuthorisationEvent, by: AuthorisationActor): AuthorisationState | null =>
  stateAfter(AUTHORISATION_MOVES, from, event, by);
export const authorisationStatesFor = (event: AuthorisationEvent): AuthorisationState[] => statesFor(AUTHORISATION_MOVES, event);

/** Why one ended, for its owner alone; the operator only learns that it did. */
export const ENDINGS = ['withdraw', 'lapse', 'refuse', 'replay', 'lose', 'expire', 'close'] as const satisfies readonly AuthorisationEvent[];
export type AuthorisationEnding = (typeof ENDINGS)[number];
