import { useState } from 'react';
import { reason as words } from '../../../copy/staff';
import { useAction } from '../../../stores/use-action';
import { Btn, Btns, Field, InlineError, Sheet, Txt } from '../../../ui';

const SHORTEST = 4;

/** A step that is told with its reason, before it is taken. `onGo` may throw ApiError, which is shown. */
export function ReasonSheet({
  title,
  text,
  act,
  danger,
  onGo,
  onClose,
}: {
  title: string;
  text: string;
  act: string;
  danger?: boolean;
  onGo: (reason: string) => Promise<void>;
  onClose: () => void;
}) {
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  const step = useAction(async () => {
    if (said.trim().length < SHORTEST) return setWrong(words.short);
    await onGo(said.trim());
    onClose();
  });
  return (
    <Sheet title={title} onClose={onClose}>
      <Txt block className='t2 mt1'>
        {text}
      </Txt>
      <Field className='mt3' id='reason' label={words.label} multiline value={said} maxLength={500} error={wrong} onChange={setSaid} />
      {step.error && <InlineError error={step.error} />}
      <Btns>
        <Btn kind='ghost' size='s' onClick={onClose}>
          {words.keep}
        </Btn>
        <Btn id='reason-go' size='s' kind={danger ? 'danger' : 'primary'} busy={step.busy} onClick={() => void step.run()}>
          {act}
        </Btn>
      </Btns>
    </Sheet>
  );
}
