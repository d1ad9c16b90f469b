import type { ReplyOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/terminals';
import { create } from 'zustand';
import { call } from '../api/client';
import { storage } from '../platform/storage';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';
import { useSession } from './session';

export type Terminals = ReplyOf<typeof contract.terminals>;
export type Terminal = Terminals['items'][number];
export type Here = ReplyOf<typeof contract.lookAtTerminal>;
const KEY = 'counter-terminal';

interface Store {
  /** The secret of this device, when it is a shared terminal; it outlives every log-out. */
  token: string | null;
  /** Who may take over here. */
  here: Remote<Here>;
  list: Remote<Terminals>;
  load: () => Promise<void>;
  look: () => Promise<void>;
  /** The rest throw ApiError. Makes this device a terminal; the manager is logged out. */
  open: (shopId: string, name: string) => Promise<void>;
  end: (id: string) => Promise<void>;
  /** This device is a terminal no more. */
  leave: () => void;
  start: (clerk: string, pin: string) => Promise<void>;
  setPin: (membershipId: string, pin: string) => Promise<void>;
}
export const useTerminals = create<Store>((set, get) => {
  const into = {
    here: fetcher<Here>((change) => set((s) => ({ here: change(s.here) }))),
    list: fetcher<Terminals>((change) => set((s) => ({ list: change(s.list) }))),
  };
  return {
    token: storage.get<string>(KEY) ?? null,
    here: nothing(),
    list: nothing(),
    load: async () => {
      await into.list(() => call(contract.terminals));
    },
    look: async () => {
      const { token } = get();
      if (token !== null) await into.here(() => call(contract.lookAtTerminal, { body: { token } }));
    },
    open: async (shopId, name) => {
      const { token } = await call(contract.openTerminal, { body: { shopId, name } });
      storage.set(KEY, token);
      set({ token });
      await useSession.getState().logout(false);
    },
    end: async (id) => {
      await call(contract.endTerminal, { params: { id } });
      await get().load();
    },
    leave: () => {
      storage.remove(KEY);
      set({ token: null, here: nothing() });
    },
    start: async (clerk, pin) => {
      const { token } = get();
      if (token !== null) await useSession.getState().startShift(token, clerk, pin);
    },
    setPin: async (membershipId, pin) => {
      await call(contract.setPin, { body: { membershipId, pin } });
    },
  };
});
onPersonChange(() => useTerminals.setState({ list: nothing() }));
