import { CLAIM_DAYS, MOST_PLATES, type Plate as PlateView } from '@binhai/shared/contract/parking';
import { formatDay, localDateOf } from '@binhai/shared/dates/dates';
import { checkPlate, type PlateKind } from '@binhai/shared/identifiers/plate';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import type { Giver } from '../../consents/consents.service.js';
import { InboxService } from '../../messages/inbox.service.js';
import { AccountsService } from '../../people/accounts.service.js';
import { PeopleService } from '../../people/people.service.js';
import { RealNameService } from '../../people/real-name.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { faultPoint } from '../../platform/faults.js';
import { FieldCipher } from '../../platform/field-cipher.js';
import { among, type Hashed } from '../../platform/hashed-fields.js';
import { newId } from '../../platform/id.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { Limits } from '../../platform/limits.js';
import { isDuplicateKey } from '../../platform/mongo-errors.js';
import { native } from '../../platform/native.js';
import { inTransaction } from '../../platform/transactions.js';
import { PortDown } from '../../ports/port-down.js';
import { VehiclePort } from '../../ports/vehicle.port.js';
import type { Access } from '../../register/access.js';
import { PassesService, type Tick } from './passes.service.js';
import { Plate } from './plate.schema.js';
import { ParkingEvent, ParkingOrder } from './stay.schema.js';

const CLAIM = 'parking.claim';
type Payload = { readonly plateId: string; readonly claimId: string };
/** Plates tried in a day: enough for every mistake, too few to find out who drives what. */
const TRIES = { max: 20, windowSeconds: 86_400 };
interface Checked {
  readonly plate: string;
  readonly kind: PlateKind;
  readonly plateHash: Hashed;
}
type Proof = { readonly outcome: 'verified' | 'waiting'; readonly until: string | null };
const placeOf = (id: string) => ({ collection: 'plates', field: 'plate', id }) as const;

/** 我的车: plates, who they belong to, and what happens when two people say that a car is theirs (trouble PRK-4). */
@Injectable()
export class PlatesService implements OnModuleInit {
  private readonly log = new Logger('parking');

  constructor(
    @InjectModel(Plate.name) private readonly plates: Model<Plate>,
    @InjectModel(ParkingEvent.name) private readonly events: Model<ParkingEvent>,
    @InjectModel(ParkingOrder.name) private readonly orders: Model<ParkingOrder>,
    @InjectConnection() private readonly connection: Connection,
    private readonly passes: PassesService,
    private readonly people: PeopleService,
    private readonly realName: RealNameService,
    private readonly vehicles: VehiclePort,
    private readonly inbox: InboxService,
    private readonly limits: Limits,
    private readonly cipher: FieldCipher,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    accounts: AccountsService,
  ) {
    accounts.whenJoined((from, into, session) => this.move(from, into, session));
  }
  onModuleInit(): void {
    this.jobs.define<Payload>(CLAIM, async ({ payload }) => this.settle(payload));
  }

  async of(personId: string): Promise<Plate[]> {
    return native(this.plates).find({ personId }).sort({ place: 1 }).toArray(); // index {personId, place}
  }
  /** Whole, for its owner or for making what the owner's gate knows it by. */
  textOf({ subject }: Access<'own_parking' | 'parking_set'>, { _id, personId, plate }: Pick<Plate, '_id' | 'personId' | 'plate'>): string {
    if (subject !== personId) throw new Error('the access was given for another person');
    return this.cipher.open(placeOf(_id), plate);
  }

  /**
   * Opens 停车优惠 for one plate, with a consent for each operator that was ticked; all of it or none. The same again is answered as done.
   * @throws AppError parking_plate_invalid, parking_plate_special, parking_plate_limit, parking_plate_taken, parking_operator_unknown,
   * parking_too_many_tries, consent_text_outdated
   */
  async open(actor: Giver, input: { plate: string; payLater: boolean; operators: readonly Tick[] }): Promise<PlateView> {
    const checked = await this.checked(actor, input.plate);
    const before = (await this.passes.agreed(actor.personId)).map((a) => a.operatorId);
    const plate = await this.unlessTaken(() =>
      inTransaction(this.connection, async (session) => {
        const found = await native(this.plates).findOne({ plateHash: among(checked.plateHash) }, { session });
        if (found && found.personId !== actor.personId) throw new AppError('parking_plate_taken');
        const mine = found ?? (await this.insert(actor.personId, checked, session));
        await native(this.plates).updateOne({ _id: mine._id }, { $set: { payLater: input.payLater } }, { session });
        await this.passes.give(actor, input.operators, before, session);
        await faultPoint('parking.open.before_commit');
        return { ...mine, payLater: input.payLater };
      }),
    );
    return view(plate, checked.plate);
  }
  async choose(actor: Giver, operators: readonly Tick[]): Promise<void> {
    await inTransaction(this.connection, (session) => this.passes.give(actor, operators, [], session));
  }
  /** Everything of the plate goes but the sums of money. @throws AppError parking_plate_unknown */
  async remove({ personId }: Giver, id: string): Promise<void> {
    await inTransaction(this.connection, async (session) => {
      const gone = await native(this.plates).deleteOne({ _id: id, personId }, { session });
      if (gone.deletedCount === 0) throw new AppError('parking_plate_unknown');
      await this.passes.endPlate(id, session);
      await native(this.events).deleteMany({ personId, plateId: id }, { session }); // index {personId, plateId, at}
    });
  }
  /** @throws AppError parking_plate_unknown */
  async setPayLater({ personId }: Giver, id: string, on: boolean): Promise<void> {
    const r = await native(this.plates).updateOne({ _id: id, personId }, { $set: { payLater: on } });
    if (r.matchedCount === 0) throw new AppError('parking_plate_unknown');
  }

