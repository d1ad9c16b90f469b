import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { categories, offer as offerEndpoint, offers as offersEndpoint } from '@binhai/shared/contract/perks';
import { localDateOf } from '@binhai/shared/dates/dates';
import { DISTRICT, ZONES } from '@binhai/shared/identifiers/zones';
import { withinWindow } from '@binhai/shared/rules/eligibility';
import { floorsCollide } from '@binhai/shared/rules/grade-floor';
import { advanceOffer, NEW_OFFER, type OfferActor, type OfferLife } from '@binhai/shared/states/offer';
import { foldSearch } from '@binhai/shared/text/fold';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { ConsentsService } from '../consents/consents.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PartnersService } from '../partners/partners.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { type LiveCache, LiveCaches, nextRev } from '../platform/live-cache.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { Offer, type OfferState, type OfferStep, type OfferTerms, OfferVersion } from './offer.schema.js';
import { card, detail, hasUnits, searchText } from './offer.view.js';
import { askedBy, floorOf } from './offer-content.js';
import { StockService } from './stock.service.js';

export interface NewOffer {
  readonly id: string;
  readonly terms: OfferTerms;
  readonly state: OfferState;
  /** Place in the catalogue: smaller first. */
  readonly order: number;
  readonly demo?: boolean;
}
interface CachedOffer {
  readonly offer: Offer;
  /** Folded, for the search. */
  readonly text: string;
}
/** Place in the catalogue as a key that can be compared: order first, then the id. */
const placeOf = ({ order, _id }: Pick<Offer, 'order' | '_id'>): string => `${String(order).padStart(6, '0')}.${_id}`;

/** Owns offers and their versions. */
@Injectable()
export class OffersService {
  private readonly cache: LiveCache<Offer, CachedOffer>;

  constructor(
    @InjectModel(Offer.name) private readonly model: Model<Offer>,
    @InjectModel(OfferVersion.name) private readonly versions: Model<OfferVersion>,
    @InjectConnection() private readonly connection: Connection,
    private readonly stock: StockService,
    private readonly consents: ConsentsService,
    private readonly parameters: ParametersService,
    private readonly partners: PartnersService,
    private readonly clock: Clock,
    caches: LiveCaches,
  ) {
    this.cache = caches.of({ collection: () => native(this.model), read: (offer) => ({ offer, text: searchText(offer.terms) }) });
    this.partners.offersAsk((organisationId) => this.all(organisationId).flatMap(({ state, terms }) => (state === 'ended' ? [] : askedBy(terms))));
  }

  /** As it stands to within milliseconds; what commits looks again. Throws perk_offer_unknown, service_busy. */
  get(id: string): Offer {
    const found = this.find(id);
    if (!found) throw new AppError('perk_offer_unknown');
    return found;
  }
  find(id: string): Offer | undefined {
    return this.cache.get(id)?.offer;
  }
  /** From the database, for a decision that commits. Throws perk_offer_unknown. */
  async fresh(id: string): Promise<Offer> {
    const found = await native(this.model).findOne({ _id: id });
    if (!found) throw new AppError('perk_offer_unknown');
    return found;
  }

  categories(): ReplyOf<typeof categories> {
    const counts = new Map<string, number>();
    for (const { offer: o } of this.shown()) counts.set(o.terms.category, (counts.get(o.terms.category) ?? 0) + 1);
    return { items: this.fields().map((c) => ({ ...c, offers: counts.get(c.code) ?? 0 })), zones: ZONES.map((z) => ({ ...z })) };
  }
  /** The same for everybody: nothing about the person enters the list (product C1). Paged by the key of the last offer shown. */
  async list({ query }: ParsedOf<typeof offersEndpoint>): Promise<ReplyOf<typeof offersEndpoint>> {
    const { category, zone, q, open, size = '20', after } = query;
    const terms = (q ?? '')
      .split(/\s+/)
      .map(foldSearch)
      .filter((t) => t !== '');
    const fitting = this.shown().filter(({ offer: { terms: t }, text }) => {
      if (category !== undefined && t.category !== category) return false;
      // an offer everywhere in the district is near everybody
      if (zone !== undefined && zone !== DISTRICT && t.zone !== zone && t.zone !== DISTRICT) return false;
      return terms.every((part) => text.includes(part));
    });
    const found = open === undefined ? fitting : await this.openNow(fitting);
    const rest = after === undefined ? found : found.filter((o) => placeOf(o.offer) > after);
    const page = rest.slice(0, Number(size)).map((o) => o.offer);
    const stocks = await Promise.all(page.map((o) => this.stock.get(o._id)));
    const last = rest.length > page.length ? page.at(-1) : undefined;
    return { items: page.map((o, i) => card(o, stocks[i] ?? null)), total: found.length, next: last ? placeOf(last) : null };
  }
  /** Those with a unit to be had at this moment. */
  private async openNow(offers: readonly CachedOffer[]): Promise<CachedOffer[]> {
    const atMs = this.clock.ms();
    const open = await Promise.all(
      offers.map(async ({ offer }) => {
        if (offer.state !== 'published' || !withinWindow(offer.terms.rule, atMs)) return false;
        const { total, perDay } = offer.terms;
        return (total === null && perDay === null) || hasUnits(offer.terms, await this.stock.get(offer._id), localDateOf(atMs));
      }),
    );
    return offers.filter((_, i) => open[i]);
  }
  async detail(id: string): Promise<ReplyOf<typeof offerEndpoint>> {
    const found = this.get(id);
    const { consent, organisationId } = found.terms;
    const [stock, text] = await Promise.all([
      this.stock.get(id),
      consent === null ? null : this.consents.text({ kind: 'organisation', id: organisationId }, consent),
    ]);
    return detail(found, stock, text);
  }

