import { REPAIR_STATES, type RepairEvent, type RepairState } from '@binhai/shared/states/repair';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { whereText } from '../../platform/partial-index.js';

const { Mixed } = mongoose.Schema.Types;
const day = { type: String, default: null };
/** Who did a step for the unit or the centre. */
export interface Hand {
  readonly personId: string;
  readonly organisationId: string | null;
}
export interface Done {
  readonly event: RepairEvent;
  readonly at: Date;
  /** Null for the applicant. */
  readonly by: Hand | null;
}
/** What the city platform and 信用中国 were told, and their receipt. */
export interface HandedOff {
  readonly kind: 'repaired' | 'restored';
  readonly receipt: string | null;
  readonly at: Date | null;
}

/** One application for one record. Never holds what the record says. */
@Schema({ collection: 'repair_cases', versionKey: false })
export class RepairCase {
  /** Sorts by time. */
  @Prop({ type: String, required: true }) _id: string;
  /** As it is told: XF-20261120-7Q4K92; empty for a draft. */
  @Prop({ type: String, default: '' }) number: string;
  /** Who applies: for themselves, or as a firm's hand. */
  @Prop({ type: String, required: true }) person: string;
  /** The firm it is for; null for a person's own. */
  @Prop({ type: String, default: null }) organisationId: string | null;
  @Prop({ type: String, required: true, enum: ['person', 'organisation'] }) subject: 'person' | 'organisation';
  @Prop({ type: String, required: true }) recordId: string;
  /** The record again while the application is open: no second one for it. */
  @Prop({ type: String }) openFor?: string;
  /** The unit that decides. */
  @Prop({ type: String, required: true }) unitId: string;
  /** Submitted together. */
  @Prop({ type: String, default: null }) batch: string | null;
  @Prop({ type: String, required: true, enum: REPAIR_STATES }) state: RepairState;
  @Prop({ type: Boolean, required: true }) asked: boolean;
  @Prop({ type: Boolean, required: true }) extended: boolean;
  @Prop({ type: Mixed, default: null }) proof: { fileId: string; bytes: number; sha256: string } | null;
  @Prop({ type: Mixed, default: null }) commitment: { version: string; sha256: string; signedAt: Date } | null;
  @Prop({ type: Date, required: true }) startedAt: Date;
  @Prop({ type: Date, default: null }) submittedAt: Date | null;
  /** Shanghai dates: the whole application came in; the last step was made; the clock that runs began. */
  @Prop(day) completeOn: string | null;
  @Prop(day) since: string | null;
  @Prop(day) clockFrom: string | null;
  @Prop({ type: Number, default: 0 }) workingDays: number;
  @Prop(day) dueOn: string | null;
  @Prop({ type: Boolean, default: false }) provisional: boolean;
  @Prop({ type: String, enum: ['alarm', 'over', null], default: null }) alarmed: 'alarm' | 'over' | null;
  /** Number of the unit's decision. */
  @Prop({ type: String, default: '' }) document: string;
  /** Sealed. */
  @Prop({ type: String, default: null }) missing: string | null;
  @Prop({ type: String, default: null }) reason: string | null;
  @Prop({ type: String, default: null }) extension: string | null;
  @Prop({ type: [Mixed], default: [] }) steps: Done[];
  @Prop({ type: Mixed, default: null }) handOff: HandedOff | null;
}
export const RepairCaseSchema = SchemaFactory.createForClass(RepairCase);
RepairCaseSchema.index({ openFor: 1 }, { unique: true, ...whereText('openFor') }); // one application at a time for a record
RepairCaseSchema.index({ person: 1, _id: -1 }); // a person's own
RepairCaseSchema.index({ organisationId: 1, _id: -1 }, whereText('organisationId')); // a firm's
RepairCaseSchema.index({ unitId: 1, state: 1, dueOn: 1, _id: 1 }); // the desk of a unit
RepairCaseSchema.index({ state: 1, dueOn: 1, _id: 1 }); // the centre's desk, and the clocks
