import { formatDate, type LocalDate } from '../dates/dates.js';
import type { PublicityParameters } from '../parameters/publicity.js';
import { isPublic, type PublicityFacts, publicityWindow } from './publicity.js';
import type { CreditRecord } from './record.js';

/** Who may end a record: this platform's flow, the sector's own system, the court, or nobody (domain research 1.4; the directory says it for each item). */
export const REPAIR_CHANNELS = ['platform', 'sector', 'court', 'none'] as const;
export type RepairChannel = (typeof REPAIR_CHANNELS)[number];

/** What the rule reads of the directory. */
interface Channels {
  readonly items: readonly (Pick<CreditRecord, 'kind' | 'effect'> & { readonly repair: RepairChannel })[];
}
/** What the directory says of a record of this kind. */
export const repairChannel = (record: Pick<CreditRecord, 'kind' | 'effect'>, directory: Channels): RepairChannel =>
  directory.items.filter((i) => i.kind === record.kind && i.effect === record.effect)[0]?.repair ?? 'none';

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

const periodText = (months: number): string => (months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`);

/** Whether a form opens on that day: the duty may be done and not yet known to us, and its proof is the first of the two materials. */
export const mayApply = ({ state }: Pick<RepairRoute, 'state'>): boolean => state === 'now' || state === 'duties';

/** The route in words with its law, for the card of the record; the day stands in it before the button opens (rule 8). */
export function repairWhy(record: PublicityFacts, route: RepairRoute, parameters: PublicityParameters, on: LocalDate): { why: string; reference: string } {
  const window = publicityWindow(record, parameters, on);
  const reference = window?.reference ?? '';
  const law = parameters.laws.filter((l) => l.reference === reference)[0];
  const minimum = law && record.severity !== null && record.severity !== 'exempt' ? law[record.severity].minMonths : 0;
  const shown = minimum === 0 ? '这一类没有最短公示期' : `公示满 ${periodText(minimum)}`;
  if (route.state === 'elsewhere')
    return { why: route.channel === 'court' ? '履行后向执行法院申请，本平台不受理' : '由作出认定的部门受理，到信用中国网站提交，结果会同步到这里', reference };
  if (route.state === 'closed' || route.from === null) return { why: '不在公示期内，不需要修复', reference };
  if (route.state === 'later') return { why: `${shown}才能申请，${formatDate(route.from)}起`, reference };
  return { why: route.state === 'now' ? `${shown}，义务已履行，可以申请` : `${shown}，履行完义务、有履行证明就可以申请`, reference };
}
