import type { ReplyOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/repair';
import { create } from 'zustand';
import { call } from '../api/client';
import { type ById, fetcherById } from './by-id';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Cards = ReplyOf<typeof contract.repairRecords>;
export type Repair = ReplyOf<typeof contract.repair>;

interface Repairs {
  cards: Remote<Cards>;
  views: ById<Repair>;
  load: () => Promise<void>;
  loadOne: (id: string) => Promise<void>;
  /** Answers the draft's id; the one that is there already. Throws ApiError. */
  start: (recordId: string) => Promise<string>;
  putProof: (id: string, bytes: Uint8Array) => Promise<void>;
  submit: (id: string, pledge: string) => Promise<void>;
  supply: (id: string) => Promise<void>;
  withdraw: (id: string) => Promise<void>;
}
const mine = () => ({ cards: nothing<Cards>(), views: {} });

/** 信用修复, the applicant's side. Everything that changes one reads it anew. */
export const useRepairs = create<Repairs>((set, get) => {
  const into = {
    cards: fetcher<Cards>((change) => set((s) => ({ cards: change(s.cards) }))),
    view: fetcherById<Repair>((change) => set((s) => ({ views: change(s.views) }))),
  };
  return {
    ...mine(),
    load: async () => void (await into.cards(() => call(contract.repairRecords))),
    loadOne: async (id) => void (await into.view(id, () => call(contract.repair, { params: { id } }))),
    start: async (recordId) => (await call(contract.startRepairs, { body: { recordIds: [recordId] } })).items[0]?.id ?? '',
    putProof: async (id, bytes) => {
      await call(contract.putProof, { params: { id }, body: bytes });
      await get().loadOne(id);
    },
    submit: async (id, pledge) => {
      await call(contract.submitRepairs, { body: { ids: [id], pledge, agree: true } });
      await get().loadOne(id);
    },
    supply: async (id) => {
      await call(contract.supplyRepair, { params: { id } });
      await get().loadOne(id);
    },
    withdraw: async (id) => {
      await call(contract.withdrawRepair, { params: { id } });
      await get().loadOne(id);
    },
  };
});
onPersonChange(() => useRepairs.setState(mine()));
