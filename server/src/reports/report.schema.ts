import type { ReportPurpose } from '@binhai/shared/contract/report';
import type { LocalDate } from '@binhai/shared/dates/dates';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { whereText } from '../platform/partial-index.js';

/** What was chosen, of a person's report. */
export interface ReportChoice {
  readonly purpose: ReportPurpose;
  readonly classes: readonly string[];
  readonly looks: boolean;
  readonly grade: boolean;
}
/** Facts of the finished file. */
export interface ReportFacts {
  readonly fileId: string;
  readonly pages: number;
  readonly size: number;
  readonly sha256: string;
  readonly issuedAt: Date;
}

/** One report, a person's or an organisation's: from the moment it is asked for until a year after nobody can check it any more. */
@Schema({ collection: 'reports', versionKey: false })
export class StoredReport {
  /** Stands in the QR code: 132 random bits. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, enum: ['person', 'organisation'], required: true }) kind: 'person' | 'organisation';
  @Prop({ type: String, enum: ['making', 'ready', 'failed', 'revoked'], required: true }) state: 'making' | 'ready' | 'failed' | 'revoked';
  /** Typed from paper; unique while the document is kept. */
  @Prop({ type: String, required: true }) code: string;
  @Prop({ type: String }) person?: string;
  @Prop({ type: String }) requestId?: string;
  /** Of the choice, so that a request id stands for one choice only. */
  @Prop({ type: String }) bodyHash?: string;
  /** Shanghai day and which of its five ('1' … '5'); a failed one gives its place back. */
  @Prop({ type: String, required: true }) day: LocalDate;
  @Prop({ type: String }) slot?: string;
  @Prop({ type: Object }) choice?: ReportChoice;
  /** Of an organisation's: its code and what the report was made from, so that equal contents of a day are one report. */
  @Prop({ type: String }) uscc?: string;
  @Prop({ type: String }) revision?: string;
  /** Sealed: the purpose in words, and the masked name, once it is made. */
  @Prop({ type: String, required: true }) purpose: string;
  @Prop({ type: String }) subject?: string;
  @Prop({ type: [String], required: true }) classTitles: string[];
  @Prop({ type: Date, required: true }) askedAt: Date;
  /** Last Shanghai day on which it can be checked. */
  @Prop({ type: String, required: true }) until: LocalDate;
  @Prop({ type: Object, default: null }) facts: ReportFacts | null;
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const StoredReportSchema = SchemaFactory.createForClass(StoredReport);
StoredReportSchema.index({ code: 1 }, { unique: true }); // typed codes
StoredReportSchema.index({ person: 1, requestId: 1 }, { unique: true, ...whereText('requestId') }); // one request, one report
StoredReportSchema.index({ person: 1, day: 1, slot: 1 }, { unique: true, ...whereText('slot') }); // five a day
StoredReportSchema.index({ person: 1, askedAt: -1 }, whereText('person')); // a person's reports
StoredReportSchema.index({ uscc: 1, day: 1, revision: 1 }, { unique: true, ...whereText('revision') }); // one file for equal contents
StoredReportSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
