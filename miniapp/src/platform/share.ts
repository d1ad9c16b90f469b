import { useShareAppMessage } from '@tarojs/taro';
import { H5 } from './env';

/** Whether a page can be handed to a chat as a card. A browser has no such button: the link is copied. */
export const canShare = !H5;
/** What the card of `openType='share'` says and opens. Nothing personal stands in it. */
export function useShareCard(title: string, path: string): void {
  useShareAppMessage(() => ({ title, path }));
}
