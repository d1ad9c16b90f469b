import type { approveSeal, declineSeal, proposeSeal, SealView, sealedLook, seals } from '@binhai/shared/contract/audit';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { localDateOf } from '@binhai/shared/dates/dates';
import { checkIdentity } from '@binhai/shared/identifiers/identity';
import { approvalFault, sealFault, sealState } from '@binhai/shared/rules/seal';
import { Injectable } from '@nestjs/common';
import { MembershipsService } from '../organisations/memberships.service.js';
import { NamesService } from '../people/names.service.js';
import { PeopleService } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { oneOf, sameHash } from '../platform/hashed-fields.js';
import { NUMBER_HASH, RecordsService } from '../records/records.service.js';
import { EntrySearch } from '../register/entry-search.service.js';
import { RegisterService } from '../register/register.service.js';
import { SealBook, type StaffAct, type StoredSeal, sealBasis } from '../register/seal-book.service.js';

/** Looks that are kept from the person for a time (product A5): entered by one, approved by two others, made on record, opened by their date. */
@Injectable()
export class SealsService {
  constructor(
    private readonly book: SealBook,
    private readonly register: RegisterService,
    private readonly search: EntrySearch,
    private readonly records: RecordsService,
    private readonly people: PeopleService,
    private readonly names: NamesService,
    private readonly memberships: MembershipsService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  async page({ query }: ParsedOf<typeof seals>): Promise<ReplyOf<typeof seals>> {
    const { items, next } = await this.book.page(query.after);
    return { items: await this.views(items), next };
  }
  /** @throws AppError seal_statute_missing, seal_document_missing, seal_end_invalid, identity_number_invalid */
  async propose(actor: Actor, { body }: ParsedOf<typeof proposeSeal>): Promise<SealView> {
    const { number, ...terms } = body;
    const fault = sealFault(terms, this.today());
    if (fault) throw new AppError(fault);
    return this.view(await this.book.put({ ...terms, numberHash: this.cipher.hashed(NUMBER_HASH, this.numberOf(number)), proposedBy: this.act(actor) }));
  }
  /** @throws AppError seal_unknown, seal_subject_differs, seal_own, seal_approved_already, seal_closed */
  async approve(actor: Actor, { params, body }: ParsedOf<typeof approveSeal>): Promise<SealView> {
    const seal = await this.known(params.id);
    if (!sameHash(this.cipher.everyHash(NUMBER_HASH, this.numberOf(body.number)), seal.numberHash)) throw new AppError('seal_subject_differs');
    await this.mayDecide(actor, seal);
    const done = await this.book.approve(seal._id, this.act(actor));
    if (done) return this.view(done);
    await this.mayDecide(actor, await this.known(params.id)); // somebody was faster: their deed names the reason
    throw new AppError('seal_closed');
  }
  /** @throws AppError seal_unknown, seal_own, seal_closed */
  async decline(actor: Actor, { params, body }: ParsedOf<typeof declineSeal>): Promise<SealView> {
    const seal = await this.known(params.id);
    const fault = await this.faultOf(actor, seal);
    if (fault === 'seal_own' || fault === 'seal_closed') throw new AppError(fault);
    const done = await this.book.decline(seal._id, { ...this.act(actor), reason: body.reason });
    if (!done) throw new AppError('seal_closed');
    return this.view(done);
  }
  /** The records of whom the order names; the look is on record first, and hidden first. @throws AppError seal_unknown, seal_not_in_force, seal_own */
  async look(actor: Actor, { params }: ParsedOf<typeof sealedLook>): Promise<ReplyOf<typeof sealedLook>> {
    const seal = await this.known(params.id);
    if (sealState(this.ruled(seal, ''), this.today()) !== 'in_force') throw new AppError('seal_not_in_force');
    const person = await this.people.ofNumber(seal.numberHash);
    if (person?._id === actor.personId) throw new AppError('seal_own');
    const subject = person?._id ?? oneOf(seal.numberHash);
    if (!(await this.book.cover(seal._id, subject))) throw new AppError('seal_not_in_force');
    const access = await this.register.other({
      subject,
      kind: 'staff',
      actor: actor.personId,
      organisationId: organisationOf(actor),
      purpose: 'legal_inquiry',
      basis: sealBasis(seal._id),
      items: ['遮住的姓名', '信用记录'],
    });
    const [maskedName, records] = await Promise.all([this.names.masked(access), this.records.ofPerson(access, { _id: subject, numberHash: seal.numberHash })]);
    return {
      maskedName,
      records: records.map(({ id, classCode, title, unit, documentNumber, decidedOn }) => ({
        id,
        classCode,
        title,
        unit,
        documentNumber: documentNumber ?? '',
        decidedOn,
      })),
    };
  }

  private async known(id: string): Promise<StoredSeal> {
    const seal = await this.book.get(id);
    if (!seal) throw new AppError('seal_unknown');
    return seal;
  }
  private async mayDecide(actor: Actor, seal: StoredSeal): Promise<void> {
    const fault = await this.faultOf(actor, seal);
    if (fault) throw new AppError(fault);
  }
  private async faultOf(actor: Actor, seal: StoredSeal) {
    const own = sameHash((await this.people.stateOf(actor))?.numberHash, seal.numberHash);
    return approvalFault(this.ruled(seal, own ? actor.personId : ''), actor.personId, this.today());
  }
  private ruled({ statute, documentNumber, endsOn, proposedBy, approvals, declined }: StoredSeal, subject: string) {
    return {
      statute,
      documentNumber,
      endsOn,
      subject,
      proposedBy: proposedBy.personId,
      approvedBy: approvals.map((a) => a.personId),
      declined: declined !== null,
    };
  }
  private numberOf(number: string): string {
    const checked = checkIdentity(number, this.today());
    if (!checked.ok) throw new AppError('identity_number_invalid');
    return checked.value;
  }
  private act(actor: Actor): StaffAct {
    return { personId: actor.personId, organisationId: organisationOf(actor), at: this.clock.now() };
  }
  private async view(seal: StoredSeal): Promise<SealView> {
    const [view] = await this.views([seal]);
    if (!view) throw new AppError('seal_unknown');
    return view;
  }
  private async views(all: readonly StoredSeal[]): Promise<SealView[]> {
    const acts = all.flatMap((s) => [s.proposedBy, ...s.approvals, ...(s.declined ? [s.declined] : [])]);
    const [who, looks] = await Promise.all([this.memberships.who(acts), this.search.countByBasis(all.map((s) => sealBasis(s._id)))]);
    const by = ({ personId, organisationId, at }: StaffAct) => ({ by: who.get(`${personId}|${organisationId}`) ?? '', at: at.toISOString() });
    return all.map((s) => ({
      id: s._id,
      statute: s.statute,
      documentNumber: s.documentNumber,
      authority: s.authority,
      endsOn: s.endsOn,
      state: sealState(this.ruled(s, ''), this.today()),
      proposedAt: s.proposedBy.at.toISOString(),
      proposedBy: by(s.proposedBy).by,
      approvals: s.approvals.map(by),
      declined: s.declined && { ...by(s.declined), reason: s.declined.reason ?? '' },
      looks: looks.get(sealBasis(s._id)) ?? 0,
    }));
  }
  private today(): string {
    return localDateOf(this.clock.ms());
  }
}
/** A role of staff is always one at an organisation. */
function organisationOf({ organisationId }: Actor): string {
  if (organisationId === null) throw new AppError('auth_forbidden');
  return organisationId;
}
