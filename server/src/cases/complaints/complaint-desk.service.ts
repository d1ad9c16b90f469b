import type { claimComplaint, decideComplaint, deskComplaint, deskComplaints } from '@binhai/shared/contract/complaints';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { localDateOf } from '@binhai/shared/dates/dates';
import { complaintKind, isReview } from '@binhai/shared/rules/complaints';
import { isDecided } from '@binhai/shared/states/complaint';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { InboxService } from '../../messages/inbox.service.js';
import { MembershipsService } from '../../organisations/memberships.service.js';
import { NamesService } from '../../people/names.service.js';
import { PeopleService } from '../../people/people.service.js';
import { VouchersService } from '../../perks/vouchers.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/context.js';
import { FieldCipher } from '../../platform/field-cipher.js';
import { native } from '../../platform/native.js';
import { inTransaction } from '../../platform/transactions.js';
import { RegisterService } from '../../register/register.service.js';
import { AgencyStandings } from '../../tenancy/agency-standings.service.js';
import { CaseClocks } from '../clocks/case-clocks.service.js';
import { Complaint } from './complaint.schema.js';
import { ComplaintBook, place } from './complaint-book.service.js';

/** The staff's side: claimed by one, decided with reasons, and what follows in the same transaction. */
@Injectable()
export class ComplaintDesk {
  constructor(
    @InjectModel(Complaint.name) private readonly complaints: Model<Complaint>,
    private readonly book: ComplaintBook,
    private readonly memberships: MembershipsService,
    private readonly names: NamesService,
    private readonly people: PeopleService,
    private readonly standings: AgencyStandings,
    private readonly vouchers: VouchersService,
    private readonly inbox: InboxService,
    private readonly register: RegisterService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    @InjectConnection() private readonly connection: Connection,
    clocks: CaseClocks,
  ) {
    clocks.watch({
      model: complaints,
      running: { state: { $in: ['filed', 'claimed'] } },
      from: (c) => localDateOf(c.filedAt.getTime()),
      tell: async (c, step, session) => {
        // whoever has it; past its end everybody who may decide it
        const told = step === 'alarm' && c.handler ? [c.handler.personId] : await memberships.everyoneIn('operator');
        for (const personId of told) await inbox.add(personId, step === 'alarm' ? 'case_due' : 'case_over', { number: c.number }, session);
      },
    });
  }

  /** No line tells who complained. */
  page(actor: Actor, { query: { state, after } }: ParsedOf<typeof deskComplaints>): Promise<ReplyOf<typeof deskComplaints>> {
    return state === 'waiting' ? this.book.waiting(actor.personId, after) : this.book.closed(actor.personId, after);
  }
  /** What was written, and by whom (masked): a look on record, by the case. @throws AppError complaint_unknown, complaint_conflict */
  async one(actor: Actor, { params }: ParsedOf<typeof deskComplaint>): Promise<ReplyOf<typeof deskComplaint>> {
    const c = await this.mayHandle(actor, params.id);
    const access = await this.register.other({
      subject: c.person,
      kind: 'staff',
      actor: actor.personId,
      ...(actor.organisationId !== null && { organisationId: actor.organisationId }),
      purpose: 'complaint',
      basis: `case:${c.number}`,
      items: ['姓名（部分）', '投诉的经过', ...(c.explained ? ['规则当时的解释'] : [])],
    });
    const [detail, maskedName] = await Promise.all([this.book.detail(access, c, true), this.names.masked(access)]);
    return { ...detail, maskedName, mine: c.handler?.personId === actor.personId };
  }
  /** One handler at a time. The same step once more is done. @throws AppError complaint_unknown, complaint_conflict, complaint_closed, complaint_taken */
  async claim(actor: Actor, { params, body }: ParsedOf<typeof claimComplaint>): Promise<void> {
    const c = await this.mayHandle(actor, params.id);
    const { personId, organisationId } = actor;
    const [from, to] = body.take
      ? ([{ state: 'filed' }, { state: 'claimed', handler: { personId, organisationId } }] as const)
      : ([
          { state: 'claimed', 'handler.personId': personId },
          { state: 'filed', handler: null },
        ] as const);
    const r = await native(this.complaints).updateOne({ _id: c._id, ...from }, { $set: to }, { writeConcern: { w: 'majority' } });
    if (r.modifiedCount === 1) return;
    const now = await this.book.known({ _id: c._id });
    if (isDecided(now.state)) throw new AppError('complaint_closed');
    if (now.state === 'claimed' && now.handler?.personId !== personId) throw new AppError('complaint_taken');
  }
  /** @throws AppError complaint_unknown, complaint_conflict, complaint_closed, complaint_taken (by somebody else, or by nobody yet) */
  async decide(actor: Actor, { params, body }: ParsedOf<typeof decideComplaint>): Promise<void> {
    const c = await this.mayHandle(actor, params.id);
    if (isDecided(c.state)) throw new AppError('complaint_closed');
    await inTransaction(this.connection, async (session) => {
      const decided = {
        state: body.uphold ? ('upheld' as const) : ('rejected' as const),
        decidedAt: this.clock.now(),
        reason: this.cipher.seal(place(c._id, 'reason'), body.reason),
        consequence: body.uphold ? await this.follow(c, session) : '',
      };
      const mine = { _id: c._id, state: 'claimed' as const, 'handler.personId': actor.personId };
      const r = await native(this.complaints).updateOne(mine, { $set: decided }, { session });
      if (r.modifiedCount === 0) throw new AppError('complaint_taken');
      await this.inbox.add(c.person, isReview(c.kind) ? 'review_decided' : 'complaint_decided', { number: c.number, id: c._id }, session);
    });
  }

  /** What follows by itself when it is upheld, in words; empty where nothing does. */
  private async follow(c: Complaint, session: ClientSession): Promise<string> {
    const kind = complaintKind(c.kind);
    if (kind?.consequence === 'agency_standing' && c.organisationId)
      return (await this.standings.end(c.organisationId, c.number, session)) ? '这家机构已从守信中介名录中去掉' : '这家机构不在守信中介名录中';
    if (kind?.consequence === 'voucher_back' && c.voucherId)
      return (await this.vouchers.takeBack(c.voucherId, c.person, session)) ? '这张券已退回名额，你可以重新领取' : '这张券已经用过或已过期，没有可退的名额';
    if (kind?.consequence === 'decided_anew') {
      await this.people.standingChanged({ personId: c.person }, session);
      return '已按现在的记录和规则重新核对，打开就能看到';
    }
    return '';
  }
  /** Whoever complained, answered it before, or belongs or belonged to whom it is about, does not handle it. */
  private async mayHandle({ personId }: Actor, id: string): Promise<Complaint> {
    const c = await this.book.known({ _id: id });
    const involved = c.person === personId || (c.organisationId !== null && (await this.memberships.peopleOf(c.organisationId)).has(personId));
    if (involved || (await this.book.answeredBefore(c, personId))) throw new AppError('complaint_conflict');
    return c;
  }
}
