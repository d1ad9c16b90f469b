import type { ReplyOf } from '@binhai/shared/contract/http';
import type { DraftDetail, OfferContent, offerDrafts } from '@binhai/shared/contract/offer-desk';
import { localDateOf } from '@binhai/shared/dates/dates';
import { DISTRICT, ZONES } from '@binhai/shared/identifiers/zones';
import { missingIn } from '@binhai/shared/rules/offer-content';
import { advanceOffer, NEW_OFFER, type OfferAct, type OfferActor, type OfferCheck } from '@binhai/shared/states/offer';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { behind, pageKey } from '../platform/page-key.js';
import { inTransaction } from '../platform/transactions.js';
import type { OfferShop, OfferStep } from './offer.schema.js';
import { contentOf, emptyContent, termsOf } from './offer-content.js';
import { OfferDraft } from './offer-draft.schema.js';
import { draftView, stateNow, summary } from './offer-draft.view.js';
import { OffersService } from './offers.service.js';
import { StockService } from './stock.service.js';

const PAGE = 20;
const STATES = { submitted: ['submitted'], draft: ['draft'], done: ['published', 'withdrawn'] } as const;
type Change = Partial<Pick<OfferDraft, 'content' | 'opinion' | 'version'>>;
/** What an act changes beside the life, in the same transaction. */
type Beside = (draft: OfferDraft, session: ClientSession) => Promise<Change> | Change;

/** Which part of the table an actor plays; null: only looks. */
export const partOf = ({ role }: Pick<Actor, 'role'>): OfferActor | null => (role === 'manager' || role === 'operator' ? role : null);
/** The business whose offers somebody may see; null: everybody's. */
export const ownOf = ({ role, organisationId }: Actor): string | null => (role === 'manager' ? (organisationId ?? '') : null);

/** Versions of offers up to their publication. Every act goes through shared/states/offer; what it answers is stored on the very state it was decided on. */
@Injectable()
export class OfferDraftsService {
  constructor(
    @InjectModel(OfferDraft.name) private readonly drafts: Model<OfferDraft>,
    @InjectConnection() private readonly connection: Connection,
    private readonly offers: OffersService,
    private readonly stock: StockService,
    private readonly organisations: OrganisationsService,
    private readonly memberships: MembershipsService,
    private readonly clock: Clock,
  ) {}

