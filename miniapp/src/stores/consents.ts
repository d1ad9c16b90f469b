import { consents as list, withdrawConsent } from '@binhai/shared/contract/consents';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { create } from 'zustand';
import { call } from '../api/client';
import { useAccount } from './account';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Consent = ReplyOf<typeof list>['items'][number];
interface Consents {
  list: Remote<Consent[]>;
  load: () => Promise<void>;
  /** Throws ApiError. Effective at once; the list is fetched again. */
  withdraw: (id: string) => Promise<void>;
}
export const useConsents = create<Consents>((set, get) => {
  const into = fetcher<Consent[]>((change) => set((s) => ({ list: change(s.list) })));
  return {
    list: nothing(),
    load: async () => {
      await into(async () => (await call(list)).items);
    },
    withdraw: async (id) => {
      await call(withdrawConsent, { params: { id } });
      // one of them may be the consent to the grade itself
      await Promise.all([get().load(), useAccount.getState().load()]);
    },
  };
});
onPersonChange(() => useConsents.setState({ list: nothing() }));

export const active = (all: readonly Consent[]): Consent[] => all.filter((c) => c.state === 'active');
export const ended = (all: readonly Consent[]): Consent[] => all.filter((c) => c.state !== 'active');
