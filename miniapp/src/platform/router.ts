// Navigation. WeChat allows ten pages on the stack and ignores the eleventh tap; a browser that reloads has one page on the stack and nothing
// behind it. Both are handled here, so that no tap is dead and back always leads nearer home.
import Taro from '@tarojs/taro';
import { H5 } from './env';

export const TABS = { home: '/pages/home/index', credit: '/pages/credit/index', perks: '/pages/perks/index', me: '/pages/me/index' } as const;
export type Tab = keyof typeof TABS;
const MAX_STACK = 10;

/** Page → page one step nearer home. What is not listed goes to the home tab. Pages add theirs with `setParents`. */
const parents = new Map<string, string>();
/** Each module of pages names its parents once, at load. A parent may hold a query. */
export function setParents(map: Record<string, string>): void {
  for (const [page, parent] of Object.entries(map)) parents.set(page, parent);
}

const pathOf = (url: string): string => (url.startsWith('/') ? url : `/${url}`).split('?')[0] ?? url;
const isTab = (url: string): boolean => (Object.values(TABS) as string[]).includes(pathOf(url));
const query = (params: Record<string, string | number | undefined>): string => {
  const pairs = Object.entries(params).filter(([, v]) => v !== undefined && v !== '');
  return pairs.length ? `?${pairs.map(([k, v]) => `${k}=${encodeURIComponent(String(v))}`).join('&')}` : '';
};
/** A move that has told nothing after this long is forgotten: the next tap must not be dead. */
const PATIENCE_MS = 800;
let moving: object | undefined;
/** A second tap while the first still opens its page is the same tap. What the platform refuses to stack is opened in a fresh stack. */
async function once(move: () => Promise<unknown>, instead?: () => Promise<unknown>): Promise<void> {
  if (moving) return;
  const mine = {};
  moving = mine;
  const free = () => {
    if (moving === mine) moving = undefined;
  };
  setTimeout(free, PATIENCE_MS);
  try {
    await move();
  } catch (e) {
    if (!instead) throw e;
    await instead();
  } finally {
    free();
  }
}

/** Opens a page: a tab by switching, others on the stack, the eleventh in the place of the tenth. */
export function go(url: string, params: Record<string, string | number | undefined> = {}): Promise<void> {
  const target = url + query(params);
  return once(
    () => {
      if (isTab(target)) return Taro.switchTab({ url: pathOf(target) });
      if (Taro.getCurrentPages().length >= MAX_STACK) return Taro.redirectTo({ url: target });
      return Taro.navigateTo({ url: target });
    },
    () => Taro.reLaunch({ url: target }),
  );
}
/** Opens a page in the place of this one: after a form was sent, after a log-in. */
export function replace(url: string, params: Record<string, string | number | undefined> = {}): Promise<void> {
  const target = url + query(params);
  return once(() => (isTab(target) ? Taro.switchTab({ url: pathOf(target) }) : Taro.redirectTo({ url: target })));
}
/** The page one step nearer home, for a page that was opened by a link or reloaded. */
export function parentOf(url: string): string {
  const path = pathOf(url);
  return parents.get(path) ?? TABS.home;
}
export const currentUrl = (): string => {
  const page = Taro.getCurrentPages().at(-1) as { route?: string; path?: string } | undefined;
  return `/${(page?.route ?? page?.path ?? '').replace(/^\//, '')}`;
};
/** Taro adds keys of its own to a page's parameters. */
const OWN_KEYS = /^(\$|stamp$)/;
/** A page's parameter in plain: WeChat and Taro's router of a browser both hand it over as it stood in the address. */
export function asSent(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // no encoding of anything: whoever reads it refuses it
  }
}
/** Path and query of the page in sight, to open it again. */
export function here(): string {
  const params = Taro.getCurrentInstance().router?.params ?? {};
  const pairs = Object.entries(params).flatMap(([k, v]) => (!OWN_KEYS.test(k) && typeof v === 'string' ? [[k, asSent(v)] as const] : []));
  return currentUrl().split('?')[0] + query(Object.fromEntries(pairs));
}
/** One step back on the stack; with nothing behind, to the parent. Never dead, never out of the app from inside it. */
export function back(): Promise<void> {
  if (Taro.getCurrentPages().length > 1) return once(() => Taro.navigateBack());
  return replace(parentOf(currentUrl()));
}
/** Is there a page of ours behind this one? Tab pages have none. */
export const hasPrevious = (): boolean => Taro.getCurrentPages().length > 1;
/** Leaves for another site: a new tab in a browser, not possible in a mini-program, where the address is copied instead. */
export async function openSite(url: string): Promise<'opened' | 'copied'> {
  if (H5) {
    window.open(url, '_blank', 'noopener,noreferrer');
    return 'opened';
  }
  await Taro.setClipboardData({ data: url });
  return 'copied';
}
