import type { PropsWithChildren, ReactNode } from 'react';
import type { ApiError } from '../../../api/client';
import { Box, Btn, InlineError, Txt } from '../../../ui';

/** Fields of a desk side by side, two a row where there is room. */
export const FormGrid = ({ children }: PropsWithChildren) => <Box className='dform'>{children}</Box>;
interface PickManyP<T extends string | number> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly value: readonly T[];
  readonly onChange: (value: readonly T[]) => void;
}
/** Several of a few; none is an answer too, and the label says which. In the order of the options, whatever the order of the taps. */
export const PickMany = <T extends string | number>({ label, options, value, onChange }: PickManyP<T>) => (
  <>
    <Txt block className='dform__label'>
      {label}
    </Txt>
    <Box className='chips' role='group' label={label}>
      {options.map((o) => {
        const on = value.includes(o.value);
        const next = options.map((other) => other.value).filter((v) => (v === o.value ? !on : value.includes(v)));
        return (
          <Btn key={o.value} kind='bare' className={on ? 'chip is-on' : 'chip'} pressed={on} onClick={() => onChange(next)}>
            {o.text}
          </Btn>
        );
      })}
    </Box>
  </>
);
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
