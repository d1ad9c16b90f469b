import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { cancelVoucher, VoucherView, voucherSecret, vouchers as vouchersEndpoint } from '@binhai/shared/contract/perks';
import { type LocalDate } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { AccountsService } from '../people/accounts.service.js';
import { AppError } from '../platform/app-error.js';
import { BatchedReader } from '../platform/batched-reader.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { readDurable } from '../platform/durable-read.js';
import { faultPoint } from '../platform/faults.js';
import { native } from '../platform/native.js';
import { behind, pageKey } from '../platform/page-key.js';
import { inTransaction } from '../platform/transactions.js';
import { RegisterService } from '../register/register.service.js';
import { VisitSlots } from '../travel/visit-slots.service.js';
import type { Offer } from './offer.schema.js';
import { StockService } from './stock.service.js';
import { Voucher } from './voucher.schema.js';
import { stateAt, voucherView } from './voucher.view.js';
import { VoucherKeys } from './voucher-keys.js';

const PAGE = 20;
type Filter = mongo.Filter<Voucher>;

/** The holder's side of vouchers: what is held, the code's secret, giving one back. */
@Injectable()
export class VouchersService {
  private readonly byId: BatchedReader<Voucher>;

  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    @InjectConnection() private readonly connection: Connection,
    private readonly stock: StockService,
    private readonly visits: VisitSlots,
    private readonly keys: VoucherKeys,
    private readonly register: RegisterService,
    private readonly clock: Clock,
    accounts: AccountsService,
  ) {
    this.byId = new BatchedReader(() => native(this.vouchers), {});
    accounts.whenJoined((from, into, session) => this.move(from, into, session));
  }

  /** Newest claim first; `usable` holds what can still be shown at a counter. */
  async list(actor: Actor, { query }: ParsedOf<typeof vouchersEndpoint>): Promise<ReplyOf<typeof vouchersEndpoint>> {
    await this.register.own(actor, 'own_perks', ['已领的券']);
    const now = this.clock.now();
    const usable: Filter = { state: 'issued', $or: [{ expiresAt: { $gt: now } }, { 'lock.until': { $gt: now } }] };
    const [group, key]: [Filter, Filter] = [query.group === 'usable' ? usable : { $nor: [usable] }, behind(query.after, 'claimedAt')];
    const found = await this.find({ $and: [{ person: actor.personId }, group, key] }) // index {person, claimedAt, _id}
      .sort({ claimedAt: -1, _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const page = found.slice(0, PAGE);
    const end = found.length > PAGE ? page.at(-1) : undefined;
    return { items: page.map((v) => voucherView(v, now.getTime())), next: end ? pageKey(end.claimedAt, end._id) : null };
  }
  async one(actor: Actor, id: string): Promise<VoucherView> {
    await this.register.own(actor, 'own_perks', ['已领的券']);
    return voucherView(await this.own(actor, id), this.clock.ms());
  }
  /** Any logged-in device of the holder may fetch it again; every fetch is an entry of its own. */
  async secret(actor: Actor, id: string): Promise<ReplyOf<typeof voucherSecret>> {
    const v = await this.own(actor, id);
    const serverTime = this.clock.ms();
    refuse(stateAt(v, serverTime), ['redeemed', 'expired', 'cancelled', 'reversed']);
    await this.register.each(actor, 'own_perks', ['券码密钥']);
    return {
      codeId: v.codeId,
      secret: Buffer.from(this.keys.secretOf(v)).toString('base64url'),
      keyId: v.kid,
      serverTime,
    };
  }
  /** Gives the units back once; a second cancellation is done as well. */
  async cancel(actor: Actor, { params }: ParsedOf<typeof cancelVoucher>): Promise<void> {
    const now = this.clock.now();
    const v = await this.own(actor, params.id);
    const done = await inTransaction(this.connection, (session) => this.end(v, lockFree(now), now, session));
    await faultPoint('perks.cancel.after_commit');
    if (done) return;
    const state = stateAt(await this.own(actor, params.id), now.getTime());
    if (state === 'cancelled') {
      await readDurable(native(this.vouchers), params.id);
      return;
    }
    refuse(state, ['redeemed', 'expired', 'reversed', 'locked']);
    throw new AppError('service_busy', { retryAfter: 1 });
  }

  /** The places a new voucher takes in the person's limits; the unique index decides whether they are still free. */
  async freeSlots(person: string, { _id, terms }: Offer, day: LocalDate): Promise<string[]> {
    const { perPerson, perPersonPerDay } = terms.rule;
    if (perPerson === null && perPersonPerDay === null) return [];
    const held = await this.find({ person, holds: true, offer: _id }, { slots: 1 }).toArray();
    const taken = new Set(held.flatMap((v) => v.slots ?? []));
    const free = (prefix: string, limit: number | null) => {
      if (limit === null) return [];
      for (let n = 0; n < limit; n++) if (!taken.has(`${prefix}#${n}`)) return [`${prefix}#${n}`];
      throw new AppError('perk_person_limit');
    };
    return [...free('', perPerson), ...free(day, perPersonPerDay)];
  }
  /** A claimed voucher is a promise to its date, whichever account it was claimed in; one that takes a place already taken stands beside it. */
  private async move(from: string, into: string, session: ClientSession): Promise<void> {
    const moved = await native(this.vouchers)
      .find({ person: from, holds: true }, { session, projection: { offer: 1, slots: 1 } })
      .toArray();
    for (const { _id, offer, slots = [] } of moved) {
      const taken = await native(this.vouchers).findOne({ offer, person: into, slots: { $in: slots } }, { session, projection: { _id: 1 } });
      if (taken) await native(this.vouchers).updateOne({ _id }, { $unset: { slots: '' } }, { session });
    }
    await native(this.vouchers).updateMany({ person: from }, { $set: { person: into } }, { session }); // index {person, …}
  }
  /** All that can still be shown at a counter. */
  async usable(person: string, session?: ClientSession): Promise<Voucher[]> {
    return native(this.vouchers)
      .find({ person, state: 'issued', expiresAt: { $gt: this.clock.now() } }, session ? { session } : {}) // index {person, claimedAt, _id}
      .sort({ claimedAt: -1 })
      .toArray();
  }
  async byRequest(person: string, requestId: string): Promise<Voucher | null> {
    const seen = await native(this.vouchers).findOne({ person, requestId });
    return seen && readDurable(native(this.vouchers), seen._id); // a twin may still be on its way to the other members
  }
  /** Cancels one that may still be used, and gives its units back, in the caller's transaction. False when it had moved on. */
  async end(v: Voucher, also: Filter, now: Date, session: ClientSession): Promise<boolean> {
    const r = await native(this.vouchers).updateOne(
      { _id: v._id, person: v.person, state: 'issued', expiresAt: { $gt: now }, ...also },
      { $set: { state: 'cancelled', cancelledAt: now, units: 0 }, $unset: { holds: '', slots: '', locator: '' } },
      { session },
    );
    if (r.modifiedCount === 0) return false;
    await faultPoint('perks.cancel.between_writes');
    await this.stock.giveBack(v.offer, v.day, v.units, session);
    if (v.visit) await this.visits.giveBack(v.visit.slot, v.visit.heads, session);
    return true;
  }
  /** The holder's own, for a case about it. @throws AppError voucher_unknown */
  async mine(actor: Actor, id: string): Promise<Voucher> {
    await this.register.own(actor, 'own_perks', ['券']);
    return this.own(actor, id);
  }
  /** A shop refused it: the units go back and its holder may claim again, in the caller's transaction. False when it was used or is over. */
  async takeBack(id: string, person: string, session: ClientSession): Promise<boolean> {
    const now = this.clock.now();
    const v = await native(this.vouchers).findOne({ _id: id, person }, { session });
    return v !== null && this.end(v, lockFree(now), now, session);
  }
  async insert(voucher: Voucher, session: ClientSession): Promise<void> {
    await native(this.vouchers).insertOne({ ...voucher }, { session });
  }

  private async own(actor: Actor, id: string): Promise<Voucher> {
    const found = await this.byId.get(id);
    if (found?.person !== actor.personId) throw new AppError('voucher_unknown');
    return found;
  }
  private find(filter: Filter, projection?: mongo.Document) {
    return native(this.vouchers).find(filter, projection ? { projection } : {});
  }
}

/** A lock past its end counts as free, in the filter itself. */
export const lockFree = (now: Date): Filter => ({ $or: [{ lock: { $exists: false } }, { 'lock.until': { $lte: now } }] });
const CODES = {
  redeemed: 'voucher_used',
  expired: 'voucher_expired',
  cancelled: 'voucher_cancelled',
  reversed: 'voucher_reversed',
  locked: 'voucher_in_use',
} as const;
type Refusable = keyof typeof CODES;
function refuse(state: string, refused: readonly Refusable[]): void {
  const found = refused.find((r) => r === state);
  if (found) throw new AppError(CODES[found]);
}
