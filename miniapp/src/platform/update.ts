import Taro from '@tarojs/taro';
import { H5 } from './env';

let ready = false;
/** Lets WeChat fetch a newer version in the background; it is taken at the next start, or at once when the server insists. */
export function watchUpdates(): void {
  if (H5 || !Taro.canIUse('getUpdateManager')) return;
  Taro.getUpdateManager().onUpdateReady(() => {
    ready = true;
  });
}
/** This client is too old for the server: take the new version now. Answers false when there is none yet. */
export function updateNow(): boolean {
  if (H5) {
    window.location.reload();
    return true;
  }
  if (ready) Taro.getUpdateManager().applyUpdate();
  return ready;
}
