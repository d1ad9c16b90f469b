import { localDateOf } from '@binhai/shared/dates/dates';
import { isReview } from '@binhai/shared/rules/complaints';
import { isDecided } from '@binhai/shared/states/complaint';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { GUEST, complaint as words } from '../../../copy/cases';
import { AskSheet } from '../../../parts/ask-sheet';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace } from '../../../platform/router';
import { instant, say } from '../../../platform/time';
import { held } from '../../../stores/by-id';
import { type Complaint, useComplaints } from '../../../stores/complaints';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Card, EmptyState, Fetched, InlineError, NoticeBar, Pairs, Section, StatusTag, Timeline, Title, Txt } from '../../../ui';

type Moments = Parameters<typeof Timeline>[0]['moments'];
/** What the rule had said when a review was asked for. */
function Explanation({ complaint: c }: { complaint: Complaint }) {
  const w = words.explained;
  if (!c.explained) return isReview(c.kind) ? <NoticeBar className='mt3'>{w.hidden}</NoticeBar> : null;
  const { title, basis, at, lines } = c.explained;
  return (
    <Section title={w.title} note={say.dayAndTime(at)}>
      <Card>
        <Txt block strong>
          {title}
        </Txt>
        <Txt block className='sub muted'>
          {basis}
        </Txt>
        {lines.map((l) => (
          <Box key={l.title} className='mt3'>
            <Txt block>{l.title}</Txt>
            {l.text !== '' && (
              <Txt block className='sub t2'>
                {l.text}
              </Txt>
            )}
          </Box>
        ))}
      </Card>
    </Section>
  );
}
const onDay = (iso: string) => say.day(localDateOf(instant(iso)));

/** Filed, handled, told: where it stands, and by which day. */
function momentsOf(c: Complaint): Moments {
  const w = words.steps;
  const filed = { title: isReview(c.kind) ? w.asked : w.filed, state: 'done', when: onDay(c.filedAt) } as const;
  if (c.state === 'withdrawn')
    return [filed, { title: isReview(c.kind) ? w.takenBack : w.withdrawn, state: 'done', ...(c.decidedAt && { when: onDay(c.decidedAt) }) }];
  const over = isDecided(c.state);
  const text = c.handler ? words.handler(c.handler) : words.waiting;
  return [
    filed,
    { title: w.claimed, state: over ? 'done' : 'now', text: over ? c.handler : text },
    { title: w.closed, state: over ? 'done' : 'todo', text: over ? words.answered : words.coming, ...(c.decidedAt && { when: onDay(c.decidedAt) }) },
  ];
}
function Detail({ complaint: c }: { complaint: Complaint }) {
  const over = isDecided(c.state);
  const told = [
    { k: words.rows.against, v: c.against },
    { k: words.rows.shop, v: c.shopName },
    { k: words.rows.terms, v: c.terms },
    { k: words.rows.day, v: say.date(c.happenedOn) },
    { k: words.rows.way, v: c.way },
    { k: words.rows.text, v: c.text },
  ].filter((r) => r.v !== '');
  return (
    <>
      <Card>
        <Box className='row row--between row--wrap'>
          <Title>{c.title}</Title>
          <StatusTag tone={c.state === 'upheld' ? 'success' : over ? 'mute' : c.overdue ? 'warn' : 'info'} icon={over ? 'check' : 'clock'} text={c.stateText} />
        </Box>
        <Txt block className='sub muted mt1'>
          {isReview(c.kind) ? words.reviewNumber(c.number) : words.number(c.number)}
        </Txt>
        {!over && (
          <NoticeBar tone={c.overdue ? 'warn' : 'info'} icon='clock' className='mt3'>
            {c.clock}
          </NoticeBar>
        )}
      </Card>
      {c.reason !== '' && (
        <Section title={words.result}>
          <Card>
            <Pairs
              left
              rows={[
                { k: words.reason, v: c.reason },
                { k: words.consequence, v: c.consequence },
              ].filter((r) => r.v !== '')}
            />
          </Card>
        </Section>
      )}
      <Card className='mt3'>
        <Timeline moments={momentsOf(c)} />
      </Card>
      <Explanation complaint={c} />
      <Section title={words.told}>
        <Card>
          <Pairs left rows={told} />
        </Card>
      </Section>
      <Txt block className='cap muted mt3'>
        {words.private}
      </Txt>
    </>
  );
}
function Own({ id }: { id: string }) {
  const { data, error } = useComplaints((s) => held(s.views, id));
  const { loadOne } = useComplaints.getState();
  useShown(() => loadOne(id));
  if (!data && error?.code === 'complaint_unknown')
    return (
      <EmptyState full title={words.unknown.title} text={words.unknown.text} action={words.unknown.action} onAction={() => void replace(PAGES.complaints)} />
    );
  return (
    <Fetched data={data} error={error} onRetry={() => void loadOne(id)}>
      {(complaint) => (
        <>
          {error && <InlineError error={error} onRetry={() => void loadOne(id)} />}
          <Detail complaint={complaint} />
        </>
      )}
    </Fetched>
  );
}
function Ask({ id, review, onClose }: { id: string; review: boolean; onClose: () => void }) {
  const w = review ? words.takeBack : words.withdraw;
  const withdraw = useAction(async () => {
    await useComplaints.getState().withdraw(id);
    toast(w.done, 'check');
    onClose();
  });
  return <AskSheet id='confirm-withdraw' title={w.title} text={w.text} keep={w.keep} submit={w.button} action={withdraw} retry onClose={onClose} />;
}

/** One complaint: where it stands in the same words as at the desk, what came of it, and the way to withdraw it. */
export default function ComplaintPage() {
  const { id = '' } = useRouter().params;
  const data = useComplaints((s) => held(s.views, id).data);
  const [asking, setAsking] = useState(false);
  const bar = data && !isDecided(data.state) && (
    <ActionBar>
      <Btn id='withdraw' kind='ghost' block onClick={() => setAsking(true)}>
        {isReview(data.kind) ? words.takeBack.button : words.withdraw.button}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen
      title={data && isReview(data.kind) ? words.reviewTitle : words.title}
      tight
      bar={bar || undefined}
      overlay={asking && data && <Ask id={id} review={isReview(data.kind)} onClose={() => setAsking(false)} />}
    >
      <Gate need='login' guest={GUEST}>
        {() => <Own id={id} />}
      </Gate>
    </Screen>
  );
}
