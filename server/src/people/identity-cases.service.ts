import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { CaseView, decideCase, identityCase, identityCases, proposeCase } from '@binhai/shared/contract/identity-cases';
import { localDateOf } from '@binhai/shared/dates/dates';
import { checkIdentity } from '@binhai/shared/identifiers/identity';
import { maskMobile, maskName, maskNumber } from '@binhai/shared/text/mask';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { among } from '../platform/hashed-fields.js';
import { timeId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { NUMBER_HASH } from '../records/records.service.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { phoneOf } from '../sessions/sessions.service.js';
import { AccountJoinService, closedInto } from './account-join.service.js';
import { AccountsService, placeOf } from './accounts.service.js';
import { type CaseHand, type CaseStep, IdentityCase } from './identity-case.schema.js';
import { Person } from './person.schema.js';

const PAGE = 20;
const OWN_REASON = '本人在手机上申请冻结';
const place = (id: string) => ({ collection: 'identity_cases', field: 'phone', id }) as const;

/**
 * 有人冒用我的身份 (product A2): freezing ends every session and stops every code at once, on the person's word alone; what follows is decided
 * at the window, by two people, with the document in hand: unfrozen, or handed over to whom the identity belongs.
 */
@Injectable()
export class IdentityCasesService {
  constructor(
    @InjectModel(IdentityCase.name) private readonly cases: Model<IdentityCase>,
    @InjectModel(Person.name) private readonly people: Model<Person>,
    @InjectConnection() private readonly connection: Connection,
    private readonly accounts: AccountsService,
    private readonly join: AccountJoinService,
    private readonly memberships: MembershipsService,
    private readonly register: RegisterService,
    private readonly inbox: InboxService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  async freezeOwn(personId: string): Promise<void> {
    await this.freeze(personId, { personId, organisationId: null }, OWN_REASON);
  }
  /** Whoever stands there with the document has the account frozen that holds its number. @throws AppError identity_number_invalid, identity_case_none */
  async freezeAtWindow(actor: Actor, { number, reason }: { number: string; reason: string }): Promise<void> {
    const id = checkIdentity(number, localDateOf(this.clock.ms()));
    if (!id.ok) throw new AppError('identity_number_invalid');
    const person = await this.people.findOne({ numberHash: among(this.cipher.hashed(NUMBER_HASH, id.value)) }, { _id: 1 }).lean(); // unique index
    if (!person) throw new AppError('identity_case_none');
    await this.freeze(person._id, hand(actor), reason);
  }
  /** Newest first; no case tells whom it is about. */
  async page({ query: { state, after } }: ParsedOf<typeof identityCases>): Promise<ReplyOf<typeof identityCases>> {
    const states = state === 'closed' ? ['closed' as const] : state === 'waiting' ? ['open' as const, 'proposed' as const] : undefined;
    const found = await native(this.cases) // index {state, _id}
      .find({ ...(states && { state: { $in: states } }), ...(after && { _id: { $lt: after } }) })
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const items = await this.views(found.slice(0, PAGE));
    return { items, next: found.length > PAGE ? (items.at(-1)?.id ?? null) : null };
  }
  /** For comparing with the document on the desk: masked, and a look of its own. @throws AppError identity_case_unknown */
  async one(actor: Actor, { params }: ParsedOf<typeof identityCase>): Promise<ReplyOf<typeof identityCase>> {
    const c = await this.known(params.id);
    const { subject } = await this.register.other({
      subject: c.personId,
      kind: 'staff',
      actor: actor.personId,
      ...(actor.organisationId !== null && { organisationId: actor.organisationId }),
      purpose: 'identity_case',
      basis: BASES.identityCase,
      items: ['姓名（部分）', '证件号码（部分）', '手机号（部分）'],
    });
    const person = await this.people.findById(subject, { name: 1, number: 1, phone: 1 }).lean();
    const open = (field: 'name' | 'number' | 'phone') => {
      const sealed = person?.[field];
      return sealed === undefined ? '' : this.cipher.open(placeOf(subject, field), sealed);
    };
    const [view] = await this.views([c]);
    if (!view) throw new AppError('identity_case_unknown');
    return { case: view, maskedName: maskName(open('name')), maskedNumber: maskNumber(open('number')), maskedPhone: maskMobile(open('phone')) };
  }
  /** @throws AppError identity_case_unknown, identity_case_closed, identity_phone_taken, input_invalid (phone) */
  async propose(actor: Actor, { params, body }: ParsedOf<typeof proposeCase>): Promise<void> {
    const c = await this.known(params.id);
    const phone = body.decision === 'hand_over' ? phoneOf(body.phone ?? '') : null;
    if (phone) await this.free(phone, c.personId);
    const proposal: CaseStep = {
      ...hand(actor),
      decision: body.decision,
      reason: body.reason,
      at: this.clock.now(),
      ...(phone && { phone: this.cipher.seal(place(c._id), phone) }),
    };
    const r = await native(this.cases).updateOne({ _id: c._id, state: 'open' }, { $set: { state: 'proposed', proposal } }, { writeConcern: { w: 'majority' } });
    if (r.modifiedCount === 0) throw new AppError('identity_case_closed');
  }
  /**
   * The second person's word. Agreed, it takes effect in the same transaction; refused, the case is open again.
   * @throws AppError identity_case_unknown, identity_case_own, identity_case_closed, identity_phone_taken
   */
  async decide(actor: Actor, { params, body }: ParsedOf<typeof decideCase>): Promise<void> {
    const c = await this.known(params.id);
    const { proposal } = c;
    if (c.state !== 'proposed' || !proposal) throw new AppError('identity_case_closed');
    if (proposal.personId === actor.personId) throw new AppError('identity_case_own');
    const same = { _id: c._id, state: 'proposed' as const, 'proposal.at': proposal.at };
    if (!body.agree) {
      const back = await native(this.cases).updateOne(same, { $set: { state: 'open', proposal: null } }, { writeConcern: { w: 'majority' } });
      if (back.modifiedCount === 0) throw new AppError('identity_case_closed');
      return;
    }
    const outcome: CaseStep = { ...hand(actor), decision: proposal.decision, reason: body.reason, at: this.clock.now() };
    await inTransaction(this.connection, async (session) => {
      const r = await native(this.cases).updateOne(same, { $set: { state: 'closed', outcome }, $unset: { open: 1 } }, { session });
      if (r.modifiedCount === 0) throw new AppError('identity_case_closed');
      if (proposal.decision === 'hand_over' && proposal.phone) await this.handOver(c.personId, this.cipher.open(place(c._id), proposal.phone), session);
      else await this.people.updateOne({ _id: c.personId }, { $set: { frozenAt: null } }, { session });
      await this.inbox.add(c.personId, proposal.decision === 'hand_over' ? 'case_handed_over' : 'case_unfrozen', {}, session);
    });
  }

  private async freeze(personId: string, by: CaseHand, reason: string): Promise<void> {
    const at = this.clock.now();
    const fresh: IdentityCase = {
      _id: timeId(at),
      personId,
      open: personId,
      state: 'open',
      openedBy: by,
      reason,
      openedAt: at,
      proposal: null,
      outcome: null,
    };
    try {
      await inTransaction(this.connection, async (session) => {
        await this.accounts.freeze(personId, session);
        await native(this.cases).insertOne(fresh, { session });
      });
    } catch (e) {
      if (!isDuplicateKey(e, 'open')) throw e; // frozen already: the case that is open goes on
    }
  }
  /** The account answers to this phone and to nothing else; its new holder proves the high level on the own phone. */
  private async handOver(personId: string, phone: string, session: ClientSession): Promise<void> {
    const other = await this.free(phone, personId, session);
    if (other) {
      await this.people.updateOne({ _id: other }, closedInto(personId, this.clock.now()), { session });
      await this.join.moveAll({ personId: other, sessionId: null, channel: null }, personId, session);
    }
    const handle = { phone: this.cipher.seal(placeOf(personId, 'phone'), phone), phoneHash: this.accounts.phoneHash(phone) };
    await this.people.updateOne(
      { _id: personId },
      {
        $set: { ...handle, frozenAt: null, assurance: 'basic', sessions: [] },
        $inc: { epoch: 1 },
        $unset: { wechatHash: 1 },
        ...(other && { $addToSet: { joined: other } }),
      },
      { session },
    );
  }
  /** The account without a real name that this phone has, if it has one. @throws AppError identity_phone_taken */
  private async free(phone: string, personId: string, session?: ClientSession): Promise<string | null> {
    const holder = await this.people
      .findOne({ phoneHash: among(this.accounts.phoneHash(phone)) }, { numberHash: 1, frozenAt: 1 }, session ? { session } : {}) // unique index
      .lean();
    if (!holder || holder._id === personId) return null;
    if (holder.numberHash || holder.frozenAt) throw new AppError('identity_phone_taken');
    return holder._id;
  }
  private async known(id: string): Promise<IdentityCase> {
    const c = await native(this.cases).findOne({ _id: id });
    if (!c) throw new AppError('identity_case_unknown');
    return c;
  }
  private async views(cases: readonly IdentityCase[]): Promise<CaseView[]> {
    const hands = cases
      .flatMap((c) => [c.openedBy, c.proposal, c.outcome])
      .flatMap((h) => (h && h.organisationId !== null ? [{ personId: h.personId, organisationId: h.organisationId }] : []));
    const names = await this.memberships.who(hands);
    const who = (h: CaseHand) => (h.organisationId === null ? '本人在手机上' : (names.get(`${h.personId}|${h.organisationId}`) ?? ''));
    const step = (s: CaseStep | null) => s && { decision: s.decision, reason: s.reason, by: who(s), at: s.at.toISOString() };
    return cases.map((c) => ({
      id: c._id,
      state: c.state,
      openedAt: c.openedAt.toISOString(),
      openedBy: who(c.openedBy),
      reason: c.reason,
      proposal: step(c.proposal),
      outcome: step(c.outcome),
    }));
  }
}
const hand = ({ personId, organisationId }: Actor): CaseHand => ({ personId, organisationId });
