import type { FileKind } from '@binhai/shared/contract/http';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** One file. Its bytes lie sealed in `file_blobs`, under the same id. */
@Schema({ collection: 'files', versionKey: false })
export class StoredFile {
  @Prop({ type: String, required: true }) _id: string;
  /** What made it: `report`, `export`; a name of ours, never the person's words. */
  @Prop({ type: String, required: true }) purpose: string;
  /** Person id; null for a file that anybody may have. */
  @Prop({ type: String, default: null }) owner: string | null;
  /** Offered to the person on saving; holds nothing personal. */
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: String, required: true }) mediaType: FileKind;
  /** Bytes and SHA-256 (hex) of the file as it leaves, before sealing. */
  @Prop({ type: Number, required: true }) size: number;
  @Prop({ type: String, required: true }) sha256: string;
  /** The file's own key, sealed: rotating the field keys touches this text alone. Gone with the document, and then no copy of the bytes opens. */
  @Prop({ type: String, required: true }) key: string;
  @Prop({ type: String, required: true }) tag: string; // of AES-256-GCM, base64url
  /** False while it is being put. */
  @Prop({ type: Boolean, required: true }) whole: boolean;
  @Prop({ type: Date, required: true }) createdAt: Date;
  /** From this instant on it is not given out; the sweep erases it. */
  @Prop({ type: Date, required: true }) expiresAt: Date;
}
export const StoredFileSchema = SchemaFactory.createForClass(StoredFile);
StoredFileSchema.index({ owner: 1, purpose: 1 }); // all files of a person, when the account goes
StoredFileSchema.index({ expiresAt: 1 }); // the sweep
