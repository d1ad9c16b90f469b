import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { HighProvider } from '../ports/identity.port.js';

/** One proof under way: for one person, in one session, to be fetched once. */
@Schema({ collection: 'high_tickets', versionKey: false })
export class HighTicket {
  /** Keyed hash of the ticket. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: String, required: true }) sessionId: string;
  @Prop({ type: String, required: true }) provider: HighProvider;
  /** The provider's own name of the proof, sealed. */
  @Prop({ type: String, required: true }) reference: string;
  @Prop({ type: Date, required: true }) until: Date;
  @Prop({ type: Date, default: null }) usedAt: Date | null;
  /** Wall clock, for MongoDB's own TTL sweep. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const HighTicketSchema = SchemaFactory.createForClass(HighTicket);
HighTicketSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
