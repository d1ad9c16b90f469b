import { type Move, stateAfter } from './moves.js';

/** A merchant's month (product C8): 待核对 → 已确认 / 有异议 → 已结算. Its lines never change; what is reversed later is a line of the next month. */
export const STATEMENT_STATES = ['pending', 'confirmed', 'disputed', 'settled'] as const;
export type StatementState = (typeof STATEMENT_STATES)[number];
export type StatementEvent = 'confirm' | 'dispute' | 'answer' | 'settle';
/** Manager: of the merchant; operator: of the credit centre. Both have to agree. */
export type StatementActor = 'manager' | 'operator';

export const STATEMENT_MOVES: readonly Move<StatementState, StatementEvent, StatementActor>[] = [
  { event: 'confirm', from: ['pending'], to: 'confirmed', by: ['manager'] },
  { event: 'dispute', from: ['pending'], to: 'disputed', by: ['manager'] },
  // answered line by line: the merchant looks again and confirms, or objects again
  { event: 'answer', from: ['disputed'], to: 'pending', by: ['operator'] },
  { event: 'settle', from: ['confirmed'], to: 'settled', by: ['operator'] },
];
export const moveStatement = (from: StatementState, event: StatementEvent, by: StatementActor): StatementState | null =>
  stateAfter(STATEMENT_MOVES, from, event, by);

export const STATEMENT_WORDS: { readonly [state in StatementState]: string } = {
  pending: '待核对',
  confirmed: '已确认',
  disputed: '有异议',
  settled: '已结算',
};

export interface StatementLife {
  readonly state: StatementState;
  /** Person who signed for the merchant; not the one who signs for the centre. */
  readonly confirmedBy: string | null;
  readonly settledBy: string | null;
}
export type StatementRefusal = 'statement_wrong_state' | 'statement_same_person';

/** The life after an act, or why it is refused. */
export function advanceStatement(
  life: StatementLife,
  event: StatementEvent,
  by: { readonly role: StatementActor; readonly person: string },
): { readonly ok: true; readonly life: StatementLife } | { readonly ok: false; readonly code: StatementRefusal } {
  const state = moveStatement(life.state, event, by.role);
  if (state === null) return { ok: false, code: 'statement_wrong_state' };
  if (event === 'settle' && by.person === life.confirmedBy) return { ok: false, code: 'statement_same_person' };
  if (event === 'confirm') return { ok: true, life: { ...life, state, confirmedBy: by.person } };
  if (event === 'settle') return { ok: true, life: { ...life, state, settledBy: by.person } };
  return { ok: true, life: { ...life, state } };
}
