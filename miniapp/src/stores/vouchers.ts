import type { ReplyOf } from '@binhai/shared/contract/http';
import { cancelVoucher, type VoucherView, voucher, voucherSecret, vouchers } from '@binhai/shared/contract/perks';
import { daysBetween } from '@binhai/shared/dates/dates';
import { create } from 'zustand';
import { call } from '../api/client';
import { storage } from '../platform/storage';
import { assumeClockOffset, clockOffset, learnServerMs, today } from '../platform/time';
import { type ById, fetcherById } from './by-id';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Voucher = VoucherView;
export type Group = 'usable' | 'past';
type Page = ReplyOf<typeof vouchers>;
/** What this phone needs to show a code without a network: the secret, and the words of the voucher as they were. */
export interface Kept {
  codeId: string;
  /** Base64url. */
  secret: string;
  keyId: string;
  /** How far this phone's clock was off, ms. */
  offset: number;
  view: Voucher;
  /** Milliseconds since the epoch of `view`. */
  at: number;
}
type AllKept = Readonly<Record<string, Kept>>;
/** Vouchers in hand at once; older ones are fetched again when they are opened. */
const MOST_KEPT = 60;
const readKept = (): AllKept => storage.get<AllKept>('voucher-secrets') ?? {};
/** The code is over for good: its secret is forgotten. */
export const ended = (v: Voucher): boolean => v.state !== 'issued' && v.state !== 'locked';

interface Vouchers {
  views: ById<Voucher>;
  kept: AllKept;
  lists: { readonly [G in Group]: Remote<Page> };
  /** Shows what another answer already brought (a claim, a list), until the page asks for its own. */
  adopt: (v: Voucher) => void;
  /** False when no answer came. */
  load: (id: string) => Promise<boolean>;
  /** Throws ApiError. Asked for once on this phone; each fetch is on record. */
  fetchSecret: (v: Voucher) => Promise<void>;
  /** Throws ApiError. */
  cancel: (id: string) => Promise<void>;
  loadList: (group: Group) => Promise<void>;
  moreList: (group: Group) => Promise<void>;
}
const personal = () => ({ views: {}, kept: readKept(), lists: { usable: nothing<Page>(), past: nothing<Page>() } });

export const useVouchers = create<Vouchers>((set, get) => {
  const into = fetcherById<Voucher>((change) => set((s) => ({ views: change(s.views) })));
  const intoList = (group: Group) => fetcher<Page>((change) => set((s) => ({ lists: { ...s.lists, [group]: change(s.lists[group]) } })));
  const lists = { usable: intoList('usable'), past: intoList('past') };
  const keep = (change: (old: AllKept) => AllKept): void => {
    const kept = change(readKept()); // another page of this phone may have written
    storage.set('voucher-secrets', kept);
    set({ kept });
  };
  /** The newest words stay beside the secret; an ended voucher leaves nothing behind. */
  const follow = (v: Voucher): void => {
    const old = get().kept[v.id];
    if (!old) return;
    if (ended(v)) keep(({ [v.id]: _gone, ...rest }) => rest);
    else if (JSON.stringify(old.view) !== JSON.stringify(v)) keep((all) => ({ ...all, [v.id]: { ...old, view: v, at: Date.now() + clockOffset() } }));
  };
  const newest = Object.values(readKept()).sort((a, b) => b.at - a.at)[0];
  if (newest) assumeClockOffset(newest.offset);
  return {
    ...personal(),
    adopt: (v) => set((s) => (s.views[v.id]?.data ? s : { views: { ...s.views, [v.id]: { data: v, error: null, busy: false } } })),
    load: async (id) => {
      const v = await into(id, () => call(voucher, { params: { id } }));
      if (v) follow(v);
      return v !== null;
    },
    fetchSecret: async (v) => {
      const started = Date.now();
      const { serverTime, ...code } = await call(voucherSecret, { params: { id: v.id }, body: {} });
      learnServerMs(serverTime, Date.now() - started);
      keep((all) => {
        const rest = Object.entries(all)
          .filter(([, k]) => daysBetween(today(), k.view.usableUntil) >= -1) // what was locked on the last day may finish behind it
          .sort(([, a], [, b]) => b.at - a.at);
        return { ...Object.fromEntries(rest.slice(0, MOST_KEPT - 1)), [v.id]: { ...code, offset: clockOffset(), view: v, at: serverTime } };
      });
    },
    cancel: async (id) => {
      await call(cancelVoucher, { params: { id }, body: { confirm: true } });
      keep(({ [id]: _gone, ...rest }) => rest);
      await get().load(id);
    },
    loadList: async (group) => {
      await lists[group](() => call(vouchers, { query: { group } }));
    },
    moreList: async (group) => {
      const { data: old, busy } = get().lists[group];
      if (!old?.next || busy) return;
      const after = old.next;
      await lists[group](async () => {
        const page = await call(vouchers, { query: { group, after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
  };
});
// a log-out has emptied the store by then: nothing of the one before is in hand
onPersonChange(() => useVouchers.setState(personal()));
