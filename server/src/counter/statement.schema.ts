import type { LocalDate } from '@binhai/shared/dates/dates';
import type { StatementLine } from '@binhai/shared/rules/statement';
import type { StatementEvent, StatementLife } from '@binhai/shared/states/statement';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

export interface StatementStep {
  readonly event: StatementEvent;
  readonly personId: string;
  readonly organisationId: string;
  readonly at: Date;
}
/** A merchant's month as it was closed. Its lines are never changed; only what both sides say of it is added. */
@Schema({ collection: 'statements', versionKey: false })
export class Statement {
  /** business_2026-10: once a business and month. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisationId: string;
  /** As the business was called when the month was closed. */
  @Prop({ type: String, required: true }) provider: string;
  @Prop({ type: String, required: true }) month: string;
  @Prop({ type: Array, required: true }) lines: StatementLine[];
  @Prop({ type: Date, required: true }) closedAt: Date;
  @Prop({ type: String, required: true }) dueOn: LocalDate;
  @Prop({ type: Object, required: true }) life: StatementLife;
  @Prop({ type: String, default: '' }) objection: string;
  @Prop({ type: String, default: '' }) answer: string;
  @Prop({ type: String, default: '' }) payment: string;
  @Prop({ type: Array, required: true }) steps: StatementStep[];
  /** Raised by every change; each change names the one it was made on. */
  @Prop({ type: Number, required: true }) rev: number;
}
export const StatementSchema = SchemaFactory.createForClass(Statement);
StatementSchema.index({ organisationId: 1, month: -1, _id: -1 }); // a merchant's list
StatementSchema.index({ month: -1, _id: -1 }); // the centre's, all of them
StatementSchema.index({ 'life.state': 1, month: -1, _id: -1 }); // and by state
