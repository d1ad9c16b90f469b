import { offers } from '@binhai/shared/contract/perks';
import { create } from 'zustand';
import { call } from '../api/client';
import type { OfferList } from './perks';
import { fetcher, nothing, type Remote } from './remote';

interface Home {
  /** The first of the public list, unfiltered: the same for everybody. */
  offers: Remote<OfferList>;
  loadOffers: () => Promise<void>;
}
export const useHome = create<Home>((set) => {
  const into = fetcher<OfferList>((change) => set((s) => ({ offers: change(s.offers) })));
  return {
    offers: nothing(),
    loadOffers: async () => {
      await into(() => call(offers, { query: {} }));
    },
  };
});
