import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** What one running server can read and with what it writes: a new key is written with only when all of them read it. */
@Schema({ collection: 'key_readers', versionKey: false })
export class KeyReader {
  /** A process. */
  @Prop({ type: String, required: true }) _id: string;
  /** `field f2`, `token t1` */
  @Prop({ type: [String], required: true }) reads: string[];
  /** The same names, one of each list. */
  @Prop({ type: [String], required: true }) writes: string[];
  /** Wall clock: it measures a process's silence. */
  @Prop({ type: Date, required: true }) at: Date;
}
export const KeyReaderSchema = SchemaFactory.createForClass(KeyReader);
KeyReaderSchema.index({ at: 1 }, { expireAfterSeconds: 300 }); // processes that were killed
