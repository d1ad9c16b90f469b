import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { mongo } from 'mongoose';

/** A row of entries that one process writes, each naming the one before. A process that starts anew, or is unsure of its last write, opens another. */
@Schema({ collection: 'register_lanes', versionKey: false })
export class RegisterLane {
  @Prop({ type: String, required: true }) _id: string;
  /** Machine's time until which its process may write; the sealer looks at it for a day longer. */
  @Prop({ type: Date, required: true }) until: Date;
  /** Entries of it that are in the log, and the link of the last of them (base64url, empty before the first). */
  @Prop({ type: Number, required: true }) logged: number;
  @Prop({ type: String, default: '' }) link: string;
  /** Its first entry that does not follow the one before: nothing from there on is taken in, and its process goes on in another lane. */
  @Prop({ type: Number }) brokenAt?: number;
  /** Long past its lease and wholly in the log: looked at no more. */
  @Prop({ type: Boolean, default: false }) closed: boolean;
}
export const RegisterLaneSchema = SchemaFactory.createForClass(RegisterLane);
RegisterLaneSchema.index({ closed: 1, until: 1 }); // lanes that may hold something new

/** One leaf. Holds nothing of the entry but what cannot be read back once salt and fields are erased. */
@Schema({ collection: 'register_log', versionKey: false })
export class LogLeaf {
  /** Position in the log, from 0. */
  @Prop({ type: Number, required: true }) _id: number;
  @Prop({ type: Buffer, required: true }) data: mongo.Binary;
  @Prop({ type: String, required: true }) lane: string;
  @Prop({ type: Number, required: true }) seq: number;
  @Prop({ type: String, required: true }) entry: string;
}
export const LogLeafSchema = SchemaFactory.createForClass(LogLeaf);
LogLeafSchema.index({ lane: 1, seq: 1 }, { unique: true }); // no entry twice; where an entry is

/** 256 neighbouring hashes of one level (0, 8, 16 …): whatever a proof needs is computed from a handful of these. */
@Schema({ collection: 'register_tiles', versionKey: false })
export class LogTile {
  /** `level.index`, level counted in eights. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Buffer, required: true }) hashes: mongo.Binary;
}
export const LogTileSchema = SchemaFactory.createForClass(LogTile);

/** Signed states of the log, one a sealing. */
@Schema({ collection: 'register_heads', versionKey: false })
export class LogHead {
  /** Leaves it covers. */
  @Prop({ type: Number, required: true }) _id: number;
  @Prop({ type: String, required: true }) root: string;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: String, required: true }) keyId: string;
  @Prop({ type: String, required: true }) signature: string;
}
export const LogHeadSchema = SchemaFactory.createForClass(LogHead);
