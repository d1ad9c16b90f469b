// Taro's API as the tests see it: real HTTP shape for request, a store that can be made to fail, a page stack that obeys WeChat's rules.
import { jest } from '@jest/globals';
import { useEffect } from 'react';

type Answer = { statusCode: number; header: Record<string, string>; data: string };
type Request = { url: string; method: string; data?: string; header: Record<string, string> };
export const store = new Map<string, string>();
export const storeFaults = { write: false, limit: Number.POSITIVE_INFINITY };
export const pages: { route: string }[] = [{ route: 'pages/home/index' }];
export const environment = {
  base: {} as { fontSizeScaleFactor?: number; fontSizeSetting?: number },
  online: true,
  networkListeners: new Set<(r: { isConnected: boolean }) => void>(),
  askPrivacy: undefined as undefined | ((resolve: (a: unknown) => void) => void),
};
const routeOf = (url: string): string => (url.split('?')[0] ?? '').replace(/^\//, '');

const Taro = {
  request: jest.fn<(o: Request) => Promise<Answer> & { abort?: () => void }>(),
  navigateTo: jest.fn<(o: { url: string }) => Promise<void>>(async ({ url }) => {
    if (pages.length >= 10) throw new Error('webview count limit exceed');
    pages.push({ route: routeOf(url) });
  }),
  redirectTo: jest.fn<(o: { url: string }) => Promise<void>>(async ({ url }) => {
    pages.splice(-1, 1, { route: routeOf(url) });
  }),
  switchTab: jest.fn<(o: { url: string }) => Promise<void>>(async ({ url }) => {
    pages.splice(0, pages.length, { route: routeOf(url) });
  }),
  reLaunch: jest.fn<(o: { url: string }) => Promise<void>>(async ({ url }) => {
    pages.splice(0, pages.length, { route: routeOf(url) });
  }),
  navigateBack: jest.fn<() => Promise<void>>(async () => {
    if (pages.length > 1) pages.pop();
  }),
  getCurrentPages: () => [...pages],
  getCurrentInstance: () => ({ router: { path: pages[pages.length - 1]?.route ?? '', params: routerParams } }),
  getStorageSync: (k: string) => store.get(k) ?? '',
  setStorageSync: (k: string, v: string) => {
    const others = [...store].filter(([key]) => key !== k).reduce((n, [, text]) => n + text.length, 0);
    if (storeFaults.write || others + v.length > storeFaults.limit) throw new Error('setStorage:fail exceed storage max size');
    store.set(k, v);
  },
  removeStorageSync: (k: string) => void store.delete(k),
  getNetworkType: async () => ({ networkType: environment.online ? 'wifi' : 'none' }),
  onNetworkStatusChange: (f: (r: { isConnected: boolean }) => void) => void environment.networkListeners.add(f),
  offNetworkStatusChange: (f: (r: { isConnected: boolean }) => void) => void environment.networkListeners.delete(f),
  onAppShow: () => {},
  offAppShow: () => {},
  canIUse: () => false,
  getAppBaseInfo: () => environment.base,
  getWindowInfo: () => ({ statusBarHeight: 20, windowWidth: 375 }),
  getDeviceInfo: () => ({ brand: 'WeChat', model: 'Test' }),
  getMenuButtonBoundingClientRect: () => ({ top: 24, left: 281, right: 368, bottom: 56, width: 87, height: 32 }),
  setClipboardData: jest.fn<(o: { data: string }) => Promise<void>>(async () => {}),
  makePhoneCall: jest.fn<(o: { phoneNumber: string }) => Promise<void>>(async () => {}),
  scanCode: jest.fn<(o: object) => Promise<{ result: string }>>(async () => ({ result: 'TEST' })),
  login: jest.fn<() => Promise<{ code: string }>>(async () => ({ code: 'wx-code' })),
  showToast: jest.fn<(o: object) => Promise<void>>(async () => {}),
  getScreenBrightness: async () => ({ value: 0.4 }),
  setScreenBrightness: jest.fn<(o: { value: number }) => Promise<void>>(async () => {}),
  setKeepScreenOn: jest.fn<(o: object) => Promise<void>>(async () => {}),
  stopPullDownRefresh: () => {},
  onNeedPrivacyAuthorization: (f: (resolve: (a: unknown) => void) => void) => {
    environment.askPrivacy = f;
  },
};
export default Taro;

export const routerParams: Record<string, string> = {};
export const useRouter = () => ({ params: routerParams, path: '' });
export const useLoad = (f: () => void) =>
  useEffect(() => {
    f();
  }, []);
export const useDidShow = useLoad;
export const useReady = useLoad;
export const useDidHide = () => {};
export const useUnload = (f: () => void) => useEffect(() => f, []);
export const usePullDownRefresh = () => {};
export const useReachBottom = () => {};
export const useShareAppMessage = () => {};
