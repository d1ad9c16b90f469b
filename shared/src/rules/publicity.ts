import { addDays, addMonths, earlier, type LocalDate, later } from '../dates/dates.js';
import type { PublicityParameters } from '../parameters/publicity.js';
import type { CreditRecord } from './record.js';

/** The parts of a record that decide about its publicity. */
export type PublicityFacts = Pick<CreditRecord, 'effect' | 'decidedOn' | 'disclosedOn' | 'endsOn' | 'severity' | 'state' | 'dutiesDone' | 'publicityEndsOn'>;

export interface PublicityWindow {
  firstDay: LocalDate;
  /** First day on which repair can be asked for; a minor record's is the day its duty is done. */
  earliestRepairDay: LocalDate;
  /** Last day shown, in full; null while it goes on because duties are open (a flag of the parameters). */
  lastDay: LocalDate | null;
  /** The law that was applied. */
  reference: string;
}

const lawOn = (parameters: PublicityParameters, on: LocalDate) => {
  const [first, ...rest] = parameters.laws;
  return rest.reduce((law, next) => (next.from <= on ? next : law), first);
};

/** Last day on which the record may be kept in sight: the last of five years after the end of the behaviour, else after the decision (rule 13). */
export const retentionLastDay = (record: Pick<CreditRecord, 'decidedOn' | 'endsOn'>, parameters: PublicityParameters): LocalDate =>
  addMonths(record.endsOn ?? record.decidedOn, parameters.retentionYears * 12);

export const isRetained = (record: Pick<CreditRecord, 'decidedOn' | 'endsOn'>, parameters: PublicityParameters, on: LocalDate): boolean =>
  on <= retentionLastDay(record, parameters);

/**
 * Publicity of a negative record by the law in force on the day asked, counted from its first disclosure, month ends clamped (CAL-4). Null when it has
 * none: not negative, never disclosed, or exempt (simple procedure, warning: 天津市社会信用条例 art. 12).
 */
export function publicityWindow(record: PublicityFacts, parameters: PublicityParameters, on: LocalDate): PublicityWindow | null {
  const { disclosedOn, severity } = record;
  const law = lawOn(parameters, on);
  if (record.effect !== 'negative' || disclosedOn === null || severity === null || severity === 'exempt' || law === undefined) return null;
  const { minMonths, maxMonths } = law[severity];
  const [minimum, maximum] = [addMonths(disclosedOn, minMonths), addMonths(disclosedOn, maxMonths)];
  const endless = parameters.continuesWhileDutiesOpen && !record.dutiesDone;
  const byLaw = endless ? null : earlier(maximum, retentionLastDay(record, parameters));
  // its unit may end it earlier than the law's maximum, not before its minimum
  const byUnit = record.publicityEndsOn ? later(record.publicityEndsOn, minimum) : null;
  return {
    firstDay: disclosedOn,
    earliestRepairDay: minimum,
    lastDay: byUnit === null ? byLaw : byLaw === null ? byUnit : earlier(byUnit, byLaw),
    reference: law.reference,
  };
}

/** Whether the public, partners and the grade see the record on that day. Only dates and states decide, no sweeper is trusted (PUB-2). */
export function isPublic(record: PublicityFacts, parameters: PublicityParameters, on: LocalDate): boolean {
  const window = publicityWindow(record, parameters, on);
  return (
    record.state === 'effective' &&
    window !== null &&
    on >= window.firstDay &&
    (window.lastDay === null || on <= window.lastDay) &&
    isRetained(record, parameters, on)
  );
}

/** Whether the person may ask for repair on that day, as far as dates go; channel and form are another rule. */
export function canAskRepair(record: PublicityFacts, parameters: PublicityParameters, on: LocalDate): boolean {
  const window = publicityWindow(record, parameters, on);
  return window !== null && record.dutiesDone && isPublic(record, parameters, on) && on >= window.earliestRepairDay;
}

/** The next day after `on` on which publicity changes by itself, or null. */
export function nextPublicityChange(record: PublicityFacts, parameters: PublicityParameters, on: LocalDate): LocalDate | null {
  const days = parameters.laws.map((law) => law.from);
  const window = publicityWindow(record, parameters, on);
  if (window !== null) {
    days.push(window.firstDay);
    if (window.lastDay !== null) days.push(addDays(window.lastDay, 1));
  }
  days.push(addDays(retentionLastDay(record, parameters), 1));
  return days.filter((day) => day > on).sort()[0] ?? null;
}

/** The condition of perks while personal grades are off: a serious record is in publicity (product B1). */
export const hasSeriousRecord = (records: readonly PublicityFacts[], parameters: PublicityParameters, on: LocalDate): boolean =>
  records.some((record) => record.severity === 'serious' && isPublic(record, parameters, on));

/** The next day after `on` on which that may change by itself, or null; the law's own days count only for somebody who has such a record. */
export const nextSeriousChange = (records: readonly PublicityFacts[], parameters: PublicityParameters, on: LocalDate): LocalDate | null =>
  records
    .filter((record) => record.severity === 'serious')
    .reduce<LocalDate[]>((days, record) => days.concat(nextPublicityChange(record, parameters, on) ?? []), [])
    .sort()[0] ?? null;
