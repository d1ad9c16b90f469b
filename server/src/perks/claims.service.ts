import { randomBytes } from 'node:crypto';
import type { ParsedOf } from '@binhai/shared/contract/http';
import type { claim as claimEndpoint, VoucherView } from '@binhai/shared/contract/perks';
import { endOfDay, type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import type { ErrorCode } from '@binhai/shared/errors';
import { type Condition, decide, type EligibilityFacts, type EligibilityRule, unmet } from '@binhai/shared/rules/eligibility';
import { locatorOf, newCodeId } from '@binhai/shared/rules/voucher-code';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ConsentsService } from '../consents/consents.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { faultPoint } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { requestHash } from '../platform/request-hash.js';
import { inTransaction } from '../platform/transactions.js';
import { RegisterService } from '../register/register.service.js';
import { slotKey, VisitSlots } from '../travel/visit-slots.service.js';
import { ClaimQueue } from './claim-queue.js';
import { EligibilityService } from './eligibility.service.js';
import { type Offer, unitsOf } from './offer.schema.js';
import { usableDays } from './offer.view.js';
import { OffersService } from './offers.service.js';
import { orTwin } from './redemptions.service.js';
import { StockService } from './stock.service.js';
import { type Chosen, chosenSlot, termsFor, visitParts } from './visit-choice.js';
import type { Voucher } from './voucher.schema.js';
import { voucherView } from './voucher.view.js';
import { VoucherExpiry } from './voucher-expiry.js';
import { VoucherKeys } from './voucher-keys.js';
import { VouchersService } from './vouchers.service.js';

/** Looks anew after losing a race for a place or a unit; each loss means that somebody else has won. */
const TRIES = 8;
type ClaimBody = ParsedOf<typeof claimEndpoint>['body'];
/** The unit could not be taken: ends the transaction, the cause is looked up outside. */
class NotTaken extends Error {}
/** The order in which causes are told: what is no longer true of the offer first, then the person's own limits, then conditions, then the consent. */
const CAUSES: readonly Condition[] = [
  'service',
  'window',
  'person_limit',
  'day_limit',
  'stock',
  'real_name',
  'age',
  'grade',
  'no_open_record',
  'area',
  'consent',
];

/** Turns an offer into a person's voucher, once (architecture rule 1). */
@Injectable()
export class ClaimsService {
  private readonly queue = new ClaimQueue();

  constructor(
    private readonly offers: OffersService,
    private readonly stock: StockService,
    private readonly eligibility: EligibilityService,
    private readonly vouchers: VouchersService,
    private readonly expiry: VoucherExpiry,
    private readonly keys: VoucherKeys,
    private readonly visits: VisitSlots,
    private readonly consents: ConsentsService,
    private readonly register: RegisterService,
    @InjectConnection() private readonly connection: Connection,
    private readonly clock: Clock,
  ) {}

  /** The same request id and body gets the same voucher again; eligibility is decided here and never asked again. */
  async claim(actor: Actor, { params, body }: ParsedOf<typeof claimEndpoint>): Promise<VoucherView> {
    await this.register.own(actor, 'voucher_claim', ['实名情况', '年龄', '等级', '已领的券', '授权', '常住地和工作地']);
    const bodyHash = requestHash(params.id, body.offerVersion, body.consentTextVersion, ...visitParts(body.visit));
    const repeated = () => this.repeated(actor.personId, body.requestId, bodyHash);
    return orTwin(repeated, () => this.make(actor, params.id, body, bodyHash, repeated));
  }
  private async make(actor: Actor, id: string, body: ClaimBody, bodyHash: string, repeated: () => Promise<VoucherView | null>): Promise<VoucherView> {
    const recognised = body.certificate !== undefined;
    if (body.certificate !== undefined) await this.eligibility.recognised(actor, this.offers.get(id), body.certificate);
    await this.expiry.ofOffer(id);
    for (let i = 0; i < TRIES; i++) {
      const offer = await this.offers.fresh(id);
      if (offer.version !== body.offerVersion) throw new AppError('perk_offer_changed');
      const atMs = this.clock.ms();
      const facts = { ...(await this.eligibility.facts(actor.personId, offer, atMs)), recognised };
      refuseByCause(facts, offer, atMs, body.consentTextVersion !== null);
      const chosen = chosenSlot(offer, body.visit ?? null, atMs);
      const slots = await this.vouchers.freeSlots(actor.personId, offer, localDateOf(atMs));
      const made = this.draft(actor, offer, slots, atMs, body.requestId, bodyHash, chosen);
      try {
        await this.queue.run(offer._id, () => this.commit(actor, offer, made, facts.consented ? null : body.consentTextVersion, chosen));
        return voucherView(made, atMs);
      } catch (e) {
        const lost = await this.lostRace(e, offer, made.day);
        const other = lost === 'repeated' ? await repeated() : null;
        if (other) return other;
      }
    }
    throw new AppError('service_busy', { retryAfter: 1 });
  }

