import { create } from 'zustand';
import type { IconName } from '../ui/icon-names';

interface Toast {
  text: string;
  icon?: IconName;
}
const STAY_MS = 2600;
let timer: ReturnType<typeof setTimeout> | undefined;
export const useToast = create<Toast>(() => ({ text: '' }));
/** Says one short thing at the bottom of the page for 2.6 seconds. The next one takes its place. */
export function toast(text: string, icon?: IconName): void {
  clearTimeout(timer);
  useToast.setState({ text, icon }, true);
  timer = setTimeout(() => useToast.setState({ text: '' }, true), STAY_MS);
}