  /**
   * Proves that the car is the person's. Taken at once from whoever only registered it; whoever proved it before has seven days to say that it
   * still is theirs. Nobody is told whose it was.
   * @throws AppError as `open`, and parking_not_owner, parking_claim_open, parking_service_down
   */
  async prove(access: Access<'plate_proof'>, actor: Giver, text: string): Promise<Proof> {
    const checked = await this.checked(actor, text);
    await this.ask(access, checked.plate);
    const before = (await this.passes.agreed(actor.personId)).map((a) => a.operatorId);
    return this.unlessTaken(() => inTransaction(this.connection, (session) => this.proven(actor.personId, checked, before, session)));
  }
  /**
   * The same after two people at the window saw the papers. Answers what does it in their transaction.
   * @param plate as it was checked. The returned function throws AppError parking_claim_open, parking_plate_limit.
   */
  async provenByPapers(personId: string, plate: string): Promise<(session: ClientSession) => Promise<Proof>> {
    const checked = checkPlate(plate);
    if (!checked.ok) throw new AppError('parking_plate_invalid');
    const { value, kind } = checked;
    const before = (await this.passes.agreed(personId)).map((a) => a.operatorId);
    return (session) => this.proven(personId, { plate: value, kind, plateHash: this.cipher.hashed('plates.plate', value) }, before, session);
  }
  /** Proven once more by the one who has it: the other's claim is over. @throws AppError parking_plate_unknown, parking_not_owner, parking_service_down */
  async keep(access: Access<'plate_proof'>, { personId }: Giver, id: string): Promise<void> {
    const mine = await native(this.plates).findOne({ _id: id, personId });
    if (!mine) throw new AppError('parking_plate_unknown');
    await this.ask(access, this.cipher.open(placeOf(id), mine.plate));
    await inTransaction(this.connection, async (session) => {
      const claimed = await native(this.plates).findOneAndUpdate(
        { _id: id, personId, claim: { $exists: true } },
        { $unset: { claim: 1 }, $set: { verifiedAt: this.clock.now() } },
        { session },
      );
      if (claimed?.claim) await this.inbox.add(claimed.claim.personId, 'plate_kept', {}, session);
    });
  }

