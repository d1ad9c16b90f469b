import type { BoundVoucher, ConsentText, ConsentView } from '@binhai/shared/contract/consents';
import { addMonths, endOfDay, type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AppError } from '../platform/app-error.js';
import { BatchedReader } from '../platform/batched-reader.js';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { timeId } from '../platform/id.js';
import { inTransaction } from '../platform/transactions.js';
import type { Access } from '../register/access.js';
import { LooksService } from '../register/looks.service.js';
import { Consent, type ConsentRecipient } from './consent.schema.js';
import { ConsentEvidenceService, type Doer } from './evidence.service.js';
import { type ConsentPurpose, currentVersion, isRenewable, monthsOf, type Named, SERVICES, textFor } from './texts.js';

/** Who acts: an actor, or a job on the person's behalf. */
export type Giver = Doer;
/** Which consent ended. */
export interface Ended {
  readonly personId: string;
  readonly recipientId: string;
  readonly purpose: ConsentPurpose;
}
/** Runs in the withdrawal's transaction: what else ends with the consent ends in the same moment. */
type WhenWithdrawn = (giver: Giver, session: ClientSession, which: Ended) => Promise<void>;
/** What a person is told of before it ends with a consent. Provided by the domain that owns it. */
export interface Binding {
  readonly named: (which: Ended, session?: ClientSession) => Promise<BoundVoucher[]>;
  readonly end: (which: Ended, session: ClientSession) => Promise<void>;
}
const EVIDENCE_MONTHS = 36;
const LOOKS_MS = 30 * 86_400_000;
/** There are at most as many in force as recipients and purposes; ended ones have no end. */
const ENDED_SHOWN = 100;
const keyOf = (personId: string, recipientId: string, purpose: ConsentPurpose) => `${personId}|${recipientId}|${purpose}`;
const evidenceEnd = (last: LocalDate): Date => new Date(endOfDay(addMonths(last, EVIDENCE_MONTHS)));
/** In force on a day: not past its end, and to the wording of today (a new one asks again, 个保法 14). */
const holds = (c: Pick<Consent, 'until' | 'textVersion' | 'purpose'>, today: LocalDate) =>
  (c.until === null || c.until >= today) && c.textVersion === currentVersion(c.purpose);

/** Consents: one per recipient and purpose (domain rule 15). Never cached: a withdrawal counts for the next read in any process. */
@Injectable()
export class ConsentsService {
  private readonly inForce: BatchedReader<Consent>;
  private readonly endings = new Map<ConsentPurpose, WhenWithdrawn[]>();
  private binding: Binding = { named: async () => [], end: async () => undefined };

