import { addDays, isLocalDate, type LocalDate } from '../dates/dates.js';
import { type Move, stateAfter } from './moves.js';

/** Life of a grade scheme (product B5). Trial: the dry run over people who opted in. Published: approved, with its first day ahead. */
export const SCHEME_STATES = ['draft', 'trial', 'legal', 'consultation', 'approval', 'published', 'effective', 'ended', 'withdrawn'] as const;
export type SchemeState = (typeof SCHEME_STATES)[number];
export type SchemeEvent = 'edit' | 'try' | 'submit' | 'pass' | 'return' | 'close' | 'approve' | 'take_effect' | 'end' | 'withdraw';
/** Operator: drafts, and another one approves; reviewer: the legal check; system: dates. */
export type SchemeActor = 'operator' | 'reviewer' | 'system';

/** What was published is never withdrawn: it comes into force, and only a later scheme takes its place. */
export const SCHEME_MOVES: readonly Move<SchemeState, SchemeEvent, SchemeActor>[] = [
  // an edit throws away the dry run of what it replaced
  { event: 'edit', from: ['draft', 'trial'], to: 'draft', by: ['operator'] },
  { event: 'try', from: ['draft', 'trial'], to: 'trial', by: ['operator'] },
  { event: 'submit', from: ['trial'], to: 'legal', by: ['operator'] },
  { event: 'pass', from: ['legal'], to: 'consultation', by: ['reviewer'] },
  { event: 'return', from: ['legal'], to: 'draft', by: ['reviewer'] },
  { event: 'close', from: ['consultation'], to: 'approval', by: ['operator'] },
  { event: 'approve', from: ['approval'], to: 'published', by: ['operator'] },
  // what was learned from the comments is put into the draft, and everything begins anew
  { event: 'return', from: ['approval'], to: 'draft', by: ['operator'] },
  { event: 'take_effect', from: ['published'], to: 'effective', by: ['system'] },
  { event: 'end', from: ['effective'], to: 'ended', by: ['system'] },
  { event: 'withdraw', from: ['draft', 'trial', 'legal', 'consultation', 'approval'], to: 'withdrawn', by: ['operator'] },
];
export const moveScheme = (from: SchemeState, event: SchemeEvent, by: SchemeActor): SchemeState | null => stateAfter(SCHEME_MOVES, from, event, by);

export const SCHEME_WORDS: { readonly [state in SchemeState]: string } = {
  draft: '草案',
  trial: '试算',
  legal: '法制审核',
  consultation: '公开征求意见',
  approval: '第二人审批',
  published: '已公布，等待生效',
  effective: '施行中',
  ended: '已被新方案代替',
  withdrawn: '已撤回',
};

/** Where a scheme stands in its life; persons by id. */
export interface SchemeLife {
  readonly state: SchemeState;
  /** Everybody who wrote on this draft. */
  readonly drafters: readonly string[];
  /** Mark of the contents as they are now. */
  readonly mark: string;
  /** The finished dry run: mark of what was tried, and the personas who cannot reach 守信良好 by open acts. */
  readonly trial: { readonly mark: string; readonly failing: readonly string[] } | null;
  readonly legalBy: string | null;
  /** First and last day of the consultation, both open in full. */
  readonly consultation: { readonly from: LocalDate; readonly to: LocalDate } | null;
  readonly approvedBy: string | null;
  /** First day in force. */
  readonly from: LocalDate | null;
}
export type SchemeAct =
  | { readonly event: 'edit'; readonly mark: string }
  | { readonly event: 'try' | 'submit' | 'return' | 'withdraw' | 'take_effect' | 'end' }
  /** @param to last day of the consultation; null: the shortest lawful one. */
  | { readonly event: 'pass'; readonly to: LocalDate | null }
  | { readonly event: 'close'; readonly unanswered: number }
  | { readonly event: 'approve'; readonly from: LocalDate };
