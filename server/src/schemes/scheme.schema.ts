import type { ANSWERS, SchemeNumbers } from '@binhai/shared/contract/scheme';
import type { LocalDate } from '@binhai/shared/dates/dates';
import type { TrialCounts } from '@binhai/shared/rules/scheme-trial';
import type { SchemeEvent, SchemeLife } from '@binhai/shared/states/scheme';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { whereText } from '../platform/partial-index.js';

export interface SchemeStep {
  readonly event: SchemeEvent | 'create';
  readonly personId: string;
  readonly organisationId: string;
  readonly at: Date;
}
/** A grade scheme from its first draft on (product B5). What was published lives on as a parameter set; this is how it came about. */
@Schema({ collection: 'schemes', versionKey: false })
export class Scheme {
  @Prop({ type: String, required: true }) _id: string;
  /** 2, 3 …; the first scheme came with a release. */
  @Prop({ type: Number, required: true }) number: number;
  /** Of the creation: asked twice, made once. */
  @Prop({ type: String, required: true }) requestKey: string;
  @Prop({ type: String, required: true }) title: string;
  /** Why it is changed, in plain words. */
  @Prop({ type: String, default: '' }) why: string;
  @Prop({ type: Object, required: true }) numbers: SchemeNumbers;
  @Prop({ type: [String], required: true }) references: string[];
  @Prop({ type: Object, required: true }) life: SchemeLife;
  /** The newest dry run, and the newest consultation; older ones stay in their collections. */
  @Prop({ type: String, default: null }) trialId: string | null;
  @Prop({ type: String, default: null }) consultationId: string | null;
  @Prop({ type: String, default: '' }) legalDocument: string;
  @Prop({ type: String, default: '' }) approvalDocument: string;
  @Prop({ type: String, default: '' }) reason: string;
  @Prop({ type: Array, required: true }) steps: SchemeStep[];
  /** Raised by every change; each change names the one it was made on. */
  @Prop({ type: Number, required: true }) rev: number;
  @Prop({ type: Date, required: true }) changedAt: Date;
}
export const SchemeSchema = SchemaFactory.createForClass(Scheme);
SchemeSchema.index({ number: -1 }, { unique: true }); // the list, newest first, paged by number
SchemeSchema.index({ requestKey: 1 }, { unique: true });

/** One dry run over the people who agreed to it. Holds counts, never a person. */
@Schema({ collection: 'scheme_trials', versionKey: false })
export class SchemeTrial {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) schemeId: string;
  /** Mark of the contents that are tried. */
  @Prop({ type: String, required: true }) mark: string;
  @Prop({ type: Object, required: true }) numbers: SchemeNumbers;
  /** Parameter sets it compares with and decides by. */
  @Prop({ type: String, required: true }) presentSet: string;
  @Prop({ type: String, required: true }) publicitySet: string;
  @Prop({ type: String, required: true }) on: LocalDate;
  @Prop({ type: String, required: true }) state: 'running' | 'done' | 'cancelled';
  @Prop({ type: String, required: true }) jobId: string;
  @Prop({ type: Object, default: null }) counts: TrialCounts | null;
  @Prop({ type: Array, required: true }) personas: { readonly key: string; readonly months: number | null }[];
  @Prop({ type: Date, required: true }) startedAt: Date;
  @Prop({ type: Date, default: null }) endedAt: Date | null;
}
export const SchemeTrialSchema = SchemaFactory.createForClass(SchemeTrial);

/** A draft as it was open to comments. Stays readable when it has ended, whatever became of the draft. */
@Schema({ collection: 'scheme_consultations', versionKey: false })
export class SchemeConsultation {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) schemeId: string;
  @Prop({ type: String, required: true }) title: string;
  @Prop({ type: String, default: '' }) why: string;
  @Prop({ type: Object, required: true }) numbers: SchemeNumbers;
  /** Parameter set of the scheme in force then. */
  @Prop({ type: String, required: true }) presentSet: string;
  @Prop({ type: String, required: true }) legalDocument: string;
  @Prop({ type: String, required: true }) from: LocalDate;
  /** Last day, in full. */
  @Prop({ type: String, required: true }) to: LocalDate;
  /** The draft was withdrawn before the last day. */
  @Prop({ type: Boolean, required: true }) withdrawn: boolean;
  /** Comments received; the last one's number. */
  @Prop({ type: Number, required: true }) comments: number;
}
export const SchemeConsultationSchema = SchemaFactory.createForClass(SchemeConsultation);
SchemeConsultationSchema.index({ from: -1, _id: -1 }); // the public list

export interface CommentAnswer {
  readonly verdict: (typeof ANSWERS)[number];
  readonly text: string;
  readonly on: LocalDate;
  readonly personId: string;
  readonly organisationId: string;
}
/** What a resident said of a draft: one a person and consultation. Shown by its number, never by who said it. */
@Schema({ collection: 'scheme_comments', versionKey: false })
export class SchemeComment {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) consultationId: string;
  /** Absent once the person has deleted the account. */
  @Prop({ type: String }) personId?: string;
  @Prop({ type: Number, required: true }) number: number;
  /** People write names and numbers of themselves and others: sealed until it is shown. */
  @Prop({ type: String, required: true }) sealedText: string;
  @Prop({ type: Date, required: true }) editedAt: Date;
  /** Raised by each edit: an answer names the text it answers. */
  @Prop({ type: Number, required: true }) rev: number;
  @Prop({ type: Object, default: null }) answer: CommentAnswer | null;
}
export const SchemeCommentSchema = SchemaFactory.createForClass(SchemeComment);
SchemeCommentSchema.index({ consultationId: 1, personId: 1 }, { unique: true, ...whereText('personId') }); // one a person
SchemeCommentSchema.index({ consultationId: 1, number: 1 }, { unique: true }); // in order, paged by number
SchemeCommentSchema.index({ consultationId: 1, 'answer.verdict': 1, number: 1 }); // those still open, counts by answer
