import type { DepositKind } from '@binhai/shared/rules/deposit';
import type { EligibilityRule } from '@binhai/shared/rules/eligibility';
import type { AuthorisationEnding, AuthorisationState } from '@binhai/shared/states/deposit';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { whereText } from '../../platform/partial-index.js';

const { Mixed } = mongoose.Schema.Types;

/** An operator that lends without a deposit: what its app opens our page as (RFC 6749 2.2), and on which condition. */
@Schema({ collection: 'deposit_clients', versionKey: false })
export class DepositClient {
  /** The client id. Public. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true }) operator: string;
  @Prop({ type: String, required: true }) kind: DepositKind;
  @Prop({ type: String, required: true }) title: string;
  @Prop({ type: Number, required: true }) depositFen: number;
  /** Where people may be sent back to, letter by letter: https addresses and `weapp:<appid>`. */
  @Prop({ type: [String], required: true }) redirects: string[];
  @Prop({ type: String, required: true }) home: string;
  /** One condition for this operator and purpose, so that asking tells no more than one bit of a grade (product C2). */
  @Prop({ type: Mixed, required: true }) rule: EligibilityRule;
  /** False: it has stopped for good, and a night ends what people agreed to. */
  @Prop({ type: Boolean, required: true }) open: boolean;
  /** Not now for everybody, for a time; what people agreed to stays. */
  @Prop({ type: Boolean }) paused?: boolean;
  /** Who registered or changed it last. */
  @Prop({ type: String }) changedBy?: string;
  @Prop({ type: Boolean }) demo?: boolean;
}
export const DepositClientSchema = SchemaFactory.createForClass(DepositClient);
DepositClientSchema.index({ organisationId: 1 }, { unique: true }); // one consent a recipient, so one client an organisation

/** One resident's authorisation of one operator. Its id is all the operator holds of the person. */
@Schema({ collection: 'deposit_authorisations', versionKey: false })
export class DepositAuthorisation {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) person: string;
  @Prop({ type: String, required: true }) client: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true }) consentId: string;
  @Prop({ type: String, required: true }) state: AuthorisationState;
  /** person|client while it has not ended: one at a time for each operator. */
  @Prop({ type: String }) key?: string;
  @Prop({ type: Date, required: true }) since: Date;
  /** When something was last hung on it, an order or a code: so that an end at the same moment comes before or after. */
  @Prop({ type: Date, required: true }) usedAt: Date;
  /** What the condition was last decided from (revision, last day, real name), so that a night looks only at what changed. */
  @Prop({ type: String, required: true }) decidedFrom: string;
  @Prop({ type: Date, default: null }) endedAt: Date | null;
  @Prop({ type: String, default: null }) ended: AuthorisationEnding | null;
  /** The machine's clock, for MongoDB's own sweep. */
  @Prop({ type: Date, default: null }) goneAt: Date | null;
}
export const DepositAuthorisationSchema = SchemaFactory.createForClass(DepositAuthorisation);
DepositAuthorisationSchema.index({ key: 1 }, { unique: true, ...whereText('key') }); // one in force per person and operator
DepositAuthorisationSchema.index({ person: 1, since: -1 }); // 免押授权
DepositAuthorisationSchema.index({ state: 1, _id: 1 }); // the nightly walk
DepositAuthorisationSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });

/** A code on its way through the operator's app. Only its hash is here. */
@Schema({ collection: 'deposit_codes', versionKey: false })
export class DepositCode {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) authorisation: string;
  /** The operator it was made for, the address it went to, and the hash of the verifier that stayed in its app. */
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true }) redirect: string;
  @Prop({ type: String, required: true }) challenge: string;
  @Prop({ type: Date, required: true }) until: Date;
  @Prop({ type: Date, default: null }) spentAt: Date | null;
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const DepositCodeSchema = SchemaFactory.createForClass(DepositCode);
DepositCodeSchema.index({ authorisation: 1 }); // an older one ends with a newer
DepositCodeSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });

/** One use without a deposit: number, start, end, deposit released; no place, no distance (domain rule 21). */
@Schema({ collection: 'deposit_orders', versionKey: false })
export class DepositOrder {
  /** organisation|number: reported once. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) person: string;
  @Prop({ type: String, required: true }) authorisation: string;
  @Prop({ type: String, required: true }) client: string;
  @Prop({ type: String, required: true }) number: string;
  @Prop({ type: Date, required: true }) startedAt: Date;
  @Prop({ type: Date, default: null }) endedAt: Date | null;
  @Prop({ type: Boolean, required: true }) released: boolean;
  /** When it was booked and when its end was last reported, by our clock: the operator's daily file. */
  @Prop({ type: Date }) bookedAt?: Date;
  @Prop({ type: Date }) reportedAt?: Date;
  /** Shown until here, then gone. */
  @Prop({ type: Date, required: true }) shownUntil: Date;
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const DepositOrderSchema = SchemaFactory.createForClass(DepositOrder);
DepositOrderSchema.index({ person: 1, startedAt: -1, _id: -1 }); // 近 30 天
DepositOrderSchema.index({ authorisation: 1, startedAt: -1, _id: -1 }); // those of one operator
DepositOrderSchema.index({ client: 1, bookedAt: 1 }); // an operator's day
DepositOrderSchema.index({ client: 1, reportedAt: 1 }, { partialFilterExpression: { reportedAt: { $gt: new Date(0) } } }); // the same, ends
DepositOrderSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
