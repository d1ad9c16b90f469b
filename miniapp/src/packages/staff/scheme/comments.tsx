import { useEffect, useState } from 'react';
import { schemeDesk } from '../../../copy/scheme-desk';
import { say } from '../../../platform/time';
import { type SchemeComment, type SchemeDetail, useSchemeDesk, type Verdict } from '../../../stores/scheme-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Fetched, Field, FilterChips, Item, List, Txt } from '../../../ui';
import { Pane } from '../parts/desk';
import { FormActions } from '../parts/form';

const words = schemeDesk.comments;
const VERDICTS = (['adopted', 'partly', 'declined'] as const).map((value) => ({ value, text: words.verdicts[value] }));

function AnswerForm({ comment, onDone }: { comment: SchemeComment; onDone: () => void }) {
  const [verdict, setVerdict] = useState<Verdict>('partly');
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const send = useAction(async () => {
    if (text.trim().length < 4) return setWrong(words.short);
    await useSchemeDesk.getState().answer(comment, verdict, text.trim());
    toast(schemeDesk.done.answer, 'check');
    onDone();
  });
  return (
    <Box className='mt2'>
      <FilterChips label={words.verdict} options={VERDICTS} value={verdict} onChange={setVerdict} />
      <Field
        className='mt2'
        id={`answer-${comment.number}`}
        label={words.text}
        hideLabel
        multiline
        placeholder={words.text}
        value={text}
        maxLength={500}
        error={wrong}
        onChange={(v) => {
          setText(v);
          setWrong(undefined);
        }}
      />
      <FormActions error={send.error}>
        <Btn id={`send-answer-${comment.number}`} kind='ghost' size='s' busy={send.busy} onClick={() => void send.run()}>
          {schemeDesk.actions.answer}
        </Btn>
      </FormActions>
    </Box>
  );
}

/** Comments by number, never by who said them; an answer publishes its comment. */
export function Comments({ scheme }: { scheme: SchemeDetail }) {
  const { data, error } = useSchemeDesk((s) => s.comments);
  const load = useSchemeDesk((s) => s.loadComments);
  const [answered, setAnswered] = useState<'yes' | 'no'>('no');
  useEffect(() => {
    void load(scheme.id, answered);
  }, [scheme.id, answered, load]);
  const counts = data?.counts ?? { open: 0, adopted: 0, partly: 0, declined: 0 };
  const done = counts.adopted + counts.partly + counts.declined;
  const mayAnswer = scheme.may.includes('answer');
  if (!scheme.consultation) return <Pane title={words.title}>{<Txt className='sub muted'>{words.notYet}</Txt>}</Pane>;
  return (
    <Pane
      title={words.title}
      aside={
        <FilterChips
          label={words.tabs.label}
          value={answered}
          options={[
            { value: 'no', text: words.tabs.open(counts.open) },
            { value: 'yes', text: words.tabs.done(done) },
          ]}
          onChange={setAnswered}
        />
      }
    >
      <Txt block className='sub muted'>
        {`${words.note}　${words.counts(counts.adopted, counts.partly, counts.declined)}`}
      </Txt>
      <Fetched data={data} error={error} onRetry={() => void load(scheme.id, answered)}>
        {({ items, next }) => (
          <>
            {items.length === 0 && (
              <Txt block className='tbl__none muted'>
                {words.none[answered]}
              </Txt>
            )}
            <List className='list--plain' label={words.title}>
              {items.map((c) => (
                <Item key={`${c.number}-${c.rev}`} className='dcom'>
                  <Box className='row row--between cap muted'>
                    <Txt>{words.number(c.number)}</Txt>
                    <Txt>{say.day(c.on)}</Txt>
                  </Box>
                  <Txt block>{c.text}</Txt>
                  {c.answer && (
                    <Box className='dcom__answer mt2'>
                      <Txt strong>{`${words.verdicts[c.answer.verdict]}。`}</Txt>
                      <Txt>{c.answer.text}</Txt>
                    </Box>
                  )}
                  {mayAnswer && !c.answer && <AnswerForm comment={c} onDone={() => void load(scheme.id, answered)} />}
                </Item>
              ))}
            </List>
            {next && (
              <Btn kind='quiet' size='s' className='mt3' onClick={() => void load(scheme.id, answered, next)}>
                {words.more}
              </Btn>
            )}
          </>
        )}
      </Fetched>
    </Pane>
  );
}
