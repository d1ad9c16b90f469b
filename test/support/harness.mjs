// Runs a compiled WeChat mini-program folder: logic layer in a node vm, view layer by WeChat's glass-easel on jsdom.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { JSDOM } from 'jsdom';
import { compileTemplates, readManifest } from './validate.mjs';
import { createWx } from './wx.mjs';

const require = createRequire(import.meta.url);
const dom = new JSDOM('<!doctype html><html lang="zh-CN"><body></body></html>', { pretendToBeVisual: true });
for (const k of ['window', 'document', 'Element', 'Node', 'HTMLElement', 'Event', 'MutationObserver'])
  globalThis[k] ??= k === 'window' ? dom.window : dom.window[k];
const { MiniProgramEnv, glassEasel } = require('glass-easel-miniprogram-adapter');

const clone = (v, where) => {
  const bad = [];
  const s = JSON.stringify(v, (k, x) => {
    if (typeof x === 'function' || typeof x === 'symbol' || typeof x === 'bigint') {
      bad.push(k);
      return undefined;
    }
    return x;
  });
  if (bad.length) throw new Error(`${where}: not serialisable: ${bad.join(', ')}`);
  return s === undefined ? undefined : JSON.parse(s);
};
// Property types are the vm realm's String, Object, ...; glass-easel compares with this realm's.
const HOST = { String, Number, Boolean, Object, Array, Function };
const hostType = (t) => (typeof t === 'function' ? (HOST[t.name] ?? t) : t);
const hostTypes = (props = {}) =>
  Object.fromEntries(
    Object.entries(props).map(([k, p]) => [
      k,
      p && typeof p === 'object'
        ? { ...p, type: hostType(p.type), ...(p.optionalTypes && { optionalTypes: [...p.optionalTypes].map(hostType) }) }
        : hostType(p),
    ]),
  );
