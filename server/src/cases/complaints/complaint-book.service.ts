import type { ComplaintDetail, ComplaintLine, Explained } from '@binhai/shared/contract/complaints';
import { localDateOf } from '@binhai/shared/dates/dates';
import { COMPLAINT_KINDS, type ComplaintTarget, complaintClock, complaintKind, isReview } from '@binhai/shared/rules/complaints';
import { COMPLAINT_WORDS, type ComplaintState, isDecided, REVIEW_WORDS } from '@binhai/shared/states/complaint';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { MembershipsService } from '../../organisations/memberships.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { FieldCipher } from '../../platform/field-cipher.js';
import { native } from '../../platform/native.js';
import type { Access } from '../../register/access.js';
import { Complaint, type Handler, type Told } from './complaint.schema.js';

const PAGE = 20;
export const place = (id: string, field: 'told' | 'reason' | 'explained') => ({ collection: 'complaints', field, id }) as const;

/** Complaints as they are read: lines without what was written, and the whole of one for whoever has an access to its person. */
@Injectable()
export class ComplaintBook {
  constructor(
    @InjectModel(Complaint.name) private readonly complaints: Model<Complaint>,
    private readonly organisations: OrganisationsService,
    private readonly memberships: MembershipsService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError complaint_unknown */
  async known(filter: mongo.Filter<Complaint>): Promise<Complaint> {
    const found = await native(this.complaints).findOne(filter);
    if (!found) throw new AppError('complaint_unknown');
    return found;
  }
  /** Newest first. */
  async ofPerson(person: string, after: string | undefined) {
    const found = await native(this.complaints)
      .find({ person, ...(after !== undefined && { _id: { $lt: after } }) })
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .toArray(); // index {person, _id}
    return this.page(found, (c) => c._id);
  }
  /** What waits, due first; `after` is `dueOn~id` of the last one seen. */
  async waiting(reader: string, after: string | undefined) {
    const [dueOn, id] = after?.split('~') ?? [];
    const further = dueOn === undefined || id === undefined ? {} : { $or: [{ dueOn: { $gt: dueOn } }, { dueOn, _id: { $gt: id } }] };
    const found = await native(this.complaints)
      .find({ state: { $in: ['filed', 'claimed'] }, ...further })
      .sort({ dueOn: 1, _id: 1 })
      .limit(PAGE + 1)
      .toArray(); // index {state, dueOn, _id}
    return this.ofDesk(reader, found, (c) => `${c.dueOn}~${c._id}`);
  }
  /** What is over, newest first. */
  async closed(reader: string, after: string | undefined) {
    const found = await native(this.complaints)
      .find({ state: { $in: ['upheld', 'rejected', 'withdrawn'] }, ...(after !== undefined && { _id: { $lt: after } }) })
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .toArray(); // index _id; a few thousand a year
    return this.ofDesk(reader, found, (c) => c._id);
  }
  /** How many were filed in [from, to), by whom they are about. */
  async filed({ from, to }: { readonly from: Date; readonly to: Date }): Promise<Readonly<Record<ComplaintTarget, number>>> {
    const counts = await native(this.complaints)
      .aggregate<{ _id: string; n: number }>([{ $match: { filedAt: { $gte: from, $lt: to } } }, { $group: { _id: '$kind', n: { $sum: 1 } } }])
      .toArray(); // index {filedAt, kind}
    const about = (target: ComplaintTarget) => counts.filter(({ _id }) => complaintKind(_id)?.against === target).reduce((n, c) => n + c.n, 0);
    return { agency: about('agency'), merchant: about('merchant'), unit: about('unit'), service: about('service'), decision: about('decision') };
  }
  /** Reviews that were answered in [from, to), and those of them that found something. */
  async reviewed({ from, to }: { readonly from: Date; readonly to: Date }): Promise<{ readonly decided: number; readonly changed: number }> {
    const kind = { $in: COMPLAINT_KINDS.filter((k) => k.against === 'decision').map((k) => k.code) };
    const within = { kind, decidedAt: { $gte: from, $lt: to } };
    const count = (states: ComplaintState[]) => native(this.complaints).countDocuments({ ...within, state: { $in: states } }); // index {kind, decidedAt}
    const [decided, changed] = await Promise.all([count(['upheld', 'rejected']), count(['upheld'])]);
    return { decided, changed };
  }
  /** Whether this handler answered an earlier review of the same decision: another person answers this one. */
  async answeredBefore({ _id, person, kind, decision }: Complaint, handler: string): Promise<boolean> {
    if (decision === null) return false;
    const before = {
      person,
      kind,
      decision,
      _id: { $ne: _id },
      state: { $in: ['upheld', 'rejected'] },
      'handler.personId': handler,
    } as mongo.Filter<Complaint>;
    return (await native(this.complaints).findOne(before, { projection: { _id: 1 } })) !== null; // index {person, _id}: a few of one person
  }
  /** @param open whether the reader may see what the rule said: the person on a device proven to be theirs, or whoever decides */
  async detail({ subject }: Access<'own_complaints' | 'complaint'>, c: Complaint, open: boolean): Promise<ComplaintDetail> {
    if (subject !== c.person) throw new Error('the access was given for another person');
    const told = JSON.parse(this.cipher.open(place(c._id, 'told'), c.told)) as Told;
    const [[line], [handler = '']] = await Promise.all([this.lines([c]), this.namesOf([c.handler])]);
    if (!line) throw new AppError('complaint_unknown');
    return {
      ...line,
      against: line.against || told.against,
      happenedOn: c.happenedOn,
      way: told.way,
      text: told.text,
      explained: open && c.explained ? (JSON.parse(this.cipher.open(place(c._id, 'explained'), c.explained)) as Explained) : null,
      shopName: c.shopName,
      terms: c.terms,
      handler,
      decidedAt: c.decidedAt?.toISOString() ?? null,
      reason: c.reason === null ? '' : this.cipher.open(place(c._id, 'reason'), c.reason),
      consequence: c.consequence,
    };
  }

  private async ofDesk(reader: string, found: readonly Complaint[], key: (c: Complaint) => string) {
    const { items, next } = await this.page(found, key);
    const names = await this.namesOf(found.map((c) => c.handler));
    const lines = items.map((line, i) => ({ ...line, handler: names[i] ?? '', mine: found[i]?.handler?.personId === reader }));
    return { items: lines, next };
  }
  private async page(found: readonly Complaint[], key: (c: Complaint) => string) {
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return { items: await this.lines(page), next: found.length > PAGE && last ? key(last) : null };
  }
  private async lines(page: readonly Complaint[]): Promise<ComplaintLine[]> {
    const names = await this.organisations.names(page.flatMap((c) => c.organisationId ?? []));
    const today = localDateOf(this.clock.ms());
    return page.map((c) => ({
      id: c._id,
      number: c.number,
      kind: c.kind,
      title: complaintKind(c.kind)?.title ?? c.kind,
      against: names.get(c.organisationId ?? '') ?? '',
      state: c.state,
      stateText: (isReview(c.kind) ? REVIEW_WORDS : COMPLAINT_WORDS)[c.state],
      filedAt: c.filedAt.toISOString(),
      dueOn: c.dueOn,
      clock: complaintClock(c.state, c.workingDays, { day: c.dueOn, provisional: c.provisional }, today),
      overdue: !isDecided(c.state) && today > c.dueOn,
    }));
  }
  /** Unit and staff number, in their order; empty where nobody has it. */
  private async namesOf(handlers: readonly (Handler | null)[]): Promise<string[]> {
    const asked = handlers.flatMap((h) => (h?.organisationId ? [{ personId: h.personId, organisationId: h.organisationId }] : []));
    const names = await this.memberships.who(asked);
    return handlers.map((h) => (h?.organisationId && names.get(`${h.personId}|${h.organisationId}`)) || '');
  }
}
