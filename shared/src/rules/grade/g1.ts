import { addDays, addMonths, earlier, type LocalDate } from '../../dates/dates.js';
import type { Factor, GradeScheme } from '../../parameters/grade-scheme.js';
import type { PublicityParameters } from '../../parameters/publicity.js';
import type { GradeOrUnrated } from '../grade.js';
import { isPublic, isRetained, nextPublicityChange, retentionLastDay } from '../publicity.js';
import type { CreditRecord } from '../record.js';

/**
 * Grade engine g1. Counts items of three positive factors under the condition that no record is in publicity. Nothing is ever subtracted: a negative record
 * out of publicity, exempt, under objection, repaired, withdrawn or past five years changes nothing at all.
 */
export interface GradeParameters {
  scheme: GradeScheme;
  publicity: PublicityParameters;
}

export type UnratedReason = 'open_record' | 'not_enough';
/** Why a record is not counted, each with words in `explain`. */
export const NOT_COUNTED = [
  'disputed',
  'withdrawn',
  'repaired',
  'past_retention',
  'not_a_factor',
  'not_effective_yet',
  'running',
  'broken',
  'ended',
  'over_limit',
  'exempt',
  'not_in_publicity',
] as const;
export type NotCounted = (typeof NOT_COUNTED)[number];

export interface CountedItem {
  recordId: string;
  factor: Exclude<Factor, 'no_open_record'>;
  /** Last day it counts, in full; null for a general commitment that goes on. */
  until: LocalDate | null;
}
export interface GradeResult {
  grade: GradeOrUnrated;
  unratedReason: UnratedReason | null;
  counted: CountedItem[];
  /** Records in publicity; while there is one nothing is rated. */
  openRecordIds: string[];
  notCounted: { recordId: string; reason: NotCounted }[];
  /** First day on which an input changes by itself: who reads on it or later decides anew. Null: nothing changes by itself. */
  validUntil: LocalDate | null;
  schemeId: string;
  publicityId: string;
}

type Verdict =
  | { counts: true; factor: Exclude<Factor, 'no_open_record'>; until: LocalDate | null }
  | { counts: false; reason: NotCounted }
  | { counts: false; reason: 'open' };

/** Last day a positive record counts by the scheme's years, never past the five years of retention. */
const countsUntil = (from: LocalDate, years: number, { publicity }: GradeParameters): LocalDate =>
  earlier(addMonths(from, years * 12), retentionLastDay({ decidedOn: from, endsOn: null }, publicity));

function judgeCommitment(record: CreditRecord, on: LocalDate, parameters: GradeParameters): Verdict {
  const { years, generalMonths } = parameters.scheme.factors.commitment;
  if (record.fulfilment === 'broken') return { counts: false, reason: 'broken' };
  if (record.fulfilment === 'kept' && record.fulfilledOn !== null) {
    if (record.fulfilledOn > on) return { counts: false, reason: 'running' };
    const until = countsUntil(record.fulfilledOn, years, parameters);
    return on <= until ? { counts: true, factor: 'commitment', until } : { counts: false, reason: 'ended' };
  }
  if (!record.general || record.fulfilment !== 'running' || on < addMonths(record.decidedOn, generalMonths)) return { counts: false, reason: 'running' };
  if (record.endsOn !== null && on > record.endsOn) return { counts: false, reason: 'ended' };
  return { counts: true, factor: 'commitment', until: record.endsOn };
}

function judgeContract(record: CreditRecord, on: LocalDate, parameters: GradeParameters): Verdict {
  if (record.fulfilment === 'broken') return { counts: false, reason: 'broken' };
  if (record.fulfilment !== 'kept' || record.fulfilledOn === null || record.fulfilledOn > on) return { counts: false, reason: 'running' };
  const until = countsUntil(record.fulfilledOn, parameters.scheme.factors.contract.years, parameters);
  return on <= until ? { counts: true, factor: 'contract', until } : { counts: false, reason: 'ended' };
}

function judgeHonour(record: CreditRecord, on: LocalDate, parameters: GradeParameters): Verdict {
  const until =
    record.endsOn === null
      ? countsUntil(record.decidedOn, parameters.scheme.factors.honour.years, parameters)
      : earlier(record.endsOn, countsUntil(record.decidedOn, parameters.publicity.retentionYears, parameters));
  return on <= until ? { counts: true, factor: 'honour', until } : { counts: false, reason: 'ended' };
}

