import type { ConsentText } from '@binhai/shared/contract/consents';
import type { InputOf, ReplyOf } from '@binhai/shared/contract/http';
import {
  type Account,
  faceText,
  finishHigh,
  freezeIdentity,
  type HIGH_PROVIDERS,
  looks,
  me,
  realNameText,
  startHigh,
  startJoin,
  verifyBasic,
} from '@binhai/shared/contract/people';
import { devices, endDevice } from '@binhai/shared/contract/session';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type { Account };
export type HighProvider = (typeof HIGH_PROVIDERS)[number];
export type HighTicket = ReplyOf<typeof startHigh>;
/** What was typed and agreed to. */
export interface Joining {
  name: string;
  number: string;
  textVersion: string;
}
export type Devices = ReplyOf<typeof devices>['items'];
export type Device = Devices[number];
export type Looks = ReplyOf<typeof looks>;
export type Look = Looks['items'][number];
export type LookQuery = Omit<NonNullable<InputOf<typeof looks>['query']>, 'after'>;

interface AccountStore {
  me: Remote<Account>;
  devices: Remote<Devices>;
  looks: Remote<Looks>;
  /** What is agreed to before an identity number is typed. */
  realNameText: Remote<ConsentText>;
  loadRealNameText: () => Promise<void>;
  load: () => Promise<void>;
  oneRead: () => void;
  loadDevices: () => Promise<void>;
  loadLooks: (query: LookQuery) => Promise<void>;
  moreLooks: (query: LookQuery) => Promise<void>;
  /** The rest throw ApiError. The number goes to the server and nowhere else. */
  verifyBasic: (name: string, number: string, textVersion: string) => Promise<'basic' | 'high'>;
  /** Name and number of an account to join, while the proof is given: in memory only, never on the phone's store (APP-7). */
  joining: Joining | null;
  join: (joining: Joining | null) => void;
  /** A proof for this account, or for joining it to another. */
  startHigh: (provider: HighProvider, faceTextVersion?: string) => Promise<HighTicket>;
  /** What is agreed to before a face is looked at. Throws ApiError. */
  faceText: () => Promise<ConsentText>;
  finishHigh: (ticket: string) => Promise<void>;
  freeze: () => Promise<void>;
  endDevice: (id: string) => Promise<void>;
}

export const useAccount = create<AccountStore>((set, get) => {
  const into = {
    me: fetcher<Account>((change) => set((s) => ({ me: change(s.me) }))),
    devices: fetcher<Devices>((change) => set((s) => ({ devices: change(s.devices) }))),
    looks: fetcher<Looks>((change) => set((s) => ({ looks: change(s.looks) }))),
    realNameText: fetcher<ConsentText>((change) => set((s) => ({ realNameText: change(s.realNameText) }))),
  };
  return {
    me: nothing(),
    devices: nothing(),
    looks: nothing(),
    realNameText: nothing(),
    loadRealNameText: async () => {
      await into.realNameText(async () => (await call(realNameText)).text);
    },
    load: async () => {
      await into.me(() => call(me));
    },
    oneRead: () => set((s) => (s.me.data ? { me: { ...s.me, data: { ...s.me.data, unreadMessages: Math.max(0, s.me.data.unreadMessages - 1) } } } : s)),
    loadDevices: async () => {
      await into.devices(async () => (await call(devices)).items);
    },
    loadLooks: async (query) => {
      await into.looks(() => call(looks, { query }));
    },
    moreLooks: async (query) => {
      const old = get().looks.data;
      if (!old?.next || get().looks.busy) return;
      const after = old.next;
      await into.looks(async () => {
        const page = await call(looks, { query: { ...query, after } });
        return { ...old, ...page, items: [...old.items, ...page.items] }; // the summary came with the first page
      });
    },
    verifyBasic: async (name, number, textVersion) => {
      const { assurance } = await call(verifyBasic, { body: { name, number, consent: true, textVersion } });
      await get().load();
      return assurance;
    },
    joining: null,
    join: (joining) => set({ joining }),
    startHigh: (provider, faceTextVersion) => {
      const { joining } = get();
      const choice = { provider, faceTextVersion };
      return joining ? call(startJoin, { body: { ...joining, consent: true, ...choice } }) : call(startHigh, { body: choice });
    },
    faceText: async () => (await call(faceText)).text,
    finishHigh: async (ticket) => {
      await call(finishHigh, { body: { ticket } });
      await get().load();
    },
    freeze: async () => {
      await call(freezeIdentity, { body: { confirm: true } });
    },
    endDevice: async (id) => {
      await call(endDevice, { params: { id } });
      await get().loadDevices();
    },
  };
});
onPersonChange(() => useAccount.setState({ me: nothing(), devices: nothing(), looks: nothing(), joining: null }));