export interface SchemeNumbers {
  readonly consultationDays: number;
  readonly effectiveAfterDays: number;
}
/** Why an act is refused; each is a code of the error registry. */
export type SchemeRefusal =
  | 'scheme_wrong_state'
  | 'scheme_same_person'
  | 'scheme_trial_needed'
  | 'scheme_persona_fails'
  | 'scheme_consultation_open'
  | 'scheme_unanswered'
  | 'scheme_date_early';

/** Last day of the shortest consultation that begins on a day; the first day is not counted (Civil Code art. 201). */
export const consultationEnd = (begins: LocalDate, numbers: SchemeNumbers): LocalDate => addDays(begins, numbers.consultationDays);
/** First day on which what is approved on a day may be in force. */
export const earliestEffect = (approved: LocalDate, numbers: SchemeNumbers): LocalDate => addDays(approved, numbers.effectiveAfterDays);

function guard(life: SchemeLife, act: SchemeAct, person: string | null, on: LocalDate, numbers: SchemeNumbers): SchemeRefusal | null {
  switch (act.event) {
    case 'submit':
      if (life.trial === null || life.trial.mark !== life.mark) return 'scheme_trial_needed';
      return life.trial.failing.length > 0 ? 'scheme_persona_fails' : null;
    case 'pass':
      if (person === null || life.drafters.indexOf(person) >= 0) return 'scheme_same_person';
      return act.to !== null && (!isLocalDate(act.to) || act.to < consultationEnd(on, numbers)) ? 'scheme_date_early' : null;
    case 'close':
      if (life.consultation === null || on <= life.consultation.to) return 'scheme_consultation_open';
      return act.unanswered > 0 ? 'scheme_unanswered' : null;
    case 'approve':
      // three different people: who wrote, who checked, who approves
      if (person === null || life.drafters.indexOf(person) >= 0 || person === life.legalBy) return 'scheme_same_person';
      if (life.trial === null || life.trial.mark !== life.mark) return 'scheme_trial_needed';
      return !isLocalDate(act.from) || act.from < earliestEffect(on, numbers) ? 'scheme_date_early' : null;
    case 'take_effect':
      return life.from === null || on < life.from ? 'scheme_date_early' : null;
    default:
      return null;
  }
}
const RESTART = { trial: null, legalBy: null, consultation: null } as const;

/**
 * The life after an act, or why it is refused. Pure: the server stores what it answers under the old life as a condition.
 * @param on Shanghai date of the act
 */
export function advanceScheme(
  life: SchemeLife,
  act: SchemeAct,
  by: { readonly role: SchemeActor; readonly person: string | null },
  on: LocalDate,
  numbers: SchemeNumbers,
): { readonly ok: true; readonly life: SchemeLife } | { readonly ok: false; readonly code: SchemeRefusal } {
  const state = moveScheme(life.state, act.event, by.role);
  if (state === null) return { ok: false, code: 'scheme_wrong_state' };
  const refusal = guard(life, act, by.person, on, numbers);
  if (refusal !== null) return { ok: false, code: refusal };
  const next = { ...life, state };
  switch (act.event) {
    case 'edit':
      return {
        ok: true,
        life: {
          ...next,
          ...RESTART,
          mark: act.mark,
          drafters: by.person === null || life.drafters.indexOf(by.person) >= 0 ? life.drafters : life.drafters.concat(by.person),
        },
      };
    case 'try':
      return { ok: true, life: { ...next, trial: null } };
    case 'pass':
      return { ok: true, life: { ...next, legalBy: by.person, consultation: { from: on, to: act.to ?? consultationEnd(on, numbers) } } };
    case 'return':
      return { ok: true, life: { ...next, ...RESTART } };
    case 'approve':
      return { ok: true, life: { ...next, approvedBy: by.person, from: act.from } };
    default:
      return { ok: true, life: next };
  }
}

/** The state on a day: what is published comes into force by itself, and ends when a later one does. @param replacedFrom first day of the next scheme */
export function stateOn(life: Pick<SchemeLife, 'state' | 'from'>, on: LocalDate, replacedFrom: LocalDate | null): SchemeState {
  if (life.state !== 'published' || life.from === null || on < life.from) return life.state;
  return replacedFrom !== null && on >= replacedFrom ? 'ended' : 'effective';
}
