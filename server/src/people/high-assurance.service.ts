import type { ConsentText } from '@binhai/shared/contract/consents';
import { maskName } from '@binhai/shared/text/mask';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model, mongo } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { ConsentsService } from '../consents/consents.service.js';
import { InboxService } from '../messages/inbox.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { HighPort, type HighProvider, type IdentityQuestion } from '../ports/identity.port.js';
import { PortDown } from '../ports/port-down.js';
import type { Access } from '../register/access.js';
import { HighTicket, type Joining } from './high-ticket.schema.js';
import { Person } from './person.schema.js';
import { RealNameService } from './real-name.service.js';

export interface Begun {
  readonly ticket: string;
  readonly validFor: number;
  readonly sandbox: boolean;
}
/** Seconds in which a proof is done and fetched. */
export const TICKET_FOR = 600;
const FACE_CHECK = { kind: 'service', id: 'face_check' } as const;
/** One of the providers; for a face also the version of the text that was shown. */
export interface Choice {
  readonly provider: HighProvider;
  readonly faceTextVersion?: string | undefined;
}
const place = (id: string) => ({ collection: 'high_tickets', field: 'reference', id }) as const;

/** Real name, high level: proven to be the person, by a provider of the person's choice, once per device (product A2). */
@Injectable()
export class HighAssuranceService {
  private readonly log = new Logger('high-assurance');

  constructor(
    @InjectModel(HighTicket.name) private readonly tickets: Model<HighTicket>,
    @InjectModel(Person.name) private readonly people: Model<Person>,
    @InjectConnection() private readonly connection: Connection,
    private readonly realName: RealNameService,
    private readonly consents: ConsentsService,
    private readonly port: HighPort,
    private readonly inbox: InboxService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws AppError identity_service_down */
  async start(access: Access<'real_name'>, actor: Actor, choice: Choice): Promise<Begun> {
    return this.begin(actor, choice, await this.realName.question(access));
  }
  /** A proof of this name and number, in this session. @throws AppError identity_service_down; consent_required, consent_text_outdated for a face */
  async begin(actor: Actor, { provider, faceTextVersion }: Choice, question: IdentityQuestion, join?: Joining): Promise<Begun> {
    if (provider === 'face') await this.agreed(actor, faceTextVersion);
    const reference = await this.ask(() => this.port.start(provider, question));
    const ticket = newId();
    const _id = this.idOf(ticket);
    const doc: HighTicket = {
      _id,
      personId: actor.personId,
      sessionId: actor.sessionId,
      provider,
      reference: this.cipher.seal(place(_id), reference),
      until: new Date(this.clock.ms() + TICKET_FOR * 1000),
      ...(join && { join }),
      usedAt: null,
      goneAt: this.clock.machine(2 * TICKET_FOR * 1000),
    };
    await native(this.tickets).insertOne(doc, { writeConcern: { w: 'majority' } });
    return { ticket, validFor: TICKET_FOR, sandbox: this.config.SANDBOX };
  }
  /**
   * Fetches the outcome, once. A provider that is down leaves the ticket usable.
   * @throws AppError identity_ticket_invalid (unknown, another session's, used, over, not finished), identity_mismatch, identity_service_down
   */
  async finish(access: Access<'real_name'>, actor: Actor, ticket: string): Promise<{ assurance: 'high'; maskedName: string }> {
    const question = await this.realName.question(access);
    await this.prove(actor, ticket, question, { join: { $exists: false } });
    const now = this.clock.now();
    await inTransaction(this.connection, async (session) => {
      const r = await this.people.updateOne(
        { _id: actor.personId, frozenAt: null, numberHash: { $exists: true }, 'sessions.id': actor.sessionId },
        { $set: { assurance: 'high', 'sessions.$.high': true, 'sessions.$.highAt': now } },
        { session },
      );
      if (r.matchedCount === 0) throw new AppError('identity_ticket_invalid'); // logged out, frozen or withdrawn meanwhile
      await this.inbox.add(actor.personId, 'high_done', {}, session);
    });
    return { assurance: 'high', maskedName: maskName(question.name) };
  }
  /** The accounts this proof is to join; nothing is spent. @throws AppError identity_ticket_invalid */
  async joining(actor: Actor, ticket: string): Promise<Joining> {
    const doc = await this.tickets.findOne({ _id: this.idOf(ticket), ...this.open(actor), join: { $exists: true } }, { join: 1 }).lean();
    if (!doc?.join) throw new AppError('identity_ticket_invalid');
    return doc.join;
  }
  /**
   * Spends the ticket and asks the provider for the outcome; one that is down leaves it usable.
   * @throws AppError identity_ticket_invalid, identity_mismatch, identity_service_down
   */
  async prove(actor: Actor, ticket: string, question: IdentityQuestion, also: mongo.Filter<HighTicket>): Promise<void> {
    const _id = this.idOf(ticket);
    const doc = await native(this.tickets).findOneAndUpdate(
      { _id, ...this.open(actor), ...also },
      { $set: { usedAt: this.clock.now() } },
      { returnDocument: 'after', writeConcern: { w: 'majority' } },
    );
    if (!doc) throw new AppError('identity_ticket_invalid');
    const outcome = await this.ask(() => this.port.outcome(doc.provider, this.cipher.open(place(_id), doc.reference), question)).catch(async (e: unknown) => {
      await this.tickets.updateOne({ _id }, { $set: { usedAt: null } });
      throw e;
    });
    if (outcome === 'not_finished') throw new AppError('identity_ticket_invalid');
    if (outcome === 'another_person') throw new AppError('identity_mismatch');
  }
  /** A person proven outside a session, at the window: the level without a device. */
  async provenAtWindow(personId: string): Promise<void> {
    await this.people.updateOne({ _id: personId, numberHash: { $exists: true } }, { $set: { assurance: 'high' } });
  }

  private open(actor: Actor) {
    return { personId: actor.personId, sessionId: actor.sessionId, usedAt: null, until: { $gt: this.clock.now() } };
  }
  /** What a person agrees to, apart from everything else, before a face is looked at. */
  faceText(): Promise<ConsentText> {
    return this.consents.text(FACE_CHECK, 'face');
  }
  /** A face is looked at by a consent of its own, asked for once and again after a withdrawal (个保法 29). */
  private async agreed(actor: Actor, textVersion: string | undefined): Promise<void> {
    if (await this.consents.activeFor(actor.personId, FACE_CHECK.id, 'face', this.clock.now())) return;
    if (textVersion === undefined) throw new AppError('consent_required');
    await this.consents.give(actor, FACE_CHECK, 'face', textVersion);
  }
  private async ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (e) {
      this.log.error(e instanceof PortDown ? e.message : 'provider: failed');
      throw new AppError('identity_service_down');
    }
  }
  private idOf(ticket: string): string {
    return this.cipher.steady('high_tickets.ticket', ticket);
  }
}
