import { CONSEQUENCE_WORDS, complaintKind } from '@binhai/shared/rules/complaints';
import { useEffect, useState } from 'react';
import { complaintDesk as words } from '../../../copy/complaint-desk';
import { useShown } from '../../../parts/visit';
import { type DeskDetail, type DeskFilter, type DeskLine, useComplaintDesk } from '../../../stores/complaint-desk';
import { toast } from '../../../stores/toast';
import { Btn, Segment, StatusTag } from '../../../ui';
import { Desk, Pane, Panes } from '../parts/desk';
import { StepSheet } from '../parts/step-sheet';
import { type Column, TablePages } from '../parts/table';
import { type Answer, Detail } from './detail';

const c = words.columns;
const COLUMNS: readonly Column<DeskLine>[] = [
  { key: 'number', title: c.number, cell: (l) => l.number },
  { key: 'kind', title: c.kind, cell: (l) => l.title },
  { key: 'against', title: c.against, cell: (l) => l.against },
  { key: 'clock', title: c.clock, cell: (l) => (l.overdue ? <StatusTag tone='warn' icon='clock' text={l.clock} /> : l.clock) },
  { key: 'handler', title: c.handler, cell: (l) => (l.mine ? words.mine : l.handler || words.nobody) },
];
interface Asked {
  detail: DeskDetail;
  answer: Answer;
}
const FILTERS: readonly DeskFilter[] = ['waiting', 'closed'];

function Queue({ id, onId, filter, onFilter, onAsk }: QueueP) {
  const remote = useComplaintDesk((s) => s.list);
  const { load, more, open, close } = useComplaintDesk.getState();
  useShown(() => load(filter));
  useEffect(() => close, [close]);
  const show = (next: DeskFilter) => {
    onFilter(next);
    onId(null);
    void load(next);
  };
  return (
    <Panes>
      <Pane
        title={words.queue}
        aside={<Segment label={words.filters.label} options={FILTERS.map((value) => ({ value, text: words.filters[value] }))} value={filter} onChange={show} />}
      >
        <TablePages
          remote={remote}
          label={words.queue}
          columns={COLUMNS}
          keyOf={(l) => l.id}
          current={id ?? undefined}
          empty={words.empty[filter]}
          more={words.more}
          onOpen={(l) => {
            onId(l.id);
            void open(l.id);
          }}
          onLoad={() => void load(filter)}
          onMore={() => void more(filter)}
        />
      </Pane>
      <div>
        <Detail
          id={id}
          onAsk={(detail, answer) => onAsk({ detail, answer })}
          onChanged={() => {
            void load(filter);
            if (id) void open(id);
          }}
        />
      </div>
    </Panes>
  );
}
interface QueueP {
  id: string | null;
  onId: (id: string | null) => void;
  filter: DeskFilter;
  onFilter: (filter: DeskFilter) => void;
  onAsk: (asked: Asked) => void;
}

/** F2: complaints, due first; claimed by one, answered with reasons, what follows is done at once. */
export default function ComplaintsDesk() {
  const [id, setId] = useState<string | null>(null);
  const [filter, setFilter] = useState<DeskFilter>('waiting');
  const [asked, setAsked] = useState<Asked | null>(null);
  const decide = async () => {
    if (!asked) return;
    const { load, open, decide: send } = useComplaintDesk.getState();
    await send(asked.detail.id, asked.answer.uphold, asked.answer.reason);
    toast(words.decided, 'check');
    void load(filter);
    void open(asked.detail.id);
  };
  const overlay = asked && (
    <StepSheet
      id='confirm-decide'
      title={words.ask.title}
      text={words.ask.text(asked.answer.uphold, CONSEQUENCE_WORDS[complaintKind(asked.detail.kind)?.consequence ?? 'none'])}
      act={words.decide}
      onGo={decide}
      onClose={() => setAsked(null)}
    />
  );
  return (
    <Desk
      current='complaints'
      title={words.title}
      lead={words.lead}
      roles={['operator', 'reviewer']}
      overlay={overlay}
      actions={() => (
        <Btn id='refresh' kind='ghost' onClick={() => void useComplaintDesk.getState().load(filter)}>
          {words.refresh}
        </Btn>
      )}
    >
      {() => <Queue id={id} onId={setId} filter={filter} onFilter={setFilter} onAsk={setAsked} />}
    </Desk>
  );
}