function judge(record: CreditRecord, on: LocalDate, parameters: GradeParameters): Verdict {
  if (record.state === 'withdrawn' || record.state === 'disputed') return { counts: false, reason: record.state };
  if (record.state === 'repaired') return { counts: false, reason: 'repaired' };
  if (record.decidedOn > on) return { counts: false, reason: 'not_effective_yet' };
  if (record.effect === 'negative') {
    if (!isRetained(record, parameters.publicity, on)) return { counts: false, reason: 'past_retention' };
    if (record.severity === 'exempt') return { counts: false, reason: 'exempt' };
    return isPublic(record, parameters.publicity, on) ? { counts: false, reason: 'open' } : { counts: false, reason: 'not_in_publicity' };
  }
  if (record.effect !== 'positive') return { counts: false, reason: 'not_a_factor' };
  switch (record.kind) {
    case 'commitment':
      return judgeCommitment(record, on, parameters);
    case 'contract':
      return judgeContract(record, on, parameters);
    case 'honour':
      return judgeHonour(record, on, parameters);
    default:
      return { counts: false, reason: 'not_a_factor' };
  }
}

/** The days after `on` on which this record's verdict may change without anybody doing anything. */
function changesOf(record: CreditRecord, on: LocalDate, parameters: GradeParameters): LocalDate[] {
  const { commitment, contract, honour } = parameters.scheme.factors;
  const days: LocalDate[] = [record.decidedOn];
  if (record.effect === 'negative') {
    const next = nextPublicityChange(record, parameters.publicity, on);
    if (next !== null) days.push(next);
  }
  if (record.endsOn !== null) days.push(addDays(record.endsOn, 1));
  if (record.kind === 'honour')
    for (const years of [honour.years, parameters.publicity.retentionYears]) days.push(addDays(countsUntil(record.decidedOn, years, parameters), 1));
  if (record.kind === 'commitment' && record.general) days.push(addMonths(record.decidedOn, commitment.generalMonths));
  if (record.fulfilledOn !== null) {
    const years = record.kind === 'contract' ? contract.years : commitment.years;
    days.push(record.fulfilledOn, addDays(countsUntil(record.fulfilledOn, years, parameters), 1));
  }
  return days.filter((day) => day > on);
}

const order = (a: CreditRecord, b: CreditRecord): number => (a.decidedOn < b.decidedOn ? 1 : a.decidedOn > b.decidedOn ? -1 : a.id < b.id ? -1 : 1);

/** The later end first: when more items are there than may count, those count that last longest. */
const longestFirst = (a: CountedItem, b: CountedItem): number => {
  const [left, right] = [a.until ?? '9999-12-31', b.until ?? '9999-12-31'];
  return left === right ? (a.recordId < b.recordId ? -1 : 1) : left < right ? 1 : -1;
};

/** @param on Shanghai date; the same records, parameters and date give the same result, whatever their order. */
export function decide(records: readonly CreditRecord[], on: LocalDate, parameters: GradeParameters): GradeResult {
  const { scheme } = parameters;
  const counted: CountedItem[] = [];
  const notCounted: GradeResult['notCounted'] = [];
  const openRecordIds: string[] = [];
  for (const record of records.slice().sort(order)) {
    const verdict = judge(record, on, parameters);
    if (verdict.counts) counted.push({ recordId: record.id, factor: verdict.factor, until: verdict.until });
    else if (verdict.reason === 'open') openRecordIds.push(record.id);
    else notCounted.push({ recordId: record.id, reason: verdict.reason });
  }
  const kept: CountedItem[] = [];
  for (const factor of ['commitment', 'contract', 'honour'] as const) {
    const items = counted.filter((item) => item.factor === factor).sort(longestFirst);
    kept.push(...items.slice(0, scheme.factors[factor].most));
    notCounted.push(...items.slice(scheme.factors[factor].most).map(({ recordId }) => ({ recordId, reason: 'over_limit' as const })));
  }
  const { good, excellent, exemplary } = scheme.items;
  const rated: GradeOrUnrated = kept.length >= exemplary ? 'exemplary' : kept.length >= excellent ? 'excellent' : kept.length >= good ? 'good' : 'unrated';
  const open = openRecordIds.length > 0;
  const changes = records.reduce<LocalDate[]>((days, record) => days.concat(changesOf(record, on, parameters)), []).sort();
  return {
    grade: open ? 'unrated' : rated,
    unratedReason: open ? 'open_record' : rated === 'unrated' ? 'not_enough' : null,
    counted: kept,
    openRecordIds,
    notCounted,
    validUntil: changes[0] ?? null,
    schemeId: scheme.id,
    publicityId: parameters.publicity.id,
  };
}
