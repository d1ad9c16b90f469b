import * as contract from '@binhai/shared/contract/complaints';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type DeskPage = ReplyOf<typeof contract.deskComplaints>;
export type DeskLine = contract.DeskComplaintLine;
export type DeskDetail = ReplyOf<typeof contract.deskComplaint>;
export type DeskFilter = 'waiting' | 'closed';

interface ComplaintDesk {
  list: Remote<DeskPage>;
  /** The one in view. */
  detail: Remote<DeskDetail>;
  load: (filter: DeskFilter) => Promise<void>;
  more: (filter: DeskFilter) => Promise<void>;
  /** A look at the person who complained, on record. */
  open: (id: string) => Promise<void>;
  close: () => void;
  /** Throws ApiError. */
  claim: (id: string, take: boolean) => Promise<void>;
  /** Throws ApiError. */
  decide: (id: string, uphold: boolean, reason: string) => Promise<void>;
}
const empty = () => ({ list: nothing<DeskPage>(), detail: nothing<DeskDetail>() });

/** The desk of complaints. */
export const useComplaintDesk = create<ComplaintDesk>((set, get) => {
  const into = {
    list: fetcher<DeskPage>((change) => set((s) => ({ list: change(s.list) }))),
    detail: fetcher<DeskDetail>((change) => set((s) => ({ detail: change(s.detail) }))),
  };
  return {
    ...empty(),
    load: async (state) => void (await into.list(() => call(contract.deskComplaints, { query: { state } }))),
    more: async (state) => {
      const { data: old, busy } = get().list;
      const after = old?.next;
      if (!old || !after || busy) return;
      await into.list(async () => {
        const page = await call(contract.deskComplaints, { query: { state, after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    open: async (id) => {
      if (get().detail.data?.id !== id) set({ detail: nothing() });
      await into.detail(() => call(contract.deskComplaint, { params: { id } }));
    },
    close: () => set({ detail: nothing() }),
    claim: async (id, take) => {
      await call(contract.claimComplaint, { params: { id }, body: { take } });
    },
    decide: async (id, uphold, reason) => {
      await call(contract.decideComplaint, { params: { id }, body: { uphold, reason } });
    },
  };
});
onPersonChange(() => useComplaintDesk.setState(empty()));
