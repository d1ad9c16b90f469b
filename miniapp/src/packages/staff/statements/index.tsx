import { formatFen } from '@binhai/shared/rules/money';
import type { StatementState } from '@binhai/shared/states/statement';
import { useState } from 'react';
import { statementDesk as words } from '../../../copy/statement-desk';
import { statements as shared } from '../../../copy/statements';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { type StatementDetail, type StatementFile, type StatementList, useStatements } from '../../../stores/statements';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Btns, Fetched, Field, InlineError, NoticeBar, Pairs, Segment, StatusTag, type Tone, Txt } from '../../../ui';
import { Desk, Pane, Panes } from '../parts/desk';
import { type Column, Table } from '../parts/table';

type Row = StatementList['items'][number];
type Line = StatementDetail['lines'][number];
const w = words.list;
const STATES: readonly StatementState[] = ['disputed', 'confirmed', 'pending', 'settled'];
const TONES: Readonly<Record<StatementState, Tone>> = { pending: 'mute', disputed: 'warn', confirmed: 'info', settled: 'success' };
const COLUMNS: readonly Column<Row>[] = [
  { key: 'provider', title: w.columns.provider, cell: (s) => s.provider },
  { key: 'month', title: w.columns.month, cell: (s) => s.month },
  { key: 'state', title: w.columns.state, cell: (s) => <StatusTag tone={TONES[s.state]} icon={false} text={s.stateText} /> },
  { key: 'relief', title: w.columns.relief, end: true, cell: (s) => formatFen(s.reliefFen) },
  { key: 'subsidy', title: w.columns.subsidy, end: true, cell: (s) => formatFen(s.subsidyFen) },
  { key: 'due', title: w.columns.due, end: true, cell: (s) => say.date(s.dueOn) },
];
const LINES: readonly Column<Line>[] = [
  {
    key: 'title',
    title: words.lines.columns.title,
    cell: (l) => (l.kind === 'earlier' ? shared.earlier(l.title) : `${l.title}　${shared.version(l.version, l.heads)}`),
  },
  { key: 'share', title: words.lines.columns.share, cell: (l) => l.subsidyText },
  { key: 'relief', title: words.lines.columns.relief, end: true, cell: (l) => formatFen(l.reliefFen) },
  { key: 'subsidy', title: words.lines.columns.subsidy, end: true, cell: (l) => formatFen(l.subsidyFen) },
  { key: 'own', title: words.lines.columns.own, end: true, cell: (l) => formatFen(l.ownFen) },
];

/** What the centre has to say: an answer to an objection, or the payment. */
function Act({ s, onDone }: { s: StatementDetail; onDone: () => void }) {
  const [text, setText] = useState('');
  const event = s.may.includes('settle') ? 'settle' : 'answer';
  const step = useAction(async () => {
    if (event === 'settle') await useStatements.getState().settle(text.trim());
    else await useStatements.getState().answer(text.trim());
    toast(shared.done[event], 'check');
    onDone();
  });
  if (s.may.length === 0) return null;
  return (
    <Box className='mt3'>
      {event === 'settle' && s.differenceFen !== 0 && <NoticeBar tone='warn'>{words.difference}</NoticeBar>}
      <Field
        id='statement-text'
        label={words[event].label}
        multiline={event === 'answer'}
        value={text}
        maxLength={500}
        hint={event === 'settle' ? words.settle.note : undefined}
        onChange={setText}
      />
      {step.error && <InlineError error={step.error} />}
      <Btn id={`statement-${event}`} size='s' disabled={text.trim().length < 4} busy={step.busy} onClick={() => void step.run()}>
        {words[event].act}
      </Btn>
    </Box>
  );
}
function Detail({ s, onDone }: { s: StatementDetail; onDone: () => void }) {
  const save = useAction((kind: StatementFile) => useStatements.getState().save(kind));
  return (
    <Pane title={`${s.provider}　${shared.month(s.month)}`}>
      <Pairs
        rows={[
          { k: shared.number, v: s.number },
          { k: words.lines.columns.relief, v: `${formatFen(s.totals.reliefFen)} 元` },
          { k: words.lines.columns.subsidy, v: `${formatFen(s.totals.subsidyFen)} 元` },
          { k: words.lines.columns.own, v: `${formatFen(s.totals.ownFen)} 元` },
          { k: shared.difference, v: shared.differenceText(s.differenceFen) },
          ...s.steps.flatMap((x) => (x.event === 'confirm' ? [{ k: shared.confirmed, v: `${x.by}　${say.stamp(x.at)}` }] : [])),
          ...s.steps.flatMap((x) => (x.event === 'settle' ? [{ k: shared.settled, v: `${x.by}　${say.stamp(x.at)}` }] : [])),
          ...(s.payment ? [{ k: shared.payment, v: s.payment }] : []),
        ]}
      />
      {s.objection && (
        <NoticeBar tone='warn' className='mt3'>
          <Txt block>{words.objection(s.objection)}</Txt>
          {s.answer && <Txt block>{words.answered(s.answer)}</Txt>}
        </NoticeBar>
      )}
      <Act key={s.rev} s={s} onDone={onDone} />
      {save.error && <InlineError error={save.error} />}
      <Btns>
        {(['csv', 'xlsx', 'pdf'] as const).map((kind) => (
          <Btn key={kind} id={`save-${kind}`} kind='ghost' size='s' busy={save.busy} onClick={() => void save.run(kind)}>
            {kind.toUpperCase()}
          </Btn>
        ))}
      </Btns>
    </Pane>
  );
}
function Body() {
  const [state, setState] = useState<StatementState>('disputed');
  const list = useStatements((s) => s.list);
  const one = useStatements((s) => s.one);
  const { loadList, loadOne } = useStatements.getState();
  useShown(() => void loadList(state));
  const choose = (next: StatementState) => {
    setState(next);
    useStatements.setState({ one: { data: null, error: null, busy: false } });
    void loadList(next);
  };
  return (
    <Panes>
      <Box>
        <Segment label={words.tabs.label} value={state} options={STATES.map((x) => ({ value: x, text: words.tabs[x] }))} onChange={choose} />
        <Box className='mt3'>
          <Fetched data={list.data} error={list.error} onRetry={() => void loadList(state)}>
            {({ items, next }) => (
              <Pane>
                <Table
                  label={w.label}
                  columns={COLUMNS}
                  rows={items}
                  keyOf={(s) => s.id}
                  current={one.data?.id}
                  onOpen={(s) => void loadOne(s.id)}
                  empty={w.empty[state]}
                />
                {next && (
                  <Btn kind='text' size='s' busy={list.busy} onClick={() => void loadList(state, next)}>
                    {w.more}
                  </Btn>
                )}
              </Pane>
            )}
          </Fetched>
          {one.data && (
            <Pane title={words.lines.label}>
              <Table label={words.lines.label} columns={LINES} rows={one.data.lines} keyOf={(l) => `${l.kind}${l.title}${l.version}`} empty='' tight />
            </Pane>
          )}
        </Box>
      </Box>
      <Box>
        {one.error && <InlineError error={one.error} />}
        {one.data ? <Detail s={one.data} onDone={() => void loadList(state)} /> : <Txt className='sub muted'>{words.pick}</Txt>}
      </Box>
    </Panes>
  );
}

/** 36 商户结算: the centre answers objections and settles what the merchants have confirmed. */
export default function StatementsDesk() {
  return (
    <Desk current='statements' title={words.title} lead={words.lead} roles={['operator', 'auditor']}>
      {() => <Body />}
    </Desk>
  );
}
