// The way back into the app of somebody else that opened ours: an address in a browser, the mini-program that opened this one in WeChat.
import type { WayBack } from '@binhai/shared/contract/deposit';
import Taro from '@tarojs/taro';
import { H5 } from './env';

/**
 * Whether an answer to this address would reach who asked. WeChat goes back to whichever mini-program opened this one, whatever address was asked
 * for: where it is another, nothing may be told.
 */
export function reaches(redirect: string): boolean {
  if (H5) return /^https?:/.test(redirect);
  return redirect === `weapp:${Taro.getEnterOptionsSync().referrerInfo?.appId ?? ''}`;
}
/** Leaves; in a browser our page is no longer behind the operator's, so that going back does not ask once more. */
export async function handBack(back: WayBack): Promise<void> {
  if (back.kind === 'web') window.location.replace(back.url);
  else await Taro.navigateBackMiniProgram({ extraData: back.data });
}
