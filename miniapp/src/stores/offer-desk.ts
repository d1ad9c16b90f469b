import type { ReplyOf } from '@binhai/shared/contract/http';
import {
  approveDraft,
  createDraft,
  type DraftDetail,
  deskOffers,
  editDraft,
  endOffer,
  type OfferContent,
  offerDraft,
  offerDrafts,
  pauseOffer,
  resumeOffer,
  returnDraft,
  submitDraft,
  withdrawDraft,
} from '@binhai/shared/contract/offer-desk';
import type { OfferCheck } from '@binhai/shared/states/offer';
import { create } from 'zustand';
import { call } from '../api/client';
import { requestId } from '../platform/crypto';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type { DraftDetail, OfferContent };
export type DeskOffers = ReplyOf<typeof deskOffers>;
export type DeskOffer = DeskOffers['items'][number];
export type Drafts = ReplyOf<typeof offerDrafts>;
export type DraftsOf = 'submitted' | 'draft' | 'done';
export type OfferMove = 'pause' | 'resume' | 'end';
const MOVES = { pause: pauseOffer, resume: resumeOffer, end: endOffer } as const;

interface OfferDesk {
  live: Remote<DeskOffers>;
  drafts: Remote<Drafts>;
  one: Remote<DraftDetail>;
  /** @param after key of the page before; none: the first page, which takes the place of what is there */
  loadLive: (after?: string) => Promise<void>;
  loadDrafts: (state: DraftsOf, after?: string) => Promise<void>;
  loadOne: (id: string) => Promise<void>;
  /** The rest throw ApiError. @param offerId the offer that gets a new version; null: a new offer */
  create: (offerId: string | null) => Promise<string>;
  move: (offer: DeskOffer, event: OfferMove, reason: string) => Promise<void>;
  edit: (content: OfferContent) => Promise<void>;
  submit: () => Promise<void>;
  withdraw: () => Promise<void>;
  sendBack: (reason: string) => Promise<void>;
  approve: (checks: readonly OfferCheck[], opinion: string) => Promise<void>;
}
const personal = () => ({ live: nothing<DeskOffers>(), drafts: nothing<Drafts>(), one: nothing<DraftDetail>() });

/** The desk of offers: every step is made on the revision that is in sight. */
export const useOfferDesk = create<OfferDesk>((set, get) => {
  const into = {
    live: fetcher<DeskOffers>((change) => set((s) => ({ live: change(s.live) }))),
    drafts: fetcher<Drafts>((change) => set((s) => ({ drafts: change(s.drafts) }))),
    one: fetcher<DraftDetail>((change) => set((s) => ({ one: change(s.one) }))),
  };
  const seen = () => {
    const draft = get().one.data;
    if (!draft) throw new Error('no draft is in sight');
    return { params: { id: draft.id }, rev: draft.rev };
  };
  const keep = (data: DraftDetail) => set({ one: { data, error: null, busy: false } });
  return {
    ...personal(),
    loadLive: async (after) => {
      const old = after ? (get().live.data?.items ?? []) : [];
      await into.live(async () => {
        const page = await call(deskOffers, { query: { ...(after && { after }) } });
        return { ...page, items: [...old, ...page.items] };
      });
    },
    loadDrafts: async (state, after) => {
      const old = after ? (get().drafts.data?.items ?? []) : [];
      await into.drafts(async () => {
        const page = await call(offerDrafts, { query: { state, ...(after && { after }) } });
        return { ...page, items: [...old, ...page.items] };
      });
    },
    loadOne: async (id) => {
      if (get().one.data?.id !== id) set({ one: nothing() });
      await into.one(() => call(offerDraft, { params: { id } }));
    },
    create: async (offerId) => (await call(createDraft, { body: { requestId: requestId(), offerId } })).id,
    move: async ({ id, version }, event, reason) => {
      await call(MOVES[event], { params: { id }, body: { version, reason } });
      await get().loadLive();
    },
    edit: async (content) => {
      const { params, rev } = seen();
      keep(await call(editDraft, { params, body: { rev, content } }));
    },
    submit: async () => {
      const { params, rev } = seen();
      keep(await call(submitDraft, { params, body: { rev } }));
    },
    withdraw: async () => {
      const { params, rev } = seen();
      keep(await call(withdrawDraft, { params, body: { rev } }));
    },
    sendBack: async (reason) => {
      const { params, rev } = seen();
      keep(await call(returnDraft, { params, body: { rev, reason } }));
    },
    approve: async (checks, opinion) => {
      const { params, rev } = seen();
      keep(await call(approveDraft, { params, body: { rev, checks: [...checks], opinion } }));
    },
  };
});
onPersonChange(() => useOfferDesk.setState(personal()));
