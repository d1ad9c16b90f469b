import type { ReplyOf } from '@binhai/shared/contract/http';
import { categories, claim, claimable, type Eligibility, eligibility, type OfferCard, offer, offers, type VoucherView } from '@binhai/shared/contract/perks';
import { create } from 'zustand';
import { asApiError, call } from '../api/client';
import { requestId } from '../platform/crypto';
import { storage } from '../platform/storage';
import { type ById, fetcherById } from './by-id';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type { Eligibility, OfferCard };
export type Catalogue = ReplyOf<typeof categories>;
export type OfferDetail = ReplyOf<typeof offer>;
export type Standing = ReplyOf<typeof claimable>['items'][number];
/** Empty strings: everything. */
export interface OfferFilter {
  category: string;
  zone: string;
  q: string;
  /** Only what the person may claim now. */
  only: boolean;
}
export const ALL_OFFERS: OfferFilter = { category: '', zone: '', q: '', only: false };
/** The list as it stands: pages are added at the end, and a row that was shown is never replaced by an equal one. */
export interface OfferList {
  items: OfferCard[];
  total: number;
  next: string | null;
}
/** A claim on its way: repeated with the same id until somebody answered it, over a reload too. */
interface Intent {
  offerId: string;
  offerVersion: number;
  consentTextVersion: string | null;
  requestId: string;
}
interface Saved {
  list: OfferList;
}
interface Perks {
  filter: OfferFilter;
  catalogue: Remote<Catalogue>;
  list: Remote<OfferList>;
  /** Standing of the person on each offer, by the offer's id, and how many of them can be claimed. */
  claimable: Remote<{ of: Readonly<Record<string, Standing>>; count: number }>;
  details: ById<OfferDetail>;
  eligibilities: ById<Eligibility>;
  setFilter: (change: Partial<OfferFilter>) => void;
  loadCatalogue: () => Promise<void>;
  loadList: () => Promise<void>;
  moreList: () => Promise<void>;
  loadClaimable: () => Promise<void>;
  loadDetail: (id: string) => Promise<void>;
  loadEligibility: (id: string) => Promise<void>;
  /** Throws ApiError. One intent is one voucher, however often it is asked. */
  claim: (offerId: string, offerVersion: number, consentTextVersion: string | null) => Promise<VoucherView>;
}
/** How long a filter outlives its page (a browser that reloads), ms. */
const FILTER_STAYS = 1_800_000;
const savedFilter = (): OfferFilter =>
  (Date.now() - (storage.savedAt('scroll') ?? 0) < FILTER_STAYS ? storage.get<OfferFilter>('scroll') : undefined) ?? ALL_OFFERS;
const UNANSWERED = ['network', 'timeout', 'unreadable', 'service_busy', 'service_failed'];
const TRIES = 4;
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const personal = () => ({ claimable: nothing<Perks['claimable']['data'] & object>(), eligibilities: {} });
const queryOf = ({ category, zone, q }: OfferFilter) => ({ ...(category && { category }), ...(zone && { zone }), ...(q.trim() && { q: q.trim() }) });
const plain = ({ category, zone, q }: OfferFilter): boolean => !category && !zone && !q.trim();

export const usePerks = create<Perks>((set, get) => {
  const into = {
    catalogue: fetcher<Catalogue>((change) => set((s) => ({ catalogue: change(s.catalogue) }))),
    list: fetcher<OfferList>((change) => set((s) => ({ list: change(s.list) }))),
    claimable: fetcher<NonNullable<Perks['claimable']['data']>>((change) => set((s) => ({ claimable: change(s.claimable) }))),
    detail: fetcherById<OfferDetail>((change) => set((s) => ({ details: change(s.details) }))),
    eligibility: fetcherById<Eligibility>((change) => set((s) => ({ eligibilities: change(s.eligibilities) }))),
  };
  return {
    ...personal(),
    filter: savedFilter(),
    catalogue: nothing(),
    list: { ...nothing<OfferList>(), data: storage.get<Saved>('offers')?.list ?? null },
    details: {},
    setFilter: (change) => {
      const old = get().filter;
      const filter = { ...old, ...change };
      set({ filter });
      storage.set('scroll', filter);
      if (JSON.stringify(queryOf(filter)) !== JSON.stringify(queryOf(old))) {
        set({ list: nothing() });
        void get().loadList();
      }
    },
    loadCatalogue: async () => {
      await into.catalogue(() => call(categories));
    },
    loadList: async () => {
      const { filter } = get();
      const list = await into.list(() => call(offers, { query: queryOf(filter) }));
      if (list && plain(filter)) storage.set('offers', { list } satisfies Saved);
    },
    moreList: async () => {
      const { list, filter } = get();
      const old = list.data;
      if (!old?.next || list.busy) return;
      const after = old.next;
      await into.list(async () => {
        const page = await call(offers, { query: { ...queryOf(filter), after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    loadClaimable: async () => {
      await into.claimable(async () => {
        const { items, count } = await call(claimable);
        return { of: Object.fromEntries(items.map((i) => [i.offerId, i])), count };
      });
    },
    loadDetail: async (id) => {
      await into.detail(id, () => call(offer, { params: { id } }));
    },
    loadEligibility: async (id) => {
      await into.eligibility(id, () => call(eligibility, { params: { id } }));
    },
    claim: async (offerId, offerVersion, consentTextVersion) => {
      const old = storage.get<Intent>('claim-pending');
      const same = old?.offerId === offerId && old.offerVersion === offerVersion && old.consentTextVersion === consentTextVersion;
      const intent = same ? old : { offerId, offerVersion, consentTextVersion, requestId: requestId() };
      storage.set('claim-pending', intent);
      for (let left = TRIES; ; ) {
        try {
          const body = { offerVersion, consentTextVersion, requestId: intent.requestId };
          const voucher = await call(claim, { params: { id: offerId }, body });
          storage.remove('claim-pending');
          return voucher;
        } catch (e) {
          const { code } = asApiError(e);
          if (code !== 'offline' && !UNANSWERED.includes(code)) storage.remove('claim-pending');
          if (!UNANSWERED.includes(code) || --left === 0) throw e;
          await pause(500 * 2 ** (TRIES - left));
        }
      }
    },
  };
});
onPersonChange(() => usePerks.setState(personal()));
