import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { deskOffers, pauseOffer } from '@binhai/shared/contract/offer-desk';
import { advanceOffer, OFFER_WORDS } from '@binhai/shared/states/offer';
import { Injectable } from '@nestjs/common';
import { AppError } from '../platform/app-error.js';
import type { Actor } from '../platform/context.js';
import type { Offer, OfferStock } from './offer.schema.js';
import { vouchersLeft } from './offer.view.js';
import { OfferDraftsService, ownOf, partOf } from './offer-drafts.service.js';
import { lifeOf, OffersService } from './offers.service.js';
import { StockService } from './stock.service.js';

const PAGE = 50;
const EVENTS = ['pause', 'resume', 'end'] as const;
type Row = ReplyOf<typeof deskOffers>['items'][number];

/** The desk's list of what is published, and its pauses and ends. */
@Injectable()
export class OfferDeskService {
  constructor(
    private readonly offers: OffersService,
    private readonly drafts: OfferDraftsService,
    private readonly stock: StockService,
  ) {}

  /** By id, 50 a page: published and paused ones before ended ones. */
  async list(actor: Actor, after: string | undefined): Promise<ReplyOf<typeof deskOffers>> {
    const keyOf = (o: Offer) => `${o.state === 'ended' ? 1 : 0}.${o._id}`;
    const all = this.offers.all(ownOf(actor)).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const rest = after === undefined ? all : all.filter((o) => keyOf(o) > after);
    const page = rest.slice(0, PAGE);
    const [open, ...stocks] = await Promise.all([this.drafts.openOf(page.map((o) => o._id)), ...page.map((o) => this.stock.get(o._id))]);
    const last = rest.length > PAGE ? page.at(-1) : undefined;
    return { items: page.map((o, i) => row(o, stocks[i] ?? null, open.get(o._id) ?? null, actor)), next: last ? keyOf(last) : null };
  }
  async act(actor: Actor, event: (typeof EVENTS)[number], { params, body }: ParsedOf<typeof pauseOffer>): Promise<{ done: true }> {
    const role = partOf(actor);
    const own = ownOf(actor);
    const offer = this.offers.find(params.id);
    if (role === null || !offer || (own !== null && offer.terms.organisationId !== own)) throw new AppError('offer_unknown');
    await this.offers.act(params.id, body.version, event, role, {
      personId: actor.personId,
      organisationId: actor.organisationId ?? '',
      reason: body.reason,
    });
    return { done: true };
  }
}
function row(o: Offer, stock: OfferStock | null, draftId: string | null, actor: Actor): Row {
  const role = partOf(actor);
  const may: Row['may'] = role === null ? [] : EVENTS.filter((event) => advanceOffer(lifeOf(o), { event }, { role, person: actor.personId }).ok);
  if (role === 'manager' && draftId === null && o.state !== 'ended') may.push('revise');
  return {
    id: o._id,
    title: o.terms.title,
    provider: o.terms.provider,
    category: o.terms.category,
    version: o.version,
    state: o.state,
    stateText: OFFER_WORDS[o.state],
    to: o.terms.rule.to,
    left: vouchersLeft(o.terms, stock),
    issued: stock?.issued ?? 0,
    draftId,
    may,
  };
}
