import type { Purpose } from '@binhai/shared/contract/http';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { whereText } from '../platform/partial-index.js';

export const LOOKER_KINDS = ['self', 'staff', 'merchant', 'partner', 'viewer', 'system'] as const;
export type LookerKind = (typeof LOOKER_KINDS)[number];

/** One look at one person's data. Append only: there is no update and no delete but retention's. */
@Schema({ collection: 'register_entries', versionKey: false })
export class RegisterEntry {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) subject: string;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: String, required: true }) kind: LookerKind;
  /** Person id of who looked, or the name of the system process. */
  @Prop({ type: String, required: true }) actor: string;
  @Prop({ type: String, default: null }) organisationId: string | null;
  @Prop({ type: String, required: true }) purpose: Purpose;
  /** Statute and article, or `consent:<id>`. */
  @Prop({ type: String, required: true }) basis: string;
  @Prop({ type: [String], required: true }) items: string[];
  /** Own looks: session|purpose|day, one entry each (domain rule 14). */
  @Prop({ type: String }) once?: string;
  /** Its place: the `seq`-th of its lane, from 1. Entries of a release before the log have none until the migration gives them one. */
  @Prop({ type: String }) lane?: string;
  @Prop({ type: Number }) seq?: number;
  /** 16 random bytes, base64url: erased with the fields, after which the leaf tells nothing. */
  @Prop({ type: String }) salt?: string;
  /** Base64url: hash of the link before and of this entry's leaf. */
  @Prop({ type: String }) link?: string;
}
export const RegisterEntrySchema = SchemaFactory.createForClass(RegisterEntry);
RegisterEntrySchema.index({ subject: 1, _id: -1 }); // 谁查过我, paged by key
RegisterEntrySchema.index({ subject: 1, kind: 1, _id: -1 }); // the same, own or others' only
RegisterEntrySchema.index({ kind: 1, _id: -1 }, { partialFilterExpression: { kind: { $in: ['staff', 'merchant'] } } }); // looks by people at work, for auditors
RegisterEntrySchema.index({ basis: 1 }, { partialFilterExpression: { purpose: 'legal_inquiry' } }); // looks under an order to seal
RegisterEntrySchema.index({ lane: 1, seq: 1 }, { unique: true, ...whereText('lane') }); // one entry a place; what is not in the log yet
RegisterEntrySchema.index({ once: 1 }, { unique: true, ...whereText('once') });
