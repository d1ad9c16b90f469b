import type { ComplaintDetail, complaintKinds, complaints, Explained, fileComplaint } from '@binhai/shared/contract/complaints';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { isLocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { COMPLAINT_WORDS_LEAST, type ComplaintKind, complaintClock, complaintDue, complaintKind, FILED_KINDS, isReview } from '@binhai/shared/rules/complaints';
import { COMPLAINT_MOVES } from '@binhai/shared/states/complaint';
import { statesFor } from '@binhai/shared/states/moves';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ParametersService } from '../../parameters/parameters.service.js';
import { WorkingDays } from '../../parameters/working-days.service.js';
import { AccountsService } from '../../people/accounts.service.js';
import { placeLine } from '../../perks/voucher.view.js';
import { VouchersService } from '../../perks/vouchers.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/context.js';
import { FieldCipher } from '../../platform/field-cipher.js';
import { newId, timeId } from '../../platform/id.js';
import { Limits } from '../../platform/limits.js';
import { isDuplicateKey } from '../../platform/mongo-errors.js';
import { native } from '../../platform/native.js';
import { requestHash } from '../../platform/request-hash.js';
import { RegisterService } from '../../register/register.service.js';
import { Complaint, type Told } from './complaint.schema.js';
import { ComplaintBook, place } from './complaint-book.service.js';

const ITEMS = ['投诉', '办理结果'] as const;
const A_DAY = 10;
type Body = ParsedOf<typeof fileComplaint>['body'];
type Target = Pick<Complaint, 'organisationId' | 'voucherId' | 'decision' | 'shopName' | 'terms'>;
export type Asked = Target & Pick<Complaint, 'requestId' | 'bodyHash' | 'kind' | 'happenedOn'>;
export const NOBODY: Target = { organisationId: null, voucherId: null, decision: null, shopName: '', terms: '' };
const numberOf = (kind: 'TS' | 'FH', day: string, id: string) =>
  `${kind}${day.replace(/-/g, '')}-${id
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(-6)
    .toUpperCase()}`;

/** The person's side of complaints (product D3). */
@Injectable()
export class ComplaintsService {
  constructor(
    @InjectModel(Complaint.name) private readonly complaints: Model<Complaint>,
    private readonly book: ComplaintBook,
    private readonly organisations: OrganisationsService,
    private readonly vouchers: VouchersService,
    private readonly parameters: ParametersService,
    private readonly calendar: WorkingDays,
    private readonly register: RegisterService,
    private readonly cipher: FieldCipher,
    private readonly limits: Limits,
    private readonly clock: Clock,
    accounts: AccountsService,
  ) {
    accounts.whenJoined(async (from, into, session) => {
      await this.complaints.updateMany({ person: from }, { $set: { person: into } }, { session }); // index {person, _id}
    });
  }

