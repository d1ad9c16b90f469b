import type { LocalDate } from '../dates/dates.js';
import type { PublicityParameters } from '../parameters/publicity.js';
import { isPublic, type PublicityFacts, publicityWindow } from './publicity.js';

/** Who may end a record: this platform's flow, the sector's own system, the court, or nobody (domain research 1.4; the directory says it for each item). */
export const REPAIR_CHANNELS = ['platform', 'sector', 'court', 'none'] as const;
export type RepairChannel = (typeof REPAIR_CHANNELS)[number];

export interface RepairRoute {
  channel: RepairChannel;
  /** First day to apply here; null where the way is elsewhere or there is none. */
  from: LocalDate | null;
  /** now: apply today; later: from that day; duties: as soon as the duty is done; elsewhere: route text only; closed: nothing to repair. */
  state: 'now' | 'later' | 'duties' | 'elsewhere' | 'closed';
}

/**
 * First form of the repair rule: by which way and from which day a record may be repaired (Order 36; domain research, section 7 rules 8 and 11).
 * Only a record in publicity needs it; one that is disputed, repaired, withdrawn or past its publicity is closed.
 */
export function repairRoute(record: PublicityFacts, channel: RepairChannel, parameters: PublicityParameters, on: LocalDate): RepairRoute {
  const window = publicityWindow(record, parameters, on);
  if (window === null || !isPublic(record, parameters, on)) return { channel, from: null, state: 'closed' };
  if (channel !== 'platform') return { channel, from: null, state: channel === 'none' ? 'closed' : 'elsewhere' };
  const from = window.earliestRepairDay;
  if (on < from) return { channel, from, state: 'later' };
  return { channel, from, state: record.dutiesDone ? 'now' : 'duties' };
}