  /** In its turn: two colliding writes, and the consent with them, all or nothing. */
  private async commit(actor: Actor, offer: Offer, made: Voucher, consentTextVersion: string | null, chosen: Chosen | null): Promise<void> {
    const { consent, organisationId } = offer.terms;
    // those before us in the queue may have taken the last one: a read is cheaper than a transaction that ends in nothing
    if ((await this.stock.whyNot(offer, made.day)) !== 'moved') throw new NotTaken();
    await inTransaction(this.connection, async (session) => {
      if (consent !== null) {
        if (consentTextVersion !== null) await this.consents.give(actor, { kind: 'organisation', id: organisationId }, consent, consentTextVersion, session);
        made.consentId = await this.consents.use(actor.personId, organisationId, consent, session);
        if (made.consentId === null) throw new AppError('consent_required'); // withdrawn since the facts were read
      }
      await this.vouchers.insert(made, session);
      await faultPoint('perks.claim.between_writes');
      if (!(await this.stock.take(offer, made.day, session))) throw new NotTaken();
      if (chosen && !(await this.visits.take(offer._id, chosen.visit, chosen.slot, session))) throw new AppError('visit_full');
      await faultPoint('perks.claim.before_commit');
    });
    await faultPoint('perks.claim.after_commit');
  }
  private draft(actor: Actor, offer: Offer, slots: string[], atMs: number, requestId: string, bodyHash: string, chosen: Chosen | null): Voucher {
    const { title, subtitle, provider, organisationId, benefit, use, shops, consent } = chosen ? termsFor(offer.terms, chosen, atMs) : offer.terms;
    const day = localDateOf(atMs);
    const codeId = newCodeId(randomBytes(16));
    const { from, until } = usableDays(use, day);
    return {
      _id: newId(),
      person: actor.personId,
      offer: offer._id,
      offerVersion: offer.version,
      terms: { title, subtitle, provider, organisationId, benefit, use, shops, consent },
      organisationId,
      state: 'issued',
      day,
      claimedAt: new Date(atMs),
      requestId,
      bodyHash,
      consentId: null,
      holds: true,
      units: unitsOf(offer.terms),
      visit: chosen && { slot: slotKey(offer._id, chosen.visit), ...chosen.visit, to: chosen.slot.to },
      ...(slots.length > 0 && { slots }),
      usableFrom: from,
      usableUntil: until,
      expiresAt: new Date(endOfDay(until) + 1),
      codeId,
      locator: locatorOf(codeId),
      kid: this.keys.current,
      qrStep: 0,
      typedStep: 0,
      cancelledAt: null,
    };
  }
  /** Which race was lost; throws what is no race, and the cause when the unit was not to be had. */
  private async lostRace(e: unknown, offer: Offer, day: LocalDate): Promise<'repeated' | 'again'> {
    if (e instanceof NotTaken) {
      const cause = await this.stock.whyNot(offer, day);
      if (cause !== 'moved') throw new AppError(cause);
      return 'again';
    }
    if (isDuplicateKey(e, 'person_1_requestId_1')) return 'repeated';
    // the person's place went to a twin of this request, or the typed code's first half is taken: look again
    if (isDuplicateKey(e)) return 'again';
    throw e;
  }
  private async repeated(person: string, requestId: string, bodyHash: string): Promise<VoucherView | null> {
    const found = await this.vouchers.byRequest(person, requestId);
    if (!found) return null;
    if (found.bodyHash !== bodyHash) throw new AppError('counter_request_reused');
    return voucherView(found, this.clock.ms());
  }
}

function refuseByCause(facts: EligibilityFacts, offer: Offer, atMs: number, agreed: boolean): void {
  const { rule } = offer.terms;
  const missing = unmet(decide(facts, rule, atMs).bits);
  for (const cause of CAUSES) {
    if (!missing.includes(cause) || (cause === 'consent' && agreed)) continue;
    throw new AppError(codeOf(cause, facts, rule, offer, localDateOf(atMs)));
  }
}
function codeOf(cause: Condition, facts: EligibilityFacts, rule: EligibilityRule, { state }: Offer, today: LocalDate): ErrorCode {
  switch (cause) {
    case 'service':
      return state === 'ended' ? 'perk_ended' : 'perk_paused';
    case 'window':
      return today < rule.from ? 'perk_not_started' : today > rule.to ? 'perk_ended' : 'perk_not_eligible';
    case 'person_limit':
    case 'day_limit':
      return 'perk_person_limit';
    case 'stock':
      return facts.left !== null && facts.left <= 0 ? 'perk_sold_out' : 'perk_day_sold_out';
    case 'consent':
      return 'consent_required';
    default:
      return 'perk_not_eligible';
  }
}
