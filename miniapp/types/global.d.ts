/// <reference types="@tarojs/taro" />
declare module '*.png';
declare module '*.scss';
declare module '*.css';
declare const API_BASE: string;
declare const APP_VERSION: string;
declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5';
    NODE_ENV: 'development' | 'production';
    GALLERY?: '1';
  }
}
