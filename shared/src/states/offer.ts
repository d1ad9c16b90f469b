import { type Move, stateAfter } from './moves.js';

/**
 * Life of one version of an offer (product C9). Only `published` gives vouchers: an incentive that was not approved and published may not be used.
 * Replaced: a newer version was approved. Vouchers that were claimed keep their terms in every state.
 */
export const OFFER_STATES = ['draft', 'submitted', 'published', 'paused', 'ended', 'replaced', 'withdrawn'] as const;
export type OfferState = (typeof OFFER_STATES)[number];
export type OfferEvent = 'edit' | 'submit' | 'return' | 'withdraw' | 'approve' | 'pause' | 'resume' | 'end' | 'replace';
/** Manager: of the merchant that gives it; operator: of the credit centre; system: a newer version, the last day. */
export type OfferActor = 'manager' | 'operator' | 'system';

export const OFFER_MOVES: readonly Move<OfferState, OfferEvent, OfferActor>[] = [
  { event: 'edit', from: ['draft'], to: 'draft', by: ['manager'] },
  { event: 'submit', from: ['draft'], to: 'submitted', by: ['manager'] },
  { event: 'return', from: ['submitted'], to: 'draft', by: ['operator'] },
  { event: 'withdraw', from: ['draft', 'submitted'], to: 'withdrawn', by: ['manager'] },
  { event: 'approve', from: ['submitted'], to: 'published', by: ['operator'] },
  { event: 'pause', from: ['published'], to: 'paused', by: ['manager', 'operator'] },
  { event: 'resume', from: ['paused'], to: 'published', by: ['manager', 'operator'] },
  { event: 'end', from: ['published', 'paused'], to: 'ended', by: ['manager', 'operator', 'system'] },
  { event: 'replace', from: ['published', 'paused'], to: 'replaced', by: ['system'] },
];
export const moveOffer = (from: OfferState, event: OfferEvent, by: OfferActor): OfferState | null => stateAfter(OFFER_MOVES, from, event, by);

/** Only a published offer can be claimed. */
export const isClaimable = (state: OfferState): boolean => state === 'published';

export const OFFER_WORDS: { readonly [state in OfferState]: string } = {
  draft: '草稿',
  submitted: '待审批',
  published: '领取中',
  paused: '暂停领取',
  ended: '已结束',
  replaced: '已换新版',
  withdrawn: '已撤回',
};

/** What the approver looks at and answers for, one by one; none of them may be left out (domain research, section 7 rule 2; 公平竞争审查). */
export const OFFER_CHECKS = ['terms', 'legal_basis', 'funding', 'fair_competition', 'joining'] as const;
export type OfferCheck = (typeof OFFER_CHECKS)[number];

/** Where a version stands; persons by id. */
export interface OfferLife {
  readonly state: OfferState;
  /** Everybody who wrote or sent in its contents: none of them approves it. */
  readonly drafters: readonly string[];
  readonly checks: readonly OfferCheck[];
  readonly approvedBy: string | null;
  /** What the centre has stopped, the merchant does not start again. */
  readonly pausedBy: 'manager' | 'operator' | null;
}
export type OfferAct =
  | { readonly event: 'edit' | 'return' | 'withdraw' | 'pause' | 'resume' | 'end' | 'replace' }
  | { readonly event: 'submit' /** fields that are still to be filled in */; readonly missing: number }
  | { readonly event: 'approve'; readonly checks: readonly OfferCheck[] };
export type OfferRefusal = 'offer_wrong_state' | 'offer_incomplete' | 'offer_same_person' | 'offer_checks_missing' | 'offer_paused_by_centre';

export const NEW_OFFER: OfferLife = { state: 'draft', drafters: [], checks: [], approvedBy: null, pausedBy: null };

function guard(life: OfferLife, act: OfferAct, by: { readonly role: OfferActor; readonly person: string | null }): OfferRefusal | null {
  switch (act.event) {
    case 'submit':
      return act.missing > 0 ? 'offer_incomplete' : null;
    case 'approve':
      if (by.person === null || life.drafters.indexOf(by.person) >= 0) return 'offer_same_person';
      return OFFER_CHECKS.every((check) => act.checks.indexOf(check) >= 0) ? null : 'offer_checks_missing';
    case 'resume':
      return life.pausedBy === 'operator' && by.role !== 'operator' ? 'offer_paused_by_centre' : null;
    default:
      return null;
  }
}
const withPerson = (all: readonly string[], person: string | null): readonly string[] =>
  person === null || all.indexOf(person) >= 0 ? all : all.concat(person);

/** The life after an act, or why it is refused. Pure: the server stores what it answers under the old life as a condition. */
export function advanceOffer(
  life: OfferLife,
  act: OfferAct,
  by: { readonly role: OfferActor; readonly person: string | null },
): { readonly ok: true; readonly life: OfferLife } | { readonly ok: false; readonly code: OfferRefusal } {
  const state = moveOffer(life.state, act.event, by.role);
  if (state === null) return { ok: false, code: 'offer_wrong_state' };
  const refusal = guard(life, act, by);
  if (refusal !== null) return { ok: false, code: refusal };
  const next = { ...life, state };
  switch (act.event) {
    case 'edit':
    case 'submit':
      return { ok: true, life: { ...next, drafters: withPerson(life.drafters, by.person) } };
    case 'approve':
      return { ok: true, life: { ...next, checks: act.checks.slice(), approvedBy: by.person } };
    case 'pause':
      return { ok: true, life: { ...next, pausedBy: by.role === 'operator' ? 'operator' : 'manager' } };
    case 'resume':
      return { ok: true, life: { ...next, pausedBy: null } };
    default:
      return { ok: true, life: next };
  }
}
