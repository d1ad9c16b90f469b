import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { MESSAGES, type MessageKind } from './texts.js';

/** One message in a person's inbox. The words are made when it is read, so a better sentence reaches old messages too. */
@Schema({ collection: 'messages', versionKey: false })
export class Message {
  /** Sorts by time: pages go by it. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) personId: string;
  @Prop({ type: String, required: true, enum: Object.keys(MESSAGES) }) kind: MessageKind;
  @Prop({ type: Object, required: true }) params: Record<string, string>;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Date, default: null }) readAt: Date | null;
}
export const MessageSchema = SchemaFactory.createForClass(Message);
MessageSchema.index({ personId: 1, _id: -1 }); // a page of the inbox
MessageSchema.index({ personId: 1 }, { name: 'unread', partialFilterExpression: { readAt: null } }); // the badge
MessageSchema.index({ at: 1 }, { expireAfterSeconds: 400 * 86_400 }); // kept a year and a month
