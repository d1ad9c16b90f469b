import type { ReplyOf } from '@binhai/shared/contract/http';
import type { inbox } from '@binhai/shared/contract/messages';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { firstIdOf, timeId } from '../platform/id.js';
import { native } from '../platform/native.js';
import { insertNew } from '../platform/transactions.js';
import type { Access } from '../register/access.js';
import { Message } from './message.schema.js';
import { fill, MESSAGES, type MessageKind, type MessageParams } from './texts.js';

const PAGE = 20;
/** The badge shows 99+: counting further helps nobody. */
const MOST_UNREAD = 100;

/** In-app messages. Written in the transaction of what they tell, so that neither stands without the other. */
@Injectable()
export class InboxService {
  constructor(
    @InjectModel(Message.name) private readonly messages: Model<Message>,
    private readonly clock: Clock,
  ) {}

  async add<K extends MessageKind>(personId: string, kind: K, params: MessageParams<K>, session?: ClientSession): Promise<void> {
    const at = this.clock.now();
    const doc = { _id: timeId(at), personId, kind, params, at, readAt: null };
    await this.messages.collection.insertOne(doc as never, session ? { session } : {});
  }
  /** One message of a kind for each key (16 letters and digits), however often and by however many processes it is added. */
  async addOnce<K extends MessageKind>(
    kind: K,
    list: readonly { readonly key: string; readonly at: Date; readonly personId: string; readonly params: MessageParams<K> }[],
  ): Promise<void> {
    const docs = list.map(({ key, at, personId, params }) => ({ _id: `${firstIdOf(at)}${key}`, personId, kind, params, at, readAt: null }));
    await insertNew(native(this.messages), docs);
  }
  /** At most 100. */
  unread(personId: string): Promise<number> {
    return this.messages.countDocuments({ personId, readAt: null }, { limit: MOST_UNREAD }); // index unread
  }
  /** Newest first, 20 a page; `after` is the id of the last one seen. */
  async page(access: Access<'own_messages'>, after?: string): Promise<ReplyOf<typeof inbox>> {
    const personId = access.subject;
    const filter = after === undefined ? { personId } : { personId, _id: { $lt: after } };
    const [found, unread] = await Promise.all([
      this.messages
        .find(filter)
        .sort({ _id: -1 })
        .limit(PAGE + 1)
        .lean(), // index {personId, _id}
      this.unread(personId),
    ]);
    const page = found.slice(0, PAGE);
    return {
      items: page.map((m) => {
        const { title, text, link } = MESSAGES[m.kind];
        return { id: m._id, title, text: fill(text, m.params), at: m.at.toISOString(), read: m.readAt !== null, link: fill(link, m.params) };
      }),
      unread,
      next: found.length > PAGE ? (page[PAGE - 1]?._id ?? null) : null,
    };
  }
  /**
   * Reading it again changes nothing.
   * @throws AppError message_unknown for one that is not this person's
   */
  async read(personId: string, id: string): Promise<void> {
    const r = await this.messages.updateOne({ _id: id, personId }, [{ $set: { readAt: { $ifNull: ['$readAt', this.clock.now()] } } }], {
      updatePipeline: true,
    });
    if (r.matchedCount === 0) throw new AppError('message_unknown');
  }
}
