import { addDays, addMonths, formatDate, type LocalDate, later } from '../../dates/dates.js';
import type { GradeOrUnrated } from '../grade.js';
import { publicityWindow } from '../publicity.js';
import type { CreditRecord } from '../record.js';
import { type Change, changes } from './changes.js';
import { decide, type GradeParameters } from './g1.js';
import { explain } from './g1-words.js';

/** A change of the records, or a wait, that a person may choose to see what it would give (product B2). */
export interface Choice {
  /** `fulfil:<record>`, `repair:<record>`, `wait:<record>`, `keep_general:<record>`, `sign_general`, `more_commitment`, `more_contract`. */
  key: string;
  title: string;
  /** What has to be done, and from when it tells. */
  detail: string;
  /** First day on which it tells. */
  from: LocalDate;
}
export interface WhatIf {
  grade: GradeOrUnrated;
  /** The day it was decided for: today, or as late as the choices and the months need. */
  on: LocalDate;
  /** One true sentence where nothing is rated; empty when rated. */
  unratedReason: string;
  /** What would be otherwise than today. */
  changes: Change[];
}
interface Act extends Choice {
  change: (records: readonly CreditRecord[]) => readonly CreditRecord[];
}

const wouldBe = (id: string, title: string, on: LocalDate, more: Partial<CreditRecord>): CreditRecord => ({
  id: `would-be-${id}`,
  classCode: '08',
  kind: 'commitment',
  effect: 'positive',
  title,
  unit: '',
  documentNumber: null,
  decidedOn: on,
  disclosedOn: null,
  endsOn: null,
  severity: null,
  state: 'effective',
  fulfilment: 'running',
  fulfilledOn: null,
  dueOn: null,
  general: false,
  dutiesDone: false,
  ...more,
});
/** A general commitment as it would be signed today, open to every adult. */
export const generalCommitment = (on: LocalDate): CreditRecord => wouldBe('general-commitment', '通用守信承诺', on, { general: true });
/** What may come to anybody beside the records there are: one more of a kind, kept. */
const MORE = [
  { key: 'more_commitment', title: '再按期履行 1 项信用承诺', name: '一项新的信用承诺', kind: 'commitment', classCode: '08' },
  { key: 'more_contract', title: '再按约履行 1 份合同', name: '一份新的合同', kind: 'contract', classCode: '07' },
] as const;
/** A commitment or contract that still runs and would count once kept. */
export const isRunning = (record: CreditRecord): boolean =>
  record.effect === 'positive' &&
  record.state === 'effective' &&
  record.fulfilment === 'running' &&
  !record.general &&
  (record.kind === 'commitment' || record.kind === 'contract');
/** A general commitment under way. */
export const isGeneral = (record: CreditRecord): boolean =>
  record.general && record.kind === 'commitment' && record.state === 'effective' && record.fulfilment === 'running';
export const fulfilled = (record: CreditRecord, on: LocalDate): CreditRecord => ({ ...record, fulfilment: 'kept', fulfilledOn: on });
/** The records that keep any grade from being given. */
export const openRecords = (records: readonly CreditRecord[], on: LocalDate, parameters: GradeParameters): CreditRecord[] => {
  const open = decide(records, on, parameters).openRecordIds;
  return records.filter(({ id }) => open.indexOf(id) >= 0);
};

const one =
  (id: string, to: (record: CreditRecord) => CreditRecord): Act['change'] =>
  (records) =>
    records.map((record) => (record.id === id ? to(record) : record));
const same: Act['change'] = (records) => records;

function acts(records: readonly CreditRecord[], on: LocalDate, parameters: GradeParameters): Act[] {
  const { generalMonths } = parameters.scheme.factors.commitment;
  const list: Act[] = [];
  for (const record of openRecords(records, on, parameters)) {
    const window = publicityWindow(record, parameters.publicity, on);
    const from = later(window?.earliestRepairDay ?? on, on);
    list.push({
      key: `repair:${record.id}`,
      title: `修复“${record.title}”`,
      detail: `${record.dutiesDone ? '' : '先履行完义务，'}${from > on ? `${formatDate(from)}起可以申请` : '现在可以申请'}`,
      from,
      change: one(record.id, (r) => ({ ...r, state: 'repaired' })),
    });
    if (window !== null && window.lastDay !== null)
      list.push({
        key: `wait:${record.id}`,
        title: `等“${record.title}”公示期满`,
        detail: `最晚公示到 ${formatDate(window.lastDay)}`,
        from: addDays(window.lastDay, 1),
        change: same,
      });
  }
  for (const record of records.filter(isRunning))
    list.push({
      key: `fulfil:${record.id}`,
      title: `按期履行“${record.title}”`,
      detail: record.dueOn === null ? '履行完当天起计入' : `${formatDate(record.dueOn)}前履行完，当天起计入`,
      from: on,
      change: one(record.id, (r) => fulfilled(r, on)),
    });
  const general = records.filter(isGeneral);
  for (const record of general) {
    const from = addMonths(record.decidedOn, generalMonths);
    if (from > on) {
      const title = `守满 ${generalMonths} 个月“${record.title}”`;
      list.push({ key: `keep_general:${record.id}`, title, detail: `${formatDate(from)}起计入`, from, change: same });
    }
  }
  if (general.length === 0) {
    const from = addMonths(on, generalMonths);
    const title = `签一份通用守信承诺，守满 ${generalMonths} 个月`;
    list.push({ key: 'sign_general', title, detail: `今天签，${formatDate(from)}起计入`, from, change: (all) => all.concat(generalCommitment(on)) });
  }
  for (const { key, title, name, kind, classCode } of MORE) {
    const record = fulfilled(wouldBe(key, name, on, { kind, classCode }), on);
    list.push({ key, title, detail: '归集到之后，从履行完当天起计入', from: on, change: (all) => all.concat(record) });
  }
  return list;
}

/** What may be chosen with these records today; those that tell sooner first. */
export const choices = (records: readonly CreditRecord[], on: LocalDate, parameters: GradeParameters): Choice[] =>
  acts(records, on, parameters)
    .map(({ key, title, detail, from }) => ({ key, title, detail, from }))
    .sort((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1));

/**
 * What the scheme would give if the chosen changes were made today and so many months had passed, by the same engine on changed records.
 * @param months whole months from today, 0 … 60
 * @returns null when a key is not among today's choices: the records have changed since they were shown
 */
export function whatIf(
  records: readonly CreditRecord[],
  on: LocalDate,
  parameters: GradeParameters,
  { chosen, months }: { chosen: readonly string[]; months: number },
): WhatIf | null {
  const all = acts(records, on, parameters);
  const taken = all.filter(({ key }) => chosen.indexOf(key) >= 0);
  if (chosen.some((key) => all.every((act) => act.key !== key))) return null;
  const then = taken.reduce<LocalDate>((day, act) => later(day, act.from), addMonths(on, months));
  const changed = taken.reduce<readonly CreditRecord[]>((list, act) => act.change(list), records);
  const result = decide(changed, then, parameters);
  return {
    grade: result.grade,
    on: then,
    unratedReason: explain(result, changed, then, parameters).unratedReason,
    changes: changes({ result: decide(records, on, parameters), records }, { result, records: changed }),
  };
}
