import type { DepositAuthorisation as AuthorisationView } from '@binhai/shared/contract/deposit';
import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { EXPIRING_DAYS, ORDER_KEPT_DAYS } from '@binhai/shared/rules/deposit';
import { type AuthorisationEnding, authorisationStatesFor } from '@binhai/shared/states/deposit';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { ConsentsService, type Giver } from '../../consents/consents.service.js';
import { DEPOSIT_PURPOSE } from '../../consents/texts.js';
import { InboxService } from '../../messages/inbox.service.js';
import { PartnerWebhooks } from '../../partners/webhooks.service.js';
import { AccountsService } from '../../people/accounts.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/context.js';
import { newId } from '../../platform/id.js';
import { native } from '../../platform/native.js';
import { inTransaction } from '../../platform/transactions.js';
import { clientView } from './clients.service.js';
import { DepositAuthorisation, type DepositClient } from './deposit.schema.js';

const DAY_MS = 86_400_000;
/** Endings the person did not bring about and is told of. */
const TOLD = { replay: 'deposit_replayed', lose: 'deposit_lost', close: 'deposit_closed' } as const;
const isTold = (event: AuthorisationEnding): event is keyof typeof TOLD => event in TOLD;
const keyOf = (person: string, client: string) => `${person}|${client}`;
/** The life of authorisations: each change of state is one conditional update. */
@Injectable()
export class DepositAuthorisations {
  constructor(
    @InjectModel(DepositAuthorisation.name) private readonly authorisations: Model<DepositAuthorisation>,
    @InjectConnection() private readonly connection: Connection,
    private readonly consents: ConsentsService,
    private readonly inbox: InboxService,
    private readonly webhooks: PartnerWebhooks,
    private readonly clock: Clock,
    accounts: AccountsService,
  ) {
    accounts.whenJoined((from, into, session) => this.move(from, into, session));
    consents.whenWithdrawn(DEPOSIT_PURPOSE, (_, session, { personId, recipientId }) => this.withdrawn(personId, recipientId, session));
  }

