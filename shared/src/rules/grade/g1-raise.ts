import { addDays, addMonths, formatDate, type LocalDate, later } from '../../dates/dates.js';
import { better, GRADE_WORDS, type Grade } from '../grade.js';
import { publicityWindow } from '../publicity.js';
import type { CreditRecord } from '../record.js';
import { decide, type GradeParameters } from './g1.js';
import { fulfilled, generalCommitment, isGeneral, isRunning, openRecords } from './g1-what-if.js';

/** What would raise the grade, found by deciding again on changed records or on a later day, never written by hand (product B2). */
export interface Raise {
  key: 'fulfil' | 'keep_general' | 'sign_general' | 'fulfil_all' | 'repair' | 'publicity_ends';
  to: Grade;
  /** Day from which the better grade holds if the act is done. */
  from: LocalDate;
  recordIds: string[];
  title: string;
  detail: string;
}

interface Trial {
  key: Raise['key'];
  records: readonly CreditRecord[];
  on: LocalDate;
  recordIds: string[];
  title: string;
}

const change = (records: readonly CreditRecord[], ids: readonly string[], to: (record: CreditRecord) => CreditRecord): CreditRecord[] =>
  records.map((record) => (ids.indexOf(record.id) >= 0 ? to(record) : record));

function trials(records: readonly CreditRecord[], on: LocalDate, parameters: GradeParameters): Trial[] {
  const { generalMonths } = parameters.scheme.factors.commitment;
  const list: Trial[] = [];
  const running = records.filter(isRunning);
  for (const record of running)
    list.push({ key: 'fulfil', records: change(records, [record.id], (r) => fulfilled(r, on)), on, recordIds: [record.id], title: `按期履行${record.title}` });
  if (running.length > 1) {
    const ids = running.map(({ id }) => id);
    list.push({ key: 'fulfil_all', records: change(records, ids, (r) => fulfilled(r, on)), on, recordIds: ids, title: `按期履行正在履行的 ${ids.length} 项` });
  }
  const general = records.filter(isGeneral);
  for (const record of general) {
    const day = addMonths(record.decidedOn, generalMonths);
    if (day > on) list.push({ key: 'keep_general', records, on: day, recordIds: [record.id], title: `守满 ${generalMonths} 个月${record.title}` });
  }
  if (general.length === 0)
    list.push({
      key: 'sign_general',
      records: records.concat(generalCommitment(on)),
      on: addMonths(on, generalMonths),
      recordIds: [],
      title: `签一份通用守信承诺，守满 ${generalMonths} 个月`,
    });
  const open = openRecords(records, on, parameters);
  const windows = open.map((r) => publicityWindow(r, parameters.publicity, on));
  if (open.length > 0) {
    const ids = open.map(({ id }) => id);
    const repairable = windows.reduce<LocalDate>((day, window) => later(day, window?.earliestRepairDay ?? on), on);
    list.push({
      key: 'repair',
      records: change(records, ids, (r) => ({ ...r, state: 'repaired' })),
      on: repairable,
      recordIds: ids,
      title: open.length === 1 ? `申请修复${open[0]?.title ?? ''}` : `申请修复公示中的 ${open.length} 条记录`,
    });
    const lasts = windows.map((window) => window?.lastDay ?? null);
    if (lasts.every((day) => day !== null)) {
      const ends = addDays(
        lasts.reduce<LocalDate>((day, last) => later(day, last ?? day), on),
        1,
      );
      list.push({ key: 'publicity_ends', records, on: ends, recordIds: ids, title: '公示期满' });
    }
  }
  return list;
}

/** Every single act (or wait) that gives a better grade than today's, soonest first; each is the result of the same engine. */
export function raise(records: readonly CreditRecord[], on: LocalDate, parameters: GradeParameters): Raise[] {
  const now = decide(records, on, parameters).grade;
  const found = trials(records, on, parameters).reduce<Raise[]>((all, trial) => {
    const { grade } = decide(trial.records, trial.on, parameters);
    if (grade === 'unrated' || !better(grade, now)) return all;
    const when = trial.on > on ? `${formatDate(trial.on)}起` : '办好当天起';
    return all.concat({
      key: trial.key,
      to: grade,
      from: trial.on,
      recordIds: trial.recordIds,
      title: trial.title,
      detail: `${when}可以到${GRADE_WORDS[grade]}，用同一套规则重算得出`,
    });
  }, []);
  const single = found.filter(({ key }) => key === 'fulfil').map(({ to }) => to);
  return found.filter((r) => r.key !== 'fulfil_all' || single.indexOf(r.to) < 0).sort((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1));
}
