import type { ReactNode } from 'react';
import type { Action } from '../stores/use-action';
import { Box, Btn, Btns, InlineError, Sheet, Txt } from '../ui';

export type AskSheetP = {
  title: string;
  /** What it does and that it does no harm. */
  text: string;
  keep: string;
  submit: string;
  action: Action<[]>;
  /** The confirming button, for tests and for whoever is sent to it. */
  id: string;
  /** Whether the same tap may help after a refusal. */
  retry?: boolean;
  onClose: () => void;
  children?: ReactNode;
};
/** One tap more before something ends: both answers of equal weight, a refusal is said in the sheet. */
export function AskSheet({ title, text, keep, submit, action, id, retry, onClose, children }: AskSheetP) {
  return (
    <Sheet title={title} onClose={onClose}>
      <Txt block className='t2 mt2'>
        {text}
      </Txt>
      {children}
      {action.error && (
        <Box className='mt3'>
          <InlineError error={action.error} {...(retry && { onRetry: () => void action.run() })} />
        </Box>
      )}
      <Box className='mt4'>
        <Btns>
          <Btn kind='ghost' onClick={onClose}>
            {keep}
          </Btn>
          <Btn id={id} kind='danger' busy={action.busy} onClick={() => void action.run()}>
            {submit}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
}
