import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { offerVerdict, ticketEntry } from '@binhai/shared/contract/partner-offers';
import { preview } from '@binhai/shared/rules/benefit';
import { OFFER_PURPOSES } from '@binhai/shared/rules/offer-content';
import { judgeQr, type QrCode, readQr } from '@binhai/shared/rules/voucher-code';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { PartnersService } from '../partners/partners.service.js';
import { PeopleService } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { PartnerActor } from '../platform/context.js';
import { faultPoint } from '../platform/faults.js';
import { Limits } from '../platform/limits.js';
import { native } from '../platform/native.js';
import { requestHash } from '../platform/request-hash.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import type { ReadCode } from './code-reader.js';
import type { CounterActor } from './counter-actor.js';
import type { Offer, OfferShop } from './offer.schema.js';
import { OffersService } from './offers.service.js';
import { orTwin, RedemptionsService } from './redemptions.service.js';
import { refuseScan } from './scan-refusal.js';
import { Voucher } from './voucher.schema.js';
import type { RedeemedVoucher } from './voucher.view.js';
import { hmacSha256, VoucherKeys } from './voucher-keys.js';

type Asked = Pick<ParsedOf<typeof ticketEntry>['body'], 'offer' | 'shop' | 'code'>;
type Entry = ReplyOf<typeof ticketEntry>;
/** What a question found: a code that may be used here and now, or nothing that could be told apart. */
type Found = ReadCode | null;
/** Stands for nobody and no voucher, so that a code of nothing takes the same path (architecture rule 5). */
const NOBODY = 'nobody';
/** How often one code's voucher may be asked about in a quarter of an hour: a stranger with a photograph cannot fill a person's register. */
const MOST_BY_CODE = 30;
const WINDOW_SECONDS = 900;
const NOT_NOW: Entry = { verdict: 'not_now', entry: null, heads: null, originalFen: null, reliefFen: null, payFen: null };

