import { earlier, type LocalDate, later } from '../dates/dates.js';
import type { PublicityParameters } from '../parameters/publicity.js';
import { type PublicityFacts, publicityWindow, retentionLastDay } from './publicity.js';
import type { CreditRecord } from './record.js';

/** What decides whether an organisation's record stands on the public register. Records of persons never do; no rule is asked about them (product E1). */
export type RegisterFacts = PublicityFacts & Pick<CreditRecord, 'kind'>;
export interface RegisterWindow {
  firstDay: LocalDate;
  /** In full; null: as long as it is valid. */
  lastDay: LocalDate | null;
  /** The law applied, where it is one about publicity. */
  reference: string | null;
}
/** 双公示 and 守信激励: what guests may search. */
export const REGISTER_KINDS = ['penalty', 'permit', 'honour'] as const;
export type RegisterKind = (typeof REGISTER_KINDS)[number];
const onRegister = (kind: CreditRecord['kind']): boolean => (REGISTER_KINDS as readonly string[]).indexOf(kind) >= 0;
const least = (a: LocalDate | null, b: LocalDate | null): LocalDate | null => (a === null ? b : b === null ? a : earlier(a, b));

/**
 * A penalty by the publicity of the law in force; a permit and an honour from their
 * disclosure to the end of their validity, an honour without one for the years of retention. Null: never shown.
 */
export function registerWindow(record: RegisterFacts, parameters: PublicityParameters, on: LocalDate): RegisterWindow | null {
  if (!onRegister(record.kind) || record.disclosedOn === null) return null;
  if (record.effect === 'negative') {
    const window = publicityWindow(record, parameters, on);
    return window && { firstDay: window.firstDay, lastDay: window.lastDay, reference: window.reference };
  }
  const valid = record.kind === 'honour' ? retentionLastDay(record, parameters) : record.endsOn;
  return { firstDay: record.disclosedOn, lastDay: least(least(record.endsOn, valid), record.publicityEndsOn ?? null), reference: null };
}

/** Whether guests see it on that day; by dates and state alone (PUB-2). */
export function isOnRegister(record: RegisterFacts, parameters: PublicityParameters, on: LocalDate): boolean {
  const window = registerWindow(record, parameters, on);
  return record.state === 'effective' && window !== null && on >= window.firstDay && (window.lastDay === null || on <= window.lastDay);
}

/** Of an organisation's public file beside the register: its commitments, while they run or once they were kept (product B6, E3). */
export const FILE_KINDS = ['permit', 'penalty', 'honour', 'commitment'] as const;
export type PublicFileKind = (typeof FILE_KINDS)[number];
/**
 * Whether it stands in an organisation's public file on that day: what is on the register, and commitments that run or were kept, for the years of
 * retention. One that was not kept is a negative fact without a document of its own: nobody publishes it (天津市社会信用条例 art. 12).
 */
export function isOnFile(record: RegisterFacts & Pick<CreditRecord, 'fulfilment'>, parameters: PublicityParameters, on: LocalDate): boolean {
  if (record.kind !== 'commitment') return isOnRegister(record, parameters, on);
  const kept = record.fulfilment === 'kept' || record.fulfilment === 'running';
  return kept && record.state === 'effective' && on <= retentionLastDay(record, parameters);
}

/** The last day any law of the parameters could still show it, for an index; the rule above decides on the day. Null: never shown. */
export function registerBound(record: RegisterFacts, parameters: PublicityParameters): { from: LocalDate; until: LocalDate } | null {
  const from = record.disclosedOn;
  if (from === null) return null;
  const days = [from].concat(parameters.laws.map((law) => law.from).filter((day) => day > from));
  const ends = days.map((day) => registerWindow(record, parameters, day)).filter((w): w is RegisterWindow => w !== null);
  if (ends.length === 0) return null;
  return { from, until: ends.map((w) => w.lastDay ?? '9999-12-31').reduce(later) };
}
