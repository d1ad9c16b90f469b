import { Box, Btn } from './base';
import { cx } from './classes';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
export type PinPadP = { value: string; length: number; label: string; given: string; disabled?: boolean; onChange: (digits: string) => void };
/** Digits that are not shown, and the keys for them: the same on a till, a tablet and a phone. `given` tells a screen reader how many there are. */
export function PinPad({ value, length, label, given, disabled, onChange }: PinPadP) {
  const key = (digit: string) => (
    <Btn key={digit} id={`pin-${digit}`} kind='bare' className='keys__k' disabled={disabled} onClick={() => onChange((value + digit).slice(0, length))}>
      {digit}
    </Btn>
  );
  return (
    <>
      <Box className='pin' role='status' label={given}>
        {Array.from({ length }, (_, i) => i).map((i) => (
          <Box key={i} className={cx('pin__dot', i < value.length && 'pin__dot--on')} hidden />
        ))}
      </Box>
      <Box className='keys keys--digits' role='group' label={label}>
        {KEYS.map(key)}
        <Btn id='pin-clear' kind='bare' className='keys__k keys__k--word' disabled={disabled} onClick={() => onChange('')}>
          清空
        </Btn>
        {key('0')}
        <Btn id='pin-back' kind='bare' className='keys__k keys__k--word' label='删除一位' disabled={disabled} onClick={() => onChange(value.slice(0, -1))}>
          删除
        </Btn>
      </Box>
    </>
  );
}
