import type { ReplyOf } from '@binhai/shared/contract/http';
import { notices, publicItem, publicSearch } from '@binhai/shared/contract/publicity';
import { transparency } from '@binhai/shared/contract/transparency';
import { create } from 'zustand';
import { call } from '../api/client';
import { type ById, fetcherById } from './by-id';
import { fetcher, nothing, type Remote } from './remote';

export type PublicKind = 'penalty' | 'permit' | 'honour';
export type PublicPage = ReplyOf<typeof publicSearch>;
export type PublicDetail = ReplyOf<typeof publicItem>;
export type Notice = ReplyOf<typeof notices>['items'][number];
export type TransparencyMonth = ReplyOf<typeof transparency>;
/** An empty kind: all of them. */
export interface PublicQuery {
  q: string;
  kind: PublicKind | '';
}
interface Publicity {
  /** What the results below answer; null before anything was asked. */
  asked: PublicQuery | null;
  found: Remote<PublicPage>;
  items: ById<PublicDetail>;
  notices: Remote<Notice[]>;
  transparency: Remote<TransparencyMonth>;
  search: (query: PublicQuery) => Promise<void>;
  more: () => Promise<void>;
  clear: () => void;
  loadItem: (id: string) => Promise<void>;
  loadNotices: () => Promise<void>;
  /** Without a month: the newest. */
  loadTransparency: (month?: string) => Promise<void>;
}
const queryOf = ({ q, kind }: PublicQuery) => ({ q, ...(kind && { kind }) });

export const usePublicity = create<Publicity>((set, get) => {
  const into = {
    found: fetcher<PublicPage>((change) => set((s) => ({ found: change(s.found) }))),
    item: fetcherById<PublicDetail>((change) => set((s) => ({ items: change(s.items) }))),
    notices: fetcher<Notice[]>((change) => set((s) => ({ notices: change(s.notices) }))),
    transparency: fetcher<TransparencyMonth>((change) => set((s) => ({ transparency: change(s.transparency) }))),
  };
  return {
    asked: null,
    found: nothing(),
    items: {},
    notices: nothing(),
    transparency: nothing(),
    search: async (query) => {
      // results of another question never stand under this one
      set((s) => ({ asked: query, found: { ...nothing<PublicPage>(), busy: s.found.busy } }));
      await into.found(() => call(publicSearch, { query: queryOf(query) }));
    },
    more: async () => {
      const { asked, found } = get();
      const old = found.data;
      if (!asked || !old?.next || found.busy) return;
      const after = old.next;
      await into.found(async () => {
        const page = await call(publicSearch, { query: { ...queryOf(asked), after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    clear: () => set({ asked: null, found: nothing() }),
    loadItem: async (id) => {
      await into.item(id, () => call(publicItem, { params: { id } }));
    },
    loadTransparency: async (month) => {
      await into.transparency(() => call(transparency, { query: month === undefined ? {} : { month } }));
    },
    loadNotices: async () => {
      await into.notices(async () => (await call(notices)).items);
    },
  };
});
