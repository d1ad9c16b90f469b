import { open as words } from '../../copy/parking';
import { Box, Btn, Icon, Txt } from '../../ui';
import './plate-keys.scss';

const PROVINCES = '津京冀沪渝豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'.split('');
/** I and O are on no plate (GA 36). */
const REST = '1234567890QWERTYUPASDFGHJKLZXCVBNM'.split('');
const MOST = 8;

/** The keys a plate needs and no other, beside the phone's own keyboard: first the province, then letters and digits. */
export function PlateKeys({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const first = value === '';
  return (
    <Box className='pkeys' role='group' label={words.keys}>
      <Txt block className='cap muted'>
        {first ? words.provinces : words.letters}
      </Txt>
      <Box className='pkeys__grid'>
        {(first ? PROVINCES : REST).map((k) => (
          <Btn key={k} id={`key-${k}`} kind='bare' className='pkeys__k' disabled={value.length >= MOST} onClick={() => onChange(value + k)}>
            {k}
          </Btn>
        ))}
        {!first && (
          <Btn id='key-erase' kind='bare' className='pkeys__k pkeys__k--wide' label={words.erase} onClick={() => onChange(value.slice(0, -1))}>
            <Icon name='close' size={20} />
          </Btn>
        )}
      </Box>
    </Box>
  );
}