  kinds(): ReplyOf<typeof complaintKinds> {
    const today = localDateOf(this.clock.ms());
    const days = this.workingDays();
    return {
      items: FILED_KINDS.map((k) => ({ ...k, ways: [...k.ways] })),
      clock: complaintClock('filed', days, complaintDue(today, days, this.calendar.calendar()), today),
    };
  }
  /** The same request id and body gets the same complaint again. @throws AppError as listed by the endpoint */
  async file(actor: Actor, { body }: ParsedOf<typeof fileComplaint>): Promise<ReplyOf<typeof fileComplaint>> {
    const { requestId, kind: code, happenedOn, text, against = '', way = '' } = body;
    const bodyHash = requestHash(code, body.organisationId ?? null, body.voucherId ?? null, body.shopName ?? null, against, way, happenedOn, text);
    const before = await this.repeated(actor.personId, requestId, bodyHash);
    if (before) return before;
    const kind = complaintKind(code);
    if (!kind || isReview(code)) throw new AppError('complaint_kind_unknown');
    const picked = kind.ways.find((w) => w.code === way);
    if ((way || kind.ways.length > 0) && !picked) throw new AppError('complaint_words_missing');
    if (kind.words && text.trim().length < COMPLAINT_WORDS_LEAST) throw new AppError('complaint_words_missing');
    const today = localDateOf(this.clock.ms());
    if (!isLocalDate(happenedOn) || happenedOn > today) throw new AppError('complaint_date_invalid');
    const target = await this.target(actor, kind, body);
    return this.keep(actor.personId, { requestId, bodyHash, kind: kind.code, ...target, happenedOn }, { text, against, way: picked?.title ?? '' }, null);
  }
  /** Stores what was found whole. @throws AppError complaint_many, complaint_request_reused */
  async keep(person: string, asked: Asked, told: Told, explained: Explained | null): Promise<{ id: string; number: string }> {
    const filedAt = this.clock.now();
    const today = localDateOf(filedAt.getTime());
    const taken = await this.limits.take({ name: 'complaint.file', key: person, max: A_DAY, windowSeconds: 86_400 });
    if (!taken.ok) throw new AppError('complaint_many', { retryAfter: taken.retryAfter });
    const _id = timeId(filedAt);
    const workingDays = this.workingDays();
    const due = complaintDue(today, workingDays, this.calendar.calendar());
    const fresh: Complaint = {
      _id,
      number: numberOf(explained ? 'FH' : 'TS', today, newId()),
      person,
      ...asked,
      told: this.cipher.seal(place(_id, 'told'), JSON.stringify(told)),
      explained: explained && this.cipher.seal(place(_id, 'explained'), JSON.stringify(explained)),
      state: 'filed',
      filedAt,
      workingDays,
      dueOn: due.day,
      provisional: due.provisional,
      handler: null,
      decidedAt: null,
      reason: null,
      consequence: '',
    };
    try {
      await native(this.complaints).insertOne(fresh, { writeConcern: { w: 'majority' } });
      return { id: _id, number: fresh.number };
    } catch (e) {
      const made = isDuplicateKey(e) ? await this.repeated(person, asked.requestId, asked.bodyHash) : null;
      if (!made) throw e;
      return made;
    }
  }
  async list(actor: Actor, { query }: ParsedOf<typeof complaints>): Promise<ReplyOf<typeof complaints>> {
    await this.register.own(actor, 'own_complaints', ITEMS);
    return this.book.ofPerson(actor.personId, query.after);
  }
  /** @throws AppError complaint_unknown */
  async one(actor: Actor, id: string): Promise<ComplaintDetail> {
    const access = await this.register.own(actor, 'own_complaints', ITEMS);
    const c = await this.book.known({ _id: id, person: actor.personId });
    // what is said of a grade is seen where the grade is
    return this.book.detail(access, c, c.kind !== 'grade_review' || (actor.assurance === 'high' && actor.highOnThisDevice));
  }
  /** A second time changes nothing. @throws AppError complaint_unknown, complaint_closed */
  async withdraw(actor: Actor, id: string): Promise<void> {
    const mine = { _id: id, person: actor.personId };
    const over = { $set: { state: 'withdrawn', decidedAt: this.clock.now() } } as const;
    const r = await native(this.complaints).updateOne({ ...mine, state: { $in: statesFor(COMPLAINT_MOVES, 'withdraw') } }, over, {
      writeConcern: { w: 'majority' },
    });
    if (r.modifiedCount === 0 && (await this.book.known(mine)).state !== 'withdrawn') throw new AppError('complaint_closed');
  }

  private async target(actor: Actor, { against }: ComplaintKind, body: Body): Promise<Target> {
    if (against === 'service') return NOBODY;
    if (against === 'merchant') {
      if (!body.voucherId) throw new AppError('complaint_target_unknown');
      const { _id, organisationId, terms } = await this.vouchers.mine(actor, body.voucherId);
      const shop = terms.shops.find((s) => placeLine(s) === body.shopName);
      if (body.shopName && !shop) throw new AppError('complaint_target_unknown');
      return { ...NOBODY, organisationId, voucherId: _id, shopName: shop?.name ?? '', terms: [terms.title, terms.subtitle].filter(Boolean).join('：') };
    }
    if (against === 'unit' || !body.organisationId) {
      if (!body.against?.trim()) throw new AppError('complaint_target_unknown');
      return NOBODY;
    }
    const agency = await this.organisations.get(body.organisationId);
    if (agency?.kind !== 'agency') throw new AppError('complaint_target_unknown');
    return { ...NOBODY, organisationId: agency._id };
  }
  /** What this request made before, if it did. @throws AppError complaint_request_reused */
  async repeated(person: string, requestId: string, bodyHash: string) {
    const found = await native(this.complaints).findOne({ person, requestId }, { projection: { number: 1, bodyHash: 1 } }); // unique index
    if (found && found.bodyHash !== bodyHash) throw new AppError('complaint_request_reused');
    return found && { id: found._id, number: found.number };
  }
  private workingDays(): number {
    return this.parameters.at('deadlines').content.complaint.answer;
  }
}
