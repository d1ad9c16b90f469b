import Taro from '@tarojs/taro';

/** A browser's camera at work. */
export interface LiveScan {
  stop(): void;
  /** Turns the camera's light on and off; null where there is none. */
  readonly torch: ((on: boolean) => Promise<void>) | null;
}
/** `camera` scans at once, with a light of its own; `live` gives a video to hold a finder over; `typed` has neither: the code is typed, or comes from a scanner that types. */
export const scanWay = 'camera' as 'camera' | 'live' | 'typed';

/** The text of one code from the camera, never from the album (a screenshot is not a presentation). Null when the person closed the camera. */
export async function scanOnce(): Promise<string | null> {
  try {
    return (await Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] })).result;
  } catch (e) {
    if (/cancel/.test((e as { errMsg?: string }).errMsg ?? '')) return null;
    throw e;
  }
}
/** Browser only: whether the camera opens without asking. */
export async function cameraAllowed(): Promise<boolean> {
  return false;
}
/** Browser only: watches the camera in a video element. The mini-program opens WeChat's own scanner instead. */
export async function scanLive(_video: unknown, _found: (text: string) => void): Promise<LiveScan> {
  return { stop: () => undefined, torch: null };
}
