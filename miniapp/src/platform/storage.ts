import Taro from '@tarojs/taro';

export const storage = {
  get: (key: 'token'): string => Taro.getStorageSync<string>(key) || '',
  set: (key: 'token', value: string): void => Taro.setStorageSync(key, value),
};
