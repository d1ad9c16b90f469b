import { schemeDesk as words } from '../../../copy/scheme-desk';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Schemes, useSchemeDesk } from '../../../stores/scheme-desk';
import { useAction } from '../../../stores/use-action';
import { Btn, Fetched, InlineError, StatusTag, type Tone } from '../../../ui';
import { Desk, Pane } from '../parts/desk';
import { type Column, Table } from '../parts/table';
import { DESKS } from '../paths';

type Row = Schemes['items'][number];
const w = words.list;
const TONES: Partial<Record<Row['state'], Tone>> = { consultation: 'signal', effective: 'success', published: 'info', approval: 'warn', legal: 'warn' };
const dates = (s: Row): string => (s.from ? w.from(say.date(s.from)) : s.consultation ? w.consultation(say.date(s.consultation.to)) : w.none);
const COLUMNS: readonly Column<Row>[] = [
  { key: 'title', title: w.columns.title, cell: (s) => s.title },
  { key: 'state', title: w.columns.state, cell: (s) => <StatusTag tone={TONES[s.state] ?? 'mute'} icon={false} text={s.stateText} /> },
  { key: 'dates', title: w.columns.dates, cell: dates },
  { key: 'comments', title: w.columns.comments, cell: (s) => (s.consultation ? w.comments(s.comments, s.unanswered) : w.none) },
  { key: 'changed', title: w.columns.changed, end: true, cell: (s) => say.stamp(s.changedAt) },
];
function List() {
  const { data, error } = useSchemeDesk((s) => s.list);
  const load = useSchemeDesk((s) => s.loadList);
  useShown(() => void load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {({ items }) => (
        <Pane>
          <Table label={w.label} columns={COLUMNS} rows={items} keyOf={(s) => s.id} onOpen={(s) => void go(DESKS.scheme, { id: s.id })} empty={w.empty} />
        </Pane>
      )}
    </Fetched>
  );
}
function Create() {
  const create = useAction(async () => {
    await go(DESKS.scheme, { id: await useSchemeDesk.getState().create() });
  });
  return (
    <>
      {create.error && <InlineError error={create.error} />}
      <Btn id='create-scheme' size='s' icon='plus' busy={create.busy} onClick={() => void create.run()}>
        {w.create}
      </Btn>
    </>
  );
}

/** 30 评价方案: the schemes there are and how far each is. */
export default function SchemesDesk() {
  return (
    <Desk
      current='schemes'
      title={words.title}
      lead={w.lead}
      roles={['operator', 'reviewer', 'auditor']}
      actions={(me) => me.role === 'operator' && <Create />}
    >
      {() => <List />}
    </Desk>
  );
}
