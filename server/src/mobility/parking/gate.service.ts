import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { PAY_WITHIN_DAYS, TRIP_DAYS } from '@binhai/shared/contract/parking';
import type { gateCredit, gateEntry, gateExit } from '@binhai/shared/contract/parking-gate';
import { addDays, localDateOf, parseInstant } from '@binhai/shared/dates/dates';
import { parkingSums } from '@binhai/shared/rules/parking-fee';
import { MOST_AHEAD_MS } from '@binhai/shared/rules/parking-stay';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { ConsentsService } from '../../consents/consents.service.js';
import { InboxService } from '../../messages/inbox.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { PartnerOnce } from '../../partners/partner-once.js';
import { PartnersService } from '../../partners/partners.service.js';
import { PeopleService, type PersonState } from '../../people/people.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import type { PartnerActor } from '../../platform/context.js';
import { faultPoint } from '../../platform/faults.js';
import { newId } from '../../platform/id.js';
import { isDuplicateKey } from '../../platform/mongo-errors.js';
import { native } from '../../platform/native.js';
import { RegisterService } from '../../register/register.service.js';
import { markOf } from './gate-keys.js';
import type { ParkingOperator } from './operator.schema.js';
import { OperatorsService, PARKING_PURPOSE } from './operators.service.js';
import { OverviewService } from './overview.service.js';
import { ParkingPass, Plate } from './plate.schema.js';
import { ParkingEvent, ParkingOrder } from './stay.schema.js';
import { type KnownStay, StaysService } from './stays.service.js';

type EntryBody = ParsedOf<typeof gateEntry>['body'];
type ExitBody = ParsedOf<typeof gateExit>['body'];
type Answer = ReplyOf<typeof gateExit>;
type Caller = Pick<PartnerActor, 'id'>;
/** Somebody who agreed to this operator: whoever else a gate may mean, nothing of it is kept. */
interface Meant {
  readonly operator: ParkingOperator;
  readonly pass: ParkingPass;
  readonly plate: Plate;
  readonly consentId: string;
}
const TRIP_MS = TRIP_DAYS * 86_400_000;
/** Uses of one day that come at the same moment try this often for the next place. */
const TRIES = 4;
const notNow = (feeFen: number): Answer => ({ verdict: 'not_now', reliefFen: 0, payFen: feeFen, payLater: false });

