import { useEffect, useState } from 'react';
import { windowDesk as words } from '../../../copy/window';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { type Case, type CaseFilter, useIdentityCases } from '../../../stores/identity-cases';
import { Btn, Fetched, Segment } from '../../../ui';
import { Desk, Pane, Panes } from '../parts/desk';
import { type Column, Table } from '../parts/table';
import { Detail } from './detail';
import { FirmRepresentative, Freeze } from './forms';
import { PlateProofs } from './plates';

const COLUMNS: readonly Column<Case>[] = [
  { key: 'at', title: words.columns.at, cell: (c) => say.stamp(c.openedAt) },
  { key: 'by', title: words.columns.by, cell: (c) => c.openedBy },
  { key: 'reason', title: words.columns.reason, cell: (c) => c.reason },
  { key: 'state', title: words.columns.state, cell: (c) => words.states[c.state] },
];

function WindowDesk({ operator }: { operator: boolean }) {
  const [filter, setFilter] = useState<CaseFilter>('waiting');
  const [id, setId] = useState<string | null>(null);
  const { data, error } = useIdentityCases((s) => s.list);
  const { load, more, open, close } = useIdentityCases.getState();
  useShown(() => load(filter));
  useEffect(() => close, [close]);
  const done = () => {
    setId(null);
    close();
    void load(filter);
  };
  const show = (next: CaseFilter) => {
    setFilter(next);
    setId(null);
    close();
    void load(next);
  };
  return (
    <Panes>
      <div>
        <Pane
          title={words.list}
          aside={
            <Segment
              label={words.filters.label}
              options={[
                { value: 'waiting', text: words.filters.waiting },
                { value: 'closed', text: words.filters.closed },
              ]}
              value={filter}
              onChange={show}
            />
          }
        >
          <Fetched data={data} error={error} onRetry={() => void load(filter)}>
            {({ items, next }) => (
              <>
                <Table
                  label={words.list}
                  columns={COLUMNS}
                  rows={items}
                  keyOf={(c) => c.id}
                  current={id ?? undefined}
                  empty={words.empty}
                  onOpen={(c) => {
                    setId(c.id);
                    void open(c.id);
                  }}
                />
                {next && (
                  <Btn kind='text' onClick={() => void more(filter)}>
                    {words.more}
                  </Btn>
                )}
              </>
            )}
          </Fetched>
        </Pane>
        <PlateProofs operator={operator} />
        {operator && <FirmRepresentative />}
      </div>
      <div>
        <Detail id={id} operator={operator} onDone={done} />
        {operator && <Freeze onDone={done} />}
      </div>
    </Panes>
  );
}

/** The window: identities in a stranger's hands, and who represents a firm. Two people for what cannot be undone. */
export default function WindowPage() {
  return (
    <Desk current='window' title={words.title} lead={words.lead} roles={['operator', 'reviewer']}>
      {(me) => <WindowDesk operator={me.role === 'operator'} />}
    </Desk>
  );
}
