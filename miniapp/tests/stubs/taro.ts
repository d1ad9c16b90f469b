import { jest } from '@jest/globals';
import { useEffect } from 'react';

const store = new Map<string, string>();
const Taro = {
  request:
    jest.fn<
      (o: {
        url: string;
        method: string;
        data?: string;
        header: Record<string, string>;
      }) => Promise<{ statusCode: number; header: Record<string, string>; data: string }>
    >(),
  navigateTo: jest.fn<(o: { url: string }) => Promise<void>>(async () => {}),
  getStorageSync: (k: string) => store.get(k) ?? '',
  setStorageSync: (k: string, v: string) => void store.set(k, v),
};
export default Taro;
export const useLoad = (f: () => void) =>
  useEffect(() => {
    f();
  }, []);
