import Taro from '@tarojs/taro';
import { H5 } from './env';

export async function isOnline(): Promise<boolean> {
  if (H5) return navigator.onLine;
  return (await Taro.getNetworkType()).networkType !== 'none';
}
/** Calls back at every change. Returns the way to stop. */
export function onNetworkChange(f: (online: boolean) => void): () => void {
  if (!H5) {
    const handler = (r: { isConnected: boolean }) => f(r.isConnected);
    Taro.onNetworkStatusChange(handler);
    return () => Taro.offNetworkStatusChange(handler);
  }
  const up = () => f(true);
  const down = () => f(false);
  window.addEventListener('online', up);
  window.addEventListener('offline', down);
  return () => {
    window.removeEventListener('online', up);
    window.removeEventListener('offline', down);
  };
}
