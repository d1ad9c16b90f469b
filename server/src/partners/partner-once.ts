import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { PartnerActor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { native } from '../platform/native.js';
import { requestHash } from '../platform/request-hash.js';
import { createOrFind } from '../platform/transactions.js';
import { Idempotency } from './partner.schema.js';

const HOUR_MS = 3_600_000;
/** How long a request's key is remembered (architecture rule 1). */
export const KEY_MS = 48 * HOUR_MS;
/** How long an event's number is remembered: a day longer than anything an event makes is kept, so a late one is refused by its own date first. */
export const EVENT_MS = 31 * 24 * HOUR_MS;

/** Of an event: `known` when it was taken before, and changed nothing this time. */
export interface Taken<R> {
  readonly known: boolean;
  readonly reply: R;
}

/**
 * Once only for what partners send: the key and the reply are written in the transaction of the effect, under a unique id. A refusal writes
 * nothing, so it is not remembered and the same key may be tried again. Replies hold nothing that names a person.
 */
@Injectable()
export class PartnerOnce {
  constructor(
    @InjectModel(Idempotency.name) private readonly done: Model<Idempotency>,
    @InjectConnection() private readonly connection: Connection,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /**
   * The effect of a request with an Idempotency-Key (an endpoint with `idempotent`). `work` runs in a transaction and passes its session on;
   * it may run several times. The same request again gets the same reply.
   * @throws AppError partner_idempotency_reused for the same key with another request; whatever `work` throws
   */
  async request<R extends object>(partner: PartnerActor, work: (session: ClientSession) => Promise<R>): Promise<R> {
    if (partner.idempotencyKey === null) throw new Error('the endpoint is not idempotent: true');
    const row = { _id: `${partner.id}|key|${partner.idempotencyKey}`, bodyHash: this.hash(partner.asked), goneAt: this.clock.machine(KEY_MS) };
    const { value } = await this.once(row, work, 'partner_idempotency_reused');
    return value;
  }
  /**
   * The effect of one event under its natural key (partner, event number); several may come in one request. Before it is called the caller knows
   * that the event is about somebody who agreed to this partner: of anything else not even the number may be kept.
   * @param body the event as it came, in a fixed order
   * @throws AppError partner_event_reused for the same number with another body; whatever `work` throws
   */
  async event<R extends object>(
    partner: Pick<PartnerActor, 'id'>,
    eventId: string,
    body: readonly (string | number | null)[],
    work: (session: ClientSession) => Promise<R>,
  ): Promise<Taken<R>> {
    const row = { _id: `${partner.id}|event|${eventId}`, bodyHash: this.hash(requestHash(...body)), goneAt: this.clock.machine(EVENT_MS) };
    const { created, value } = await this.once(row, work, 'partner_event_reused');
    return { known: !created, reply: value };
  }

  private async once<R extends object>(
    row: Omit<Idempotency, 'reply'>,
    work: (session: ClientSession) => Promise<R>,
    reused: 'partner_idempotency_reused' | 'partner_event_reused',
  ): Promise<{ created: boolean; value: R }> {
    const { _id, bodyHash } = row;
    const done = native(this.done);
    const before = async (): Promise<R | null> => {
      const found = await done.findOne({ _id }, { readPreference: 'primary' });
      if (found && found.bodyHash !== bodyHash) throw new AppError(reused);
      return found ? (found.reply as R) : null;
    };
    // the usual repeat costs one read; of two at the same moment the unique _id lets one through
    const known = await before();
    if (known) return { created: false, value: known };
    return createOrFind(
      this.connection,
      '_id_',
      async (session) => {
        await done.insertOne({ ...row, reply: null }, { session }); // first: the other caller waits here, not behind the effect
        const reply = await work(session);
        await done.updateOne({ _id }, { $set: { reply } }, { session });
        return reply;
      },
      before,
    );
  }
  private hash(asked: string): string {
    return this.cipher.steady('partners.asked', asked);
  }
}
