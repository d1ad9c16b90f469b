import { localDateOf } from '@binhai/shared/dates/dates';
import { repliesFor } from '@binhai/shared/rules/complaint-replies';
import { CONSEQUENCE_WORDS, complaintKind, isReview } from '@binhai/shared/rules/complaints';
import { isDecided } from '@binhai/shared/states/complaint';
import { useState } from 'react';
import { complaintDesk as words } from '../../../copy/complaint-desk';
import { instant, say } from '../../../platform/time';
import { type DeskDetail, useComplaintDesk } from '../../../stores/complaint-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Choice, Fetched, Field, NoticeBar, Pairs, Section, StatusTag, Txt } from '../../../ui';
import { Pane } from '../parts/desk';
import { FormActions } from '../parts/form';

const onDay = (iso: string) => say.day(localDateOf(instant(iso)));
const rowsOf = (rows: { k: string; v: string }[]) => rows.filter((r) => r.v !== '');

function Facts({ detail: d }: { detail: DeskDetail }) {
  const r = words.rows;
  return (
    <>
      <Pairs
        className='mt2'
        left
        rows={rowsOf([
          { k: r.who, v: d.maskedName },
          { k: r.filed, v: onDay(d.filedAt) },
          { k: r.against, v: d.against },
          { k: r.shop, v: d.shopName },
          { k: r.terms, v: d.terms },
          { k: r.day, v: say.date(d.happenedOn) },
          { k: r.way, v: d.way },
          { k: r.text, v: d.text },
        ])}
      />
      {d.explained && (
        <Section title={words.explained} note={say.stamp(d.explained.at)}>
          <Txt block strong>
            {`${d.explained.title}　${d.explained.basis}`}
          </Txt>
          <Pairs left className='mt2' rows={d.explained.lines.map((l) => ({ k: l.title, v: l.text }))} />
        </Section>
      )}
      {!isDecided(d.state) && (
        <NoticeBar tone={d.overdue ? 'warn' : 'info'} icon='clock' className='mt3'>
          {d.clock}
        </NoticeBar>
      )}
    </>
  );
}
function Claim({ id, onDone }: { id: string; onDone: () => void }) {
  const claim = useAction(async () => {
    await useComplaintDesk.getState().claim(id, true);
    toast(words.claimed, 'check');
    onDone();
  });
  return (
    <FormActions error={claim.error} note={words.claimNote}>
      <Btn id='claim' busy={claim.busy} onClick={() => void claim.run()}>
        {words.claim}
      </Btn>
    </FormActions>
  );
}
export interface Answer {
  uphold: boolean;
  reason: string;
}
/** The answer as it is written; sent only after it was asked once more. */
function Decide({ detail: d, onAsk, onBack }: { detail: DeskDetail; onAsk: (a: Answer) => void; onBack: () => void }) {
  const [uphold, setUphold] = useState(true);
  const [reason, setReason] = useState('');
  const back = useAction(async () => {
    await useComplaintDesk.getState().claim(d.id, false);
    toast(words.backDone);
    onBack();
  });
  const consequence = CONSEQUENCE_WORDS[complaintKind(d.kind)?.consequence ?? 'none'];
  const outcome = isReview(d.kind) ? words.reviewOutcomes : words.outcomes;
  const outcomes = [
    { uphold: true, id: 'uphold', label: outcome.uphold, desc: consequence },
    { uphold: false, id: 'reject', label: outcome.reject, desc: undefined },
  ];
  return (
    <Section title={words.answer}>
      <Box role='radiogroup' label={words.outcomes.label}>
        {outcomes.map((o) => (
          <Choice
            key={o.id}
            id={o.id}
            kind='radio'
            name='outcome'
            label={o.label}
            desc={o.desc}
            checked={o.uphold === uphold}
            onChange={() => setUphold(o.uphold)}
          />
        ))}
      </Box>
      <Box className='row row--wrap mt2' role='group' label={words.templates}>
        {repliesFor(d.kind, uphold).map((r) => (
          <Btn key={r.code} id={`reply-${r.code}`} kind='quiet' size='s' onClick={() => setReason(r.text)}>
            {r.title}
          </Btn>
        ))}
      </Box>
      <Field id='reason' className='mt2' label={words.reason} hint={words.reasonHint} multiline maxLength={500} value={reason} onChange={setReason} />
      <FormActions error={back.error}>
        <Btn id='back' kind='ghost' busy={back.busy} onClick={() => void back.run()}>
          {words.back}
        </Btn>
        <Btn id='decide' disabled={reason.trim().length < 4} onClick={() => onAsk({ uphold, reason: reason.trim() })}>
          {words.decide}
        </Btn>
      </FormActions>
    </Section>
  );
}
function Next({ detail: d, onAsk, onChanged }: { detail: DeskDetail; onAsk: (a: Answer) => void; onChanged: () => void }) {
  if (d.state === 'filed') return <Claim id={d.id} onDone={onChanged} />;
  if (d.state === 'claimed')
    return d.mine ? <Decide detail={d} onAsk={onAsk} onBack={onChanged} /> : <NoticeBar tone='plain'>{words.taken(d.handler)}</NoticeBar>;
  const r = words.rowsClosed;
  return (
    <Section title={words.result}>
      <Pairs
        left
        rows={rowsOf([
          { k: r.by, v: d.handler },
          { k: r.at, v: d.decidedAt ? say.stamp(d.decidedAt) : '' },
          { k: r.reason, v: d.reason },
          { k: r.consequence, v: d.consequence },
        ])}
      />
    </Section>
  );
}

/** The complaint in view and its next step. Whoever is concerned by it is refused by the server, and told so here. */
export function Detail({ id, onAsk, onChanged }: { id: string | null; onAsk: (d: DeskDetail, a: Answer) => void; onChanged: () => void }) {
  const { data, error } = useComplaintDesk((s) => s.detail);
  if (id === null)
    return (
      <Pane title={words.detail}>
        <Txt block className='muted'>
          {words.pick}
        </Txt>
      </Pane>
    );
  const shown = data?.id === id ? data : null;
  return (
    <Pane title={shown?.title ?? words.detail} aside={shown && <StatusTag tone={isDecided(shown.state) ? 'mute' : 'info'} text={shown.stateText} />}>
      <Fetched data={shown} error={error} onRetry={() => void useComplaintDesk.getState().open(id)}>
        {(d) => (
          <>
            <Txt block className='sub muted'>
              {d.number}
            </Txt>
            <Facts detail={d} />
            <Next key={`${d.id}-${d.state}`} detail={d} onAsk={(a) => onAsk(d, a)} onChanged={onChanged} />
          </>
        )}
      </Fetched>
    </Pane>
  );
}
