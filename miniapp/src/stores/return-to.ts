// Where a person was when something had to come first: logging in, real name, opting in. They come back to the same offer.
import Taro from '@tarojs/taro';
import { go, here, replace, TABS } from '../platform/router';
import { storage } from '../platform/storage';

interface Origin {
  /** Path and query of the page: ids of offers at most, never anything personal (PRV-2). */
  url: string;
  /** How many pages were open; useless after a reload, when `url` still holds. */
  depth: number;
}
let origin: Origin | undefined;
const pathOf = (url: string): string => (url.split('?')[0] ?? '').replace(/^\//, '');

/** Remembers the page in sight and opens the one that has to come first. */
export async function leaveFor(url: string, params: Record<string, string> = {}): Promise<void> {
  origin = { url: here(), depth: Taro.getCurrentPages().length };
  storage.set('return-to', origin.url);
  await go(url, params);
}
/** Is there a page to come back to? */
export const cameFrom = (): string | undefined => origin?.url ?? storage.get<string>('return-to');

/** Longer than a page of H5 takes to slide away (300 ms): one that is opened meanwhile is never shown. */
const SLIDE_MS = 400;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
/** A browser goes back after the call has answered: who goes on from the page below waits until it is the one in sight. */
async function gone(depth: number): Promise<void> {
  for (let i = 0; i < 60 && Taro.getCurrentPages().length > depth; i++) await pause(50);
  await pause(SLIDE_MS);
}
/** Back to the page the person came from: by going back where it is still open, else by opening it anew. Without one, to `otherwise`. */
export async function comeBack(otherwise: string = TABS.home): Promise<void> {
  const url = cameFrom();
  const depth = origin?.depth ?? 0;
  origin = undefined;
  storage.remove('return-to');
  if (!url) return replace(otherwise);
  const pages = Taro.getCurrentPages() as { route?: string; path?: string }[];
  const there = pages[depth - 1];
  const delta = pages.length - depth;
  if (there && delta > 0 && pathOf(there.route ?? there.path ?? '') === pathOf(url)) {
    await Taro.navigateBack({ delta });
    return gone(depth);
  }
  await replace(url);
}
