import type { GradeOrUnrated } from '@binhai/shared/rules/grade';
import type { UnratedReason } from '@binhai/shared/rules/grade/g1';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Hashed } from '../platform/hashed-fields.js';
import { whereText } from '../platform/partial-index.js';

/** A live session; at most 20 a person, the oldest ends. A token whose session is not here is refused. */
@Schema({ _id: false })
export class LiveSession {
  @Prop({ type: String, required: true }) id: string;
  @Prop({ type: String, required: true }) deviceId: string;
  @Prop({ type: String, required: true }) deviceName: string;
  /** Absent in sessions of an older release. */
  @Prop({ type: String }) channel?: 'h5' | 'weapp';
  /** High real-name level proven on this device. */
  @Prop({ type: Boolean, required: true }) high: boolean;
  /** When it was last proven in this session; null (or absent, in sessions of an older release): not in this one. */
  @Prop({ type: Date, default: null }) highAt?: Date | null;
  /** Opened with an authenticator: staff roles may be taken up in it. */
  @Prop({ type: Boolean, required: true }) staff: boolean;
  /** Membership in use; null = the resident. A refresh keeps it. */
  @Prop({ type: String, default: null }) membershipId: string | null;
  /** Begun by a PIN at a shop's shared terminal: it acts at that counter alone, and not beyond `until`. */
  @Prop({ type: Object }) terminal?: { readonly id: string; readonly shopId: string; readonly until: Date };
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date, required: true }) lastSeenAt: Date;
}
const LiveSessionSchema = SchemaFactory.createForClass(LiveSession);

/**
 * Where the person stands by the rules, kept so that an eligibility check needs no records. Written only by the credit module, through
 * PeopleService. It holds while `computedRev === rev` and before `validUntil`; past either a reader computes anew first.
 */
@Schema({ _id: false })
export class Standing {
  /** Raised whenever an input changes: a record, the opt-in. */
  @Prop({ type: Number, required: true }) rev: number;
  /** The `rev` whose inputs gave the result below; -1 before the first. */
  @Prop({ type: Number, required: true }) computedRev: number;
  /** Null while the personal grade service is not opened: then there is no grade at all. */
  @Prop({ type: Date, default: null }) optedInAt: Date | null;
  @Prop({ type: String, default: null }) textVersion: string | null;
  @Prop({ type: String, default: null }) grade: GradeOrUnrated | null;
  @Prop({ type: String, default: null }) unratedReason: UnratedReason | null;
  /** A serious record is in publicity: the only condition perks may ask for without a grade (product B1). */
  @Prop({ type: Boolean, default: false }) seriousRecord: boolean;
  /** First Shanghai date on which an input changes by itself; null: none does. */
  @Prop({ type: String, default: null }) validUntil: string | null;
  @Prop({ type: Date, default: null }) computedAt: Date | null;
  @Prop({ type: String, default: null }) schemeId: string | null;
  /** The parameter sets that decided, `grade_scheme-2|publicity-1`; absent in what older releases stored, which therefore no longer holds. */
  @Prop({ type: String, default: null }) sets?: string | null;
}
const StandingSchema = SchemaFactory.createForClass(Standing);
export const NO_STANDING: Readonly<Standing> = {
  rev: 0,
  computedRev: -1,
  optedInAt: null,
  textVersion: null,
  grade: null,
  unratedReason: null,
  seriousRecord: false,
  validUntil: null,
  computedAt: null,
  schemeId: null,
  sets: null,
};

/** The deletion of the account: asked for, then carried out. While `erasing` the names by which the rest is found stand here alone. */
@Schema({ _id: false })
export class LeavingState {
  @Prop({ type: String, required: true, enum: ['waiting', 'erasing'] }) state: 'waiting' | 'erasing';
  @Prop({ type: Date, required: true }) askedAt: Date;
  @Prop({ type: Date, required: true }) dueAt: Date;
  @Prop({ type: String, required: true }) receipt: string;
  @Prop({ type: Object }) phoneHash?: Hashed;
  @Prop({ type: Object }) wechatHash?: Hashed;
  @Prop({ type: Object }) numberHash?: Hashed;
}
const LeavingStateSchema = SchemaFactory.createForClass(LeavingState);

/** Nine digits each; null: not stated. */
@Schema({ _id: false })
export class StatedAreas {
  @Prop({ type: String, default: null }) live: string | null;
  @Prop({ type: String, default: null }) work: string | null;
}
const StatedAreasSchema = SchemaFactory.createForClass(StatedAreas);

@Schema({ collection: 'people', versionKey: false })
export class Person {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String }) phone?: string; // sealed
  @Prop({ type: Object }) phoneHash?: Hashed;
  @Prop({ type: Object }) wechatHash?: Hashed;
  @Prop({ type: String }) name?: string; // sealed
  @Prop({ type: String }) number?: string; // sealed
  @Prop({ type: String }) numberKind?: 'resident_id' | 'hmt_permit' | 'foreign_permanent';
  @Prop({ type: Object }) numberHash?: Hashed;
  @Prop({ type: String }) born?: string; // sealed YYYY-MM-DD
  /** Zone or street the person named when opening the grade service, for the groups of a dry run alone; nine digits. */
  @Prop({ type: String }) zone?: string;
  /** Streets or zones the person stated for perks with a condition on them; there only while they consent to it. */
  @Prop({ type: StatedAreasSchema }) areas?: StatedAreas;
  @Prop({ type: String, required: true }) assurance: 'none' | 'basic' | 'high';
  /** Raised by log out everywhere and by freezing: older tokens end at once. */
  @Prop({ type: Number, required: true }) epoch: number;
  @Prop({ type: [LiveSessionSchema], required: true }) sessions: LiveSession[];
  @Prop({ type: Date, default: null }) frozenAt: Date | null;
  /** The account this one became part of: what is left here is only its name in the register, and nobody logs in to it. */
  @Prop({ type: String }) joinedInto?: string;
  /** Accounts that became part of this one. */
  @Prop({ type: [String], default: undefined }) joined?: string[];
  @Prop({ type: LeavingStateSchema }) leaving?: LeavingState;
  @Prop({ type: StandingSchema, default: null }) standing: Standing | null;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Boolean }) demo?: boolean;
}
export const PersonSchema = SchemaFactory.createForClass(Person);
const present = (field: string) => ({ unique: true, ...whereText(field) });
PersonSchema.index({ phoneHash: 1 }, present('phoneHash'));
PersonSchema.index({ wechatHash: 1 }, present('wechatHash'));
PersonSchema.index({ numberHash: 1 }, present('numberHash')); // one person, one account
// who has a grade that must be decided anew: past its end, or by other parameters (job grade.regrade)
const graded = { partialFilterExpression: { 'standing.optedInAt': { $type: 'date' } } } as const;
PersonSchema.index({ 'standing.validUntil': 1, _id: 1 }, graded);
PersonSchema.index({ 'standing.sets': 1, _id: 1 }, graded);
PersonSchema.index({ 'leaving.receipt': 1 }, present('leaving.receipt')); // the job that carries the deletion out
