import { voucher as words } from '../../../copy/perks';
import { AskSheet } from '../../../parts/ask-sheet';
import { copy } from '../../../platform/clipboard';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { useVouchers, type Voucher } from '../../../stores/vouchers';
import { Box, Btn, Item, List, Sheet, Txt } from '../../../ui';

export type SheetName = 'places' | 'cancel';
type P = { voucher: Voucher; onClose: () => void };

function Places({ voucher: v, onClose }: P) {
  const w = words.placesSheet;
  return (
    <Sheet title={w.title} onClose={onClose}>
      <List className='list--plain mt2' label={w.title}>
        {v.places.map((p) => (
          <Item key={p}>
            <Box className='vc__place'>
              <Txt className='grow'>{p}</Txt>
              <Btn kind='quiet' size='s' label={w.copyLabel(p)} onClick={() => void copy(p).then((ok) => ok && toast(w.copied, 'check'))}>
                {w.copy}
              </Btn>
            </Box>
          </Item>
        ))}
      </List>
      <Btn kind='ghost' block className='mt4' onClick={onClose}>
        {w.close}
      </Btn>
    </Sheet>
  );
}
function Cancel({ voucher: v, onClose }: P) {
  const w = words.cancel;
  const cancel = useAction(async () => {
    await useVouchers.getState().cancel(v.id);
    toast(w.done, 'check');
    onClose();
  });
  return <AskSheet id='confirm-cancel' title={w.title} text={w.text} keep={w.keep} submit={w.submit} action={cancel} retry onClose={onClose} />;
}
const SHEETS = { places: Places, cancel: Cancel } as const;
export function VoucherSheet({ name, ...p }: P & { name: SheetName }) {
  const One = SHEETS[name];
  return <One {...p} />;
}
