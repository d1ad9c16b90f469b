import {
  askExport,
  deleteAccount,
  deleteUnnamed,
  type ExportState,
  exportFile,
  exportState,
  type HeldLine,
  heldData,
  keepAccount,
  type Leaving,
  leaving,
} from '@binhai/shared/contract/rights';
import { create } from 'zustand';
import { call, download } from '../api/client';
import { ApiError } from '../api/errors';
import { showFile } from '../platform/files';
import { today } from '../platform/time';
import { useAccount } from './account';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';
import { useSession } from './session';

export type { ExportState, HeldLine, Leaving };
export interface Asked {
  dueAt: string;
  receipt: string;
}
interface Rights {
  held: Remote<HeldLine[]>;
  copy: Remote<ExportState>;
  leaving: Remote<Leaving>;
  loadHeld: () => Promise<void>;
  loadCopy: () => Promise<void>;
  loadLeaving: () => Promise<void>;
  /** These throw ApiError. Begins a copy, or finds the one under way. */
  ask: () => Promise<void>;
  save: () => Promise<void>;
  /** Stops the account; this phone forgets the person. What would end and was not named is fetched first. */
  leave: (named: Leaving, realNamed: boolean) => Promise<Asked>;
  undo: () => Promise<void>;
}
export const useRights = create<Rights>((set, get) => {
  const into = {
    held: fetcher<HeldLine[]>((change) => set((s) => ({ held: change(s.held) }))),
    copy: fetcher<ExportState>((change) => set((s) => ({ copy: change(s.copy) }))),
    leaving: fetcher<Leaving>((change) => set((s) => ({ leaving: change(s.leaving) }))),
  };
  return {
    held: nothing(),
    copy: nothing(),
    leaving: nothing(),
    loadHeld: async () => {
      await into.held(async () => (await call(heldData)).items);
    },
    loadCopy: async () => {
      await into.copy(() => call(exportState));
    },
    loadLeaving: async () => {
      await into.leaving(() => call(leaving));
    },
    ask: async () => {
      const state = await call(askExport, { body: { confirm: true } });
      await into.copy(async () => state);
    },
    save: async () => {
      await showFile(await download(exportFile, {}, `诚信滨海-我的数据-${today()}.zip`));
    },
    leave: async (named, realNamed) => {
      const body = { confirm: true as const, vouchers: named.vouchers.map((v) => v.id) };
      try {
        const asked = await (realNamed ? call(deleteAccount, { body }) : call(deleteUnnamed, { body }));
        useSession.getState().forget();
        return asked;
      } catch (e) {
        if (e instanceof ApiError && e.code === 'consent_ends_more') await get().loadLeaving();
        throw e;
      }
    },
    undo: async () => {
      await call(keepAccount, { body: { confirm: true } });
      await useAccount.getState().load();
    },
  };
});
onPersonChange(() => useRights.setState({ copy: nothing(), leaving: nothing() }));
