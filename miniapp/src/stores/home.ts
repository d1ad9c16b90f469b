import type { ReplyOf } from '@binhai/shared/contract/http';
import { categories, claimable, offers, vouchers } from '@binhai/shared/contract/perks';
import { notices } from '@binhai/shared/contract/publicity';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Notices = ReplyOf<typeof notices>['items'];
export type Categories = ReplyOf<typeof categories>['items'];
export type Offers = ReplyOf<typeof offers>;
export type UsableVouchers = ReplyOf<typeof vouchers>['items'];

interface Home {
  notices: Remote<Notices>;
  categories: Remote<Categories>;
  /** The public list, the same for everybody. */
  offers: Remote<Offers>;
  /** How many offers the person could claim now. */
  claimable: Remote<number>;
  vouchers: Remote<UsableVouchers>;
  /** What anybody sees. */
  loadPublic: () => Promise<void>;
  loadOffers: () => Promise<void>;
  /** What only the person sees, without the grade. */
  loadOwn: () => Promise<void>;
}
const personal = () => ({ claimable: nothing<number>(), vouchers: nothing<UsableVouchers>() });

export const useHome = create<Home>((set) => {
  const into = {
    notices: fetcher<Notices>((change) => set((s) => ({ notices: change(s.notices) }))),
    categories: fetcher<Categories>((change) => set((s) => ({ categories: change(s.categories) }))),
    offers: fetcher<Offers>((change) => set((s) => ({ offers: change(s.offers) }))),
    claimable: fetcher<number>((change) => set((s) => ({ claimable: change(s.claimable) }))),
    vouchers: fetcher<UsableVouchers>((change) => set((s) => ({ vouchers: change(s.vouchers) }))),
  };
  return {
    ...personal(),
    notices: nothing(),
    categories: nothing(),
    offers: nothing(),
    loadPublic: async () => {
      await Promise.all([into.notices(async () => (await call(notices)).items), into.categories(async () => (await call(categories)).items)]);
    },
    loadOffers: async () => {
      await into.offers(() => call(offers, { query: {} }));
    },
    loadOwn: async () => {
      await Promise.all([
        into.claimable(async () => (await call(claimable)).count),
        into.vouchers(async () => (await call(vouchers, { query: { group: 'usable' } })).items),
      ]);
    },
  };
});
onPersonChange(() => useHome.setState(personal()));
