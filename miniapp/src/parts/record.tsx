import type { RecordView } from '@binhai/shared/contract/credit';
import { RECORD_STATES } from '../copy/credit';
import { type IconName, StatusTag, type Tone } from '../ui';

/** Icons of the directory's classes (domain.md 6), by the first characters of the class code; a class without one gets the plain document. */
const ICONS: { readonly [prefix: string]: IconName } = {};
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
export const RecordState = ({ record }: { record: RecordView }) => (
  <StatusTag tone={TONES[record.state].tone} icon={TONES[record.state].icon} text={RECORD_STATES[record.state]} />
);