/** What gates report and ask. One reply for everybody who has no discount now, whatever the cause (architecture rule 5). */
@Injectable()
export class GateService {
  constructor(
    @InjectModel(ParkingPass.name) private readonly passes: Model<ParkingPass>,
    @InjectModel(Plate.name) private readonly plates: Model<Plate>,
    @InjectModel(ParkingEvent.name) private readonly events: Model<ParkingEvent>,
    @InjectModel(ParkingOrder.name) private readonly orders: Model<ParkingOrder>,
    private readonly once: PartnerOnce,
    private readonly partners: PartnersService,
    private readonly operators: OperatorsService,
    private readonly organisations: OrganisationsService,
    private readonly overview: OverviewService,
    private readonly stays: StaysService,
    private readonly consents: ConsentsService,
    private readonly people: PeopleService,
    private readonly inbox: InboxService,
    private readonly register: RegisterService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError parking_lot_unknown, parking_clock_ahead, partner_event_reused */
  async entry(partner: Caller, body: EntryBody): Promise<void> {
    const at = await this.checked(partner, body);
    const meant = await this.meant(partner, body);
    if (!meant) return;
    await this.once.event(partner, body.eventId, ['entry', body.kid, body.token, body.lotId, body.at], async (session) => {
      const event = this.eventOf(meant, body, at, 'entry');
      const before = await this.stays.eventsOf(event.personId, event.plateId, session);
      await native(this.events).insertOne(event, { session });
      await faultPoint('parking.entry.before_commit');
      const doubted = this.stays.read(before, [event]).some((s) => s.entry?.id === event._id && s.doubtful.length > 0);
      if (doubted) await this.inbox.add(event.personId, 'plate_two_places', {}, session);
      return { done: true as const };
    });
  }
  /** @throws AppError parking_lot_unknown, parking_clock_ahead, partner_event_reused */
  async exit(partner: Caller, body: ExitBody): Promise<Answer> {
    return this.decided(partner, body, 'gate');
  }
  /**
   * The gate had no answer in time and let the car out at the normal price: what the operator gives back. Where our answer was lost on its way, the
   * order is there and only changes how it is given.
   */
  async credit(partner: Caller, body: ExitBody): Promise<ReplyOf<typeof gateCredit>> {
    const { verdict, reliefFen } = await this.decided(partner, body, 'credit');
    return { verdict, creditFen: reliefFen };
  }

  private async decided(partner: Caller, body: ExitBody, how: ParkingOrder['how']): Promise<Answer> {
    await this.asking(partner);
    const at = await this.checked(partner, body);
    const meant = await this.meant(partner, body);
    if (!meant) return notNow(body.feeFen);
    const { pass, consentId } = meant;
    await this.register.other({
      subject: pass.personId,
      kind: 'partner',
      actor: partner.id,
      organisationId: partner.id,
      purpose: 'parking_verdict',
      basis: `consent:${consentId}`,
      items: ['能不能享受停车优惠'],
    });
    const natural = [how, body.kid, body.token, body.lotId, body.at, body.orderId, body.feeFen] as const;
    // a credit is of an exit that may have been told before: it has a number of its own
    const number = how === 'gate' ? body.eventId : `credit_${body.eventId}`;
    for (let left = TRIES; ; left--) {
      try {
        const { reply } = await this.once.event(partner, number, natural, (session) => this.decide(meant, body, at, how, session));
        return reply;
      } catch (e) {
        if (!isDuplicateKey(e) || left <= 1) throw e; // two of one person's exits at one moment wanted the same place of the day
      }
    }
  }
  private async decide(meant: Meant, body: ExitBody, at: Date, how: ParkingOrder['how'], session: ClientSession): Promise<Answer> {
    const { operator, pass, plate } = meant;
    const { personId } = pass;
    const ours = await native(this.orders).findOne({ operatorId: operator._id, orderId: body.orderId }, { session });
    if (ours) return this.again(ours, how, personId, session);
    const before = await this.stays.eventsOf(personId, plate._id, session);
    const told = before.find((e) => e.type === 'exit' && e.orderId === body.orderId);
    const event = told ?? this.eventOf(meant, body, at, 'exit');
    if (!told) await native(this.events).insertOne(event, { session });
    const stay = this.stays.read(before, told ? [] : [event]).find((s) => s.exit?.id === event._id);
    const state = this.people.state(personId);
    const [eligible, person, bills] = await Promise.all([
      this.eligible(operator, personId, state, stay),
      state,
      this.overview.bills(personId, localDateOf(this.clock.ms())),
    ]);
    const live = person !== null && !person.frozenAt && !person.leaving;
    const sums = stay?.seconds == null ? null : parkingSums(stay.seconds, body.feeFen, operator.tariff, operator.perk);
    const one = stay !== undefined && stay.doubtful.length === 0 && !stay.notMine;
    await faultPoint('parking.exit.before_order');
    if (!eligible || !live || !one || !sums || stay.day === null) return notNow(body.feeFen);
    const payLater = how === 'gate' && operator.payLater && plate.payLater && sums.payFen > 0 && !bills.some((b) => b.overdue);
    const place = await native(this.orders).countDocuments({ personId, day: stay.day, operatorId: operator._id, slot: { $exists: true } }, { session });
    await native(this.orders).insertOne(
      {
        _id: newId(),
        operatorId: operator._id,
        orderId: body.orderId,
        personId,
        // a stay on which nothing is saved uses no place of the day
        ...(sums.reliefFen > 0 && { slot: `${personId}|${operator._id}|${stay.day}#${place}` }),
        exitId: event._id,
        day: stay.day,
        ...sums,
        how,
        ...(payLater && { later: { dueOn: addDays(localDateOf(this.clock.ms()), PAY_WITHIN_DAYS), paidAt: null } }),
        at: this.clock.now(),
      },
      { session },
    );
    await faultPoint('parking.exit.before_commit');
    return { verdict: 'yes', reliefFen: sums.reliefFen, payFen: sums.payFen, payLater };
  }
  /** The order is decided already: by this exit under another number, or by an answer that the gate never got. */
  private async again(ours: ParkingOrder, how: ParkingOrder['how'], personId: string, session: ClientSession): Promise<Answer> {
    if (ours.personId !== personId) throw new AppError('parking_order_conflict');
    if (how === 'credit' && ours.how === 'gate') {
      // paid at the gate in full: there is nothing to pay later
      await native(this.orders).updateOne(
        { _id: ours._id, how: 'gate' },
        { $set: { how: 'credit', creditedAt: this.clock.now() }, $unset: { later: 1 } },
        { session },
      );
    }
    return { verdict: 'yes', reliefFen: ours.reliefFen, payFen: ours.payFen, payLater: how === 'gate' && ours.later !== undefined };
  }
  /** The whole rule, with no way out before its end. */
  private async eligible(operator: ParkingOperator, personId: string, person: Promise<PersonState | null>, stay: KnownStay | undefined): Promise<boolean> {
    const usedToday = await this.overview.usedOn(personId, operator._id, stay?.day ?? localDateOf(this.clock.ms()));
    return (await this.operators.standing(operator, { personId, person, usedToday }, this.clock.ms())).ok;
  }

  /** @throws AppError parking_operator_unknown for who is none, or asks by another minimum grade than it registered: before anything of anybody is read */
  private async asking(partner: Caller): Promise<void> {
    const operator = await this.operators.find(partner.id);
    if (!operator || !(await this.partners.asks(partner.id, PARKING_PURPOSE, operator.rule.minGrade))) throw new AppError('parking_operator_unknown');
  }
  /** @throws AppError parking_lot_unknown for another's; parking_clock_ahead with the skew */
  private async checked(partner: Caller, { lotId, at }: EntryBody): Promise<Date> {
    if ((await this.organisations.shop(lotId))?.organisationId !== partner.id) throw new AppError('parking_lot_unknown');
    const ms = parseInstant(at);
    if (ms === null) throw new AppError('input_invalid', { fields: [{ path: 'body.at', message: '时间不对' }] });
    const skew = ms - this.clock.ms();
    if (skew > MOST_AHEAD_MS) throw new AppError('parking_clock_ahead', { detail: { skewSeconds: String(Math.round(skew / 1000)) } });
    return new Date(ms);
  }
  /** Whose plate the gate means. Null for everything else, before anything is written: no pass, no consent in force, or a mark of a week long past. */
  private async meant(partner: Caller, { kid, token }: EntryBody): Promise<Meant | null> {
    const [operator, pass] = await Promise.all([
      this.operators.find(partner.id),
      native(this.passes).findOne({ operatorId: partner.id, tokens: markOf(kid, token) }), // index {operatorId, tokens}
    ]);
    if (!operator || !pass) return null;
    const [consent, plate] = await Promise.all([
      this.consents.activeFor(pass.personId, operator._id, PARKING_PURPOSE, this.clock.now()),
      native(this.plates).findOne({ _id: pass.plateId, personId: pass.personId }),
    ]);
    return consent && plate ? { operator, pass, plate, consentId: consent._id } : null;
  }
  private eventOf({ operator, pass, plate }: Meant, { lotId, ...body }: EntryBody & { orderId?: string }, at: Date, type: 'entry' | 'exit'): ParkingEvent {
    return {
      _id: newId(),
      operatorId: operator._id,
      lotId,
      plateId: plate._id,
      personId: pass.personId,
      type,
      at,
      receivedAt: this.clock.now(),
      proven: plate.verifiedAt !== null,
      orderId: body.orderId ?? null,
      goneAt: this.clock.machine(TRIP_MS + Math.min(0, at.getTime() - this.clock.ms())),
    };
  }
}
