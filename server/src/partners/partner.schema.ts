import type { PartnerClaim } from '@binhai/shared/contract/http';
import type { PartnerKind, PartnerPurpose, PartnerState } from '@binhai/shared/contract/partners';
import type { Grade } from '@binhai/shared/rules/grade';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';

const { Mixed } = mongoose.Schema.Types;

/** What a partner said it wants the verdicts for, as people read it before they agree. */
export interface DeclaredPurpose {
  readonly purpose: PartnerPurpose;
  readonly statement: string;
  /** The one minimum grade of its offers under this purpose; null: they ask for none. All of a partner's are the same or null (ADR 0023). */
  readonly minGrade: Grade | null;
}
/** What is registered, apart from keys: what widens it needs two. */
export interface Scope {
  readonly purposes: readonly DeclaredPurpose[];
  readonly claims: readonly PartnerClaim[];
}
export interface Proposed extends Scope {
  /** The operator, as a person: the one who may not approve. */
  readonly by: string;
  readonly organisationId: string;
  readonly at: Date;
}
export interface PartnerKey {
  /** `<partner>.<name>`: so one read by the partner's id finds it. */
  readonly kid: string;
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  readonly from: Date;
  /** First instant it no longer verifies; null: until it is revoked. */
  readonly until: Date | null;
  readonly revokedAt: Date | null;
  readonly addedBy: string;
  readonly addedAt: Date;
}

/** A partner's registration (product F3): who it is, why it asks, what it may ask, by which keys. One an organisation, under its id. */
@Schema({ collection: 'partners', versionKey: false })
export class Partner {
  /** The organisation's id. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: String, required: true }) kind: PartnerKind;
  @Prop({ type: String, required: true }) state: PartnerState;
  @Prop({ type: Mixed, required: true }) purposes: readonly DeclaredPurpose[];
  @Prop({ type: [String], required: true }) claims: readonly PartnerClaim[];
  /** At most MOST_KEYS, revoked ones among them. */
  @Prop({ type: Mixed, required: true }) keys: readonly PartnerKey[];
  /** Where events go, https; null: nowhere. */
  @Prop({ type: String, default: null }) webhook: string | null;
  @Prop({ type: Date, required: true }) createdAt: Date;
  /** What waits for another operator's word; null: nothing. */
  @Prop({ type: Mixed, default: null }) proposed: Proposed | null;
  /** Rises with each change: what changes the registration names the one it saw. */
  @Prop({ type: Number, required: true }) rev: number;
}
export const PartnerSchema = SchemaFactory.createForClass(Partner);

/** A nonce that was used: kept longer than a signature with it can be in time. */
@Schema({ collection: 'partner_nonces', versionKey: false })
export class PartnerNonce {
  /** partner|nonce */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const PartnerNonceSchema = SchemaFactory.createForClass(PartnerNonce);
PartnerNonceSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });

/** What was done for a partner's key or event, in the transaction of the effect itself (architecture rule 1). */
@Schema({ collection: 'idempotency', versionKey: false })
export class Idempotency {
  /** partner|key|…, or partner|event|… */
  @Prop({ type: String, required: true }) _id: string;
  /** Keyed hash of what was asked: a body may hold a plate, and few plates are easily tried. */
  @Prop({ type: String, required: true }) bodyHash: string;
  @Prop({ type: Mixed }) reply: unknown;
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const IdempotencySchema = SchemaFactory.createForClass(Idempotency);
IdempotencySchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
