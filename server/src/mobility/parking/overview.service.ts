import type { ReplyOf } from '@binhai/shared/contract/http';
import type { parkingHome, Trip, trips } from '@binhai/shared/contract/parking';
import { type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { PeopleService } from '../../people/people.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/context.js';
import { native } from '../../platform/native.js';
import type { Access } from '../../register/access.js';
import { OperatorsService } from './operators.service.js';
import { PassesService } from './passes.service.js';
import type { Plate } from './plate.schema.js';
import { PlatesService, view } from './plates.service.js';
import { ParkingOrder } from './stay.schema.js';
import { type KnownStay, StaysService } from './stays.service.js';

const PAGE = 20;
const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

/** What a person sees of their own parking. Where and when only for a car that is proven theirs, on a device proven theirs. */
@Injectable()
export class OverviewService {
  constructor(
    @InjectModel(ParkingOrder.name) private readonly orders: Model<ParkingOrder>,
    private readonly plates: PlatesService,
    private readonly stays: StaysService,
    private readonly passes: PassesService,
    private readonly operators: OperatorsService,
    private readonly organisations: OrganisationsService,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  async home(access: Access<'own_parking'>, actor: Actor): Promise<ReplyOf<typeof parkingHome>> {
    const today = localDateOf(this.clock.ms());
    const year = today.slice(0, 4);
    const [plates, standing, orders, lots] = await Promise.all([
      this.plates.of(access.subject),
      this.standings(actor, today),
      this.ordersSince(access.subject, `${year}-01-01`),
      this.operators.list(),
    ]);
    const bills = await this.bills(access.subject, today);
    const shown = plates.filter((p) => p.verifiedAt !== null && actor.highOnThisDevice);
    const known = await Promise.all(shown.map(async (plate) => ({ plate, text: this.plates.textOf(access, plate), stays: await this.of(plate) })));
    const operatorOf = new Map((await this.operators.all()).map((o) => [o._id, o]));
    const places = await this.places(known.flatMap((k) => k.stays));
    const operatorAt = async (lot: string) => operatorOf.get((await this.organisations.shop(lot))?.organisationId ?? '');
    const live = await Promise.all(
      known.flatMap(({ plate, text, stays }) =>
        stays
          .filter((s) => s.state === 'parked' && !s.notMine && s.doubtful.length === 0)
          .map(async (s) => ({
            plateId: plate._id,
            plate: text,
            lot: places.get(s.lot) ?? '',
            enteredAt: iso(s.entry?.at) ?? '',
            freeMinutes: (await operatorAt(s.lot))?.perk.freeMinutes ?? 0,
          })),
      ),
    );
    const doubts = known.flatMap(({ plate, text, stays }) => {
      const both = stays.filter((s) => s.doubtful.length > 0);
      if (both.length === 0) return [];
      return [
        {
          plateId: plate._id,
          plate: text,
          places: both.map((s) => ({ eventId: eventIdOf(s), lot: places.get(s.lot) ?? '', enteredAt: iso(s.entry?.at) ?? '' })),
        },
      ];
    });
    return {
      plates: plates.map((p) => view(p, this.plates.textOf(access, p))),
      live,
      doubts,
      operators: standing,
      lots: lots.lots,
      year: Number(year),
      savedFen: orders.reduce((n, o) => n + o.reliefFen, 0),
      uses: orders.filter((o) => o.reliefFen > 0).length,
      bills,
      payLaterPaused: bills.some((b) => b.overdue),
    };
  }
  /** Newest first; only what was seen while the car was proven to be this person's. */
  async trips(access: Access<'own_parking'>, after: string | undefined): Promise<ReplyOf<typeof trips>> {
    const plates = await this.plates.of(access.subject);
    const all = (
      await Promise.all(
        plates.map(async (p) => {
          const text = this.plates.textOf(access, p);
          return (await this.of(p)).filter((s) => !s.notMine).map((stay) => ({ text, stay }));
        }),
      )
    ).flat();
    const at = ({ stay }: (typeof all)[number]) => (stay.entry ?? stay.exit)?.at ?? 0;
    all.sort((a, b) => at(b) - at(a));
    const from = after === undefined ? 0 : all.findIndex(({ stay }) => eventIdOf(stay) === after) + 1;
    const page = all.slice(from, from + PAGE);
    const [places, sums] = await Promise.all([
      this.places(page.map((p) => p.stay)),
      this.sums(
        access.subject,
        page.map((p) => p.stay),
      ),
    ]);
    return {
      items: page.map(({ text, stay }): Trip => {
        const sum = sums.get(stay.exit?.id ?? '');
        return {
          id: eventIdOf(stay),
          plate: text,
          lot: places.get(stay.lot) ?? '',
          day: stay.day ?? localDateOf(stay.exit?.at ?? 0),
          enteredAt: iso(stay.entry?.at),
          leftAt: iso(stay.exit?.at),
          seconds: stay.seconds,
          state: stay.state,
          reliefFen: sum?.reliefFen ?? null,
          payFen: sum?.payFen ?? null,
        };
      }),
      next: from + PAGE < all.length ? eventIdOf((page.at(-1) as (typeof all)[number]).stay) : null,
    };
  }
  /** Which of the cars seen at once is the person's; null: none. @throws AppError parking_plate_unknown, parking_doubt_gone */
  async answer({ personId }: Actor, plateId: string, eventId: string | null): Promise<void> {
    const plate = (await this.plates.of(personId)).find((p) => p._id === plateId && p.verifiedAt !== null);
    if (!plate) throw new AppError('parking_plate_unknown');
    const both = (await this.of(plate)).filter((s) => s.doubtful.length > 0);
    const mine = both.find((s) => eventIdOf(s) === eventId);
    if (both.length === 0 || (eventId !== null && !mine)) throw new AppError('parking_doubt_gone');
    const others = mine ? mine.doubtful : both;
    await this.stays.refuse(
      personId,
      others.flatMap((s) => s.entry?.id ?? []),
    );
  }
  async bills(personId: string, today: LocalDate) {
    const open = await native(this.orders)
      .find({ personId, 'later.paidAt': null, later: { $exists: true } })
      .sort({ day: 1 })
      .toArray(); // index {personId, day}
    const names = await this.organisations.names(open.map((o) => o.operatorId));
    return open.map(({ _id, operatorId, day, payFen, later }) => ({
      id: _id,
      operator: names.get(operatorId) ?? '',
      day,
      payFen,
      dueOn: later?.dueOn ?? day,
      overdue: (later?.dueOn ?? day) < today,
    }));
  }

  private async of({ personId, _id }: Plate): Promise<KnownStay[]> {
    return this.stays.read((await this.stays.eventsOf(personId, _id)).filter((e) => e.proven));
  }
  private async standings(actor: Actor, today: LocalDate) {
    const agreed = await this.passes.agreed(actor.personId);
    const names = await this.organisations.names(agreed.map((a) => a.operatorId));
    const person = this.people.stateOf(actor);
    return Promise.all(
      agreed.map(async ({ operatorId }) => {
        const name = names.get(operatorId) ?? '';
        const operator = await this.operators.find(operatorId);
        if (!operator) return { operatorId, name, ok: false, hints: [] };
        const usedToday = await this.usedOn(actor.personId, operatorId, today);
        return { operatorId, name, ...(await this.operators.standing(operator, { personId: actor.personId, person, usedToday }, this.clock.ms())) };
      }),
    );
  }
  private async ordersSince(personId: string, day: LocalDate): Promise<ParkingOrder[]> {
    return native(this.orders)
      .find({ personId, day: { $gte: day } })
      .toArray(); // index {personId, day}
  }
  async usedOn(personId: string, operatorId: string, day: LocalDate): Promise<number> {
    return native(this.orders).countDocuments({ personId, day, operatorId, slot: { $exists: true } }); // index {personId, day}
  }
  private async places(stays: readonly KnownStay[]): Promise<Map<string, string>> {
    const lots = [...new Set(stays.map((s) => s.lot))];
    const found = await Promise.all(lots.map((lot) => this.organisations.shop(lot)));
    return new Map(lots.map((lot, i) => [lot, found[i]?.name ?? '']));
  }
  /** By the id of the exit's event. */
  private async sums(personId: string, stays: readonly KnownStay[]): Promise<Map<string, ParkingOrder>> {
    const exits = stays.flatMap((s) => s.exit?.id ?? []);
    const found = await native(this.orders)
      .find({ personId, exitId: { $in: exits } })
      .toArray(); // index {personId, day}
    return new Map(found.map((o) => [o.exitId, o]));
  }
}
const eventIdOf = (s: KnownStay): string => (s.entry ?? s.exit)?.id ?? '';
