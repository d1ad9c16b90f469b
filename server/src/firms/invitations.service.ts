import type { InvitationView } from '@binhai/shared/contract/firms';
import type { FirmScope } from '@binhai/shared/contract/http';
import { addDays, addMonths, isLocalDate, type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { maskMobile } from '@binhai/shared/text/mask';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { among } from '../platform/hashed-fields.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import type { Access } from '../register/access.js';
import { FirmActsService, type Hand } from './firm-acts.service.js';
import { FirmInvitation } from './invitation.schema.js';

export interface Terms {
  readonly scope: readonly FirmScope[];
  /** Last day, in full. */
  readonly until: LocalDate;
}
/** Days in which an invitation is answered. */
const OPEN_DAYS = 14;
const LONGEST_MONTHS = 24;
const place = (id: string) => ({ collection: 'firm_invitations', field: 'phone', id }) as const;

/** Appointments of handlers: offered by one side, taken up by the other (product A8). */
@Injectable()
export class InvitationsService {
  constructor(
    @InjectModel(FirmInvitation.name) private readonly invitations: Model<FirmInvitation>,
    @InjectConnection() private readonly connection: Connection,
    private readonly memberships: MembershipsService,
    private readonly organisations: OrganisationsService,
    private readonly accounts: AccountsService,
    private readonly acts: FirmActsService,
    private readonly inbox: InboxService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** The representative invites a phone; whether it has an account is told to nobody. @throws AppError firm_until_invalid, firm_already */
  async invite(by: Hand, organisationId: string, phone: string, terms: Terms): Promise<void> {
    const invited = await this.accounts.byPhone(phone);
    await this.open(organisationId, 'invited', phone, terms, by, async (firm, session) => {
      if (invited) await this.inbox.add(invited, 'firm_invited', { firm }, session);
    });
  }
  /** A person asks the representative for it. @throws AppError firm_until_invalid, firm_already, firm_not_bound */
  async ask(access: Access<'own_account'>, actor: Actor, uscc: string, terms: Terms): Promise<void> {
    const firm = await this.organisations.byCode(uscc);
    const [representative] = firm ? await this.memberships.inRole(firm._id, 'representative') : [];
    const phone = await this.accounts.phoneOf(access);
    if (!firm || !representative || !phone) throw new AppError('firm_not_bound');
    if ((await this.memberships.of(actor.personId)).some((m) => m.organisationId === firm._id)) throw new AppError('firm_already');
    await this.open(firm._id, 'asked', phone, terms, { personId: actor.personId, staffNumber: '本人' }, (name, session) =>
      this.inbox.add(representative.personId, 'firm_asked', { firm: name }, session),
    );
  }
  /**
   * The person's word: takes up or declines an invitation; withdraws what was asked for.
   * @throws AppError firm_invitation_unknown (not for this person, answered, past its days), firm_already
   */
  async answer(actor: Actor, id: string, accept: boolean): Promise<void> {
    const phoneHash = await this.accounts.phoneHashOf(actor.personId);
    const hand = { personId: actor.personId, staffNumber: '本人' };
    await this.settle({ _id: id, phoneHash: among(phoneHash ?? ''), ...(accept && { kind: 'invited' as const }) }, accept, actor.personId, hand);
  }
  /** The representative's word on what was asked for, or the end of an own invitation. @throws AppError as `answer` */
  async confirm(by: Hand, organisationId: string, id: string, accept: boolean): Promise<void> {
    await this.settle({ _id: id, organisationId, ...(accept && { kind: 'asked' as const }) }, accept, null, by);
  }
  /** With a new representative everything that waits begins anew. */
  async revokeAll(organisationId: string, session: ClientSession): Promise<void> {
    const revoked = { $set: { state: 'revoked', answeredAt: this.clock.now() }, $unset: { open: 1 } } as const;
    await native(this.invitations).updateMany({ organisationId, state: 'pending' }, revoked, { session }); // index {organisationId, state}
  }
  /** What waits for a person, or was asked for by them. */
  async forPerson(personId: string): Promise<InvitationView[]> {
    const phoneHash = await this.accounts.phoneHashOf(personId);
    if (!phoneHash) return [];
    const found = await native(this.invitations)
      .find({ phoneHash: among(phoneHash), ...this.waiting() })
      .toArray(); // index {phoneHash, state}
    const firms = await Promise.all(found.map((i) => this.organisations.get(i.organisationId)));
    return found.map((i, n) => ({ ...lineOf(i), firm: { name: firms[n]?.name ?? '', uscc: firms[n]?.uscc ?? '' } }));
  }
  /** What waits in a firm. */
  async forFirm(organisationId: string) {
    const found = await native(this.invitations)
      .find({ organisationId, ...this.waiting() })
      .toArray(); // index {organisationId, state}
    return found.map((i) => ({ ...lineOf(i), maskedPhone: maskMobile(this.cipher.open(place(i._id), i.phone)) }));
  }

  private waiting() {
    const today = this.today();
    return { state: 'pending' as const, closesOn: { $gte: today }, until: { $gte: today } };
  }
  private today(): LocalDate {
    return localDateOf(this.clock.ms());
  }
  private async open(
    organisationId: string,
    kind: FirmInvitation['kind'],
    phone: string,
    { scope, until }: Terms,
    by: Hand,
    tell: (firm: string, session: ClientSession) => Promise<void>,
  ): Promise<void> {
    const today = this.today();
    if (!isLocalDate(until) || until < today || until > addMonths(today, LONGEST_MONTHS)) throw new AppError('firm_until_invalid');
    const firm = await this.organisations.get(organisationId);
    const [_id, phoneHash, at] = [newId(), this.accounts.phoneHash(phone), this.clock.now()];
    const open = this.accounts.phoneHash(phone, `${organisationId}|`);
    const fresh: FirmInvitation = {
      _id,
      organisationId,
      kind,
      state: 'pending',
      phone: this.cipher.seal(place(_id), phone),
      phoneHash,
      open,
      scope: [...new Set(scope)],
      until,
      closesOn: addDays(today, OPEN_DAYS),
      by: by.personId,
      createdAt: at,
      answeredAt: null,
    };
    try {
      await inTransaction(this.connection, async (session) => {
        // one that nobody answered in its days makes room
        await native(this.invitations).updateOne(
          { open: among(open), $or: [{ closesOn: { $lt: today } }, { until: { $lt: today } }] },
          { $unset: { open: 1 } },
          { session },
        );
        await native(this.invitations).insertOne(fresh, { session });
        await this.acts.add(organisationId, kind, by, maskMobile(phone), session);
        await tell(firm?.name ?? '', session);
      });
    } catch (e) {
      if (isDuplicateKey(e, 'open')) throw new AppError('firm_already');
      throw e;
    }
  }
  private async settle(which: mongo.Filter<FirmInvitation>, accept: boolean, own: string | null, by: Hand): Promise<void> {
    try {
      await inTransaction(this.connection, async (session) => {
        const i = await native(this.invitations).findOneAndUpdate(
          { ...which, ...this.waiting() },
          { $set: { state: accept ? 'accepted' : 'declined', answeredAt: this.clock.now() }, $unset: { open: 1 } },
          { session, returnDocument: 'before' },
        );
        if (!i) throw new AppError('firm_invitation_unknown');
        const firm = (await this.organisations.get(i.organisationId))?.name ?? '';
        const handler = own ?? (i.kind === 'asked' ? i.by : null);
        const hand = accept && handler ? await this.appoint(i, handler, by, session) : by;
        const mine = own ? i.kind === 'asked' : i.kind === 'invited';
        await this.acts.add(i.organisationId, accept ? (own ? 'accepted' : 'confirmed') : mine ? 'revoked' : 'declined', hand, hand.staffNumber, session);
        const other = i.by === by.personId ? null : i.by;
        if (other) await this.inbox.add(other, 'firm_answered', { firm, answer: accept ? '已同意' : '对方没有同意' }, session);
      });
    } catch (e) {
      if (isDuplicateKey(e, 'personId')) throw new AppError('firm_already');
      if (isDuplicateKey(e)) throw new AppError('service_busy', { retryAfter: 1 }); // two got the same number at once: the second tries again
      throw e;
    }
  }
  private async appoint(i: FirmInvitation, personId: string, by: Hand, session: ClientSession): Promise<Hand> {
    const representing = await this.memberships.inRole(i.organisationId, 'representative', session);
    if (representing.some((m) => m.personId === personId)) throw new AppError('firm_already');
    const staffNumber = await this.memberships.nextNumber(i.organisationId, 'B', session);
    const { organisationId, scope, until } = i;
    await this.memberships.add({ personId, organisationId, role: 'handler', staffNumber, scope, until }, session);
    return by.personId === personId ? { personId, staffNumber } : by;
  }
}
const lineOf = ({ _id, kind, scope, until, createdAt }: FirmInvitation) => ({ id: _id, kind, scope, until, at: createdAt.toISOString() });
