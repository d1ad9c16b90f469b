import { consents as list, renewConsent, withdrawConsent } from '@binhai/shared/contract/consents';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { create } from 'zustand';
import { call } from '../api/client';
import { ApiError } from '../api/errors';
import { useAccount } from './account';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Consent = ReplyOf<typeof list>['items'][number];
interface Consents {
  list: Remote<Consent[]>;
  load: () => Promise<void>;
  /** Throws ApiError. Effective at the instant it answers; the list is fetched again, also when it would end more than was named. */
  withdraw: (consent: Consent) => Promise<string>;
  /** Agrees anew to the text that is shown; answers the new consent's id. Throws ApiError. */
  renew: (consent: Consent) => Promise<string>;
}
export const useConsents = create<Consents>((set, get) => {
  const into = fetcher<Consent[]>((change) => set((s) => ({ list: change(s.list) })));
  return {
    list: nothing(),
    load: async () => {
      await into(async () => (await call(list)).items);
    },
    withdraw: async ({ id, ends }) => {
      try {
        const { at } = await call(withdrawConsent, { params: { id }, body: { vouchers: ends.map((v) => v.id) } });
        // one of them may be the consent to the grade itself
        await Promise.all([get().load(), useAccount.getState().load()]);
        return at;
      } catch (e) {
        if (e instanceof ApiError && e.code === 'consent_ends_more') await get().load();
        throw e;
      }
    },
    renew: async ({ id, renewal, text }) => {
      const renewed = await call(renewConsent, { params: { id }, body: { textVersion: (renewal?.text ?? text).version } });
      await get().load();
      return renewed.id;
    },
  };
});
onPersonChange(() => useConsents.setState({ list: nothing() }));

/** Those one may still act on: in force, or waiting for a word on a new text. */
export const active = (all: readonly Consent[]): Consent[] => all.filter((c) => c.state === 'active' || c.state === 'outdated');
export const ended = (all: readonly Consent[]): Consent[] => all.filter((c) => c.state === 'withdrawn' || c.state === 'expired');
