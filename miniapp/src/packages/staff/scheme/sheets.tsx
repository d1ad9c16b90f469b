import { isLocalDate } from '@binhai/shared/dates/dates';
import { useState } from 'react';
import { schemeDesk } from '../../../copy/scheme-desk';
import { say } from '../../../platform/time';
import { type SchemeDetail, useSchemeDesk } from '../../../stores/scheme-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Btn, Btns, Field, InlineError, Sheet, Txt } from '../../../ui';

const words = schemeDesk.sheets;
export type Asked = 'pass' | 'approve' | 'return' | 'withdraw';
const SHORTEST = 4;

/** What a step needs to be told, before it is taken: a document and a date, or a reason. */
export function StepSheet({ step, scheme, onClose }: { step: Asked; scheme: SchemeDetail; onClose: () => void }) {
  const dated = step === 'pass' || step === 'approve';
  const [text, setText] = useState('');
  const [date, setDate] = useState(step === 'approve' ? scheme.rules.earliestEffect : '');
  const [wrong, setWrong] = useState<{ text?: string; date?: string }>({});
  const desk = useSchemeDesk.getState();
  const go = useAction(async () => {
    const said = text.trim();
    if (said.length < SHORTEST) return setWrong({ text: words.short });
    if (dated && !(isLocalDate(date) || (step === 'pass' && date === ''))) return setWrong({ date: words.pass.toWrong });
    if (step === 'pass') await desk.pass(said, date || null);
    if (step === 'approve') await desk.approve(said, date);
    if (step === 'return') await desk.sendBack(said);
    if (step === 'withdraw') await desk.withdraw(said);
    toast(schemeDesk.done[step], 'check');
    onClose();
  });
  const note =
    step === 'pass'
      ? words.pass.text(say.date(scheme.rules.earliestEnd))
      : step === 'approve'
        ? words.approve.text(say.date(scheme.rules.earliestEffect))
        : words[step].text;
  return (
    <Sheet title={words[step].title} onClose={onClose}>
      <Txt block className='t2 mt1'>
        {note}
      </Txt>
      <Field
        className='mt3'
        id='step-text'
        label={dated ? words.document : words.reason}
        placeholder={dated ? words.documentHint : undefined}
        multiline={!dated}
        value={text}
        maxLength={dated ? 60 : 500}
        error={wrong.text}
        onChange={setText}
      />
      {dated && (
        <Field
          id='step-date'
          label={step === 'pass' ? words.pass.to : words.approve.from}
          hint={step === 'pass' ? words.pass.toHint : words.approve.fromHint}
          value={date}
          maxLength={10}
          error={wrong.date}
          onChange={setDate}
        />
      )}
      {go.error && <InlineError error={go.error} />}
      <Btns>
        <Btn kind='ghost' size='s' onClick={onClose}>
          {schemeDesk.actions.keep}
        </Btn>
        <Btn id='step-go' size='s' kind={step === 'withdraw' ? 'danger' : 'primary'} busy={go.busy} onClick={() => void go.run()}>
          {schemeDesk.actions[step]}
        </Btn>
      </Btns>
    </Sheet>
  );
}
