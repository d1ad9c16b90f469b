import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A staff member's authenticator (RFC 6238). */
@Schema({ collection: 'staff_credentials', versionKey: false })
export class StaffCredential {
  /** Person id. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) secret: string; // sealed base32
  /** The last time step that was used: it and all before it are spent. */
  @Prop({ type: Number, required: true }) lastStep: number;
}
export const StaffCredentialSchema = SchemaFactory.createForClass(StaffCredential);
