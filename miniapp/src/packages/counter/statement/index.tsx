import { localDateOf } from '@binhai/shared/dates/dates';
import { formatFen } from '@binhai/shared/rules/money';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { statements as words } from '../../../copy/statements';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { instant, say } from '../../../platform/time';
import { type StatementDetail, type StatementFile, useStatements } from '../../../stores/statements';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import {
  ActionBar,
  Box,
  Btn,
  Btns,
  Card,
  Contour,
  cx,
  Fetched,
  Field,
  InlineError,
  Item,
  List,
  NoticeBar,
  Pairs,
  Section,
  Sheet,
  StepBar,
  Txt,
} from '../../../ui';
import { CounterGate } from '../parts';
import './index.scss';

const CURRENT = { pending: 0, disputed: 0, confirmed: 2, settled: 3 } as const;
type Asked = 'confirm' | 'dispute';
const Amount = ({ fen }: { fen: number }) => (
  <Txt strong className={cx('num nowrap', fen < 0 && 'statement__back')}>
    {formatFen(fen)}
  </Txt>
);

function Total({ s }: { s: StatementDetail }) {
  const { totals: t } = s;
  return (
    <Box className='statement__total mt3' role='region' label={words.title}>
      <Contour />
      <Txt block className='statement__dim'>
        {words.span(s.provider, s.firstDay, s.lastDay)}
      </Txt>
      <Box>
        <Txt strong className='statement__sum num'>
          {formatFen(t.reliefFen)}
        </Txt>
        <Txt>{` ${words.yuan}`}</Txt>
      </Box>
      <Txt block className='statement__dim'>
        {words.sum(t.redemptions, t.reversals)}
      </Txt>
      <Box className='statement__fund'>
        {(
          [
            [t.subsidyFen, words.subsidy],
            [t.ownFen, words.own],
          ] as const
        ).map(([fen, label]) => (
          <Box key={label} className='statement__share'>
            <Txt block strong className='statement__part num'>
              {formatFen(fen)}
            </Txt>
            <Txt className='statement__dim'>{label}</Txt>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
function Lines({ s }: { s: StatementDetail }) {
  return (
    <Section title={words.byOffer}>
      <List label={words.byOffer}>
        {s.lines.map((l) => (
          <Item key={`${l.kind}${l.title}${l.version}`} className='statement__line'>
            <Box className='grow'>
              <Txt block strong>
                {l.kind === 'earlier' ? words.earlier(l.title) : l.title}
              </Txt>
              <Txt block className='sub muted'>
                {l.kind === 'earlier' ? words.earlierText : `${words.version(l.version, l.heads)}　${l.subsidyText}`}
              </Txt>
            </Box>
            <Amount fen={l.reliefFen} />
          </Item>
        ))}
      </List>
    </Section>
  );
}
function Entries({ id }: { id: string }) {
  const { data, error, busy } = useStatements((s) => s.entries);
  const load = () => void useStatements.getState().loadEntries(id);
  useShown(load);
  return (
    <Section title={words.entries} note={words.noNames}>
      <Fetched data={data} error={error} onRetry={load}>
        {({ items, next }) => (
          <>
            <List label={words.entries}>
              {items.map((e) => (
                <Item key={e.id} className='statement__line'>
                  <Box className='grow'>
                    <Txt block strong className='statement__id'>
                      {e.id}
                    </Txt>
                    <Txt block className='sub muted'>
                      {[words.entry[e.kind], e.shop, e.clerk, say.stamp(e.at)].join('　')}
                    </Txt>
                  </Box>
                  <Amount fen={e.reliefFen} />
                </Item>
              ))}
            </List>
            {next && (
              <Box className='mt3'>
                <Btn kind='quiet' block busy={busy} onClick={() => void useStatements.getState().loadEntries(id, next)}>
                  {words.moreEntries}
                </Btn>
              </Box>
            )}
          </>
        )}
      </Fetched>
    </Section>
  );
}
/** What both sides have said of it, and that it ties to the redemptions. */
function Sides({ s }: { s: StatementDetail }) {
  const signed = (event: string) => s.steps.filter((x) => x.event === event).slice(-1)[0];
  const rows = (
    [
      ['confirm', words.confirmed],
      ['settle', words.settled],
    ] as const
  ).flatMap(([event, k]) => {
    const step = signed(event);
    return step ? [{ k, v: `${step.by}　${say.stamp(step.at)}` }] : [];
  });
  return (
    <Card>
      <Pairs
        rows={[
          ...rows,
          ...(s.payment ? [{ k: words.payment, v: s.payment }] : []),
          { k: words.number, v: s.number },
          { k: words.difference, v: words.differenceText(s.differenceFen) },
        ]}
      />
    </Card>
  );
}
function Ask({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  const w = asked === 'confirm' ? words.confirmSheet : words.disputeSheet;
  const step = useAction(async () => {
    const desk = useStatements.getState();
    if (asked === 'confirm') await desk.confirm();
    else if (text.trim().length < 4) return setWrong(words.disputeSheet.short);
    else await desk.dispute(text.trim());
    toast(words.done[asked], 'check');
    onClose();
  });
  return (
    <Sheet title={w.title} onClose={onClose}>
      <Txt block className='t2'>
        {w.text}
      </Txt>
      {asked === 'dispute' && (
        <Field id='objection' className='mt3' label={words.disputeSheet.label} multiline value={text} maxLength={500} error={wrong} onChange={setText} />
      )}
      {step.error && <InlineError error={step.error} />}
      <Btns>
        <Btn kind='ghost' onClick={onClose}>
          {w.keep}
        </Btn>
        <Btn id='statement-go' busy={step.busy} onClick={() => void step.run()}>
          {words.acts[asked]}
        </Btn>
      </Btns>
    </Sheet>
  );
}
function Bar({ s, onAsk }: { s: StatementDetail; onAsk: (asked: Asked) => void }) {
  const save = useAction((kind: StatementFile) => useStatements.getState().save(kind));
  const closedOn = localDateOf(instant(s.closedAt));
  return (
    <ActionBar {...(s.state === 'pending' && { note: words.closed(closedOn, s.dueOn) })}>
      {save.error && <InlineError error={save.error} />}
      <Btns>
        {s.may.includes('dispute') && (
          <Btn id='ask-dispute' kind='ghost' onClick={() => onAsk('dispute')}>
            {words.acts.dispute}
          </Btn>
        )}
        {s.may.includes('confirm') && (
          <Btn id='ask-confirm' onClick={() => onAsk('confirm')}>
            {words.acts.confirm}
          </Btn>
        )}
        {s.may.length === 0 && (
          <Btn id='statement-pdf' icon='download' block busy={save.busy} onClick={() => void save.run('pdf')}>
            {s.state === 'settled' ? words.acts.signedPdf : words.acts.pdf}
          </Btn>
        )}
      </Btns>
    </ActionBar>
  );
}
function Files() {
  const save = useAction((kind: StatementFile) => useStatements.getState().save(kind));
  return (
    <Box className='mt3'>
      {save.error && <InlineError error={save.error} />}
      <Btns>
        {(['csv', 'xlsx'] as const).map((kind) => (
          <Btn key={kind} id={`statement-${kind}`} kind='quiet' icon='download' busy={save.busy} onClick={() => void save.run(kind)}>
            {words.acts[kind]}
          </Btn>
        ))}
      </Btns>
    </Box>
  );
}
function Loaded({ id }: { id: string }) {
  const { data, error } = useStatements((s) => s.one);
  const load = () => void useStatements.getState().loadOne(id);
  useShown(load);
  return (
    <Fetched data={data?.id === id ? data : null} error={error} onRetry={load}>
      {(s) => (
        <>
          <Card>
            <StepBar steps={[...words.steps]} current={CURRENT[s.state]} />
          </Card>
          {s.state === 'disputed' && (
            <NoticeBar tone='warn' className='mt3'>
              {words.disputed}
            </NoticeBar>
          )}
          {s.objection && (
            <NoticeBar className='mt3'>
              <Txt block>{words.objection(s.objection)}</Txt>
              {s.answer && <Txt block>{words.answer(s.answer)}</Txt>}
            </NoticeBar>
          )}
          <Total s={s} />
          <Lines s={s} />
          <Entries id={id} />
          <Files />
          <Box className='mt3'>
            <Sides s={s} />
          </Box>
          <NoticeBar className='mt3'>{words.note}</NoticeBar>
        </>
      )}
    </Fetched>
  );
}

/** 36 月结单: one month, looked through and confirmed by the manager. */
export default function CounterStatement() {
  const { id = '' } = useRouter().params;
  const held = useStatements((s) => s.one.data);
  const s = held?.id === id ? held : null;
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Screen
      title={s ? words.month(s.month) : words.title}
      bar={s && <Bar s={s} onAsk={setAsked} />}
      overlay={asked && s && <Ask asked={asked} onClose={() => setAsked(null)} />}
    >
      <CounterGate>{() => <Loaded id={id} />}</CounterGate>
    </Screen>
  );
}
