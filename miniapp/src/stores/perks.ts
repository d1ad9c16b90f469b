import type { ReplyOf } from '@binhai/shared/contract/http';
import { categories, claim, claimable, type Eligibility, eligibility, type OfferCard, offer, offers, type VoucherView } from '@binhai/shared/contract/perks';
import { nearest, type Place } from '@binhai/shared/rules/distance';
import type { Visit } from '@binhai/shared/rules/visit';
import { create } from 'zustand';
import { asApiError, call } from '../api/client';
import { offers as words } from '../copy/perks';
import { requestId } from '../platform/crypto';
import { whereabouts } from '../platform/place';
import { storage } from '../platform/storage';
import { type ById, fetcherById } from './by-id';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';
import { toast } from './toast';

export type { Eligibility, OfferCard };
export type Catalogue = ReplyOf<typeof categories>;
export type OfferDetail = ReplyOf<typeof offer>;
export type Standing = ReplyOf<typeof claimable>['items'][number];
/** Empty strings: everything. */
export interface OfferFilter {
  category: string;
  zone: string;
  q: string;
  /** Only what can be claimed now; of somebody logged in, only what they may claim. */
  only: boolean;
  /** Nearest first. The phone puts them in order; its position stays in it. */
  near: boolean;
}
export const ALL_OFFERS: OfferFilter = { category: '', zone: '', q: '', only: false, near: false };
/** The list as it stands: pages are added at the end, and a row that was shown is never replaced by an equal one. */
export interface OfferList {
  items: OfferCard[];
  total: number;
  next: string | null;
  /** Metres to the nearest shop, by the offer's id, while `near` is on. */
  metres?: Readonly<Record<string, number>>;
}
/** A claim on its way: repeated with the same id until somebody answered it, over a reload too. */
interface Intent {
  offerId: string;
  offerVersion: number;
  consentTextVersion: string | null;
  visit?: Visit;
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
  claim: (offerId: string, offerVersion: number, consentTextVersion: string | null, visit?: Visit) => Promise<VoucherView>;
}
/** How long a filter outlives its page (a browser that reloads), ms. */
const FILTER_STAYS = 1_800_000;
const savedFilter = (): OfferFilter =>
  (Date.now() - (storage.savedAt('scroll') ?? 0) < FILTER_STAYS ? storage.get<OfferFilter>('scroll') : undefined) ?? ALL_OFFERS;
const UNANSWERED = ['network', 'timeout', 'unreadable', 'service_busy', 'service_failed'];
const TRIES = 4;
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const personal = () => ({ claimable: nothing<Perks['claimable']['data'] & object>(), eligibilities: {} });
const queryOf = ({ category, zone, q, only }: OfferFilter) => ({
  ...(category && { category }),
  ...(zone && { zone }),
  ...(q.trim() && { q: q.trim() }),
  ...(only && { open: '1' as const }),
});
const plain = ({ category, zone, q, only, near }: OfferFilter): boolean => !category && !zone && !q.trim() && !only && !near;
/** What another list has to be asked for. */
const asked = (filter: OfferFilter): string => JSON.stringify([queryOf(filter), filter.near]);
/** Pages of 100 that are fetched to be put in order: some thousand offers, more than the district has. */
const MOST_PAGES = 20;

/** All offers of the filter, nearest shop first; those without a place come last, in their own order. */
async function byDistance(filter: OfferFilter, from: Place): Promise<OfferList> {
  const items: OfferCard[] = [];
  let next: string | null = null;
  for (let i = 0; i < MOST_PAGES; i++) {
    const page: ReplyOf<typeof offers> = await call(offers, { query: { ...queryOf(filter), size: '100', ...(next && { after: next }) } });
    items.push(...page.items);
    next = page.next;
    if (next === null) break;
  }
  const metres: Record<string, number> = {};
  for (const o of items) {
    const m = nearest(from, o.points);
    if (m !== null) metres[o.id] = m;
  }
  const key = (o: OfferCard): number => metres[o.id] ?? Number.MAX_VALUE;
  return {
    items: items
      .map((o, i) => ({ o, i }))
      .sort((a, b) => key(a.o) - key(b.o) || a.i - b.i)
      .map(({ o }) => o),
    total: items.length,
    next: null,
    metres,
  };
}

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
      if (asked(filter) !== asked(old)) {
        set({ list: nothing() });
        void get().loadList();
      }
    },
    loadCatalogue: async () => {
      await into.catalogue(() => call(categories));
    },
    loadList: async () => {
      const { filter } = get();
      const list = await into.list(async () => {
        const from = filter.near ? await whereabouts() : null;
        if (filter.near && !from) {
          toast(words.nearRefused);
          get().setFilter({ near: false });
        }
        return from ? byDistance(filter, from) : call(offers, { query: queryOf(filter) });
      });
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
    claim: async (offerId, offerVersion, consentTextVersion, visit) => {
      const old = storage.get<Intent>('claim-pending');
      const same =
        old?.offerId === offerId &&
        old.offerVersion === offerVersion &&
        old.consentTextVersion === consentTextVersion &&
        JSON.stringify(old.visit) === JSON.stringify(visit);
      const intent = same ? old : { offerId, offerVersion, consentTextVersion, ...(visit && { visit }), requestId: requestId() };
      storage.set('claim-pending', intent);
      for (let left = TRIES; ; ) {
        try {
          const body = { offerVersion, consentTextVersion, requestId: intent.requestId, ...(visit && { visit }) };
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
