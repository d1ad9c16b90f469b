import { type OwnAreas, ownAreas, stateAreas } from '@binhai/shared/contract/perks';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

interface Areas {
  own: Remote<OwnAreas>;
  load: () => Promise<void>;
  /** Throws ApiError. Both null: taken back. */
  state: (live: string | null, work: string | null) => Promise<void>;
}
const personal = () => ({ own: nothing<OwnAreas>() });

/** Where the person lives and works, as they stated it; never kept on the phone. */
export const useAreas = create<Areas>((set, get) => {
  const into = fetcher<OwnAreas>((change) => set((s) => ({ own: change(s.own) })));
  return {
    ...personal(),
    load: async () => {
      await into(() => call(ownAreas));
    },
    state: async (live, work) => {
      const textVersion = get().own.data?.text.version ?? '';
      await call(stateAreas, { body: { live, work, textVersion } });
      await get().load();
    },
  };
});
onPersonChange(() => useAreas.setState(personal()));
