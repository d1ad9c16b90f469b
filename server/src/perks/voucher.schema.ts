import type { LocalDate } from '@binhai/shared/dates/dates';
import type { BenefitSums } from '@binhai/shared/rules/benefit';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import type { OfferTerms } from './offer.schema.js';

const { Mixed } = mongoose.Schema.Types;

/** The part of an offer's terms a voucher carries to its date, whatever becomes of the offer. */
export type VoucherTerms = Pick<OfferTerms, 'title' | 'subtitle' | 'provider' | 'organisationId' | 'benefit' | 'use' | 'shops' | 'consent'>;

/** Places at a time of a day, taken with the claim and given back with a cancellation. */
export interface VoucherVisit {
  readonly slot: string;
  readonly date: LocalDate;
  /** Minutes since midnight, from inclusive to exclusive. */
  readonly from: number;
  readonly to: number;
  readonly heads: number;
}
/** Who stands at the counter: a terminal of one business. Terminal names are chosen by devices, so they are told apart by business. */
export interface Till {
  /** organisation/terminal */
  readonly key: string;
  readonly terminal: string;
  readonly organisationId: string;
  /** Shop of the clerk's membership and its name. */
  readonly shopId: string;
  readonly shopName: string;
  /** 店员 02 号: what the holder may read, never a clerk's name. */
  readonly clerk: string;
  readonly clerkId: string;
}
export interface Lock {
  readonly id: string;
  readonly till: Till;
  readonly until: Date;
  readonly requestId: string;
  readonly bodyHash: string;
}
export interface Reversal {
  readonly id: string;
  readonly at: Date;
  readonly till: Till;
  readonly requestId: string;
  readonly bodyHash: string;
  readonly reason: string;
  /** Null for a benefit that is not counted by heads. */
  readonly heads: number | null;
  readonly refundFen: number | null;
  readonly reliefBackFen: number | null;
  /** The redemption as it was answered; repeated as it is. */
  readonly reply: StoredReply;
}
/** The answer without the holder's name, which is looked up anew, on record, each time it is shown. */
export interface StoredReply {
  readonly state: 'redeemed' | 'partly_reversed' | 'reversed';
  readonly heads: number | null;
  readonly reversedHeads: number;
  readonly originalFen: number | null;
  readonly reliefFen: number | null;
  readonly payableFen: number | null;
}
export interface Redemption {
  readonly id: string;
  readonly at: Date;
  readonly lockId: string;
  readonly till: Till;
  readonly requestId: string;
  readonly bodyHash: string;
  /** What was first redeemed, and what of it still stands after reversals. */
  readonly sums: BenefitSums;
  readonly kept: BenefitSums;
  readonly reply: StoredReply;
  readonly reversals: readonly Reversal[];
}

/**
 * A claimed voucher: a promise to its date. `locked` and `expired` follow from `lock.until` and `usableUntil` by the clock, and no sweeper is needed
 * to make them true; `expired` is stored once its units were given back.
 */
@Schema({ collection: 'vouchers', versionKey: false })
export class Voucher {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) person: string;
  @Prop({ type: String, required: true }) offer: string;
  @Prop({ type: Number, required: true }) offerVersion: number;
  @Prop({ type: Mixed, required: true }) terms: VoucherTerms;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true }) state: 'issued' | 'redeemed' | 'reversed' | 'cancelled' | 'expired';
  /** Shanghai day of the claim. */
  @Prop({ type: String, required: true }) day: LocalDate;
  @Prop({ type: Date, required: true }) claimedAt: Date;
  @Prop({ type: String, required: true }) requestId: string;
  @Prop({ type: String, required: true }) bodyHash: string;
  @Prop({ type: String, default: null }) consentId: string | null;
  /** True while it counts for the person's limits; absent once it was cancelled or reversed as a whole. */
  @Prop({ type: Boolean }) holds?: boolean;
  /** Units of the stock it holds: heads for a heads benefit, else 1; fewer after a partial reversal, 0 after a whole one or a cancellation. */
  @Prop({ type: Number, required: true }) units: number;
  /** `#0`, `2026-11-25#0`: the places it takes in the person's limits, one in all and one of the day. */
  @Prop({ type: [String], default: undefined }) slots?: string[];
  /** The time it was claimed for: its count of places, and how many it took. */
  @Prop({ type: Mixed, default: null }) visit?: VoucherVisit | null;
  /** First and last day, both in full. */
  @Prop({ type: String, required: true }) usableFrom: LocalDate;
  @Prop({ type: String, required: true }) usableUntil: LocalDate;
  /** End of the last day, so that filters compare with the clock. */
  @Prop({ type: Date, required: true }) expiresAt: Date;
  @Prop({ type: String, required: true }) codeId: string;
  /** First half of the typed code, among the vouchers of one business that may still be used. */
  @Prop({ type: String }) locator?: string;
  /** Master key from which its secret is derived. */
  @Prop({ type: String, required: true }) kid: string;
  /** Newest spent step of each kind of code. */
  @Prop({ type: Number, required: true }) qrStep: number;
  @Prop({ type: Number, required: true }) typedStep: number;
  @Prop({ type: Mixed }) lock?: Lock;
  @Prop({ type: Mixed }) redemption?: Redemption;
  /** True from its redemption until its holder's message lies in the inbox. */
  @Prop({ type: Boolean }) untold?: boolean;
  @Prop({ type: Date, default: null }) cancelledAt: Date | null;
}
export const VoucherSchema = SchemaFactory.createForClass(Voucher);
const present = (field: string) => ({ unique: true, partialFilterExpression: { [field]: { $exists: true } } });
VoucherSchema.index({ offer: 1, person: 1, slots: 1 }, present('slots')); // once only: the person's limits
VoucherSchema.index({ person: 1, requestId: 1 }, { unique: true }); // a repeated claim
VoucherSchema.index({ codeId: 1 }, { unique: true });
VoucherSchema.index({ organisationId: 1, locator: 1 }, present('locator'));
VoucherSchema.index({ 'lock.id': 1 }, present('lock.id'));
VoucherSchema.index({ 'lock.till.key': 1, 'lock.requestId': 1 }, present('lock.requestId')); // a repeated scan
VoucherSchema.index({ 'redemption.till.key': 1, 'redemption.requestId': 1 }, present('redemption.requestId')); // a repeated confirm
VoucherSchema.index({ 'redemption.id': 1 }, present('redemption.id'));
VoucherSchema.index({ 'redemption.lockId': 1 }, present('redemption.lockId'));
VoucherSchema.index({ 'redemption.reversals.till.key': 1, 'redemption.reversals.requestId': 1 }, present('redemption.reversals.requestId'));
VoucherSchema.index({ expiresAt: 1 }, { partialFilterExpression: { state: 'issued' } }); // what ran out unused
VoucherSchema.index({ untold: 1 }, { partialFilterExpression: { untold: true } }); // redemptions whose holder is still to be told
VoucherSchema.index({ person: 1, holds: 1, offer: 1, day: 1 }); // what a person holds, answered from the index alone
VoucherSchema.index({ person: 1, claimedAt: -1, _id: -1 }); // 我的券
VoucherSchema.index({ 'redemption.till.shopId': 1, 'redemption.at': -1, _id: -1 }); // today's list of a shop
VoucherSchema.index({ offer: 1, day: 1, units: 1 }); // the audit
