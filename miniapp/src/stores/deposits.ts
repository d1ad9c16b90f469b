import {
  type DepositAsk,
  depositAuthorisation,
  depositAuthorisations,
  depositDecide,
  depositRequest,
  depositWithdraw,
  type WayBack,
} from '@binhai/shared/contract/deposit';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { create } from 'zustand';
import { asApiError, call } from '../api/client';
import { type ById, fetcherById, held } from './by-id';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type DepositRequest = ReplyOf<typeof depositRequest>;
export type DepositList = ReplyOf<typeof depositAuthorisations>;
export type DepositDetail = ReplyOf<typeof depositAuthorisation>;
interface Deposits {
  request: Remote<DepositRequest>;
  list: Remote<DepositList>;
  details: ById<DepositDetail>;
  loadRequest: (ask: DepositAsk) => Promise<void>;
  /** Throws ApiError. Asked again it makes a new code, and the one before is void. */
  decide: (ask: DepositAsk, decision: 'agree' | 'refuse', textVersion: string) => Promise<WayBack>;
  load: () => Promise<void>;
  loadDetail: (id: string) => Promise<void>;
  more: (id: string) => Promise<void>;
  /** Throws ApiError. Effective at the instant it answers. */
  withdraw: (id: string) => Promise<void>;
}
/** Refusals that say the page is behind: what it shows is fetched again before anybody decides. */
const BEHIND = ['consent_text_outdated', 'deposit_not_eligible'];
const mine = () => ({ request: nothing<DepositRequest>(), list: nothing<DepositList>(), details: {} });

/** 免押: what an operator asks, what the person authorised, and the uses. */
export const useDeposits = create<Deposits>((set, get) => {
  const into = {
    request: fetcher<DepositRequest>((change) => set((s) => ({ request: change(s.request) }))),
    list: fetcher<DepositList>((change) => set((s) => ({ list: change(s.list) }))),
    detail: fetcherById<DepositDetail>((change) => set((s) => ({ details: change(s.details) }))),
  };
  const detail = (id: string, after?: string) => call(depositAuthorisation, { params: { id }, query: after ? { after } : {} });
  return {
    ...mine(),
    loadRequest: async (ask) => void (await into.request(() => call(depositRequest, { query: ask }))),
    decide: async (ask, decision, consentTextVersion) => {
      try {
        return (await call(depositDecide, { body: { ...ask, decision, consentTextVersion } })).back;
      } catch (e) {
        if (BEHIND.includes(asApiError(e).code)) await get().loadRequest(ask);
        throw e;
      }
    },
    load: async () => void (await into.list(() => call(depositAuthorisations))),
    loadDetail: async (id) => void (await into.detail(id, () => detail(id))),
    more: async (id) => {
      const { data, busy } = held(get().details, id);
      if (!data?.next || busy) return;
      const { next, orders } = data;
      await into.detail(id, async () => {
        const page = await detail(id, next);
        return { ...page, orders: [...orders, ...page.orders] };
      });
    },
    withdraw: async (id) => {
      await call(depositWithdraw, { params: { id }, body: { confirm: true } });
      await Promise.all([get().load(), get().loadDetail(id)]);
    },
  };
});
onPersonChange(() => useDeposits.setState(mine()));
