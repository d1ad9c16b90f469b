import { login, type Me, me, type Offer, offers } from '@binhai/shared';
import { create } from 'zustand';
import { call } from '../api/client';
import { storage } from '../platform/storage';

interface Session {
  offers: Offer[];
  me: Me | null;
  error: string;
  loadOffers: () => Promise<void>;
  signIn: (code: string) => Promise<boolean>;
  loadMe: () => Promise<void>;
}
export const useSession = create<Session>((set) => {
  const guarded = async (work: () => Promise<Partial<Session>>): Promise<boolean> => {
    try {
      set({ error: '', ...(await work()) });
      return true;
    } catch (e) {
      set({ error: (e as Error).message });
      return false;
    }
  };
  return {
    offers: [],
    me: null,
    error: '',
    loadOffers: async () => {
      await guarded(async () => ({ offers: (await call(offers, { query: {} })).items }));
    },
    signIn: (code) =>
      guarded(async () => {
        storage.set('token', (await call(login, { body: { code } })).token);
        return {};
      }),
    loadMe: async () => {
      await guarded(async () => ({ me: await call(me) }));
    },
  };
});
