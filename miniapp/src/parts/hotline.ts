import { HOTLINE } from '../copy/me';
import { dial } from '../platform/clipboard';
import { toast } from '../stores/toast';

/** Calls the hotline; where a phone cannot be dialled from, the number is said. */
export async function call(): Promise<void> {
  try {
    await dial(HOTLINE.number);
  } catch (e) {
    // the person closed the dialler: nothing failed
    if (/cancel/.test((e as { errMsg?: string }).errMsg ?? '')) return;
    toast(HOTLINE.failed(HOTLINE.number), 'phone');
  }
}