  private async proven(personId: string, checked: Checked, agreed: readonly string[], session: ClientSession): Promise<Proof> {
    const now = this.clock.now();
    const found = await native(this.plates).findOne({ plateHash: among(checked.plateHash) }, { session });
    if (found && found.personId !== personId) {
      if (found.verifiedAt) return this.claim(found, personId, session);
      await this.hand(found, personId, agreed, session);
      await this.inbox.add(found.personId, 'plate_taken_over', {}, session);
      return { outcome: 'verified', until: null };
    }
    const mine = found ?? (await this.insert(personId, checked, session));
    await native(this.plates).updateOne({ _id: mine._id, personId }, { $set: { verifiedAt: now } }, { session });
    await this.passes.grow(personId, agreed, session);
    return { outcome: 'verified', until: null };
  }
  private async claim(found: Plate, personId: string, session: ClientSession): Promise<Proof> {
    const { claim } = found;
    if (claim && claim.personId !== personId) throw new AppError('parking_claim_open');
    if (claim) return { outcome: 'waiting', until: claim.until.toISOString() };
    const until = new Date(this.clock.ms() + CLAIM_DAYS * 86_400_000);
    const id = newId();
    await native(this.plates).updateOne({ _id: found._id }, { $set: { claim: { id, personId, until } } }, { session });
    await this.inbox.add(found.personId, 'plate_claimed', { until: formatDay(localDateOf(until.getTime())) }, session);
    await this.jobs.enqueue(CLAIM, { plateId: found._id, claimId: id }, { unique: `${CLAIM}|${id}`, runAt: until, session });
    return { outcome: 'waiting', until: until.toISOString() };
  }
  /** Seven days without an answer. What the one before did with the plate stays theirs: events and sums name the person. */
  private async settle({ plateId, claimId }: Payload): Promise<void> {
    const found = await native(this.plates).findOne({ _id: plateId, 'claim.id': claimId });
    if (!found?.claim) return; // answered, or unbound
    const { personId } = found.claim;
    const person = await this.people.state(personId);
    if (!person || person.frozenAt || person.leaving) {
      await native(this.plates).updateOne({ _id: plateId, 'claim.id': claimId }, { $unset: { claim: 1 } });
      return;
    }
    const agreed = (await this.passes.agreed(personId)).map((a) => a.operatorId);
    await inTransaction(this.connection, async (session) => {
      const still = await native(this.plates).findOne({ _id: plateId, 'claim.id': claimId }, { session });
      if (!still) return;
      await this.hand(still, personId, agreed, session);
      await this.inbox.add(personId, 'plate_moved', {}, session);
    });
  }
  /** A plate goes to the one who proved it. */
  private async hand(found: Plate, to: string, agreed: readonly string[], session: ClientSession): Promise<void> {
    const place = await this.freePlace(to, session, found.claim ? Number.MAX_SAFE_INTEGER : MOST_PLATES);
    const now = this.clock.now();
    await this.passes.endPlate(found._id, session);
    await native(this.plates).updateOne(
      { _id: found._id },
      { $set: { personId: to, place, registeredAt: now, verifiedAt: now, payLater: false }, $unset: { claim: 1 } },
      { session },
    );
    await this.passes.grow(to, agreed, session);
  }
  private async insert(personId: string, { plate, kind, plateHash }: Checked, session: ClientSession): Promise<Plate> {
    const _id = newId();
    const sealed = this.cipher.seal(placeOf(_id), plate);
    const place = await this.freePlace(personId, session, MOST_PLATES);
    const doc: Plate = { _id, personId, plate: sealed, plateHash, kind, place, registeredAt: this.clock.now(), verifiedAt: null, payLater: false };
    await native(this.plates).insertOne(doc, { session });
    return doc;
  }
  /** @throws AppError parking_plate_limit */
  private async freePlace(personId: string, session: ClientSession, most: number): Promise<number> {
    const taken = (
      await native(this.plates)
        .find({ personId }, { session, projection: { place: 1 } })
        .toArray()
    ).map((p) => p.place);
    let place = 0;
    while (taken.includes(place)) place++;
    if (place >= most) throw new AppError('parking_plate_limit');
    return place;
  }
  /** A unique index decided against this request: somebody else has the plate, or this very person was quicker on another device. */
  private async unlessTaken<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (e) {
      if (isDuplicateKey(e)) return run(); // what was inserted meanwhile is found now
      throw e;
    }
  }
  private async checked({ personId }: Giver, text: string): Promise<Checked> {
    const plate = checkPlate(text);
    if (!plate.ok) throw new AppError(plate.reason === 'plate_special' ? 'parking_plate_special' : 'parking_plate_invalid');
    const taken = await this.limits.take({ name: 'parking.plates', key: personId, ...TRIES });
    if (!taken.ok) throw new AppError('parking_too_many_tries', { retryAfter: taken.retryAfter });
    return { plate: plate.value, kind: plate.kind, plateHash: this.cipher.hashed('plates.plate', plate.value) };
  }
  private async ask(access: Access<'plate_proof'>, plate: string): Promise<void> {
    const { nameKey, number } = await this.realName.question(access);
    const owns = await this.vehicles.owns({ plate, nameKey, number }).catch((e: unknown) => {
      this.log.error(e instanceof PortDown ? e.message : 'vehicle: failed');
      throw new AppError('parking_service_down');
    });
    if (!owns) throw new AppError('parking_not_owner');
  }
  private async move(from: string, into: string, session: ClientSession): Promise<void> {
    for (const { _id } of await native(this.plates)
      .find({ personId: from }, { session, projection: { _id: 1 } })
      .toArray()) {
      const place = await this.freePlace(into, session, Number.MAX_SAFE_INTEGER);
      await native(this.plates).updateOne({ _id }, { $set: { personId: into, place } }, { session });
    }
    await native(this.plates).updateMany({ 'claim.personId': from }, { $set: { 'claim.personId': into } }, { session }); // index claim.personId
    await this.passes.move(from, into, session);
    await native(this.events).updateMany({ personId: from }, { $set: { personId: into } }, { session });
    await native(this.orders).updateMany({ personId: from }, { $set: { personId: into } }, { session });
  }
}
export const view = ({ _id, kind, verifiedAt, payLater, claim }: Plate, plate: string): PlateView => ({
  id: _id,
  plate,
  kind,
  state: verifiedAt ? 'verified' : 'registered',
  payLater,
  claimedUntil: claim?.until.toISOString() ?? null,
});
