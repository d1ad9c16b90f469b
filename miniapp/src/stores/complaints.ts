import * as contract from '@binhai/shared/contract/complaints';
import type { InputOf, ReplyOf } from '@binhai/shared/contract/http';
import { create } from 'zustand';
import { call } from '../api/client';
import { type ById, fetcherById } from './by-id';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Kinds = ReplyOf<typeof contract.complaintKinds>;
export type Kind = Kinds['items'][number];
export type Filing = Omit<InputOf<typeof contract.fileComplaint>['body'], 'requestId'>;
export type Complaint = contract.ComplaintDetail;
type List = ReplyOf<typeof contract.complaints>;

interface Complaints {
  kinds: Remote<Kinds>;
  list: Remote<List>;
  views: ById<Complaint>;
  loadKinds: () => Promise<void>;
  load: () => Promise<void>;
  more: () => Promise<void>;
  loadOne: (id: string) => Promise<void>;
  /** Throws ApiError. The same request id is the same complaint. */
  file: (requestId: string, filing: Filing) => Promise<string>;
  /** Throws ApiError. Of an offer, or of the grade where none is named. */
  review: (requestId: string, offer: string, text: string) => Promise<string>;
  /** Throws ApiError. */
  withdraw: (id: string) => Promise<void>;
}
const mine = () => ({ list: nothing<List>(), views: {} });

/** 投诉, the person's side. */
export const useComplaints = create<Complaints>((set, get) => {
  const into = {
    kinds: fetcher<Kinds>((change) => set((s) => ({ kinds: change(s.kinds) }))),
    list: fetcher<List>((change) => set((s) => ({ list: change(s.list) }))),
    view: fetcherById<Complaint>((change) => set((s) => ({ views: change(s.views) }))),
  };
  return {
    ...mine(),
    kinds: nothing<Kinds>(),
    loadKinds: async () => void (await into.kinds(() => call(contract.complaintKinds))),
    load: async () => void (await into.list(() => call(contract.complaints, { query: {} }))),
    more: async () => {
      const { data: old, busy } = get().list;
      const after = old?.next;
      if (!old || !after || busy) return;
      await into.list(async () => {
        const page = await call(contract.complaints, { query: { after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    loadOne: async (id) => void (await into.view(id, () => call(contract.complaint, { params: { id } }))),
    file: async (requestId, filing) => (await call(contract.fileComplaint, { body: { requestId, ...filing } })).id,
    review: async (requestId, offer, text) => {
      const body = { requestId, text };
      return (offer ? await call(contract.reviewOffer, { params: { id: offer }, body }) : await call(contract.reviewGrade, { body })).id;
    },
    withdraw: async (id) => {
      await call(contract.withdrawComplaint, { params: { id } });
      await get().loadOne(id);
    },
  };
});
onPersonChange(() => useComplaints.setState(mine()));