  /** Newest change first, 20 a page. */
  async list(actor: Actor, state: keyof typeof STATES, after: string | undefined): Promise<ReplyOf<typeof offerDrafts>> {
    const own = ownOf(actor);
    const found = await native(this.drafts) // indexes {organisationId, life.state, changedAt, _id} and {life.state, changedAt, _id}
      .find({
        ...(own !== null && { organisationId: own }),
        'life.state': { $in: [...STATES[state]] },
        ...behind(after, 'changedAt'),
      } as mongo.Filter<OfferDraft>)
      .sort({ changedAt: -1, _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const page = found.slice(0, PAGE);
    const names = await this.organisations.names(page.map((d) => d.organisationId));
    const last = found.length > PAGE ? page.at(-1) : undefined;
    return {
      items: page.map((d) => summary(d, names.get(d.organisationId) ?? '', stateNow(d, this.offers.find(d.offer)))),
      next: last ? pageKey(last.changedAt, last._id) : null,
    };
  }
  /** A draft of a new offer, or of the next version of one. The same request answers the same one. Throws offer_unknown, offer_wrong_state, offer_draft_open. */
  async create(actor: Actor, requestId: string, offerId: string | null): Promise<{ id: string }> {
    const requestKey = `${actor.personId}|${requestId}`;
    const repeated = () => native(this.drafts).findOne({ requestKey }); // unique index requestKey
    const before = await repeated();
    if (before) return { id: before._id };
    const offer = offerId === null ? null : this.own(actor, offerId);
    if (offer?.state === 'ended') throw new AppError('offer_wrong_state');
    const now = this.clock.now();
    const draft: OfferDraft = {
      _id: newId(),
      offer: offer?._id ?? newId(),
      organisationId: actor.organisationId ?? '',
      version: (offer?.version ?? 0) + 1,
      requestKey,
      content: offer ? contentOf(offer.terms) : emptyContent(localDateOf(now.getTime())),
      life: { ...NEW_OFFER, drafters: [actor.personId] },
      open: true,
      opinion: '',
      steps: [this.step(actor, 'create', '')],
      rev: 1,
      changedAt: now,
    };
    try {
      await native(this.drafts).insertOne(draft);
      return { id: draft._id };
    } catch (e) {
      if (!isDuplicateKey(e)) throw e;
      const twin = await repeated();
      if (twin) return { id: twin._id };
      throw new AppError('offer_draft_open');
    }
  }
  async detail(actor: Actor, id: string): Promise<DraftDetail> {
    return this.view(actor, await this.get(actor, id));
  }
  /** Ids of drafts in hand, by offer: what a desk shows beside the version in use. */
  async openOf(offers: readonly string[]): Promise<Map<string, string>> {
    const found = await native(this.drafts) // index {offer, open}
      .find({ offer: { $in: [...offers] }, open: true }, { projection: { offer: 1 } })
      .toArray();
    return new Map(found.map((d) => [d.offer, d._id]));
  }
  edit(actor: Actor, id: string, rev: number, content: OfferContent): Promise<DraftDetail> {
    return this.act(
      actor,
      id,
      rev,
      () => ({ event: 'edit' }),
      '',
      () => ({ content }),
    );
  }
  submit(actor: Actor, id: string, rev: number): Promise<DraftDetail> {
    return this.act(actor, id, rev, (d) => ({ event: 'submit', missing: this.missing(d).length }), '');
  }
  return(actor: Actor, id: string, rev: number, reason: string): Promise<DraftDetail> {
    return this.act(
      actor,
      id,
      rev,
      () => ({ event: 'return' }),
      reason,
      () => ({ opinion: reason }),
    );
  }
  withdraw(actor: Actor, id: string, rev: number): Promise<DraftDetail> {
    return this.act(actor, id, rev, () => ({ event: 'withdraw' }), '');
  }
  /** Published at once, as the version it becomes. Throws also offer_grade_floor, and offer_incomplete when days went by and it no longer holds. */
  async approve(actor: Actor, id: string, rev: number, checks: readonly OfferCheck[], opinion: string): Promise<DraftDetail> {
    const seen = await this.act(
      actor,
      id,
      rev,
      () => ({ event: 'approve', checks }),
      opinion,
      async (draft, session) => {
        if (this.missing(draft).length > 0) throw new AppError('offer_incomplete');
        const { provider, shops } = await this.providerOf(draft.organisationId);
        const present = this.offers.find(draft.offer);
        const terms = termsOf(draft.content, { organisationId: draft.organisationId, provider, shops });
        const order = present?.order ?? this.offers.all(null).length;
        const version = await this.offers.publishIn({ id: draft.offer, terms, state: 'published', order }, session);
        return { opinion, version };
      },
    );
    await this.offers.refresh();
    return seen;
  }

  private async act(
    actor: Actor,
    id: string,
    rev: number,
    actOf: (draft: OfferDraft) => OfferAct,
    reason: string,
    beside: Beside = () => ({}),
  ): Promise<DraftDetail> {
    const role = partOf(actor);
    const after = await inTransaction(this.connection, async (session) => {
      const draft = await this.get(actor, id, session);
      if (draft.rev !== rev) throw new AppError('offer_changed');
      if (role === null) throw new AppError('offer_wrong_state');
      const act = actOf(draft);
      const decided = advanceOffer(draft.life, act, { role, person: actor.personId });
      if (!decided.ok) throw new AppError(decided.code);
      const { life } = decided;
      const more = await beside({ ...draft, life }, session);
      const step = this.step(actor, act.event, reason);
      const stored = await native(this.drafts).findOneAndUpdate(
        { _id: id, rev },
        {
          $set: { life, changedAt: step.at, ...more },
          $push: { steps: step },
          $inc: { rev: 1 },
          ...(life.state !== 'draft' && life.state !== 'submitted' && { $unset: { open: '' } }),
        },
        { session, returnDocument: 'after' },
      );
      if (!stored) throw new AppError('offer_changed');
      return stored;
    });
    return this.view(actor, after);
  }
  private step({ personId, organisationId }: Actor, event: OfferStep['event'], reason: string): OfferStep {
    return { event, personId, organisationId: organisationId ?? '', at: this.clock.now(), reason };
  }
  private missing({ content }: OfferDraft) {
    const fields = new Set(this.offers.fields().map((c) => c.code));
    const known = {
      ...content,
      category: fields.has(content.category) ? content.category : '',
      zone: ZONES.some((z) => z.code === content.zone) ? content.zone : '',
      zones: content.zones?.filter((code) => code !== DISTRICT && ZONES.some((z) => z.code === code)) ?? null,
    };
    return missingIn(known, localDateOf(this.clock.ms()));
  }
  /** Somebody else's is as unknown as none. */
  private async get(actor: Actor, id: string, session?: ClientSession): Promise<OfferDraft> {
    const draft = await native(this.drafts).findOne({ _id: id }, session ? { session } : {});
    const own = ownOf(actor);
    if (!draft || (own !== null && draft.organisationId !== own)) throw new AppError('offer_unknown');
    return draft;
  }
  private own(actor: Actor, offerId: string) {
    const offer = this.offers.find(offerId);
    const own = ownOf(actor);
    if (!offer || (own !== null && offer.terms.organisationId !== own)) throw new AppError('offer_unknown');
    return offer;
  }
  private async providerOf(organisationId: string): Promise<{ provider: string; shops: OfferShop[] }> {
    const [organisation, shops] = await Promise.all([this.organisations.get(organisationId), this.organisations.shopsOf(organisationId)]);
    return { provider: organisation?.name ?? '', shops: shops.map(({ _id, name, address, at }) => ({ id: _id, name, address, ...(at && { at }) })) };
  }
  private async view(actor: Actor, draft: OfferDraft): Promise<DraftDetail> {
    const offer = this.offers.find(draft.offer);
    const [{ provider, shops }, who, stock] = await Promise.all([
      this.providerOf(draft.organisationId),
      this.memberships.who(draft.steps),
      offer ? this.stock.get(draft.offer) : null,
    ]);
    return draftView(draft, {
      actor: { role: partOf(actor), person: actor.personId },
      provider,
      missing: this.missing(draft),
      offer: offer && offer.version < draft.version + (draft.open ? 1 : 0) ? offer : null,
      state: stateNow(draft, offer),
      issued: stock?.issued ?? 0,
      by: draft.steps.map((s) => who.get(`${s.personId}|${s.organisationId}`) ?? ''),
      choices: { categories: this.offers.fields().map(({ code, title }) => ({ code, title })), zones: ZONES.map((z) => ({ ...z })), shops },
    });
  }
}
