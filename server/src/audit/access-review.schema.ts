import { REVIEW_RULES, type ReviewRule } from '@binhai/shared/rules/access-review';
import { REVIEW_STATES, type ReviewEvent, type ReviewState } from '@binhai/shared/states/access-review';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

@Schema({ _id: false })
export class ReviewDecision {
  @Prop({ type: String, required: true }) event: ReviewEvent;
  /** Null for what the nightly review itself did. */
  @Prop({ type: String, default: null }) personId: string | null;
  @Prop({ type: String, default: null }) organisationId: string | null;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: String, default: '' }) note: string;
}
const ReviewDecisionSchema = SchemaFactory.createForClass(ReviewDecision);

/** One rule's finding about one looker's day: reviewing the day again finds the same document. */
@Schema({ collection: 'access_reviews', versionKey: false })
export class StoredReview {
  /** Keyed by day, rule and looker; sorts by day. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, enum: REVIEW_RULES, required: true }) rule: ReviewRule;
  @Prop({ type: String, enum: REVIEW_STATES, required: true }) state: ReviewState;
  @Prop({ type: String, required: true }) day: string;
  @Prop({ type: String, required: true }) actor: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: String, required: true }) words: string;
  /** Ids of entries, at most 500 of them. */
  @Prop({ type: [String], required: true }) entries: string[];
  @Prop({ type: Number, required: true }) looks: number;
  @Prop({ type: Number, required: true }) people: number;
  @Prop({ type: [ReviewDecisionSchema], required: true }) decisions: ReviewDecision[];
  @Prop({ type: String, required: true }) parameters: string;
}
export const StoredReviewSchema = SchemaFactory.createForClass(StoredReview);
StoredReviewSchema.index({ state: 1, _id: -1 }); // the queue
StoredReviewSchema.index({ rule: 1, _id: -1 }); // the queue of one rule
/** Which days were reviewed whole. */
@Schema({ collection: 'access_review_days', versionKey: false })
export class ReviewedDay {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Number, required: true }) looks: number;
  @Prop({ type: Number, required: true }) findings: number;
}
export const ReviewedDaySchema = SchemaFactory.createForClass(ReviewedDay);
