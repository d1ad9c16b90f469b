import type { ReplyOf } from '@binhai/shared/contract/http';
import type { DraftDetail, offerDrafts } from '@binhai/shared/contract/offer-desk';
import { ERRORS } from '@binhai/shared/errors';
import { offerLines } from '@binhai/shared/rules/offer-content';
import { advanceOffer, OFFER_CHECKS, OFFER_WORDS, type OfferAct, type OfferActor, type OfferState } from '@binhai/shared/states/offer';
import type { Offer } from './offer.schema.js';
import { contentOf } from './offer-content.js';
import type { OfferDraft } from './offer-draft.schema.js';

/** A draft's own state up to its approval; from then on what became of the version. */
export function stateNow({ life, version }: OfferDraft, offer: Offer | undefined): OfferState {
  if (life.state !== 'published' || !offer) return life.state;
  return offer.version === version ? offer.state : 'replaced';
}
export const summary = (d: OfferDraft, provider: string, state: OfferState): ReplyOf<typeof offerDrafts>['items'][number] => ({
  id: d._id,
  offerId: d.offer,
  title: d.content.title,
  provider,
  version: d.version,
  state,
  stateText: OFFER_WORDS[state],
  changedAt: d.changedAt.toISOString(),
});

type May = DraftDetail['may'][number];
/** Each act as it would be made at its best, to see whether it is open to this person at all. */
const ACTS: readonly OfferAct[] = [
  { event: 'edit' },
  { event: 'submit', missing: 0 },
  { event: 'return' },
  { event: 'withdraw' },
  { event: 'approve', checks: [...OFFER_CHECKS] },
];
interface Around {
  readonly actor: { readonly role: OfferActor | null; readonly person: string };
  readonly provider: string;
  readonly missing: DraftDetail['missing'];
  /** The version to compare with; null: there is none, or it is this very one. */
  readonly offer: Offer | null;
  readonly state: OfferState;
  readonly issued: number;
  /** Who took each step. */
  readonly by: readonly string[];
  readonly choices: DraftDetail['choices'];
}
export function draftView(d: OfferDraft, { actor, provider, missing, offer, state, issued, by, choices }: Around): DraftDetail {
  const may: May[] = [];
  const blocked: string[] = [];
  for (const act of ACTS) {
    if (actor.role === null) break;
    const r = advanceOffer(d.life, act, { role: actor.role, person: actor.person });
    if (r.ok) may.push(act.event as May);
    else if (r.code !== 'offer_wrong_state') blocked.push(`${ERRORS[r.code].say}，${ERRORS[r.code].way}`);
  }
  const now = new Map(offer ? offerLines(contentOf(offer.terms)).map((l) => [l.key, l.text]) : []);
  return {
    ...summary(d, provider, state),
    rev: d.rev,
    content: d.content,
    lines: offerLines(d.content).map(({ key, title, text }) => ({ key, title, now: now.get(key) ?? '', next: text, changed: (now.get(key) ?? '') !== text })),
    present: offer ? { version: offer.version, issued } : null,
    missing: [...missing],
    opinion: d.opinion,
    checks: [...d.life.checks],
    steps: d.steps.map(({ event, at }, i) => ({ event, at: at.toISOString(), by: by[i] ?? '' })),
    may,
    blocked,
    choices,
  };
}
