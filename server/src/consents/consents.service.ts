import type { ConsentText, ConsentView } from '@binhai/shared/contract/consents';
import { addMonths, endOfDay, type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AppError } from '../platform/app-error.js';
import { BatchedReader } from '../platform/batched-reader.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { faultPoint } from '../platform/faults.js';
import { timeId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { inTransaction } from '../platform/transactions.js';
import type { Access } from '../register/access.js';
import { Consent, type ConsentRecipient } from './consent.schema.js';
import { type ConsentPurpose, currentVersion, monthsOf, type Named, SERVICES, textFor } from './texts.js';

type Giver = Pick<Actor, 'personId' | 'sessionId'>;
/** Runs in the withdrawal's transaction: what else ends with the consent ends in the same moment. */
type WhenWithdrawn = (personId: string, session: ClientSession) => Promise<void>;
const EVIDENCE_MONTHS = 36;
/** There are at most as many in force as recipients and purposes; ended ones have no end. */
const ENDED_SHOWN = 100;
const keyOf = (personId: string, recipientId: string, purpose: ConsentPurpose) => `${personId}|${recipientId}|${purpose}`;
const evidenceEnd = (last: LocalDate): Date => new Date(endOfDay(addMonths(last, EVIDENCE_MONTHS)));

/** Consents: one per recipient and purpose (domain rule 15). Never cached: a withdrawal counts for the next read in any process. */
@Injectable()
export class ConsentsService {
  private readonly inForce: BatchedReader<Consent>;
  private readonly endings = new Map<ConsentPurpose, WhenWithdrawn[]>();

  constructor(
    @InjectModel(Consent.name) private readonly consents: Model<Consent>,
    @InjectConnection() private readonly connection: Connection,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {
    const fields = { key: 1, personId: 1, recipient: 1, purpose: 1, textVersion: 1, since: 1, until: 1 };
    this.inForce = new BatchedReader(() => this.consents.collection as never, fields, 'key');
  }

  /** The whole current text as shown before anybody agrees. Throws for an organisation that does not exist. */
  async text(recipient: ConsentRecipient, purpose: ConsentPurpose): Promise<ConsentText> {
    return textFor(purpose, await this.named(recipient));
  }
  /**
   * Records an agreement to the current text; the one in force already is answered as it is. Pass the session of a transaction to make it
   * part of that.
   * @throws AppError consent_text_outdated when another version was shown
   */
  async give(giver: Giver, recipient: ConsentRecipient, purpose: ConsentPurpose, textVersion: string, session?: ClientSession): Promise<Consent> {
    if (textVersion !== currentVersion(purpose)) throw new AppError('consent_text_outdated');
    const text = await this.text(recipient, purpose);
    const since = this.clock.now();
    const today = localDateOf(since.getTime());
    const key = keyOf(giver.personId, recipient.id, purpose);
    const options = session ? { session } : {};
    await this.closeStale(key, textVersion, today, since, options);
    const months = monthsOf(purpose);
    const until = months === null ? null : addMonths(today, months);
    const fresh: Omit<Consent, 'key'> = {
      _id: timeId(since),
      personId: giver.personId,
      recipient,
      purpose,
      textVersion,
      text,
      sessionId: giver.sessionId,
      since,
      until,
      withdrawnAt: null,
      replacedAt: null,
      evidenceUntil: until === null ? null : evidenceEnd(until),
    };
    const write = () =>
      this.consents
        .findOneAndUpdate({ key }, { $setOnInsert: fresh }, { upsert: true, returnDocument: 'after', ...options })
        .lean()
        .orFail();
    try {
      return await write();
    } catch (e) {
      // two at once: the other's is the one in force. Inside a transaction the caller's retry meets it.
      if (session || !isDuplicateKey(e, 'key')) throw e;
      return write();
    }
  }
  /** The consent in force at this instant, or null. Batched, un-cached, from the primary. */
  async activeFor(personId: string, recipientId: string, purpose: ConsentPurpose, at: Date): Promise<Consent | null> {
    const c = await this.inForce.get(keyOf(personId, recipientId, purpose));
    return c && (c.until === null || c.until >= localDateOf(at.getTime())) ? c : null;
  }
  /**
   * Ends it at once; a second withdrawal of the same consent is done as well.
   * @throws AppError consent_unknown for one that is not this person's
   */
  async withdraw(giver: Giver, id: string): Promise<void> {
    await inTransaction(this.connection, async (session) => {
      const c = await this.consents.findOne({ _id: id, personId: giver.personId }, { purpose: 1 }, { session }).lean();
      if (!c) throw new AppError('consent_unknown');
      await this.end({ _id: id, key: { $exists: true } }, c.purpose, giver.personId, session);
    });
  }
  /** Ends the one in force for this recipient and purpose, if there is one: for a domain with a way out of its own (credit opt-out). */
  async withdrawFor(personId: string, recipientId: string, purpose: ConsentPurpose, session: ClientSession): Promise<void> {
    await this.end({ key: keyOf(personId, recipientId, purpose) }, purpose, personId, session);
  }
  /** Registers what ends together with a consent of this purpose. */
  whenWithdrawn(purpose: ConsentPurpose, run: WhenWithdrawn): void {
    this.endings.set(purpose, [...(this.endings.get(purpose) ?? []), run]);
  }
  /** Those in force, all of them, then the last hundred that ended while their evidence is kept; newest first each. */
  async list(access: Access<'own_consents'>): Promise<{ items: ConsentView[] }> {
    const of = (inForce: boolean) => this.consents.find({ personId: access.subject, key: { $exists: inForce } }).sort({ _id: -1 }); // index {personId, _id}
    const [open, ended] = await Promise.all([of(true).lean(), of(false).limit(ENDED_SHOWN).lean()]);
    const today = localDateOf(this.clock.ms());
    return { items: [...open, ...ended].map((c) => view(c, today)) };
  }

  private async named(recipient: ConsentRecipient): Promise<Named> {
    if (recipient.kind === 'service') {
      const service = Object.entries(SERVICES).find(([id]) => id === recipient.id)?.[1];
      if (!service) throw new Error(`consent: no service ${recipient.id}`);
      return service;
    }
    const organisation = await this.organisations.get(recipient.id);
    if (!organisation) throw new Error(`consent: no organisation ${recipient.id}`);
    return organisation;
  }
  /** An expired one, or one to an older text, makes room: its key goes, its evidence stays. */
  private async closeStale(key: string, version: string, today: LocalDate, now: Date, options: { session?: ClientSession }): Promise<void> {
    await this.consents.updateOne(
      { key, $or: [{ until: { $ne: null, $lt: today } }, { textVersion: { $ne: version } }] },
      { $unset: { key: 1 }, $set: { replacedAt: now, evidenceUntil: evidenceEnd(today) } },
      options,
    );
  }
  private async end(filter: object, purpose: ConsentPurpose, personId: string, session: ClientSession): Promise<void> {
    const now = this.clock.now();
    const evidenceUntil = evidenceEnd(localDateOf(now.getTime()));
    const r = await this.consents.updateOne(filter, { $set: { withdrawnAt: now, evidenceUntil }, $unset: { key: 1 } }, { session });
    await faultPoint('consents.withdraw.between_writes');
    if (r.modifiedCount) for (const run of this.endings.get(purpose) ?? []) await run(personId, session);
  }
}

function view(c: Consent, today: LocalDate): ConsentView {
  const expired = c.until !== null && c.until < today;
  const endedAt = c.withdrawnAt ?? c.replacedAt ?? (expired && c.until ? new Date(endOfDay(c.until)) : null);
  return {
    id: c._id,
    recipient: c.text.recipient,
    purpose: c.text.purpose,
    state: c.withdrawnAt ? 'withdrawn' : endedAt ? 'expired' : 'active',
    since: c.since.toISOString(),
    until: c.until,
    endedAt: endedAt?.toISOString() ?? null,
    text: c.text,
  };
}
