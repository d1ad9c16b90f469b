import * as firms from '@binhai/shared/contract/firms';
import type { ReplyOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/identity-cases';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Cases = ReplyOf<typeof contract.identityCases>;
export type Case = contract.CaseView;
export type CaseDetail = ReplyOf<typeof contract.identityCase>;
export type CaseFilter = 'waiting' | 'closed';
export type CaseDecision = (typeof contract.CASE_DECISIONS)[number];
interface IdentityCases {
  list: Remote<Cases>;
  detail: Remote<CaseDetail>;
  load: (filter: CaseFilter) => Promise<void>;
  more: (filter: CaseFilter) => Promise<void>;
  /** A look at the person, on record. */
  open: (id: string) => Promise<void>;
  close: () => void;
  /** The rest throw ApiError. */
  freeze: (number: string, reason: string) => Promise<void>;
  propose: (id: string, body: { decision: CaseDecision; reason: string; phone?: string }) => Promise<void>;
  decide: (id: string, agree: boolean, reason: string) => Promise<void>;
  bindFirm: (body: { uscc: string; name: string; phone: string; reason: string }) => Promise<void>;
  endFirm: (body: { uscc: string; reason: string }) => Promise<void>;
}
export const useIdentityCases = create<IdentityCases>((set, get) => {
  const list = fetcher<Cases>((change) => set((s) => ({ list: change(s.list) })));
  const detail = fetcher<CaseDetail>((change) => set((s) => ({ detail: change(s.detail) })));
  return {
    list: nothing(),
    detail: nothing(),
    load: async (state) => {
      await list(() => call(contract.identityCases, { query: { state } }));
    },
    more: async (state) => {
      const old = get().list.data;
      if (!old?.next || get().list.busy) return;
      const after = old.next;
      await list(async () => {
        const page = await call(contract.identityCases, { query: { state, after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    open: async (id) => {
      set({ detail: nothing() });
      await detail(() => call(contract.identityCase, { params: { id } }));
    },
    close: () => set({ detail: nothing() }),
    freeze: async (number, reason) => {
      await call(contract.freezeAtWindow, { body: { number, reason } });
    },
    propose: async (id, body) => {
      await call(contract.proposeCase, { params: { id }, body });
    },
    decide: async (id, agree, reason) => {
      await call(contract.decideCase, { params: { id }, body: { agree, reason } });
    },
    bindFirm: async (body) => {
      await call(firms.bindAtWindow, { body });
    },
    endFirm: async (body) => {
      await call(firms.endAtWindow, { body });
    },
  };
});
onPersonChange(() => useIdentityCases.setState({ list: nothing(), detail: nothing() }));
