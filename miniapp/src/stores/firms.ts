import * as contract from '@binhai/shared/contract/firms';
import type { FirmScope, ReplyOf } from '@binhai/shared/contract/http';
import { create } from 'zustand';
import { call } from '../api/client';
import { useAccount } from './account';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Mine = ReplyOf<typeof contract.firms>;
export type Firm = Mine['items'][number];
export type Invitation = Mine['invitations'][number];
export type Handlers = ReplyOf<typeof contract.handlers>;
export type Handler = Handlers['items'][number];
export type Pending = Handlers['pending'][number];
export type Acts = ReplyOf<typeof contract.firmActs>;
export type Repairable = ReplyOf<typeof contract.repairable>;
export interface Terms {
  scope: FirmScope[];
  until: string;
}
interface Firms {
  mine: Remote<Mine>;
  handlers: Remote<Handlers>;
  acts: Remote<Acts>;
  repairable: Remote<Repairable>;
  loadMine: () => Promise<void>;
  loadHandlers: () => Promise<void>;
  loadActs: () => Promise<void>;
  moreActs: () => Promise<void>;
  loadRepairable: () => Promise<void>;
  /** The rest throw ApiError and leave the lists fresh. */
  startBind: (uscc: string) => Promise<ReplyOf<typeof contract.startBind>>;
  /** Answers the firm's name. */
  finishBind: (ticket: string) => Promise<string>;
  ask: (uscc: string, terms: Terms) => Promise<void>;
  answer: (id: string, accept: boolean) => Promise<void>;
  leave: (membershipId: string) => Promise<void>;
  invite: (phone: string, terms: Terms) => Promise<void>;
  settle: (id: string, accept: boolean) => Promise<void>;
  remove: (id: string) => Promise<void>;
}
export const useFirms = create<Firms>((set, get) => {
  const into = {
    mine: fetcher<Mine>((change) => set((s) => ({ mine: change(s.mine) }))),
    handlers: fetcher<Handlers>((change) => set((s) => ({ handlers: change(s.handlers) }))),
    acts: fetcher<Acts>((change) => set((s) => ({ acts: change(s.acts) }))),
    repairable: fetcher<Repairable>((change) => set((s) => ({ repairable: change(s.repairable) }))),
  };
  /** Who one may act for has changed: the list here, and the one of 切换身份. */
  const mineChanged = async () => {
    await Promise.all([get().loadMine(), useAccount.getState().load()]);
  };
  return {
    mine: nothing(),
    handlers: nothing(),
    acts: nothing(),
    repairable: nothing(),
    loadMine: async () => {
      await into.mine(() => call(contract.firms));
    },
    loadHandlers: async () => {
      await into.handlers(() => call(contract.handlers));
    },
    loadActs: async () => {
      await into.acts(() => call(contract.firmActs, { query: {} }));
    },
    moreActs: async () => {
      const old = get().acts.data;
      if (!old?.next || get().acts.busy) return;
      const after = old.next;
      await into.acts(async () => {
        const page = await call(contract.firmActs, { query: { after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    loadRepairable: async () => {
      await into.repairable(() => call(contract.repairable));
    },
    startBind: (uscc) => call(contract.startBind, { body: { uscc } }),
    finishBind: async (ticket) => {
      const { firm } = await call(contract.finishBind, { body: { ticket } });
      await mineChanged();
      return firm.name;
    },
    ask: async (uscc, terms) => {
      await call(contract.askFirm, { body: { uscc, ...terms } });
      await get().loadMine();
    },
    answer: async (id, accept) => {
      await call(contract.answerInvitation, { params: { id }, body: { accept } });
      await mineChanged();
    },
    leave: async (id) => {
      await call(contract.leaveFirm, { params: { id } });
      await mineChanged();
    },
    invite: async (phone, terms) => {
      await call(contract.inviteHandler, { body: { phone, ...terms } });
      await Promise.all([get().loadHandlers(), get().loadActs()]);
    },
    settle: async (id, accept) => {
      await call(contract.settleInvitation, { params: { id }, body: { accept } });
      await Promise.all([get().loadHandlers(), get().loadActs()]);
    },
    remove: async (id) => {
      await call(contract.removeHandler, { params: { id } });
      await Promise.all([get().loadHandlers(), get().loadActs()]);
    },
  };
});
onPersonChange(() => useFirms.setState({ mine: nothing(), handlers: nothing(), acts: nothing(), repairable: nothing() }));
