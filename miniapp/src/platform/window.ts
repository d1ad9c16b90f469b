import Taro from '@tarojs/taro';
import { H5 } from './env';

export interface Frame {
  /** Height of the status bar, px; 0 in a browser. */
  statusBar: number;
  /** Height of the navigation row, px. */
  navBar: number;
  /** Width at the right edge that WeChat's capsule takes, px; 0 in a browser. */
  capsule: number;
}
let frame: Frame | undefined;
/** Where the page may draw its own navigation bar: below the status bar and left of WeChat's capsule. */
export function windowFrame(): Frame {
  if (H5) return { statusBar: 0, navBar: 44, capsule: 0 };
  if (frame) return frame;
  const info = Taro.getWindowInfo();
  const rect = Taro.getMenuButtonBoundingClientRect();
  const statusBar = info.statusBarHeight ?? 0;
  // the capsule stands in the middle of the navigation row
  frame = { statusBar, navBar: (rect.top - statusBar) * 2 + rect.height, capsule: info.windowWidth - rect.left };
  return frame;
}

/** WeChat's font setting as a factor of the standard size (0.9 to 1.6 or so); a browser scales by itself, so 1. */
export function fontFactor(): number {
  if (H5) return 1;
  const base = (Taro.getAppBaseInfo?.() ?? {}) as { fontSizeScaleFactor?: number; fontSizeSetting?: number };
  // fontSizeSetting is px of body text, 16 when nothing was changed
  const factor = base.fontSizeScaleFactor ?? (base.fontSizeSetting ? base.fontSizeSetting / 16 : 1);
  return Number.isFinite(factor) ? Math.min(Math.max(factor, 0.8), 2) : 1;
}

/** Calls back when the app comes to the front again. Returns the way to stop. */
export function onShow(f: () => void): () => void {
  if (!H5) {
    Taro.onAppShow(f);
    return () => Taro.offAppShow(f);
  }
  const visible = () => document.visibilityState === 'visible' && f();
  document.addEventListener('visibilitychange', visible);
  return () => document.removeEventListener('visibilitychange', visible);
}

/** Calls back when the app goes to the back: another app, a locked screen, another tab of the browser. Returns the way to stop. */
export function onHide(f: () => void): () => void {
  if (!H5) {
    Taro.onAppHide(f);
    return () => Taro.offAppHide(f);
  }
  const hidden = () => document.visibilityState === 'hidden' && f();
  document.addEventListener('visibilitychange', hidden);
  return () => document.removeEventListener('visibilitychange', hidden);
}

/** Marks the care edition on the document, where there is one; the page root carries the class in both targets. */
export function markCare(on: boolean): void {
  if (H5) document.documentElement.toggleAttribute('data-care', on);
}

/** When a page has come into sight: at once, and again when the page it replaced has left the document (Taro lets it go after its transition). */
const SETTLED_MS = [60, 450];
/** After a navigation the browser leaves the focus on the body: move it to the heading of the page in sight, unless the person was quicker. */
export function focusHeading(): void {
  if (!H5) return;
  // a button that is switched off by its own press gives the focus back to the body: the focus alone does not tell that somebody acted
  const acted = new AbortController();
  document.addEventListener('keydown', () => acted.abort(), { capture: true, once: true, signal: acted.signal });
  SETTLED_MS.forEach((ms, i) => {
    setTimeout(() => {
      const free = !acted.signal.aborted && (!document.activeElement || document.activeElement === document.body);
      const page = [...document.querySelectorAll<HTMLElement>('.taro_page')].filter((p) => p.getClientRects().length).pop();
      if (free) page?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
      if (i === SETTLED_MS.length - 1) acted.abort();
    }, ms);
  });
}