  constructor(
    @InjectModel(Consent.name) private readonly consents: Model<Consent>,
    @InjectConnection() private readonly connection: Connection,
    private readonly organisations: OrganisationsService,
    private readonly evidence: ConsentEvidenceService,
    private readonly looks: LooksService,
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
    const run = async (s: ClientSession): Promise<Consent> => {
      const key = keyOf(giver.personId, recipient.id, purpose);
      const before = await this.consents.findOne({ key }, null, { session: s }).lean(); // unique index key
      if (before && holds(before, localDateOf(this.clock.ms()))) return before;
      if (before) await this.replace(giver, before, s);
      return this.write(giver, recipient, purpose, text, s);
    };
    return session ? run(session) : inTransaction(this.connection, run);
  }
  /**
   * Agrees anew before the end, or to a changed wording: a new consent from today in place of the old one, which stays as evidence. What is
   * bound to it lives on.
   * @throws AppError consent_unknown for one that is not this person's; consent_not_renewable when it has ended or is given in another way;
   * consent_text_outdated
   */
  async renew(giver: Giver, id: string, textVersion: string): Promise<Consent> {
    return inTransaction(this.connection, async (session) => {
      const c = await this.consents.findOne({ _id: id, personId: giver.personId }, null, { session }).lean();
      if (!c) throw new AppError('consent_unknown');
      if (!c.key || !isRenewable(c.purpose)) throw new AppError('consent_not_renewable');
      if (textVersion !== currentVersion(c.purpose)) throw new AppError('consent_text_outdated');
      const text = await this.text(c.recipient, c.purpose);
      await this.replace(giver, c, session);
      return this.write(giver, c.recipient, c.purpose, text, session);
    });
  }
  /** The consent in force at this instant, or null. Batched, un-cached, from the primary. */
  async activeFor(personId: string, recipientId: string, purpose: ConsentPurpose, at: Date): Promise<Consent | null> {
    const c = await this.inForce.get(keyOf(personId, recipientId, purpose));
    return c && holds(c, localDateOf(at.getTime())) ? c : null;
  }
  /** The id of the one in force, for something that is about to hang on it: written, so that a withdrawal at the same moment comes before or after. */
  async use(personId: string, recipientId: string, purpose: ConsentPurpose, session: ClientSession): Promise<string | null> {
    const now = this.clock.now();
    const c = await this.consents
      .findOneAndUpdate({ key: keyOf(personId, recipientId, purpose) }, { $set: { usedAt: now } }, { session, returnDocument: 'after' })
      .lean();
    return c && holds(c, localDateOf(now.getTime())) ? c._id : null;
  }
  /**
   * Ends it at once with all that is bound to it; a second withdrawal of the same consent is done as well. Answers when it ended.
   * @param named vouchers the person was told of
   * @throws AppError consent_unknown for one that is not this person's; consent_ends_more when others would end too
   */
  async withdraw(giver: Giver, id: string, named: readonly string[]): Promise<Date> {
    return inTransaction(this.connection, async (session) => {
      const c = await this.consents.findOne({ _id: id, personId: giver.personId }, null, { session }).lean();
      if (!c) throw new AppError('consent_unknown');
      if (!c.key) return c.withdrawnAt ?? c.replacedAt ?? this.clock.now();
      const ends = await this.binding.named(endedOf(c), session);
      if (ends.some((v) => !named.includes(v.id))) throw new AppError('consent_ends_more');
      return this.end(giver, c, session);
    });
  }
  /** Ends the one in force for this recipient and purpose, if there is one: for a domain with a way out of its own (credit opt-out). */
  async withdrawFor(giver: Giver, recipientId: string, purpose: ConsentPurpose, session: ClientSession): Promise<void> {
    const c = await this.consents.findOne({ key: keyOf(giver.personId, recipientId, purpose) }, null, { session }).lean();
    if (c) await this.end(giver, c, session);
  }
  /** All of the giver's to another account; where both agreed to the same, the other's stays in force and this is kept as evidence. */
  async move(giver: Giver, into: string, session: ClientSession): Promise<void> {
    const from = giver.personId;
    const open = await this.consents.find({ personId: from, key: { $exists: true } }, null, { session }).lean(); // index {personId, _id}
    for (const c of open) {
      const key = keyOf(into, c.recipient.id, c.purpose);
      if (await this.consents.exists({ key }).session(session)) await this.replace(giver, c, session);
      else await this.consents.updateOne({ _id: c._id }, { $set: { key } }, { session });
    }
    await this.consents.updateMany({ personId: from }, { $set: { personId: into } }, { session });
    await this.evidence.move(from, into, session);
  }
  /** Ends all but the one to the real name, without which an account that is given up could not be taken back by the same person. */
  async withdrawAll(giver: Giver, session: ClientSession): Promise<void> {
    const all = await this.consents.find({ personId: giver.personId, key: { $exists: true }, purpose: { $ne: 'real_name' } }, null, { session }).lean();
    for (const c of all) await this.end(giver, c, session);
  }
  async inForceCount(personId: string): Promise<number> {
    return this.consents.countDocuments({ personId, key: { $exists: true }, purpose: { $ne: 'real_name' } }); // index {personId, _id}
  }
  /** Registers what ends together with a consent of this purpose. */
  whenWithdrawn(purpose: ConsentPurpose, run: WhenWithdrawn): void {
    this.endings.set(purpose, [...(this.endings.get(purpose) ?? []), run]);
  }
  /** Registers what is bound to consents to organisations. */
  bind(binding: Binding): void {
    this.binding = binding;
  }
  /** Those that may be in force, all of them, then the last hundred that ended while their evidence is kept; newest first each. */
  async list(access: Access<'own_consents'>): Promise<{ items: ConsentView[] }> {
    const of = (inForce: boolean) => this.consents.find({ personId: access.subject, key: { $exists: inForce } }).sort({ _id: -1 }); // index {personId, _id}
    const since = new Date(this.clock.ms() - LOOKS_MS);
    const [open, ended, looks] = await Promise.all([of(true).lean(), of(false).limit(ENDED_SHOWN).lean(), this.looks.lately(access, since)]);
    const today = localDateOf(this.clock.ms());
    const items = await Promise.all(
      open.map(async (c) => ({
        ends: await this.binding.named(endedOf(c)),
        now: isRenewable(c.purpose) ? await this.text(c.recipient, c.purpose) : null,
        looked: looks.get(c.recipient.id),
      })),
    );
    return { items: [...open.map((c, i) => view(c, today, items[i])), ...ended.map((c) => view(c, today, { looked: looks.get(c.recipient.id) }))] };
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
  private async write(giver: Giver, recipient: ConsentRecipient, purpose: ConsentPurpose, text: ConsentText, session: ClientSession): Promise<Consent> {
    const since = this.clock.now();
    const months = monthsOf(purpose);
    const until = months === null ? null : addMonths(localDateOf(since.getTime()), months);
    const fresh: Consent = {
      _id: timeId(since),
      personId: giver.personId,
      recipient,
      purpose,
      key: keyOf(giver.personId, recipient.id, purpose),
      textVersion: text.version,
      text,
      sessionId: giver.sessionId ?? '',
      since,
      until,
      usedAt: null,
      withdrawnAt: null,
      replacedAt: null,
      evidenceUntil: until === null ? null : evidenceEnd(until),
    };
    await this.consents.collection.insertOne({ ...fresh } as never, { session });
    await this.evidence.add('given', giver, fresh, since, session);
    return fresh;
  }
  /** An expired one, one to an older text, one that is renewed makes room: its key goes, its evidence stays. */
  private async replace(giver: Giver, c: Consent, session: ClientSession): Promise<void> {
    const now = this.clock.now();
    await this.consents.updateOne(
      { _id: c._id },
      { $unset: { key: 1 }, $set: { replacedAt: now, evidenceUntil: evidenceEnd(localDateOf(now.getTime())) } },
      { session },
    );
    await this.evidence.add('replaced', giver, c, now, session);
  }
  private async end(giver: Giver, c: Consent, session: ClientSession): Promise<Date> {
    const now = this.clock.now();
    const evidenceUntil = evidenceEnd(localDateOf(now.getTime()));
    await this.consents.updateOne({ _id: c._id }, { $set: { withdrawnAt: now, evidenceUntil }, $unset: { key: 1 } }, { session });
    await this.evidence.add('withdrawn', giver, c, now, session);
    await faultPoint('consents.withdraw.between_writes');
    await this.binding.end(endedOf(c), session);
    for (const run of this.endings.get(c.purpose) ?? []) await run(giver, session, endedOf(c));
    return now;
  }
}

const endedOf = ({ personId, recipient, purpose }: Consent): Ended => ({ personId, recipientId: recipient.id, purpose });
const stateOf = (c: Consent, today: LocalDate): ConsentView['state'] => {
  if (c.withdrawnAt) return 'withdrawn';
  if (c.replacedAt || (c.until !== null && c.until < today)) return 'expired';
  // the grade keeps to what was agreed: a newer wording adds uses, and only those who agreed to it are in them (TRIAL_WORDINGS)
  return holds(c, today) || c.purpose === 'personal_grade' ? 'active' : 'outdated';
};
interface Beside {
  readonly ends?: BoundVoucher[];
  /** The wording of today, where it may be agreed to anew here. */
  readonly now?: ConsentText | null;
  readonly looked?: { readonly count: number; readonly last: Date } | undefined;
}
function view(c: Consent, today: LocalDate, { ends = [], now = null, looked }: Beside = {}): ConsentView {
  const state = stateOf(c, today);
  const months = monthsOf(c.purpose);
  const endedAt = c.withdrawnAt ?? c.replacedAt ?? (state === 'expired' && c.until ? new Date(endOfDay(c.until)) : null);
  return {
    id: c._id,
    recipient: c.text.recipient,
    purpose: c.text.purpose,
    state,
    since: c.since.toISOString(),
    until: c.until,
    endedAt: endedAt?.toISOString() ?? null,
    text: c.text,
    looks: { count: looked?.count ?? 0, last: looked?.last.toISOString() ?? null },
    ends,
    renewal: now && months !== null && (state === 'active' || state === 'outdated') ? { months, text: now } : null,
  };
}