/** A partner's system asks about an offer of its own, by the code that the person shows: choosing is claiming, showing is agreeing. */
@Injectable()
export class PartnerOffers {
  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    private readonly offers: OffersService,
    private readonly organisations: OrganisationsService,
    private readonly partners: PartnersService,
    private readonly redemptions: RedemptionsService,
    private readonly people: PeopleService,
    private readonly keys: VoucherKeys,
    private readonly limits: Limits,
    private readonly register: RegisterService,
    private readonly clock: Clock,
  ) {}

  async verdict(partner: PartnerActor, { body }: ParsedOf<typeof offerVerdict>): Promise<ReplyOf<typeof offerVerdict>> {
    const { shop } = await this.place(partner, body);
    return { verdict: (await this.ask(partner, body, shop, 'offer_verdict')) === null ? 'not_now' : 'yes' };
  }
  /**
   * Question and redemption in one. The answer lies in the voucher under (partner, event number); a refusal is not remembered.
   * @throws AppError partner_event_reused for the same number with something else
   */
  async entry(partner: PartnerActor, { body }: ParsedOf<typeof ticketEntry>): Promise<Entry> {
    const { offer, shop } = await this.place(partner, body);
    const { eventId, heads, amountFen } = body;
    // by the offer itself, before anybody is asked about: what is wrong here is wrong for everybody
    if (!preview(offer.terms.benefit, { heads, amountFen }).ok) throw new AppError('voucher_amount_invalid');
    const hash = requestHash(body.offer, body.shop, body.code, heads, amountFen);
    const till = machineOf(partner);
    try {
      const done = await orTwin(
        () => this.redemptions.entered(till, eventId, hash),
        async () => (await this.enter(partner, body, shop, till, hash)) ?? this.redemptions.entered(till, eventId, hash),
      );
      return done ? told(done) : NOT_NOW;
    } catch (e) {
      throw e instanceof AppError && e.code === 'counter_request_reused' ? new AppError('partner_event_reused') : e;
    }
  }

  private async enter(
    partner: PartnerActor,
    body: ParsedOf<typeof ticketEntry>['body'],
    shop: OfferShop,
    till: CounterActor,
    hash: string,
  ): Promise<RedeemedVoucher | null> {
    const found = await this.ask(partner, body, shop, 'voucher_redemption');
    const sums = found && preview(found.voucher.terms.benefit, body);
    if (!found || !sums?.ok) return null;
    const { ok: _, ...amounts } = sums;
    await faultPoint('partner.entry.before_write');
    const done = await this.redemptions.enter(till, shop, body.eventId, hash, found, amounts);
    await faultPoint('partner.entry.after_write');
    return done;
  }
  /**
   * The offer and the place, before anything is known of anybody. An offer whose minimum grade is not the registered one is nothing this partner
   * may ask about (domain rule 2).
   */
  private async place({ id }: PartnerActor, asked: Asked): Promise<{ offer: Offer; shop: OfferShop }> {
    const [partner, shop] = await Promise.all([this.partners.get(id), this.organisations.shop(asked.shop)]);
    const offer = this.offers.find(asked.offer);
    const declared = partner?.purposes.some(
      ({ purpose, minGrade }) =>
        (OFFER_PURPOSES as readonly string[]).includes(purpose) &&
        (offer?.terms.consent == null || offer.terms.consent === purpose) &&
        (offer?.terms.rule.minGrade == null || offer.terms.rule.minGrade === minGrade),
    );
    if (!offer || offer.terms.organisationId !== id || !declared) throw new AppError('partner_offer_unknown');
    if (shop?.organisationId !== id) throw new AppError('partner_shop_unknown');
    return { offer, shop: { id: shop._id, name: shop.name, address: shop.address } };
  }
  /** One path whatever the cause: the count, the voucher, one entry, the person; then everything is looked at. */
  private async ask(partner: PartnerActor, { offer, code }: Asked, shop: OfferShop, purpose: 'offer_verdict' | 'voucher_redemption'): Promise<Found> {
    const qr = readQr(code);
    if (!qr.ok) throw new Error('the contract lets nothing through but codes');
    const limit = { name: 'partner.code', key: `${partner.id}|${qr.codeId}`, max: MOST_BY_CODE, windowSeconds: WINDOW_SECONDS };
    const taken = await this.limits.take(limit);
    if (!taken.ok) throw new AppError('auth_attempts_limit', { retryAfter: taken.retryAfter });
    const voucher = await native(this.vouchers).findOne({ codeId: qr.codeId }); // unique index codeId
    // of another business nothing is asked, and nobody's register told
    const ours = voucher?.organisationId === partner.id ? voucher : null;
    await this.register.other({
      subject: ours?.person ?? NOBODY,
      kind: 'partner',
      actor: partner.id,
      organisationId: partner.id,
      purpose,
      basis: ours?.consentId ? `consent:${ours.consentId}` : BASES.voucher,
      items: ['能否享受优惠'],
    });
    const person = await this.people.state(ours?.person ?? NOBODY);
    const live = person !== null && !person.frozenAt && !person.leaving && !person.joinedInto;
    const step = this.stepOf(ours, qr);
    const here = ours?.offer === offer && ours.terms.shops.some((s) => s.id === shop.id);
    const usable = ours !== null && step !== null && this.usable(ours, shop, step);
    return ours && live && here && usable && step !== null ? { voucher: ours, step, field: 'qrStep' } : null;
  }
  /** The step this code is of; null for one that was made by nobody, or at another time. */
  private stepOf(voucher: Voucher | null, qr: QrCode): number | null {
    const secret = this.keys.secretOf(voucher ?? { _id: NOBODY, kid: this.keys.current });
    const judged = judgeQr(qr, secret, this.clock.ms(), hmacSha256);
    return judged.ok ? judged.step : null;
  }
  private usable(voucher: Voucher, shop: OfferShop, step: number): boolean {
    try {
      refuseScan(shop.id, voucher, { step, field: 'qrStep' }, this.clock.ms());
      return true;
    } catch (e) {
      if (e instanceof AppError) return false;
      throw e;
    }
  }
}

/** A partner's system as a till: its event numbers are this till's request numbers. */
export const machineOf = ({ id }: Pick<PartnerActor, 'id'>): CounterActor => ({
  key: `${id}/partner`,
  terminal: 'partner',
  organisationId: id,
  shopIds: [],
  clerk: '验票系统',
  clerkId: id,
});
const told = ({ redemption: { id, reply } }: RedeemedVoucher): Entry => ({
  verdict: 'yes',
  entry: id,
  heads: reply.heads,
  originalFen: reply.originalFen,
  reliefFen: reply.reliefFen,
  payFen: reply.payableFen,
});
