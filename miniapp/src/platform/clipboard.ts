import Taro from '@tarojs/taro';

/** True when the text is on the clipboard. WeChat shows its own note, a browser none: callers say it themselves. */
export async function copy(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text });
    return true;
  } catch {
    return false; // refused by the browser or the person: the text stays on the screen to be copied by hand
  }
}
/** Starts a call; a browser on a desk shows the number instead. */
export async function dial(phoneNumber: string): Promise<void> {
  await Taro.makePhoneCall({ phoneNumber });
}
