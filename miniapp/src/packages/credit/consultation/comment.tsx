import { codePoints } from '@binhai/shared/text/fold';
import { useState } from 'react';
import { consultation as copy } from '../../../copy/scheme';
import { useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { useShown } from '../../../parts/visit';
import { leaveFor } from '../../../stores/return-to';
import { type Consultation, useSchemes } from '../../../stores/schemes';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Card, Field, InlineError, NoticeBar, Skeleton, Txt } from '../../../ui';
import { Answer } from './answer';

const words = copy.say;
const SHORTEST = 5;

function Form({ consultation }: { consultation: Consultation }) {
  const { data, error } = useSchemes((s) => s.own);
  const load = useSchemes((s) => s.loadOwn);
  const own = data?.comment ?? null;
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string>();
  useShown(() => void load(consultation.id));
  const value = text ?? own?.text ?? '';
  const left = consultation.commentLength - codePoints(value.trim()).length;
  const send = useAction(async () => {
    if (codePoints(value.trim()).length < SHORTEST) return setWrong(words.short);
    if (left < 0) return setWrong(words.over(-left));
    await useSchemes.getState().comment(consultation.id, value.trim());
    setText(null); // from now on what is stored is shown
    const n = useSchemes.getState().own.data?.comment?.number;
    if (n) toast(words.sent(n), 'check');
  });
  if (!data) return error ? <InlineError error={error} onRetry={() => void load(consultation.id)} /> : <Skeleton height={120} />;
  return (
    <Card>
      {own && (
        <Txt block className='sub t2'>
          {own.answer ? `${words.own(own.number)}。${words.again}` : words.own(own.number)}
        </Txt>
      )}
      {own?.answer && <Answer answer={own.answer} />}
      <Field
        className='mt2'
        id='comment'
        label={words.field}
        hint={left < 0 ? words.over(-left) : words.left(left)}
        multiline
        placeholder={words.placeholder}
        value={value}
        maxLength={consultation.commentLength * 2}
        error={wrong}
        onChange={(v) => {
          setText(v);
          setWrong(undefined);
        }}
      />
      {send.error && (
        <Box className='mt3'>
          <InlineError error={send.error} />
        </Box>
      )}
      <Btn id='send-comment' block className='mt3' busy={send.busy} onClick={() => void send.run()}>
        {own ? words.edit : words.submit}
      </Btn>
      <Txt block className='cap muted mt2'>
        {words.how}
      </Txt>
    </Card>
  );
}

/** Where a real-named resident comments, once, until the last day; everybody else is told what comes first. */
export function OwnComment({ consultation }: { consultation: Consultation }) {
  const at = useStanding('basic');
  if (!consultation.open) return <NoticeBar>{words.closed}</NoticeBar>;
  const first = (text: string, action: string, page: string) => (
    <Card>
      <Txt block>{text}</Txt>
      <Btn id='comment-first' kind='ghost' block className='mt3' onClick={() => void leaveFor(page)}>
        {action}
      </Btn>
    </Card>
  );
  switch (at) {
    case 'ready':
      return <Form consultation={consultation} />;
    case 'guest':
      return first(words.guest, words.login, PAGES.login);
    case 'no_real_name':
    case 'need_high':
      return first(words.realName, words.toRealName, PAGES.realName);
    case 'other_role':
      return <NoticeBar>{words.otherRole}</NoticeBar>;
    default:
      return <Skeleton height={120} />;
  }
}
