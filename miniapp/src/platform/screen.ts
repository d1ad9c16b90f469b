import Taro from '@tarojs/taro';
import { H5 } from './env';

let before: number | undefined;
/** Full brightness and no sleep while a code is shown. A browser can only keep awake, and only if it wants to. */
export async function brighten(): Promise<void> {
  if (H5) return;
  before ??= (await Taro.getScreenBrightness()).value;
  await Promise.all([Taro.setScreenBrightness({ value: 1 }), Taro.setKeepScreenOn({ keepScreenOn: true })]);
}
/** Back to what it was before `brighten`. */
export async function restoreBrightness(): Promise<void> {
  if (H5 || before === undefined) return;
  const value = before;
  before = undefined;
  await Promise.all([Taro.setScreenBrightness({ value }), Taro.setKeepScreenOn({ keepScreenOn: false })]);
}
