import Taro from '@tarojs/taro';
import { requestId } from './crypto';
import { H5 } from './env';
import { storage } from './storage';

/** Made once per installation; says nothing about the phone or its owner. */
export function installationId(): string {
  const held = storage.get<string>('installation');
  if (held) return held;
  const made = requestId();
  storage.set('installation', made);
  return made;
}
/** The counter's terminal, chosen by the device and kept by it. */
export const terminalId = (): string => `T${installationId()}`;

const BROWSERS = [
  ['Edg/', 'Edge 浏览器'],
  ['Firefox/', 'Firefox 浏览器'],
  ['Chrome/', 'Chrome 浏览器'],
  ['Safari/', 'Safari 浏览器'],
] as const;
/** How this device stands in “我的设备”, at most 60 characters. */
export function deviceName(): string {
  if (H5) return BROWSERS.find(([mark]) => navigator.userAgent.includes(mark))?.[1] ?? '浏览器';
  const { brand, model } = Taro.getDeviceInfo();
  return `${brand} ${model}`.trim().slice(0, 60) || '手机';
}
