import type { LocalDate } from '@binhai/shared/dates/dates';
import {
  FULFILMENTS,
  type Fulfilment,
  RECORD_EFFECTS,
  RECORD_KINDS,
  RECORD_STATES,
  type RecordEffect,
  type RecordKind,
  type RecordState,
  SEVERITIES,
  type Severity,
} from '@binhai/shared/rules/record';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Hashed } from '../platform/hashed-fields.js';
import { whereText } from '../platform/partial-index.js';

/** Where a record came from: enough to find the line in the file that was sent. */
@Schema({ _id: false })
export class RecordSource {
  @Prop({ type: String, required: true }) batch: string;
  @Prop({ type: String, required: true }) file: string;
  /** Worksheet; null for a text file. */
  @Prop({ type: String, default: null }) sheet: string | null;
  /** Line of a text file or row of a worksheet, from 1. */
  @Prop({ type: Number, required: true }) line: number;
}
const RecordSourceSchema = SchemaFactory.createForClass(RecordSource);

const day = { type: String, default: null };
/** One credit record of a person or an organisation, as its unit sent it. Written by ingest alone; found again by its natural key, which is the _id. */
@Schema({ collection: 'credit_records', versionKey: false })
export class StoredRecord {
  /** Keyed hash of kind, subject, unit and document (or title and day): the same decision sent twice has the same one. */
  @Prop({ type: String, required: true }) _id: string;
  /** Keyed hash of what the record says; another one under the same _id is a correction, never a repetition. */
  @Prop({ type: String, required: true }) contentHash: string;
  @Prop({ type: Number, required: true }) revision: number;
  /** Version of the directory by which it was let in, and the class there. */
  @Prop({ type: String, required: true }) directory: string;
  @Prop({ type: String, required: true }) classCode: string;
  @Prop({ type: String, enum: RECORD_KINDS, required: true }) kind: RecordKind;
  @Prop({ type: String, enum: RECORD_EFFECTS, required: true }) effect: RecordEffect;
  /** Statute and article, or consent, by which the unit may record it (domain research 1.6 art. 11). */
  @Prop({ type: String, required: true }) legalBasis: string;

  @Prop({ type: String, enum: ['person', 'organisation'], required: true }) subject: 'person' | 'organisation';
  @Prop({ type: Object }) numberHash?: Hashed; // of a person
  @Prop({ type: String }) number?: string; // sealed
  @Prop({ type: String }) name?: string; // sealed
  @Prop({ type: String }) uscc?: string; // of an organisation
  /** As registered, brackets unchanged. */
  @Prop({ type: String }) organisation?: string;
  @Prop({ type: String }) organisationFolded?: string;

  @Prop({ type: String, required: true }) title: string;
  @Prop({ type: String, required: true }) unit: string;
  @Prop({ type: String, default: null }) unitCode: string | null;
  @Prop({ type: String, default: null }) documentNumber: string | null;
  @Prop({ type: String }) documentFolded?: string;
  /** Shanghai dates. */
  @Prop({ type: String, required: true }) decidedOn: LocalDate;
  @Prop(day) disclosedOn: LocalDate | null;
  @Prop(day) endsOn: LocalDate | null;
  /** 公示截止期 as its unit named it; it can end publicity earlier than the law, never later. */
  @Prop(day) publicityEndsOn: LocalDate | null;
  @Prop({ type: String, enum: [...SEVERITIES, null], default: null }) severity: Severity | null;
  @Prop({ type: String, enum: RECORD_STATES, required: true }) state: RecordState;
  @Prop({ type: String, enum: [...FULFILMENTS, null], default: null }) fulfilment: Fulfilment | null;
  @Prop(day) fulfilledOn: LocalDate | null;
  @Prop(day) dueOn: LocalDate | null;
  @Prop({ type: Boolean, required: true }) general: boolean;
  @Prop({ type: Boolean, required: true }) dutiesDone: boolean;
  /** Whole fen. */
  @Prop({ type: Number, default: null }) fineFen: number | null;
  @Prop({ type: Number, default: null }) confiscatedFen: number | null;
  /** Further columns by their name in the mapping: facts, basis, content … An organisation's in plain, a person's sealed as one JSON text. */
  @Prop({ type: Object }) details?: Record<string, string>;
  @Prop({ type: String }) sealedDetails?: string;
  /** Codes of `reasons.ts`: the row entered, somebody ought to look at it. */
  @Prop({ type: [String], required: true }) warnings: string[];
  @Prop({ type: RecordSourceSchema, required: true }) source: RecordSource;
  @Prop({ type: Date, required: true }) acceptedAt: Date;

  /** First and last day on which the register of organisations may show it, widest reading; the rule decides on the day. Absent: never shown. */
  @Prop({ type: String }) publicFrom?: LocalDate;
  @Prop({ type: String }) publicUntil?: LocalDate;
  @Prop({ type: [String], default: undefined }) grams?: string[];
}
export const StoredRecordSchema = SchemaFactory.createForClass(StoredRecord);
StoredRecordSchema.index({ numberHash: 1, decidedOn: -1, _id: -1 }, whereText('numberHash')); // a person's records
StoredRecordSchema.index({ uscc: 1, decidedOn: -1, _id: -1 }, whereText('uscc')); // search by code, an organisation's file
StoredRecordSchema.index({ grams: 1, decidedOn: -1, _id: -1 }, whereText('grams')); // search by part of a name
StoredRecordSchema.index({ organisationFolded: 1, decidedOn: -1, _id: -1 }, whereText('organisationFolded')); // the whole name comes first
StoredRecordSchema.index({ documentFolded: 1, decidedOn: -1, _id: -1 }, whereText('documentFolded')); // search by document number
StoredRecordSchema.index({ 'source.batch': 1 }); // what one batch brought

/** In how many records of the register a pair of characters occurs, about: a query takes its rarest pairs first, nothing else hangs on it. */
@Schema({ collection: 'publicity_grams', versionKey: false })
export class GramCount {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Number, required: true }) n: number;
}
export const GramCountSchema = SchemaFactory.createForClass(GramCount);
