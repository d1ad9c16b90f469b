import type { ReplyOf } from '@binhai/shared/contract/http';
import { consultation, consultations, ownComment, putComment, scheme } from '@binhai/shared/contract/scheme';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Scheme = ReplyOf<typeof scheme>;
export type SchemeLine = NonNullable<Scheme['coming']>['lines'][number];
export type Consultations = ReplyOf<typeof consultations>['items'];
export type Consultation = ReplyOf<typeof consultation>;
export type OwnComment = ReplyOf<typeof ownComment>['comment'];

interface SchemesStore {
  scheme: Remote<Scheme>;
  list: Remote<Consultations>;
  one: Remote<Consultation>;
  /** What this person said of the one that is open in `one`. */
  own: Remote<{ comment: OwnComment }>;
  loadScheme: () => Promise<void>;
  loadList: () => Promise<void>;
  loadOne: (id: string) => Promise<void>;
  /** The next page of answers, behind those that are there. */
  more: () => Promise<void>;
  loadOwn: (id: string) => Promise<void>;
  /** Throws ApiError. */
  comment: (id: string, text: string) => Promise<void>;
}
/** The published scheme and what is open to comments: for everybody, in both targets. */
export const useSchemes = create<SchemesStore>((set, get) => {
  const into = {
    scheme: fetcher<Scheme>((change) => set((s) => ({ scheme: change(s.scheme) }))),
    list: fetcher<Consultations>((change) => set((s) => ({ list: change(s.list) }))),
    one: fetcher<Consultation>((change) => set((s) => ({ one: change(s.one) }))),
    own: fetcher<{ comment: OwnComment }>((change) => set((s) => ({ own: change(s.own) }))),
  };
  return {
    scheme: nothing(),
    list: nothing(),
    one: nothing(),
    own: nothing(),
    loadScheme: async () => {
      await into.scheme(() => call(scheme));
    },
    loadList: async () => {
      await into.list(async () => (await call(consultations)).items);
    },
    loadOne: async (id) => {
      if (get().one.data?.id !== id) set({ one: nothing(), own: nothing() });
      await into.one(() => call(consultation, { params: { id }, query: {} }));
    },
    more: async () => {
      const old = get().one.data;
      if (!old?.next || get().one.busy) return;
      const after = old.next;
      await into.one(async () => {
        const page = await call(consultation, { params: { id: old.id }, query: { after } });
        return { ...page, answered: [...old.answered, ...page.answered] };
      });
    },
    loadOwn: async (id) => {
      await into.own(() => call(ownComment, { params: { id } }));
    },
    comment: async (id, text) => {
      await call(putComment, { params: { id }, body: { text } });
      await get().loadOwn(id);
      await get().loadOne(id);
    },
  };
});
onPersonChange(() => useSchemes.setState({ own: nothing() }));