  /** The fields of 信易+ in force today. */
  fields() {
    return this.parameters.at('perk_categories').content.categories;
  }

  /** A new offer, or a new version of one; issued vouchers keep their terms. One transaction: offer, its version, its stock's limits. */
  async publish(offer: NewOffer): Promise<number> {
    const version = await inTransaction(this.connection, (session) => this.publishIn(offer, session));
    await this.refresh();
    return version;
  }
  /**
   * The same within a transaction of the caller, who calls `refresh` once that is through. Every publication raises the one revision counter, so that
   * two at once collide and neither overlooks the other's grade. Throws offer_grade_floor.
   */
  async publishIn({ id, terms, state, order, demo }: NewOffer, session: ClientSession): Promise<number> {
    if (terms.rule.consent !== (terms.consent !== null)) throw new Error(`offer ${id}: a consent purpose goes with the consent condition and only with it`);
    if (terms.shops.length === 0) throw new Error(`offer ${id}: no place to redeem it`);
    const rev = await nextRev(this.connection, 'offers', session);
    // index {terms.organisationId, _id}
    const others = await native(this.model)
      .find({ 'terms.organisationId': terms.organisationId, _id: { $ne: id }, state: { $ne: 'ended' } }, { session })
      .toArray();
    if (others.some((o) => floorsCollide(floorOf(o.terms), floorOf(terms)))) throw new AppError('offer_grade_floor');
    for (const asked of askedBy(terms)) if (!(await this.partners.fitsRegistry(terms.organisationId, asked))) throw new AppError('offer_grade_floor');
    const before = await native(this.model).findOne({ _id: id }, { session });
    const version = (before?.version ?? 0) + 1;
    const next = { version, state, terms, order, rev, ...(demo && { demo }) };
    if (before) {
      const r = await native(this.model).updateOne({ _id: id, version: before.version }, { $set: next, $unset: { pausedBy: '' } }, { session });
      if (r.modifiedCount !== 1) throw new Error(`offer ${id} was changed meanwhile`);
    } else await native(this.model).insertOne({ _id: id, ...next }, { session });
    await native(this.versions).insertOne({ _id: `${id}@${version}`, offer: id, version, terms, at: this.clock.now() }, { session });
    await this.stock.follow({ _id: id, version, terms }, state, session);
    return version;
  }
  /** Makes this process see at once what was just published. */
  refresh(): Promise<void> {
    return this.cache.refresh();
  }
  /**
   * Pauses, resumes or ends what is published, by the table of shared/states/offer; nothing that was issued is touched.
   * Throws offer_unknown, offer_changed, offer_wrong_state, offer_paused_by_centre.
   */
  async act(id: string, version: number, event: 'pause' | 'resume' | 'end', role: OfferActor, step: Omit<OfferStep, 'event' | 'at'>): Promise<void> {
    await inTransaction(this.connection, async (session) => {
      const offer = await native(this.model).findOne({ _id: id }, { session });
      if (!offer) throw new AppError('offer_unknown');
      if (offer.version !== version) throw new AppError('offer_changed');
      const decided = advanceOffer(lifeOf(offer), { event }, { role, person: step.personId });
      if (!decided.ok) throw new AppError(decided.code);
      const { state, pausedBy } = decided.life;
      const rev = await nextRev(this.connection, 'offers', session);
      const r = await native(this.model).updateOne(
        { _id: id, version, state: offer.state },
        { $set: { state: state as OfferState, pausedBy, rev }, $push: { steps: { ...step, event, at: this.clock.now() } } },
        { session },
      );
      if (r.modifiedCount !== 1) throw new AppError('offer_changed');
      await this.stock.setPublished(id, state === 'published', session);
    });
    await this.refresh();
  }
  /** What a version promised, also one that was replaced; null for a version there never was. */
  async termsOf(id: string, version: number): Promise<OfferTerms | null> {
    return (await native(this.versions).findOne({ _id: `${id}@${version}` }))?.terms ?? null;
  }
  /** Businesses that ever published an offer. */
  providers(): Set<string> {
    return new Set([...this.cache.all().values()].map((o) => o.offer.terms.organisationId));
  }
  /** All that were ever published, of one business or of all, newest change first; small enough to be in memory. */
  all(organisationId: string | null): Offer[] {
    return [...this.cache.all().values()].map((o) => o.offer).filter((o) => organisationId === null || o.terms.organisationId === organisationId);
  }
  /** What the catalogue shows now, in its order: published and paused, not past their last day. */
  listed(): Offer[] {
    return this.shown().map((o) => o.offer);
  }
  private shown(): CachedOffer[] {
    const today = localDateOf(this.clock.ms());
    return [...this.cache.all().values()]
      .filter(({ offer: { state, terms } }) => state !== 'ended' && terms.rule.to >= today)
      .sort((a, b) => (placeOf(a.offer) < placeOf(b.offer) ? -1 : 1));
  }
}
/** A published version as the table of states sees it: it was approved before. */
export const lifeOf = ({ state, pausedBy }: Pick<Offer, 'state' | 'pausedBy'>): OfferLife => ({ ...NEW_OFFER, state, pausedBy: pausedBy ?? null });
