import type { ReactNode } from 'react';
import { step as words } from '../../../copy/staff';
import { useAction } from '../../../stores/use-action';
import { Btn, Btns, InlineError, Sheet, Txt } from '../../../ui';

/** Asks before a step of a desk is taken. `onGo` may throw ApiError, which is shown. */
export function StepSheet({
  id,
  title,
  text,
  act,
  danger,
  ready,
  onGo,
  onClose,
  children,
}: {
  /** Of the button that takes the step. */
  id: string;
  title: string;
  text: string;
  act: string;
  danger?: boolean;
  /** Whether what it takes is there; says itself what is missing. */
  ready?: () => boolean;
  onGo: () => Promise<void>;
  onClose: () => void;
  children?: ReactNode;
}) {
  const step = useAction(async () => {
    if (ready && !ready()) return;
    await onGo();
    onClose();
  });
  return (
    <Sheet title={title} onClose={onClose}>
      <Txt block className='t2 mt1'>
        {text}
      </Txt>
      {children}
      {step.error && <InlineError error={step.error} />}
      <Btns>
        <Btn kind='ghost' size='s' onClick={onClose}>
          {words.keep}
        </Btn>
        <Btn id={id} size='s' kind={danger ? 'danger' : 'primary'} busy={step.busy} onClick={() => void step.run()}>
          {act}
        </Btn>
      </Btns>
    </Sheet>
  );
}
