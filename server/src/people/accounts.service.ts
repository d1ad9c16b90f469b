import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Channel } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { among, type Hashed } from '../platform/hashed-fields.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import type { Access } from '../register/access.js';
import { type LiveSession, Person } from './person.schema.js';

/** Sessions a person may hold; the oldest ends when another begins. */
export const MOST_SESSIONS = 20;
export type Handle = { readonly phone: string } | { readonly openid: string };
export interface NewSession {
  readonly id: string;
  readonly device: { readonly id: string; readonly name: string };
  readonly channel: Channel;
  readonly staff: boolean;
  readonly membershipId: string | null;
  /** Begun by a proof of the high level. */
  readonly proven?: boolean;
  /** Begun by a PIN at a shop's shared terminal. */
  readonly terminal?: LiveSession['terminal'];
}
type Move = (from: string, into: string, session: ClientSession) => Promise<void>;
/** Where a sealed field of a person stands. */
export const placeOf = (id: string, field: 'phone' | 'name' | 'number' | 'born') => ({ collection: 'people', field, id }) as const;

/** Accounts and their live sessions: who may log in, on which devices. What it writes it decides by one conditional update. */
@Injectable()
export class AccountsService {
  private readonly moves: Move[] = [];

  constructor(
    @InjectModel(Person.name) private readonly people: Model<Person>,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** The account of this phone or openid, made if there is none. Safe for any number of callers at once: a unique index decides. */
  async findOrCreate(handle: Handle, demo = false): Promise<string> {
    const [field, label, value] =
      'phone' in handle ? (['phoneHash', 'people.phone', handle.phone] as const) : (['wechatHash', 'people.wechat', handle.openid] as const);
    const by = { [field]: { $in: this.cipher.everyHash(label, value) } };
    const held = { [field]: this.cipher.hashed(label, value) };
    const found = await this.people.findOne(by, { _id: 1, wechatHash: 1 }).lean(); // unique index of the hash
    if (found) {
      // the openid stands nowhere else: what it is found by under a new key comes with the log-in
      if (held.wechatHash !== undefined && `${held.wechatHash}` !== `${found.wechatHash}`)
        await this.people.updateOne({ _id: found._id, ...by }, { $set: held });
      return found._id;
    }
    const _id = newId();
    const fresh: Person = {
      _id,
      ...held,
      ...('phone' in handle && { phone: this.cipher.seal(placeOf(_id, 'phone'), handle.phone) }),
      assurance: 'none',
      epoch: 0,
      sessions: [],
      frozenAt: null,
      standing: null,
      createdAt: this.clock.now(),
      ...(demo && { demo }),
    };
    try {
      await native(this.people).insertOne(fresh, { writeConcern: { w: 'majority' } });
      return _id;
    } catch (e) {
      if (!isDuplicateKey(e)) throw e;
      return (await this.people.findOne(by, { _id: 1 }).lean().orFail())._id;
    }
  }
  /** Null when no account has this phone. */
  async byPhone(phone: string): Promise<string | null> {
    return (await this.people.findOne({ phoneHash: among(this.phoneHash(phone)) }, { _id: 1 }).lean())?._id ?? null; // unique index
  }
  /** The account's own phone in plain, to hand it on as its holder wished; null where there is none. */
  async phoneOf({ subject }: Access<'own_account' | 'tenant_certificate'>): Promise<string | null> {
    const person = await this.people.findById(subject, { phone: 1 }).lean();
    return person?.phone ? this.cipher.open(placeOf(subject, 'phone'), person.phone) : null;
  }
  async phoneHashOf(personId: string): Promise<Hashed | null> {
    return (await this.people.findById(personId, { phoneHash: 1 }).lean())?.phoneHash ?? null;
  }
  phoneHash(phone: string, front = ''): Hashed {
    return this.cipher.hashed('people.phone', phone, front);
  }

  /**
   * Adds a session; one before it on the same device is replaced, and with more than 20 the oldest ends.
   * @returns the epoch for its tokens, and whether it is a further device beside others that are logged in
   * @throws AppError auth_frozen
   */
  async openSession(
    personId: string,
    { id, device, channel, staff, membershipId, proven = false, terminal }: NewSession,
  ): Promise<{ epoch: number; further: boolean }> {
    const now = this.clock.now();
    const session: LiveSession = {
      id,
      deviceId: device.id,
      deviceName: device.name,
      channel,
      high: proven,
      highAt: proven ? now : null,
      staff,
      membershipId,
      createdAt: now,
      lastSeenAt: now,
      ...(terminal && { terminal }),
    };
    const others = { $filter: { input: '$sessions', cond: { $ne: ['$$this.deviceId', { $literal: device.id }] } } };
    // a device that was proven once stays proven when its person logs in again (product A2: once per device)
    const provenBefore = {
      $anyElementTrue: [{ $map: { input: '$sessions', in: { $and: ['$$this.high', { $eq: ['$$this.deviceId', { $literal: device.id }] }] } } }],
    };
    const added = { $mergeObjects: [{ $literal: session }, { high: terminal ? false : { $or: [proven, provenBefore] } }] };
    const person = await native(this.people).findOneAndUpdate(
      { _id: personId, frozenAt: null },
      [{ $set: { sessions: { $slice: [{ $concatArrays: [others, [added]] }, -MOST_SESSIONS] } } }],
      { returnDocument: 'before', projection: { epoch: 1, sessions: 1 }, writeConcern: { w: 'majority' } },
    );
    if (!person) throw new AppError('auth_frozen');
    return { epoch: person.epoch, further: !terminal && person.sessions.length > 0 && person.sessions.every((s) => s.deviceId !== device.id) };
  }
  /** Marks a device as seen now. */
  async seen(personId: string, sessionId: string): Promise<void> {
    await this.people.updateOne({ _id: personId, 'sessions.id': sessionId }, { $set: { 'sessions.$.lastSeenAt': this.clock.now() } });
  }
  /** False when the session has ended. */
  async useMembership(personId: string, sessionId: string, membershipId: string | null): Promise<boolean> {
    const r = await this.people.updateOne({ _id: personId, 'sessions.id': sessionId }, { $set: { 'sessions.$.membershipId': membershipId } });
    return r.matchedCount === 1;
  }
  /** Ends one session with its next request. False when it had ended or is another person's. */
  async endSession(personId: string, sessionId: string, session?: ClientSession): Promise<boolean> {
    const r = await this.people.updateOne({ _id: personId, 'sessions.id': sessionId }, { $pull: { sessions: { id: sessionId } } }, session ? { session } : {});
    return r.modifiedCount === 1;
  }
  /** Ends all sessions and every token made before. */
  async endAll(personId: string, session?: ClientSession): Promise<void> {
    await this.people.updateOne({ _id: personId }, { $inc: { epoch: 1 }, $set: { sessions: [] } }, session ? { session } : {});
  }
  /** Registers what moves when one account becomes part of another, in the same transaction. */
  whenJoined(move: Move): void {
    this.moves.push(move);
  }
  async joined(from: string, into: string, session: ClientSession): Promise<void> {
    for (const move of this.moves) await move(from, into, session);
  }
  /** Ends all sessions and lets none begin; the window decides what follows (product A2). The second freeze changes nothing. */
  async freeze(personId: string, session?: ClientSession): Promise<void> {
    const frozen = { $inc: { epoch: 1 }, $set: { sessions: [], frozenAt: this.clock.now() } };
    await this.people.updateOne({ _id: personId, frozenAt: null }, frozen, session ? { session } : {});
  }
}
