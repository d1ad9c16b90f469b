import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { HighProvider } from '../ports/identity.port.js';

export interface Joining {
  readonly account: string;
  readonly nameHash: string;
}

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
  /** Set when the proof is for joining accounts: the one that holds the number, and the keyed hash of the name that was typed. */
  @Prop({ type: Object }) join?: Joining;
  @Prop({ type: Date, required: true }) until: Date;
  @Prop({ type: Date, default: null }) usedAt: Date | null;
  /** Wall clock, for MongoDB's own TTL sweep. */
  @Prop({ type: Date, required: true }) goneAt: Date;
}
export const HighTicketSchema = SchemaFactory.createForClass(HighTicket);
HighTicketSchema.index({ goneAt: 1 }, { expireAfterSeconds: 0 });
