import Taro from '@tarojs/taro';
import { H5 } from './env';

/** Only the mini-program has WeChat's log-in; a browser logs in by phone and SMS code. */
export const hasWechatLogin = !H5;
/** A fresh one-time code of WeChat. Each call makes a new one: a code is spent by its first use, whatever the answer was. */
export async function wechatCode(): Promise<string> {
  const { code } = await Taro.login();
  if (!code) throw new Error('wx.login answered without a code');
  return code;
}
