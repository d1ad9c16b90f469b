import {
  type AuditEntry,
  approveSeal,
  decideReview,
  declineSeal,
  proposeSeal,
  type ReviewView,
  review,
  reviews,
  runReview,
  type SealView,
  sealedLook,
  seals,
  searchRegister,
} from '@binhai/shared/contract/audit';
import type { InputOf, ReplyOf } from '@binhai/shared/contract/http';
import { create } from 'zustand';
import { call } from '../api/client';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type { AuditEntry, ReviewView, SealView };
export type RegisterQuery = Omit<InputOf<typeof searchRegister>['body'], 'after'>;
export type RegisterPage = ReplyOf<typeof searchRegister>;
export type ReviewQuery = Pick<NonNullable<InputOf<typeof reviews>['query']>, 'state' | 'rule'>;
export type Queue = ReplyOf<typeof reviews>;
export type ReviewDetail = ReplyOf<typeof review>;
export type SealPage = ReplyOf<typeof seals>;
export type SealTerms = InputOf<typeof proposeSeal>['body'];
export type SealedRecords = ReplyOf<typeof sealedLook>;

interface AuditStore {
  found: Remote<RegisterPage>;
  queue: Remote<Queue>;
  /** The one finding in view. */
  review: Remote<ReviewDetail>;
  seals: Remote<SealPage>;
  search: (query: RegisterQuery) => Promise<void>;
  moreFound: (query: RegisterQuery) => Promise<void>;
  loadQueue: (query: ReviewQuery) => Promise<void>;
  moreQueue: (query: ReviewQuery) => Promise<void>;
  open: (id: string) => Promise<void>;
  moreLooks: () => Promise<void>;
  close: () => void;
  loadSeals: () => Promise<void>;
  moreSeals: () => Promise<void>;
  /** The rest throw ApiError. */
  decide: (shown: ReviewView, event: 'explain' | 'escalate', note: string) => Promise<void>;
  run: (day: string) => Promise<void>;
  propose: (terms: SealTerms) => Promise<void>;
  approve: (id: string, number: string) => Promise<void>;
  decline: (id: string, reason: string) => Promise<void>;
  look: (id: string) => Promise<SealedRecords>;
}
const empty = () => ({ found: nothing<RegisterPage>(), queue: nothing<Queue>(), review: nothing<ReviewDetail>(), seals: nothing<SealPage>() });

/** Adds a page to what stands, if there is one more and none is on its way. */
async function more<T extends { items: readonly unknown[]; next: string | null }>(
  at: Remote<T>,
  into: (ask: () => Promise<T>) => Promise<T | null>,
  ask: (after: string) => Promise<T>,
): Promise<void> {
  const { data: old, busy } = at;
  const after = old?.next;
  if (!old || !after || busy) return;
  await into(async () => {
    const page = await ask(after);
    return { ...page, items: [...old.items, ...page.items] };
  });
}

/** The auditor's desk, and orders to keep a look from a person for a time. */
export const useAudit = create<AuditStore>((set, get) => {
  const into = {
    found: fetcher<RegisterPage>((change) => set((s) => ({ found: change(s.found) }))),
    queue: fetcher<Queue>((change) => set((s) => ({ queue: change(s.queue) }))),
    review: fetcher<ReviewDetail>((change) => set((s) => ({ review: change(s.review) }))),
    seals: fetcher<SealPage>((change) => set((s) => ({ seals: change(s.seals) }))),
  };
  /** An order as it is now, in its place in the list. */
  const put = (seal: SealView) =>
    set(({ seals: { data, ...rest } }) => ({
      seals: { ...rest, data: data && { ...data, items: data.items.map((s) => (s.id === seal.id ? seal : s)) } },
    }));
  return {
    ...empty(),
    search: async (query) => {
      set({ found: nothing() });
      await into.found(() => call(searchRegister, { body: query }));
    },
    moreFound: (query) => more(get().found, into.found, (after) => call(searchRegister, { body: { ...query, after } })),
    loadQueue: async (query) => {
      await into.queue(() => call(reviews, { query }));
    },
    moreQueue: (query) => more(get().queue, into.queue, (after) => call(reviews, { query: { ...query, after } })),
    open: async (id) => {
      if (get().review.data?.review.id !== id) set({ review: nothing() });
      await into.review(() => call(review, { params: { id }, query: {} }));
    },
    moreLooks: () => {
      const at = get().review;
      return more(at, into.review, (after) => call(review, { params: { id: at.data?.review.id ?? '' }, query: { after } }));
    },
    close: () => set({ review: nothing() }),
    loadSeals: async () => {
      await into.seals(() => call(seals, { query: {} }));
    },
    moreSeals: () => more(get().seals, into.seals, (after) => call(seals, { query: { after } })),
    decide: async ({ id, state }, event, note) => {
      const decided = await call(decideReview, { params: { id }, body: { event, from: state, note } });
      set((s) => ({ review: { ...s.review, data: s.review.data && { ...s.review.data, review: decided } } }));
    },
    run: async (day) => {
      await call(runReview, { body: { day } });
    },
    propose: async (terms) => {
      await call(proposeSeal, { body: terms });
      await get().loadSeals();
    },
    approve: async (id, number) => put(await call(approveSeal, { params: { id }, body: { number } })),
    decline: async (id, reason) => put(await call(declineSeal, { params: { id }, body: { reason } })),
    look: async (id) => {
      const seen = await call(sealedLook, { params: { id }, body: { confirm: true } });
      await get().loadSeals();
      return seen;
    },
  };
});
onPersonChange(() => useAudit.setState(empty()));
