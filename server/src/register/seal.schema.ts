import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Hashed } from '../platform/hashed-fields.js';

/** Somebody at work, as acts of staff are kept: shown as unit and staff number. */
@Schema({ _id: false })
export class StaffAct {
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: String, required: true }) organisationId: string;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: String }) reason?: string;
}
const StaffActSchema = SchemaFactory.createForClass(StaffAct);

/**
 * An order to keep looks from the person until a day (shared/rules/seal). It lies beside the register: a look made under it is an entry like
 * any other whose basis is `seal:<_id>`, so that nothing logged changes when the seal ends.
 */
@Schema({ collection: 'register_seals', versionKey: false })
export class StoredSeal {
  /** Sorts by time. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Object, required: true }) numberHash: Hashed;
  /** Under which its looks stand in the register: a person id, or the number hash of somebody without an account. */
  @Prop({ type: [String], required: true }) subjects: string[];
  @Prop({ type: String, required: true }) statute: string;
  @Prop({ type: String, required: true }) documentNumber: string;
  @Prop({ type: String, required: true }) authority: string;
  /** Last Shanghai day its looks are hidden. */
  @Prop({ type: String, required: true }) endsOn: string;
  @Prop({ type: StaffActSchema, required: true }) proposedBy: StaffAct;
  @Prop({ type: [StaffActSchema], required: true }) approvals: StaffAct[];
  @Prop({ type: StaffActSchema, default: null }) declined: StaffAct | null;
}
export const StoredSealSchema = SchemaFactory.createForClass(StoredSeal);
StoredSealSchema.index({ subjects: 1, endsOn: 1 }); // what is hidden from a person today