const parseUrl = (url) => {
  const [p, q = ''] = url.split('?');
  return {
    route: p.replace(/^\//, ''),
    query: Object.fromEntries(
      q
        .split('&')
        .filter(Boolean)
        .map((kv) => {
          const i = kv.indexOf('=');
          return i < 0 ? [kv, ''] : [kv.slice(0, i), kv.slice(i + 1)];
        }),
    ),
  };
};

export class MiniApp {
  constructor(dist, { api = {}, origins = {}, strict = true, onConsole = () => {} } = {}) {
    // origins: { 'https://api.built-in.example': 'http://127.0.0.1:1234' }; others are refused as the platform refuses unlisted domains
    this.dist = path.resolve(dist);
    this.manifest = readManifest(this.dist);
    this.stack = [];
    this.errors = [];
    this.setDataBytes = 0;
    this.maxSetData = 0;
    this.loaded = new Map();
    this.registered = new Set();
    this.hidden = new Map();
    this.gen = compileTemplates(this.dist);
    this.env = new MiniProgramEnv();
    this.space = this.env.createCodeSpace('', true);
    this.backendContext = new glassEasel.CurrentWindowBackendContext();
    this.backend = this.env.associateBackend(this.backendContext);
    glassEasel.globalOptions.throwGlobalError = true;
    glassEasel.globalOptions.writeIdToDOM = true;
    this.wx = createWx(this, { api, origins, strict });
    this.timers = new Set();
    this.closed = false;
    this.onReject = (e) => this.errors.push(`unhandled rejection: ${e?.stack ?? JSON.stringify(e)}`);
    process.on('unhandledRejection', this.onReject);
    const con = Object.fromEntries(
      ['log', 'info', 'warn', 'error', 'debug'].map((l) => [
        l,
        (...a) => {
          if (l === 'error') this.errors.push(a.map(String).join(' '));
          onConsole(l, a);
        },
      ]),
    );
    const track =
      (f, name) =>
      (cb, ms, ...a) => {
        if (this.closed) return 0; // what a reply that came too late still begins would keep the test process alive for ever
        const t = f(
          (...x) => {
            if (name === 'setTimeout') this.timers.delete(t);
            try {
              cb(...x);
            } catch (e) {
              this.errors.push(e.stack ?? String(e));
            }
          },
          ms,
          ...a,
        );
        this.timers.add(t);
        return t;
      };
    this.sandbox = {
      wx: this.wx,
      console: con,
      setTimeout: track(setTimeout, 'setTimeout'),
      setInterval: track(setInterval, 'setInterval'),
      clearTimeout: (t) => {
        clearTimeout(t);
        this.timers.delete(t);
      },
      clearInterval: (t) => {
        clearInterval(t);
        this.timers.delete(t);
      },
      getApp: () => this.appInstance,
      getCurrentPages: () => this.stack.map((s) => s.inst),
      App: (o) => {
        this.appInstance = o;
      },
      Page: (o) => this.define((e) => e.Page(o)),
      Component: (o) => this.define((e) => e.Component({ ...o, properties: hostTypes(o.properties) })),
      Behavior: (o) => this.space.componentEnv('', (e) => e.Behavior(o)),
    };
    // Like the device: no eval / new Function, no DOM or web API in the logic layer.
    this.sandbox.global = this.sandbox;
    this.context = vm.createContext(this.sandbox, { codeGeneration: { strings: false, wasm: false } });
    vm.runInContext('delete globalThis.BigInt', this.context); // old phones have none
  }

  define(f) {
    const p = this.defining;
    if (!p) throw new Error('Page()/Component() called outside a page or component file');
    this.space.componentEnv(p, f);
    this.registered.add(p);
  }

  /** CommonJS-like loader of the logic layer; one wrapper call per file. */
  requireFile(rel) {
    rel = path.posix.normalize(rel);
    if (!rel.endsWith('.js')) rel += '.js';
    if (this.loaded.has(rel)) return this.loaded.get(rel).exports;
    const file = path.join(this.dist, rel);
    if (!fs.existsSync(file)) throw new Error(`module '${rel}' is not defined`);
    const module = { exports: {} };
    this.loaded.set(rel, module);
    const names = ['require', 'module', 'exports', 'window', 'document', 'location', 'navigator', 'self', 'XMLHttpRequest'];
    const fn = vm.compileFunction(fs.readFileSync(file, 'utf8'), names, { filename: `weapp:///${rel}`, parsingContext: this.context });
    fn((r) => this.requireFile(path.posix.join(path.posix.dirname(rel), r)), module, module.exports);
    return module.exports;
  }

  /** Registers a page or component file with its template and its components, deepest first. */
  loadComponent(p) {
    if (this.space.getComponentStaticConfig(p)) return;
    const json = JSON.parse(fs.readFileSync(path.join(this.dist, `${p}.json`), 'utf8'));
    const using = { ...this.manifest.app.usingComponents, ...json.usingComponents };
    this.space.addComponentStaticConfig(p, { ...json, usingComponents: using });
    this.space.addCompiledTemplate(p, { groupList: this.gen, content: this.gen[p], fallbackListenerOnNativeNode: true });
    for (const ref of Object.values(using)) this.loadComponent(ref.startsWith('/') ? ref.slice(1) : path.posix.join(path.posix.dirname(p), ref));
    const prev = this.defining;
    this.defining = p;
    try {
      this.requireFile(p);
    } finally {
      this.defining = prev;
    }
    if (!this.registered.has(p)) throw new Error(`${p}.js registered no Page/Component`);
  }

  launch(url = this.manifest.app.entryPagePath ?? this.manifest.mainPages[0], { scene = 1001 } = {}) {
    const { route, query } = parseUrl(url);
    this.launchOptions = { path: route, query, scene, referrerInfo: {} };
    this.requireFile('app.js');
    if (!this.appInstance) throw new Error('app.js did not call App()');
    this.appInstance.onLaunch?.(this.launchOptions);
    this.appInstance.onShow?.(this.launchOptions);
    this.push(url);
    return this;
  }

  push(url) {
    const { route, query } = parseUrl(url);
    if (!this.manifest.pages.includes(route)) throw new Error(`page "${route}" is not found`);
    if (this.stack.length >= 10) throw new Error('webview count limit exceed');
    this.page?.inst.onHide?.();
    this.loadComponent(route);
    const root = this.backend.createRoot('page', this.space, route);
    const inst = root.get();
    const entry = { route, query, root, inst };
    Object.assign(inst, { route, __route__: route, options: query });
    const raw = inst.setData;
    inst.setData = (d, cb) => {
      const bytes = Buffer.byteLength(JSON.stringify(d) ?? '');
      this.setDataBytes += bytes;
      this.maxSetData = Math.max(this.maxSetData, bytes);
      if (bytes > 1024 * 1024) throw new Error(`setData of ${bytes} bytes exceeds 1 MiB`);
      raw.call(inst, clone(d, 'setData'));
      if (cb) this.sandbox.setTimeout(() => cb.call(inst), 0);
    };
    entry.host = document.createElement('div');
    document.body.appendChild(entry.host);
    const ph = document.createElement('span');
    entry.host.appendChild(ph);
    root.attach(entry.host, ph);
    this.stack.push(entry);
    inst.onLoad?.(query);
    inst.onShow?.();
    inst.onReady?.();
    return entry;
  }

  pop(n = 1) {
    for (; n > 0 && this.stack.length; n--) {
      const e = this.stack.pop();
      e.inst.onUnload?.();
      e.root.release();
      e.host.remove();
    }
  }

  back(delta = 1) {
    this.pop(Math.min(delta, this.stack.length - 1));
    this.page?.inst.onShow?.();
  }
  isTab(route) {
    return !!this.manifest.app.tabBar?.list.some((t) => t.pagePath === route);
  }
  get page() {
    return this.stack.at(-1);
  }
  get route() {
    return this.page?.route;
  }
  get element() {
    return this.page.host;
  }
  get html() {
    return this.page.host.innerHTML;
  }

  /** Visible text of the page on top, one line per leaf. */
  text() {
    const out = [];
    const rec = (n) => {
      if (n.nodeType === 3) {
        if (n.data.trim()) out.push(n.data.trim());
      } else {
        for (const c of n.childNodes) rec(c);
        if (n.localName === 'input' && n.getAttribute('placeholder')) out.push(`[${n.getAttribute('value') || n.getAttribute('placeholder')}]`);
      }
    };
    rec(this.page.host);
    return out.join('\n');
  }

  /** Finds a glass-easel element by '#id', '.class', or { text }. */
  find(sel) {
    const match = (n) => (typeof sel === 'string' ? (sel[0] === '#' ? n.id === sel.slice(1) : n.class?.split(/\s+/).includes(sel.replace(/^\./, ''))) : false);
    let found = null;
    const rec = (n) => {
      if (found) return;
      if (glassEasel.TextNode.isTextNode(n)) {
        if (sel.text && n.textContent.trim() === sel.text) found = n.parentNode;
        return;
      }
      if (match(n)) {
        found = n;
        return;
      }
      const kids = glassEasel.Component.isComponent(n) ? [n.shadowRoot] : n.childNodes;
      for (const c of kids ?? []) rec(c);
    };
    rec(this.page.root.getComponent());
    return found;
  }

  async fire(sel, type, detail = {}, opts = { bubbles: true, composed: true }) {
    const el = await this.waitFor(() => this.find(sel), { what: `element ${JSON.stringify(sel)}` });
    const heard = (n) => n && (n._$eventTarget?.listeners[type] || (opts.bubbles && heard(n.parentNode ?? n.getHostNode?.())));
    if (!heard(el)) throw new Error(`nothing listens to ${type} at ${JSON.stringify(sel)}`);
    const touch = { identifier: 0, pageX: 10, pageY: 10, clientX: 10, clientY: 10 };
    const ev = new glassEasel.Event(type, detail, { ...opts, extraFields: { touches: [touch], changedTouches: [touch] } });
    ev.dispatch(el);
    await this.settle();
  }

  async tap(sel) {
    const el = await this.waitFor(() => this.find(sel), { what: `element ${JSON.stringify(sel)}` });
    for (let n = el; n; n = n.parentNode)
      if (n.is === 'button' && n.attributes?.some((a) => a.name === 'disabled' && a.value)) throw new Error(`${JSON.stringify(sel)} is disabled`);
    return this.fire(sel, 'tap', { x: 10, y: 10 });
  }

  input(sel, value) {
    return this.fire(sel, 'input', { value, cursor: value.length }, { bubbles: false, composed: false });
  }
  async settle(ms = 20) {
    await new Promise((r) => setTimeout(r, ms));
  }
  async waitFor(f, { timeout = 3000, what = String(f) } = {}) {
    const end = Date.now() + timeout;
    for (;;) {
      const v = f(this);
      if (v) return v;
      if (Date.now() > end) throw new Error(`timed out: ${what}\nroute ${this.route}\n${this.text()}\nerrors: ${this.errors.join('\n')}`);
      await this.settle();
    }
  }
  waitForText(t, o) {
    return this.waitFor(() => this.text().includes(t), { what: `text "${t}"`, ...o });
  }
  close() {
    this.closed = true;
    this.pop(this.stack.length);
    process.off('unhandledRejection', this.onReject);
    for (const t of this.timers) {
      clearTimeout(t);
      clearInterval(t);
    }
  }
}
export const launch = (dist, o, url) => new MiniApp(dist, o).launch(url);
