import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { review as words } from '../../../copy/cases';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { requestId } from '../../../platform/crypto';
import { replace } from '../../../platform/router';
import { useComplaints } from '../../../stores/complaints';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Card, Field, InlineError, Pairs, Txt } from '../../../ui';

function Form({ text, onText, words: w }: { text: string; onText: (text: string) => void; words: (typeof words)['grade'] }) {
  const { loadKinds } = useComplaints.getState();
  useShown(loadKinds); // today's clock stands with the kinds
  return (
    <>
      <Txt block className='t2'>
        {w.lead}
      </Txt>
      <Card className='mt3'>
        <Pairs
          left
          rows={[
            { k: words.rows.what, v: w.what },
            { k: words.rows.who, v: words.who },
            { k: words.rows.next, v: words.next },
          ]}
        />
      </Card>
      <Field id='text' className='mt4' label={words.text} hint={words.textHint} multiline optional maxLength={1000} value={text} onChange={onText} />
      <Txt block className='cap muted mt3'>
        {words.note}
      </Txt>
    </>
  );
}

/** 请人工复核: a person looks at what a rule decided, with what the rule said at this moment. Of an offer where one is named, else of the grade. */
export default function AskReview() {
  const { offer = '' } = useRouter().params;
  const [text, setText] = useState('');
  const [request, setRequest] = useState(requestId);
  const clock = useComplaints((s) => s.kinds.data?.clock);
  const submit = useAction(async () => {
    const id = await useComplaints.getState().review(request, offer, text.trim());
    toast(words.done, 'check');
    await replace(PAGES.complaint, { id });
  });
  const bar = (
    <ActionBar note={clock}>
      <Btn id='submit' block busy={submit.busy} onClick={() => void submit.run()}>
        {words.submit}
      </Btn>
    </ActionBar>
  );
  const change = (next: string) => {
    setText(next);
    setRequest(requestId());
  };
  return (
    <Screen title={words.title} tight bar={bar}>
      <Gate need={offer ? 'login' : 'high'} guest={words.guest}>
        {() => <Form text={text} onText={change} words={offer ? words.offer : words.grade} />}
      </Gate>
      {submit.error && (
        <Box className='mt3'>
          <InlineError error={submit.error} onRetry={() => void submit.run()} />
        </Box>
      )}
    </Screen>
  );
}
