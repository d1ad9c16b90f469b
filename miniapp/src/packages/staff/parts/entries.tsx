import { register as words } from '../../../copy/audit';
import { say } from '../../../platform/time';
import type { AuditEntry } from '../../../stores/audit';
import { StatusTag, Txt } from '../../../ui';
import { type Column, Table } from './table';

const c = words.columns;
const COLUMNS: readonly Column<AuditEntry>[] = [
  { key: 'at', title: c.at, cell: (e) => say.stamp(e.at) },
  { key: 'who', title: c.who, cell: (e) => e.who },
  { key: 'subject', title: c.subject, cell: (e) => e.subject || <Txt className='muted'>{words.unnamed}</Txt> },
  { key: 'purpose', title: c.purpose, cell: (e) => e.purpose },
];
const WHOLE: readonly Column<AuditEntry>[] = [
  ...COLUMNS,
  { key: 'basis', title: c.basis, cell: (e) => (e.sealed ? <StatusTag tone='warn' icon='lock' text={words.sealed} /> : e.basis) },
  { key: 'items', title: c.items, cell: (e) => e.items.join('、') },
];
/** Entries of the register; beside a finding without what stands in the finding. */
export const Entries = ({ label, rows, empty, narrow }: { label: string; rows: readonly AuditEntry[]; empty: string; narrow?: boolean }) => (
  <Table
    label={label}
    columns={narrow ? COLUMNS.filter((x) => x.key !== 'who') : WHOLE}
    rows={rows}
    keyOf={(e) => e.id}
    empty={empty}
    {...(narrow && { tight: true })}
  />
);