  find(id: string): Promise<DepositAuthorisation | null> {
    return native(this.authorisations).findOne({ _id: id });
  }
  /** @throws AppError deposit_authorisation_unknown for one that is not this person's */
  async own(person: string, id: string): Promise<DepositAuthorisation> {
    const found = await native(this.authorisations).findOne({ _id: id, person });
    if (!found) throw new AppError('deposit_authorisation_unknown');
    return found;
  }
  current(person: string, client: string): Promise<DepositAuthorisation | null> {
    return native(this.authorisations).findOne({ key: keyOf(person, client) }); // unique index key
  }
  /** Those in force and those that ended lately, newest first. */
  async list(person: string): Promise<DepositAuthorisation[]> {
    const since = new Date(this.clock.ms() - ORDER_KEPT_DAYS * DAY_MS);
    return native(this.authorisations)
      .find({ person, $or: [{ endedAt: null }, { endedAt: { $gt: since } }] }) // index {person, since}
      .sort({ since: -1 })
      .limit(100)
      .toArray();
  }
  /** The person's agreement, given anew or found as it stands; what the operator will get hangs on it. */
  async grant(actor: Actor, client: DepositClient, textVersion: string, decidedFrom: string, session: ClientSession): Promise<string> {
    const { _id, organisationId } = client;
    const { personId } = actor;
    const consent = await this.consents.give(actor, { kind: 'organisation', id: organisationId }, DEPOSIT_PURPOSE, textVersion, session);
    const consentId = (await this.consents.use(personId, organisationId, DEPOSIT_PURPOSE, session)) ?? consent._id;
    const now = this.clock.now();
    const fresh: DepositAuthorisation = {
      _id: newId(),
      person: personId,
      client: _id,
      organisationId,
      consentId,
      state: 'granted',
      key: keyOf(personId, _id),
      since: now,
      usedAt: now,
      decidedFrom,
      endedAt: null,
      ended: null,
      goneAt: null,
    };
    const { _id: id, consentId: __, usedAt, ...first } = fresh;
    const kept = await native(this.authorisations).findOneAndUpdate(
      { key: keyOf(personId, _id) },
      { $set: { consentId, usedAt }, $setOnInsert: { _id: id, ...first } },
      { upsert: true, returnDocument: 'after', session },
    );
    return kept?._id ?? id;
  }
  /** The operator has come: false when it ended meanwhile. */
  async activate(id: string, decidedFrom: string, session: ClientSession): Promise<boolean> {
    const r = await native(this.authorisations).updateOne(
      { _id: id, state: { $in: authorisationStatesFor('exchange') } },
      { $set: { state: 'active', decidedFrom, usedAt: this.clock.now() } },
      { session },
    );
    return r.modifiedCount === 1;
  }
  /** Something is about to hang on an active one: written, so that an end at the same moment comes before or after. */
  async use(id: string, session: ClientSession): Promise<boolean> {
    const r = await native(this.authorisations).updateOne({ _id: id, state: 'active' }, { $set: { usedAt: this.clock.now() } }, { session });
    return r.matchedCount === 1;
  }
  /** Remembers from what it was decided that it goes on. */
  async decided(id: string, decidedFrom: string): Promise<void> {
    await native(this.authorisations).updateOne({ _id: id, state: 'active' }, { $set: { decidedFrom } });
  }
  /**
   * Ends one, once, with the consent it rests on; the operator hears that it did, never why. False when it had ended or may not end so from where it
   * stands.
   */
  async end(id: string, event: AuthorisationEnding, operator: string, within?: ClientSession): Promise<boolean> {
    const run = async (session: ClientSession): Promise<boolean> => {
      const before = await this.close({ _id: id }, event, session);
      if (!before) return false;
      // an expired consent has ended by itself
      if (event !== 'expire') await this.consents.withdrawFor(ourselves(before.person), before.organisationId, DEPOSIT_PURPOSE, session);
      if (isTold(event)) await this.inbox.add(before.person, TOLD[event], { operator }, session);
      return true;
    };
    return within ? run(within) : inTransaction(this.connection, run);
  }
  /** The person's own way out. A second one is done as well. */
  async withdraw(actor: Actor, id: string): Promise<void> {
    const { organisationId, state } = await this.own(actor.personId, id);
    if (state === 'ended') return;
    await inTransaction(this.connection, async (session) => {
      await this.close({ _id: id }, 'withdraw', session);
      await this.consents.withdrawFor(actor, organisationId, DEPOSIT_PURPOSE, session);
    });
  }
  async view(authorisation: DepositAuthorisation, client: DepositClient): Promise<AuthorisationView> {
    const { _id, person, organisationId, state, since, endedAt, ended } = authorisation;
    const now = this.clock.now();
    const consent = state === 'ended' ? null : await this.consents.activeFor(person, organisationId, DEPOSIT_PURPOSE, now);
    const until = consent?.until ?? null;
    return {
      id: _id,
      service: clientView(client),
      // past its last day it counts for nothing, whether the night has been here or not
      state: state === 'ended' || consent === null ? 'ended' : state,
      since: since.toISOString(),
      until,
      expiring: until !== null && until < addDays(localDateOf(now.getTime()), EXPIRING_DAYS),
      endedAt: endedAt?.toISOString() ?? null,
      ended: ended ?? (state !== 'ended' && consent === null ? 'expire' : null),
    };
  }
  /** Of those in this state, so many behind `after`, in the order of ids. Index {state, _id}. */
  walk(state: 'granted' | 'active', after: string, most: number): Promise<DepositAuthorisation[]> {
    return native(this.authorisations)
      .find({ state, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(most)
      .toArray();
  }

  /** By the consent centre, or with all consents when the account is given up. */
  private async withdrawn(person: string, organisationId: string, session: ClientSession): Promise<void> {
    await this.close({ person, organisationId, endedAt: null }, 'withdraw', session);
  }
  private async close(which: object, event: AuthorisationEnding, session: ClientSession): Promise<DepositAuthorisation | null> {
    const at = this.clock.now();
    const before = await native(this.authorisations).findOneAndUpdate(
      { ...which, state: { $in: authorisationStatesFor(event) } },
      { $set: { state: 'ended', ended: event, endedAt: at, goneAt: this.clock.machine(ORDER_KEPT_DAYS * DAY_MS) }, $unset: { key: '' } },
      { session, returnDocument: 'before' },
    );
    // an operator that never had it hears nothing
    if (before?.state === 'active') await this.webhooks.tell(before.organisationId, 'authorisation.ended', { authorisation: before._id }, session);
    return before;
  }
  /** Where both accounts authorised one operator, the other's stays and this one goes on beside it to its end. */
  private async move(from: string, into: string, session: ClientSession): Promise<void> {
    const open = await native(this.authorisations)
      .find({ person: from, key: { $gt: '' } }, { session })
      .toArray(); // index {person, since}
    for (const { _id, client } of open) {
      const key = keyOf(into, client);
      const taken = await native(this.authorisations).findOne({ key }, { session, projection: { _id: 1 } });
      await native(this.authorisations).updateOne({ _id }, taken ? { $unset: { key: '' } } : { $set: { key } }, { session });
    }
    await native(this.authorisations).updateMany({ person: from }, { $set: { person: into } }, { session });
  }
}
const ourselves = (personId: string): Giver => ({ personId, sessionId: null, channel: null });
