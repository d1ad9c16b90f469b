import type { RecordView } from '@binhai/shared/contract/credit';
import { RECORD_STATES } from '../copy/credit';
import type { IconName, Tone } from '../ui';

/** Icons of the directory's classes (domain research 6); a class without one gets the plain document. */
const ICONS: { readonly [code: string]: IconName } = {
  '01': 'id',
  '02': 'gavel',
  '03': 'building',
  '04': 'briefcase',
  '05': 'alert',
  '06': 'alert',
  '07': 'doc',
  '08': 'handshake',
  '09': 'chart',
  '10': 'book',
  '11': 'medal',
  '12': 'star',
  '13': 'edit',
};
export const classIcon = (code: string): IconName => ICONS[code] ?? 'doc';

const TONES: { readonly [S in RecordView['state']]: { tone: Tone; icon: IconName | false } } = {
  effective: { tone: 'success', icon: 'check' },
  in_publicity: { tone: 'warn', icon: 'clock' },
  under_objection: { tone: 'info', icon: 'clock' },
  repaired: { tone: 'success', icon: 'check' },
  ended: { tone: 'mute', icon: false },
  not_counted: { tone: 'mute', icon: false },
  withdrawn: { tone: 'mute', icon: false },
};
/** A record's state in a tag; the sentence about it (`stateText`) stands beside the title. */
export const recordTag = (record: RecordView): { tone: Tone; icon: IconName | false; text: string } => ({
  ...TONES[record.state],
  text: RECORD_STATES[record.state],
});
