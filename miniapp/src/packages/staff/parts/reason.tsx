import { useState } from 'react';
import { reason as words } from '../../../copy/staff';
import { Field } from '../../../ui';
import { StepSheet } from './step-sheet';

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
  const ready = () => {
    const enough = said.trim().length >= SHORTEST;
    if (!enough) setWrong(words.short);
    return enough;
  };
  return (
    <StepSheet id='reason-go' title={title} text={text} act={act} {...(danger && { danger })} ready={ready} onGo={() => onGo(said.trim())} onClose={onClose}>
      <Field className='mt3' id='reason' label={words.label} multiline value={said} maxLength={500} error={wrong} onChange={setSaid} />
    </StepSheet>
  );
}
