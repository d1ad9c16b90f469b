import type { ReplyOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/plate-proofs';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type ProofPage = ReplyOf<typeof contract.plateProofs>;
export type ProofLine = contract.PlateProofLine;
export type ProofDetail = ReplyOf<typeof contract.plateProof>;
export type ProofFilter = 'waiting' | 'closed';
interface PlateProofs {
  list: Remote<ProofPage>;
  detail: Remote<ProofDetail>;
  load: (filter: ProofFilter) => Promise<void>;
  more: (filter: ProofFilter) => Promise<void>;
  /** A look at the owner, on record. */
  show: (id: string) => Promise<void>;
  close: () => void;
  /** Throws ApiError. */
  open: (body: { number: string; plate: string; reason: string }) => Promise<void>;
  /** Throws ApiError. */
  decide: (id: string, agree: boolean, reason: string) => Promise<void>;
}
const empty = () => ({ list: nothing<ProofPage>(), detail: nothing<ProofDetail>() });

/** 窗口核实车牌, at the window's desk. */
export const usePlateProofs = create<PlateProofs>((set, get) => {
  const into = {
    list: fetcher<ProofPage>((change) => set((s) => ({ list: change(s.list) }))),
    detail: fetcher<ProofDetail>((change) => set((s) => ({ detail: change(s.detail) }))),
  };
  return {
    ...empty(),
    load: async (state) => void (await into.list(() => call(contract.plateProofs, { query: { state } }))),
    more: async (state) => {
      const { data: old, busy } = get().list;
      const after = old?.next;
      if (!old || !after || busy) return;
      await into.list(async () => {
        const page = await call(contract.plateProofs, { query: { state, after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    show: async (id) => {
      set({ detail: nothing() });
      await into.detail(() => call(contract.plateProof, { params: { id } }));
    },
    close: () => set({ detail: nothing() }),
    open: async (body) => {
      await call(contract.openPlateProof, { body });
    },
    decide: async (id, agree, reason) => {
      await call(contract.decidePlateProof, { params: { id }, body: { agree, reason } });
    },
  };
});
onPersonChange(() => usePlateProofs.setState(empty()));
