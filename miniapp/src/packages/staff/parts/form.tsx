import type { PropsWithChildren, ReactNode } from 'react';
import type { ApiError } from '../../../api/client';
import { Box, InlineError, Txt } from '../../../ui';

/** Fields of a desk side by side, two a row where there is room. */
export const FormGrid = ({ children }: PropsWithChildren) => <Box className='dform'>{children}</Box>;
/** The foot of a form: what was refused, what it does, the buttons. One primary button a page. */
export const FormActions = ({ error, note, children }: PropsWithChildren<{ error?: ApiError | null; note?: ReactNode }>) => (
  <Box className='dform__foot'>
    {error && <InlineError error={error} />}
    {note && (
      <Txt block className='sub muted'>
        {note}
      </Txt>
    )}
    <Box className='dform__btns'>{children}</Box>
  </Box>
);
