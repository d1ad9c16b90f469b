import { useEffect, useState } from 'react';
import { REVIEW_EVENTS, REVIEW_STATES, RULES, reviews as words } from '../../../copy/audit';
import { useShown } from '../../../parts/visit';
import { say, today } from '../../../platform/time';
import { type Queue, type ReviewDetail, type ReviewView, useAudit } from '../../../stores/audit';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Fetched, Field, NoticeBar, Segment, StatusTag, Timeline, Txt } from '../../../ui';
import { Desk, Pane, Panes } from '../parts/desk';
import { Entries } from '../parts/entries';
import { FormActions } from '../parts/form';
import { type Column, TablePages } from '../parts/table';

type State = ReviewView['state'];
const c = words.columns;
const COLUMNS: readonly Column<ReviewView>[] = [
  { key: 'day', title: c.day, cell: (r) => say.day(r.day) },
  { key: 'who', title: c.who, cell: (r) => r.who },
  { key: 'rule', title: c.rule, cell: (r) => <StatusTag tone='warn' text={RULES[r.rule]} /> },
  { key: 'words', title: c.words, cell: (r) => r.words },
  { key: 'looks', title: c.looks, end: true, cell: (r) => String(r.looks) },
];
function Decide({ review, onDone }: { review: ReviewView; onDone: () => void }) {
  const [note, setNote] = useState('');
  const decide = useAction(async (event: 'explain' | 'escalate') => {
    await useAudit.getState().decide(review, event, note.trim());
    toast(event === 'explain' ? words.explained : words.escalated);
    setNote('');
    onDone();
  });
  if (review.own) return <NoticeBar tone='warn'>{words.own}</NoticeBar>;
  if (review.state === 'explained') return null;
  const error = decide.error?.field('body.note');
  return (
    <>
      <Field id='note' label={words.note} hint={words.noteHint} value={note} multiline maxLength={500} onChange={setNote} {...(error && { error })} />
      <FormActions error={error ? null : decide.error} note={words.effect}>
        {review.state === 'open' && (
          <Btn id='escalate' kind='ghost' busy={decide.busy} onClick={() => void decide.run('escalate')}>
            {words.escalate}
          </Btn>
        )}
        <Btn id='explain' busy={decide.busy} onClick={() => void decide.run('explain')}>
          {words.explain}
        </Btn>
      </FormActions>
    </>
  );
}
function Detail({ detail, busy, onDone }: { detail: ReviewDetail; busy: boolean; onDone: () => void }) {
  const { review, items, next } = detail;
  return (
    <>
      <Pane title={RULES[review.rule]} aside={<StatusTag tone={review.state === 'open' ? 'warn' : 'success'} text={REVIEW_STATES[review.state]} />}>
        <Txt block strong>
          {review.who}
        </Txt>
        <Txt block className='sub mt1'>
          {`${say.date(review.day)} ${review.words}`}
        </Txt>
        {review.decisions.length > 0 && (
          <Box className='mt3'>
            <Timeline
              label={words.decisions}
              moments={review.decisions.map((d) => ({ title: words.by(d.by, REVIEW_EVENTS[d.event]), state: 'done', when: say.stamp(d.at), text: d.note }))}
            />
          </Box>
        )}
        <Box className='mt3'>
          <Decide key={review.id} review={review} onDone={onDone} />
        </Box>
      </Pane>
      <Pane title={words.entries}>
        <Txt block className='sub muted'>
          {words.looks(review.looks, review.people)}
        </Txt>
        <Entries narrow label={words.entries} rows={items} empty={words.none} />
        {next && (
          <Btn kind='text' block busy={busy} onClick={() => void useAudit.getState().moreLooks()}>
            {words.more}
          </Btn>
        )}
      </Pane>
    </>
  );
}
function Reviews({ queue }: { queue: Queue | null }) {
  const [state, setState] = useState<State>('open');
  const { error, busy } = useAudit((s) => s.queue);
  const detail = useAudit((s) => s.review);
  const [chosen, setChosen] = useState('');
  const load = () => useAudit.getState().loadQueue({ state });
  useShown(load);
  useEffect(() => () => useAudit.getState().close(), []);
  const choose = (next: State) => {
    setState(next);
    void useAudit.getState().loadQueue({ state: next });
  };
  const open = ({ id }: ReviewView) => {
    setChosen(id);
    void useAudit.getState().open(id);
  };
  const options = (Object.keys(REVIEW_STATES) as State[]).map((value) => ({
    value,
    text: queue ? words.state(REVIEW_STATES[value], queue.counts[value]) : REVIEW_STATES[value],
  }));
  return (
    <Panes>
      <Pane
        title={words.queue}
        aside={
          <Btn id='refresh' kind='quiet' size='s' busy={busy} onClick={() => void load()}>
            {words.refresh}
          </Btn>
        }
      >
        <Segment label={words.states} options={options} value={state} onChange={choose} />
        <TablePages
          remote={{ data: queue, error, busy }}
          label={words.queue}
          columns={COLUMNS}
          keyOf={(r) => r.id}
          onOpen={open}
          current={chosen}
          empty={words.none}
          more={words.more}
          onLoad={() => void load()}
          onMore={() => void useAudit.getState().moreQueue({ state })}
        />
      </Pane>
      <Box>
        {chosen === '' ? (
          <Pane>
            <NoticeBar tone='plain'>{words.pick}</NoticeBar>
          </Pane>
        ) : (
          <Fetched data={detail.data} error={detail.error} onRetry={() => void useAudit.getState().open(chosen)}>
            {(d) => <Detail detail={d} busy={detail.busy} onDone={() => void load()} />}
          </Fetched>
        )}
      </Box>
    </Panes>
  );
}

/** F5: what was unusual about looks of people at work, for auditors to ask about. */
export default function ReviewsDesk() {
  const queue = useAudit((s) => s.queue.data);
  const run = useAction(async () => {
    await useAudit.getState().run(today());
    toast(words.running);
  });
  const actions = (
    <Btn id='run' kind='ghost' busy={run.busy} onClick={() => void run.run()}>
      {words.run}
    </Btn>
  );
  const through = queue?.reviewedThrough ?? null;
  return (
    <Desk current='reviews' title={words.title} lead={words.lead(through && say.day(through))} actions={() => actions} roles={['auditor']}>
      {() => <Reviews queue={queue} />}
    </Desk>
  );
}
