import type { Directory, DirectoryItem } from '@binhai/shared/parameters/directory';
import type { SeverityMapping } from '@binhai/shared/parameters/severity';
import type { Severity } from '@binhai/shared/rules/record';
import { severityOf } from '@binhai/shared/rules/severity';
import { COLUMNS } from './columns.js';
import type { Draft } from './draft.js';
import type { Finding } from './reasons.js';

/** Item of the directory for a file that names none. */
function usualItem({ kind, general, subject }: Draft): string {
  if (kind === 'contract') return subject.kind === 'person' ? '07-01' : '07-02';
  if (kind === 'commitment') return general ? '08-02' : '08-01';
  return { penalty: '03-02', permit: '03-01', honour: '11-01' }[kind];
}
const SUBJECT_WORDS = { person: '自然人', organisation: '组织' } as const;

/** Directory gate (domain rule 4): only what the directory in force lists, of subjects it lists, may be recorded at all. */
export function directoryGate(draft: Draft, directory: Directory): DirectoryItem | Finding {
  const code = draft.directoryCode || usualItem(draft);
  const item = directory.items.find((i) => i.code === code);
  if (!item || item.kind !== draft.kind) return { code: 'directory_unknown', details: { value: code } };
  if (item.subjects.includes(draft.subject.kind)) return item;
  return { code: 'directory_subject', details: { value: item.title, subject: SUBJECT_WORDS[draft.subject.kind] } };
}

/** Document gate (domain rule 5): a negative record rests on a document in force, named by number, unit and date; unit and date are checked with the row. */
export function documentGate(draft: Draft, item: DirectoryItem): Finding | null {
  if (draft.documentNumber !== null || (item.effect !== 'negative' && !item.needsDocument)) return null;
  const field = COLUMNS[draft.kind].headers.documentNumber?.[0] ?? '文书号';
  return { code: item.effect === 'negative' ? 'document_required' : 'field_required', field };
}

export const severityFor = (draft: Draft, item: DirectoryItem, mapping: SeverityMapping): Severity | null =>
  item.effect === 'negative'
    ? severityOf({ kinds: draft.penaltyKinds, remark: draft.remark, fineFen: draft.fineFen, subject: draft.subject.kind }, mapping)
    : null;
