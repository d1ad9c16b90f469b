import type { ReplyOf } from '@binhai/shared/contract/http';
import type { lookAtTerminal, openTerminal, terminals } from '@binhai/shared/contract/terminals';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { native } from '../platform/native.js';
import { type Device, type Opened, SessionsService } from '../sessions/sessions.service.js';
import { ClerksService } from './clerks.service.js';
import { PinsService } from './pins.service.js';
import { CounterTerminal, type Shift } from './terminal.schema.js';

/** A shift ends by itself, whoever forgot to hand over. */
const SHIFT_MS = 12 * 3_600_000;

/** Devices of a shop at which several clerks take turns by PIN (product C8, docs/adr/0031). */
@Injectable()
export class TerminalsService {
  constructor(
    @InjectModel(CounterTerminal.name) private readonly model: Model<CounterTerminal>,
    private readonly clerks: ClerksService,
    private readonly pins: PinsService,
    private readonly sessions: SessionsService,
    private readonly memberships: MembershipsService,
    private readonly organisations: OrganisationsService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** The secret is told once, to the device that keeps it. @throws AppError clerk_shop_unknown */
  async open(actor: Actor, shopId: string, name: string): Promise<ReplyOf<typeof openTerminal>> {
    const { organisationId, shops } = await this.clerks.managed(actor);
    if (!shops.some((s) => s._id === shopId)) throw new AppError('clerk_shop_unknown');
    const [_id, token] = [newId(), newId()];
    const opened = { _id, organisationId, shopId, name, secret: this.hash(token), openedBy: actor.personId, openedAt: this.clock.now() };
    await native(this.model).insertOne({ ...opened, endedAt: null, shift: null });
    return { id: _id, token };
  }
  async list(actor: Actor): Promise<ReplyOf<typeof terminals>> {
    const { organisationId, shops } = await this.clerks.managed(actor);
    const nameOf = new Map(shops.map((s) => [s._id, s.name]));
    const found = await native(this.model) // index {organisationId, endedAt, openedAt}
      .find({ organisationId, endedAt: null, shopId: { $in: [...nameOf.keys()] } })
      .sort({ openedAt: 1 })
      .toArray();
    return {
      shops: shops.map(({ _id, name }) => ({ id: _id, name })),
      items: found.map(({ _id, name, shopId, openedAt, shift }) => ({
        id: _id,
        name,
        shop: nameOf.get(shopId) ?? '',
        since: openedAt.toISOString(),
        last: shift && { staffNumber: shift.staffNumber, at: shift.startedAt.toISOString() },
      })),
    };
  }
  /** The device asks who it is for; whoever is at work there loses the session with the next request. @throws AppError counter_terminal_unknown */
  async end(actor: Actor, id: string): Promise<void> {
    const { organisationId, shops } = await this.clerks.managed(actor);
    const which = { _id: id, organisationId, shopId: { $in: shops.map((s) => s._id) } };
    const ended = await native(this.model).findOneAndUpdate({ ...which, endedAt: null }, { $set: { endedAt: this.clock.now() } });
    if (!ended) throw new AppError('counter_terminal_unknown');
    await this.endShift(ended.shift);
  }

  /** What the device shows to whoever comes to work: staff numbers, no names. @throws AppError counter_terminal_unknown */
  async look(token: string): Promise<ReplyOf<typeof lookAtTerminal>> {
    const { organisationId, shopId, name } = await this.held(token);
    const [organisation, shop, clerks] = await Promise.all([
      this.organisations.get(organisationId),
      this.organisations.shop(shopId),
      this.memberships.inRole(organisationId, 'clerk'),
    ]);
    const here = clerks.filter((m) => m.shopIds.length === 0 || m.shopIds.includes(shopId));
    const ready = await this.pins.among(here.map((m) => m._id));
    const lines = here.map((m) => ({ id: m._id, staffNumber: m.staffNumber, ready: ready.has(m._id) }));
    return { organisation: organisation?.name ?? '', shop: shop?.name ?? '', name, clerks: lines.sort((a, b) => (a.staffNumber < b.staffNumber ? -1 : 1)) };
  }
  /**
   * A clerk takes over the terminal by PIN; the one before is gone with the next request. The session may act at this counter and nowhere else.
   * @throws AppError counter_terminal_unknown, clerk_unknown, counter_pin_wrong, counter_pin_unset, counter_pin_locked, auth_frozen
   */
  async start(token: string, clerkId: string, pin: string, channel: Opened['channel'], device: Device): Promise<Opened> {
    const terminal = await this.held(token);
    const m = (await this.memberships.inRole(terminal.organisationId, 'clerk')).find((held) => held._id === clerkId);
    if (!m || (m.shopIds.length > 0 && !m.shopIds.includes(terminal.shopId))) throw new AppError('clerk_unknown');
    await this.pins.verify(clerkId, pin, terminal._id);
    const now = this.clock.now();
    const at = { id: terminal._id, shopId: terminal.shopId, until: new Date(now.getTime() + SHIFT_MS) };
    const opened = await this.sessions.open(m.personId, channel, device, { membershipId: clerkId, terminal: at });
    const shift: Shift = { personId: m.personId, membershipId: clerkId, staffNumber: m.staffNumber, sessionId: opened.sessionId, startedAt: now };
    const before = await native(this.model).findOneAndUpdate({ _id: terminal._id, endedAt: null }, { $set: { shift } }, { returnDocument: 'before' });
    await this.endShift(before ? before.shift : shift);
    if (!before) throw new AppError('counter_terminal_unknown'); // ended by the manager at this moment
    return opened;
  }

  private async endShift(shift: Shift | null): Promise<void> {
    if (shift) await this.sessions.end(shift.personId, shift.sessionId);
  }
  private async held(token: string): Promise<CounterTerminal> {
    const found = await native(this.model).findOne({ secret: this.hash(token), endedAt: null }); // unique index
    if (!found) throw new AppError('counter_terminal_unknown');
    return found;
  }
  private hash(token: string): string {
    return this.cipher.steady('counter_terminals.secret', token);
  }
}
