import * as contract from '@binhai/shared/contract/clerks';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { create } from 'zustand';
import { call } from '../api/client';
import { useAccount } from './account';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Clerks = ReplyOf<typeof contract.clerks>;
export type Clerk = Clerks['items'][number];
export type Made = ReplyOf<typeof contract.inviteClerk>;
export type Meaning = ReplyOf<typeof contract.lookAtInvite>;
export type Joined = ReplyOf<typeof contract.acceptInvite>;

interface Store {
  list: Remote<Clerks>;
  load: () => Promise<void>;
  /** The rest throw ApiError and leave the list fresh. */
  invite: (shopId: string) => Promise<Made>;
  withdraw: (id: string) => Promise<void>;
  remove: (id: string) => Promise<void>;
}
export const useClerks = create<Store>((set, get) => {
  const into = fetcher<Clerks>((change) => set((s) => ({ list: change(s.list) })));
  return {
    list: nothing(),
    load: async () => {
      await into(() => call(contract.clerks));
    },
    invite: async (shopId) => {
      const made = await call(contract.inviteClerk, { body: { shopId } });
      await get().load();
      return made;
    },
    withdraw: async (id) => {
      await call(contract.withdrawInvite, { params: { id } });
      await get().load();
    },
    remove: async (id) => {
      await call(contract.removeClerk, { params: { id } });
      await get().load();
    },
  };
});
onPersonChange(() => useClerks.setState({ list: nothing() }));

/** What an invitation means, before anything is accepted. Throws ApiError. */
export const lookAtInvite = (code: string): Promise<Meaning> => call(contract.lookAtInvite, { body: { code } });
/** Throws ApiError. The account knows the new role afterwards. */
export async function acceptInvite(code: string): Promise<Joined> {
  const joined = await call(contract.acceptInvite, { body: { code } });
  await useAccount.getState().load();
  return joined;
}
