import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Finding } from './reasons.js';

/** running until its end is written: a cut run stays so, and sending the file again completes it, since what has entered is known. */
export const BATCH_STATES = ['running', 'complete', 'stopped', 'refused'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

@Schema({ _id: false })
export class BatchCounts {
  /** Rows that are neither blank nor header. rows = accepted + advanced + known + quarantined. */
  @Prop({ type: Number, required: true }) rows: number;
  @Prop({ type: Number, required: true }) accepted: number;
  /** Commitments and contracts known as running that this file shows kept or broken. */
  @Prop({ type: Number, required: true }) advanced: number;
  @Prop({ type: Number, required: true }) known: number;
  @Prop({ type: Number, required: true }) quarantined: number;
  /** Of those that entered: with something to look at. */
  @Prop({ type: Number, required: true }) flagged: number;
}
const BatchCountsSchema = SchemaFactory.createForClass(BatchCounts);

/** One run over one file. */
@Schema({ collection: 'ingest_batches', versionKey: false })
export class IngestBatch {
  @Prop({ type: String, required: true }) _id: string;
  /** Name without its folder. */
  @Prop({ type: String, required: true }) file: string;
  @Prop({ type: String, default: null }) sha256: string | null;
  @Prop({ type: Number, required: true }) size: number;
  @Prop({ type: String, default: null }) format: string | null;
  @Prop({ type: String, default: null }) encoding: string | null;
  /** Who sent it: a unit's or the operator's name as given; the command line names none. */
  @Prop({ type: String, required: true }) sender: string;
  @Prop({ type: String, enum: BATCH_STATES, required: true }) state: BatchState;
  @Prop({ type: Date, required: true }) startedAt: Date;
  @Prop({ type: Date, default: null }) finishedAt: Date | null;
  @Prop({ type: BatchCountsSchema, required: true }) counts: BatchCounts;
  /** Rows per reason, flags included. */
  @Prop({ type: Object, required: true }) byReason: Record<string, number>;
  /** Why it was refused or stopped. */
  @Prop({ type: Object, default: null }) halt: Finding | null;
  @Prop({ type: [String], required: true }) notes: string[];
}
export const IngestBatchSchema = SchemaFactory.createForClass(IngestBatch);
IngestBatchSchema.index({ sha256: 1, startedAt: -1 }); // the runs of one file

/** A row kept aside. One per place in a file's contents: the same file twice adds none. */
@Schema({ collection: 'ingest_quarantine', versionKey: false })
export class QuarantinedRow {
  /** SHA-256 of the file, sheet and line. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) batch: string;
  @Prop({ type: String, required: true }) file: string;
  @Prop({ type: String, default: null }) sheet: string | null;
  @Prop({ type: Number, required: true }) line: number;
  @Prop({ type: [Object], required: true }) findings: Finding[];
  /** The cells as one JSON text, sealed. Absent where the row may not be kept at all (consent). */
  @Prop({ type: String }) cells?: string;
  @Prop({ type: Date, required: true }) at: Date;
}
export const QuarantinedRowSchema = SchemaFactory.createForClass(QuarantinedRow);
QuarantinedRowSchema.index({ batch: 1, sheet: 1, line: 1 }); // a batch's list, paged by key
