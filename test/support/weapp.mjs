// The compiled mini-program in its runtime, talking to a system under test.
import path from 'node:path';
import { ROOT } from '../../scripts/lib/util.mjs';
import { launch } from './harness.mjs';

export const DIST = path.join(ROOT, 'miniapp/dist/weapp');
/** The address the gate bakes into the build; the runtime maps it to a server under test and refuses every other. */
export const API_ORIGIN = process.env.WEAPP_API_BASE ?? 'https://api.binhai.test';

let codes = 0;
/** wx.login of WeChat user n of the sandbox: a fresh code each time. */
export const wechatUser =
  (n) =>
  (o = {}) =>
    queueMicrotask(() => o.success?.({ errMsg: 'login:ok', code: `sandbox-${n}-${++codes}` }));

/** Launches the mini-program at `url` (default: its entry page). `api` overrides single wx functions, e.g. scanCode or login. */
export const weapp = (system, { url, api = {} } = {}) => launch(DIST, { api, origins: { [API_ORIGIN]: system.url } }, url);
