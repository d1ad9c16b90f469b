import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { checkPin } from '@binhai/shared/rules/counter-pin';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { Limits } from '../platform/limits.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { ClerkPin } from './terminal.schema.js';

const slow = promisify<Buffer, Buffer, number, Buffer>(scrypt); // Node's defaults: N = 16384, r = 8, p = 1
const BYTES = 32;
const QUARTER = 900;
/** A PIN is one of a million: five guesses in a quarter of an hour, for a clerk and wherever they are made; a terminal has clerks by the dozen. */
const BY_CLERK = { name: 'counter.pin', max: 5, windowSeconds: QUARTER } as const;
const BY_TERMINAL = { name: 'counter.pin_terminal', max: 30, windowSeconds: QUARTER } as const;

/**
 * PINs of clerks: a keyed hash, so that the database alone is no help in guessing one of a million, and of that a slow one, so that the key alone is
 * little help too (docs/adr/0031).
 */
@Injectable()
export class PinsService {
  constructor(
    @InjectModel(ClerkPin.name) private readonly pins: Model<ClerkPin>,
    @InjectConnection() private readonly connection: Connection,
    private readonly memberships: MembershipsService,
    private readonly organisations: OrganisationsService,
    private readonly inbox: InboxService,
    private readonly limits: Limits,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** Also the way out of a lock: whoever set the PIN has just been proven to be the person. @throws AppError clerk_unknown, counter_pin_weak */
  async set(actor: Actor, membershipId: string, pin: string): Promise<void> {
    const m = await this.memberships.holding(membershipId, actor.personId);
    if (m?.role !== 'clerk') throw new AppError('clerk_unknown');
    if (checkPin(pin) !== 'ok') throw new AppError('counter_pin_weak');
    const salt = randomBytes(16).toString('base64url');
    const hash = (await this.hash(membershipId, pin, salt)).toString('base64url');
    const organisation = (await this.organisations.get(m.organisationId))?.name ?? '';
    await inTransaction(this.connection, async (session) => {
      const set = { personId: actor.personId, salt, hash, setAt: this.clock.now() };
      await native(this.pins).updateOne({ _id: membershipId }, { $set: set }, { upsert: true, session });
      await this.inbox.add(actor.personId, 'clerk_pin_set', { organisation }, session);
    });
    await this.limits.clear({ ...BY_CLERK, key: membershipId });
  }
  /** Of these memberships, those that have a PIN. */
  async among(membershipIds: readonly string[]): Promise<Set<string>> {
    const found = await native(this.pins)
      .find({ _id: { $in: [...membershipIds] } }, { projection: { _id: 1 } })
      .toArray();
    return new Set(found.map((p) => p._id));
  }
  /** Counts the try, then compares. @throws AppError counter_pin_locked, counter_pin_unset, counter_pin_wrong */
  async verify(membershipId: string, pin: string, terminalId: string): Promise<void> {
    for (const limit of [
      { ...BY_TERMINAL, key: terminalId },
      { ...BY_CLERK, key: membershipId },
    ]) {
      const taken = await this.limits.take(limit);
      if (!taken.ok) throw new AppError('counter_pin_locked', { retryAfter: taken.retryAfter });
    }
    const held = await native(this.pins).findOne({ _id: membershipId });
    if (!held) throw new AppError('counter_pin_unset');
    const given = await this.hash(membershipId, pin, held.salt);
    if (!timingSafeEqual(given, Buffer.from(held.hash, 'base64url'))) throw new AppError('counter_pin_wrong');
    await this.limits.clear({ ...BY_CLERK, key: membershipId });
    await this.limits.giveBack({ ...BY_TERMINAL, key: terminalId }); // clerks who take turns all day are no attack
  }
  async forget(membershipId: string, session: ClientSession): Promise<void> {
    await native(this.pins).deleteOne({ _id: membershipId }, { session });
  }

  private hash(membershipId: string, pin: string, salt: string): Promise<Buffer> {
    return slow(Buffer.from(this.cipher.steady('clerk_pins.pin', `${membershipId}|${pin}`)), Buffer.from(salt, 'base64url'), BYTES);
  }
}
