import type { LocalDate } from '@binhai/shared/dates/dates';
import type { RecognisedArea } from '@binhai/shared/parameters/recognised-issuers';
import type { Benefit } from '@binhai/shared/rules/benefit';
import type { EligibilityRule } from '@binhai/shared/rules/eligibility';
import type { Subsidy } from '@binhai/shared/rules/offer-content';
import type { VisitPlan } from '@binhai/shared/rules/visit';
import type { OfferEvent, OfferLife } from '@binhai/shared/states/offer';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import type { PerkPurpose } from '../consents/texts.js';

const { Mixed } = mongoose.Schema.Types;

/** A place of the provider where a voucher is redeemed. */
export interface OfferShop {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** WGS-84, degrees. */
  readonly at?: { readonly lat: number; readonly lng: number };
}
/** When a claimed voucher may be used; days and hours are Shanghai's. */
export interface UseWindow {
  /** The day of the claim counts as the first one. */
  readonly days: number;
  /** No use before and after these days, both in full; null: only `days` decides. */
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
  /** 1 = Monday … 7 = Sunday; null: every day. */
  readonly weekdays: readonly number[] | null;
  /** Minutes since midnight, from inclusive to exclusive; null: all day. */
  readonly hours: { readonly from: number; readonly to: number } | null;
}
/** Everything a version of an offer promises. Never edited in place: a change is a new version, and issued vouchers keep theirs. */
export interface OfferTerms {
  readonly category: string;
  readonly title: string;
  readonly subtitle: string;
  /** The business that redeems. */
  readonly organisationId: string;
  readonly provider: string;
  readonly headline: { readonly prefix: string; readonly figure: string; readonly unit: string; readonly caption: string };
  readonly place: string;
  /** Division code of a street, town or development zone; the district's own code for offers everywhere in it. */
  readonly zone: string;
  readonly benefit: Benefit;
  /** Price or deposit without the offer, in words. */
  readonly original: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  readonly legalBasis: string;
  readonly funding: string;
  /** Who bears part of the relief; absent or null: the provider bears all of it. */
  readonly subsidy?: Subsidy | null;
  readonly howToJoin: string;
  readonly rule: EligibilityRule;
  readonly use: UseWindow;
  readonly shops: readonly OfferShop[];
  /** Days and times to choose from when claiming, with their places; left out: any time of `use`. */
  readonly visits?: VisitPlan;
  /** Of which divisions a listed issuer's certificate stands in for the grade (product C7); left out: of none. */
  readonly recognises?: readonly RecognisedArea[];
  /** Purpose of the consent the business needs; present exactly when `rule.consent`. Its text is the consent centre's current one. */
  readonly consent: PerkPurpose | null;
  /** Units in all and per Shanghai day; null: no such limit. A unit is a head for a heads benefit, else a voucher. */
  readonly total: number | null;
  readonly perDay: number | null;
}
/** States of what has been published; the other ones are a draft's. */
export type OfferState = 'published' | 'paused' | 'ended';
export interface OfferStep {
  readonly event: OfferEvent | 'create';
  readonly personId: string;
  readonly organisationId: string;
  readonly at: Date;
  readonly reason: string;
}

/** The offer as it stands; `rev` rises with every change, so that caches can poll for what they missed. */
@Schema({ collection: 'offers', versionKey: false })
export class Offer {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Number, required: true }) version: number;
  @Prop({ type: String, required: true }) state: OfferState;
  @Prop({ type: Mixed, required: true }) terms: OfferTerms;
  /** Place in the catalogue: smaller first. */
  @Prop({ type: Number, required: true }) order: number;
  @Prop({ type: Number, required: true }) rev: number;
  @Prop({ type: Boolean }) demo?: boolean;
  @Prop({ type: String }) pausedBy?: OfferLife['pausedBy'];
  /** Pauses and ends, with who ordered them and why. */
  @Prop({ type: Array }) steps?: OfferStep[];
}
export const OfferSchema = SchemaFactory.createForClass(Offer);
OfferSchema.index({ rev: 1 }); // caches poll rev > last
OfferSchema.index({ 'terms.organisationId': 1, _id: 1 }); // a merchant's desk; the floors of its other offers

/** Insert only: the terms of each version, for settlement and for questions years later. */
@Schema({ collection: 'offer_versions', versionKey: false })
export class OfferVersion {
  /** offer@version */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) offer: string;
  @Prop({ type: Number, required: true }) version: number;
  @Prop({ type: Mixed, required: true }) terms: OfferTerms;
  @Prop({ type: Date, required: true }) at: Date;
}
export const OfferVersionSchema = SchemaFactory.createForClass(OfferVersion);

/**
 * The one document every claim of an offer collides on. Counted in units: a voucher takes as many as its benefit has heads, or one. For a limited offer
 * `total = issued + left` at every moment, and `issued` is the sum of the units its vouchers hold. Units come back when a voucher is cancelled or
 * reversed, heads of a partial reversal with that reversal. Heads that never came and vouchers that ran out keep theirs: the provider had to hold
 * them ready to the last day.
 */
@Schema({ collection: 'offer_stock', versionKey: false })
export class OfferStock {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Number, default: null }) total: number | null;
  @Prop({ type: Number, default: null }) left: number | null;
  @Prop({ type: Number, required: true }) issued: number;
  @Prop({ type: Number, default: null }) perDay: number | null;
  /** Units issued per Shanghai day of the claim and still held; a map instead of one counter, so that two clocks at midnight cannot undo each other. */
  @Prop({ type: Mixed, required: true }) days: Record<LocalDate, number>;
  @Prop({ type: Number, required: true }) offerVersion: number;
  @Prop({ type: Boolean, required: true }) published: boolean;
}
export const OfferStockSchema = SchemaFactory.createForClass(OfferStock);
/** Units one voucher of these terms takes from the stock. */
export const unitsOf = ({ benefit }: Pick<OfferTerms, 'benefit'>): number => (benefit.kind === 'heads' ? benefit.maxHeads : 1);
