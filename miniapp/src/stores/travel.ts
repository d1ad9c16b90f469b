import type { ReplyOf } from '@binhai/shared/contract/http';
import { visits } from '@binhai/shared/contract/travel';
import { create } from 'zustand';
import { call } from '../api/client';
import { type ById, fetcherById } from './by-id';

export type Visits = ReplyOf<typeof visits>;
interface Travel {
  /** Days, times and places left, by offer. */
  visits: ById<Visits>;
  loadVisits: (offer: string) => Promise<void>;
}
export const useTravel = create<Travel>((set) => {
  const into = fetcherById<Visits>((change) => set((s) => ({ visits: change(s.visits) })));
  return {
    visits: {},
    loadVisits: async (offer) => void (await into(offer, () => call(visits, { params: { id: offer } }))),
  };
});
