// The wx.* API of the harness: real HTTP, the platform's routing rules, simple fakes for the rest.
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const pass = (o, res) => {
  o?.success?.(res);
  o?.complete?.(res);
  return res;
};
const failWith = (o, errMsg, extra) => {
  const e = { errMsg, ...extra };
  o?.fail?.(e);
  o?.complete?.(e);
  return e;
};

export function createWx(app, { api, origins, strict }) {
  const store = new Map();
  const files = new Map();
  const calls = [];
  const ok =
    (name, make = () => ({})) =>
    (o = {}) => {
      const res = { errMsg: `${name}:ok`, ...make(o) };
      if (!o.success && !o.fail && !o.complete) return Promise.resolve(res);
      queueMicrotask(() => pass(o, res));
      return undefined;
    };
  const route = (name, f) => (o) => {
    try {
      f(o);
      queueMicrotask(() => pass(o, { errMsg: `${name}:ok` }));
    } catch (e) {
      queueMicrotask(() => failWith(o, `${name}:fail ${e.message}`));
    }
  };
  const send = (o, body, headers, name) => {
    const u = new URL(o.url);
    if (strict && !(u.origin in origins)) {
      queueMicrotask(() => failWith(o, `${name}:fail url not in domain list:${u.host}`));
      return { abort() {} };
    }
    Object.assign(u, { host: new URL(origins[u.origin] ?? u.origin).host, protocol: new URL(origins[u.origin] ?? u.origin).protocol });
    const req = (u.protocol === 'https:' ? https : http).request(
      u,
      { method: o.method ?? (name === 'uploadFile' ? 'POST' : 'GET'), headers, timeout: o.timeout ?? 60000 },
      (r) => {
        const chunks = [];
        r.on('data', (c) => chunks.push(c)).on('end', () => {
          const raw = Buffer.concat(chunks);
          let data = o.responseType === 'arraybuffer' ? raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length) : raw.toString('utf8');
          if (name === 'request' && (o.dataType ?? 'json') === 'json' && typeof data === 'string') {
            try {
              data = JSON.parse(data);
            } catch {
              /* stays text */
            }
          }
          const cookies = [r.headers['set-cookie'] ?? []].flat();
          pass(o, { errMsg: `${name}:ok`, statusCode: r.statusCode, header: r.headers, cookies, data });
        });
      },
    );
    req.on('timeout', () => req.destroy(new Error('timeout')));
    req.on('error', (e) => failWith(o, `${name}:fail ${e.message}`));
    if (body) req.write(body);
    req.end();
    return {
      abort: () => req.destroy(new Error('abort')),
      onHeadersReceived() {},
      offHeadersReceived() {},
      onChunkReceived() {},
      offChunkReceived() {},
      onProgressUpdate() {},
      offProgressUpdate() {},
    };
  };
  const win = {
    pixelRatio: 2,
    windowWidth: 375,
    windowHeight: 667,
    screenWidth: 375,
    screenHeight: 667,
    statusBarHeight: 20,
    safeArea: { top: 20, left: 0, right: 375, bottom: 667, width: 375, height: 647 },
    screenTop: 0,
  };
  const base = { SDKVersion: '3.8.0', version: '8.0.50', language: 'zh_CN', theme: 'light', enableDebug: false, host: { env: 'WeChat' } };
  const dev = { brand: 'devtools', model: 'iPhone 12/13', system: 'iOS 16.0', platform: 'devtools', benchmarkLevel: 1 };
  const wx = {
    request(o) {
      const h = { 'content-type': 'application/json', ...Object.fromEntries(Object.entries(o.header ?? {}).map(([k, v]) => [k.toLowerCase(), String(v)])) };
      let url = o.url;
      let body;
      const m = (o.method ?? 'GET').toUpperCase();
      if (o.data !== undefined && o.data !== null) {
        if (m === 'GET' && typeof o.data === 'object') url += (url.includes('?') ? '&' : '?') + new URLSearchParams(o.data);
        else if (m !== 'GET')
          body =
            typeof o.data === 'string'
              ? o.data
              : o.data instanceof ArrayBuffer
                ? Buffer.from(o.data)
                : /urlencoded/.test(h['content-type'])
                  ? String(new URLSearchParams(o.data))
                  : JSON.stringify(o.data);
      }
      if (body !== undefined) h['content-length'] = Buffer.byteLength(body);
      return send({ ...o, url, method: m }, body, h, 'request');
    },
    uploadFile(o) {
      const b = `----wx${Date.now()}`;
      const parts = Object.entries(o.formData ?? {})
        .map(([k, v]) => `--${b}\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`)
        .join('');
      const file = fs.existsSync(o.filePath) ? fs.readFileSync(o.filePath) : Buffer.from('fake');
      const body = Buffer.concat([
        Buffer.from(`${parts}--${b}\r\nContent-Disposition: form-data; name="${o.name}"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`),
        file,
        Buffer.from(`\r\n--${b}--\r\n`),
      ]);
      return send(
        { ...o, method: 'POST' },
        body,
        { ...o.header, 'content-type': `multipart/form-data; boundary=${b}`, 'content-length': body.length },
        'uploadFile',
      );
    },
    /** Its temporary files live in memory, as `files`. */
    downloadFile(o) {
      const success = (r) => {
        const path = `wxfile://tmp_${files.size + 1}`;
        files.set(path, Buffer.from(r.data));
        const res = { errMsg: 'downloadFile:ok', statusCode: r.statusCode, tempFilePath: path, header: r.header };
        o.success?.(res);
        o.complete?.(res);
      };
      return send(
        {
          url: o.url,
          timeout: o.timeout,
          responseType: 'arraybuffer',
          success,
          fail: (e) => {
            o.fail?.(e);
            o.complete?.(e);
          },
        },
        undefined,
        { ...o.header },
        'downloadFile',
      );
    },
    openDocument: ok('openDocument'),
    chooseMessageFile: ok('chooseMessageFile', () => ({
      tempFiles: [...files].slice(-1).map(([path, bytes]) => ({ path, name: 'a.pdf', size: bytes.length, type: 'file' })),
    })),
    getFileSystemManager: () => ({
      readFileSync(path, encoding) {
        const bytes = files.get(path);
        if (!bytes) throw new Error(`readFileSync:fail no such file ${path}`);
        return encoding ? bytes.toString(encoding) : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
      },
    }),
    files,
    navigateTo: route('navigateTo', (o) => {
      if (app.isTab(o.url.split('?')[0].replace(/^\//, ''))) throw new Error('can not navigateTo a tabbar page');
      app.push(o.url);
    }),
    redirectTo: route('redirectTo', (o) => {
      if (app.isTab(o.url.split('?')[0].replace(/^\//, ''))) throw new Error('can not redirectTo a tabbar page');
      app.pop(1);
      app.push(o.url);
    }),
    switchTab: route('switchTab', (o) => {
      const p = o.url.split('?')[0].replace(/^\//, '');
      if (!app.isTab(p)) throw new Error('can not switch to no-tabBar page');
      app.pop(app.stack.length);
      app.push(p);
    }),
    reLaunch: route('reLaunch', (o) => {
      app.pop(app.stack.length);
      app.push(o.url);
    }),
    navigateBack: route('navigateBack', (o) => app.back(o?.delta ?? 1)),
    getStorageSync: (k) => (store.has(k) ? JSON.parse(store.get(k)) : ''),
    setStorageSync: (k, v) => void store.set(k, JSON.stringify(v)),
    removeStorageSync: (k) => void store.delete(k),
    clearStorageSync: () => store.clear(),
    getStorageInfoSync: () => ({ keys: [...store.keys()], currentSize: 1, limitSize: 10240 }),
    getStorage: (o) =>
      store.has(o.key)
        ? ok('getStorage', () => ({ data: JSON.parse(store.get(o.key)) }))(o)
        : queueMicrotask(() => failWith(o, 'getStorage:fail data not found')),
    setStorage: ok('setStorage', (o) => {
      store.set(o.key, JSON.stringify(o.data));
      return {};
    }),
    removeStorage: ok('removeStorage', (o) => {
      store.delete(o.key);
      return {};
    }),
    getSystemInfoSync: () => ({ ...win, ...base, ...dev }),
    getSystemInfo: ok('getSystemInfo', () => ({ ...win, ...base, ...dev })),
    getWindowInfo: () => win,
    getAppBaseInfo: () => base,
    getDeviceInfo: () => dev,
    getSystemSetting: () => ({}),
    getMenuButtonBoundingClientRect: () => ({ top: 24, left: 281, right: 368, bottom: 56, width: 87, height: 32 }),
    getLaunchOptionsSync: () => app.launchOptions,
    getEnterOptionsSync: () => app.launchOptions,
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
    canIUse: () => true,
    nextTick: (f) => queueMicrotask(f),
    login: ok('login', () => ({ code: 'test-code' })),
    checkSession: ok('checkSession'),
    chooseImage: ok('chooseImage', () => ({ tempFilePaths: ['wxfile://tmp_1.png'], tempFiles: [{ path: 'wxfile://tmp_1.png', size: 4 }] })),
    chooseMedia: ok('chooseMedia', () => ({ type: 'image', tempFiles: [{ tempFilePath: 'wxfile://tmp_1.png', size: 4, fileType: 'image' }] })),
    requestPayment: ok('requestPayment'),
    scanCode: ok('scanCode', () => ({ result: 'TEST' })),
    showModal: ok('showModal', () => ({ confirm: true, cancel: false })),
    showActionSheet: ok('showActionSheet', () => ({ tapIndex: 0 })),
    createSelectorQuery: () => {
      const q = {
        in: () => q,
        select: () => q,
        selectAll: () => q,
        selectViewport: () => q,
        boundingClientRect: () => q,
        scrollOffset: () => q,
        fields: () => q,
        node: () => q,
        exec: (cb) => {
          queueMicrotask(() => cb?.([]));
          return q;
        },
      };
      return q;
    },
    createIntersectionObserver: () => ({
      relativeTo() {
        return this;
      },
      relativeToViewport() {
        return this;
      },
      observe() {},
      disconnect() {},
    }),
    getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
    ...Object.fromEntries(
      [
        'showToast',
        'hideToast',
        'showLoading',
        'hideLoading',
        'setNavigationBarTitle',
        'setNavigationBarColor',
        'setClipboardData',
        'pageScrollTo',
        'stopPullDownRefresh',
        'setTabBarBadge',
        'removeTabBarBadge',
        'vibrateShort',
        'previewImage',
        'makePhoneCall',
        'openLocation',
        'getLocation',
        'getSetting',
        'authorize',
        'showShareMenu',
        'requestSubscribeMessage',
        'setScreenBrightness',
        'setKeepScreenOn',
      ].map((n) => [n, ok(n)]),
    ),
    getNetworkType: ok('getNetworkType', () => ({ networkType: 'wifi' })),
    getScreenBrightness: ok('getScreenBrightness', () => ({ value: 0.4 })),
    // Taro takes over only what is `in` wx when it starts
    ...Object.fromEntries(
      ['NetworkStatusChange', 'AppShow', 'AppHide', 'ThemeChange', 'KeyboardHeightChange', 'UserCaptureScreen', 'NeedPrivacyAuthorization'].flatMap((n) => [
        [`on${n}`, () => {}],
        [`off${n}`, () => {}],
      ]),
    ),
    ...api,
  };
  return new Proxy(wx, {
    get(t, k) {
      if (k === 'calls') return calls;
      if (typeof k === 'string' && !(k in t) && /^(on|off)[A-Z]/.test(k)) return () => {};
      const v = t[k];
      return typeof v === 'function' && !['nextTick', 'canIUse', 'hasOwnProperty'].includes(k)
        ? (...a) => {
            calls.push({ name: k, args: a });
            return v.apply(t, a);
          }
        : v;
    },
    has: (t, k) => k in t,
  });
}
