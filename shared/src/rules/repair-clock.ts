import type { LocalDate } from '../dates/dates.js';
import type { Deadlines } from '../parameters/deadlines.js';
import type { RepairState } from '../states/repair.js';

export interface RepairDates {
  state: RepairState;
  /** Day the whole application came in: its submission, or the day the papers that were missing came. */
  completeOn: LocalDate | null;
  /** Day of the step that led to this state. */
  since: LocalDate;
  extended: boolean;
}
export interface RepairClock {
  from: LocalDate;
  workingDays: number;
  /** What is due: 转交, 受理, 决定. */
  what: string;
  /** Who has it. */
  by: 'centre' | 'unit';
}

/**
 * The clock that runs in a state; null where nobody is late: with the applicant, or after the end. The result is counted from the whole application,
 * so what the earlier steps take is not added to it, and stopping the publicity lies within it (rule 10; 国办发〔2025〕22 号).
 */
export function repairClock({ state, completeOn, since, extended }: RepairDates, { repair }: Pick<Deadlines, 'repair'>): RepairClock | null {
  if (completeOn === null) return null;
  const result = repair.result + (extended ? repair.extension : 0);
  if (state === 'submitted') return { from: completeOn, workingDays: repair.forward, what: '转交', by: 'centre' };
  if (state === 'forwarded') return { from: since, workingDays: repair.accept, what: '受理', by: 'unit' };
  if (state === 'accepted') return { from: completeOn, workingDays: result, what: '告诉结果', by: 'unit' };
  if (state === 'approved') return { from: completeOn, workingDays: result, what: '停止公示', by: 'centre' };
  return null;
}
