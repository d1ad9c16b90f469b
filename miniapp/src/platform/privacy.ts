// WeChat's privacy agreement (base library 2.32.3 and later): WeChat asks us to ask, once, before the first function that touches personal
// data. Everything that waits shares one sheet and goes on by itself when the person agreed (APP-4).
import Taro from '@tarojs/taro';
import { H5 } from './env';

/** The button in our sheet must carry this id and open-type agreePrivacyAuthorization; the platform checks both. */
export const AGREE_BUTTON_ID = 'privacy-agree';
type Resolve = (answer: { event: 'exposureAuthorization' | 'agree' | 'disagree'; buttonId?: string }) => void;
const waiting: Resolve[] = [];
let show: ((open: boolean) => void) | undefined;

/** The app says once how its sheet is opened and closed. Older base libraries never ask, so nothing is registered there. */
export function onPrivacyAsked(open: (visible: boolean) => void): void {
  show = open;
  if (H5) return;
  const wechat = Taro as unknown as { onNeedPrivacyAuthorization?: (f: (resolve: Resolve) => void) => void };
  wechat.onNeedPrivacyAuthorization?.((resolve) => {
    waiting.push(resolve);
    resolve({ event: 'exposureAuthorization' });
    show?.(true);
  });
}
/** The person pressed a button of the sheet: all who wait go on, or all are refused and the next tap asks again. */
export function answerPrivacy(agreed: boolean): void {
  show?.(false);
  for (const resolve of waiting.splice(0)) resolve(agreed ? { event: 'agree', buttonId: AGREE_BUTTON_ID } : { event: 'disagree' });
}
/** Opens the guideline that is registered with WeChat. */
export function openGuideline(): void {
  const wechat = Taro as unknown as { openPrivacyContract?: (o: object) => void };
  wechat.openPrivacyContract?.({});
}
