import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { RefreshFamily } from './refresh-family.schema.js';

const DAY = 86_400_000;
/** A session unused for 30 days ends, and every one 180 days after its log-in. */
export const IDLE = 30 * DAY;
const LONGEST = 180 * DAY;
/** The loser of a race, or of a lost reply, gets the same successor for this long (architecture 14). */
export const GRACE = 30_000;
const TOKEN = /^([A-Za-z0-9_-]{22})\.(\d{1,9})\.((?:[a-z0-9]{1,16}\.)?[A-Za-z0-9_-]{43})$/;

export interface NewFamily {
  readonly sessionId: string;
  readonly personId: string;
  readonly device: { readonly id: string; readonly name: string };
  readonly channel: 'h5' | 'weapp';
}

export interface Rotated {
  readonly token: string;
  readonly family: RefreshFamily;
  /** False for those who came after and get the same successor. */
  readonly first: boolean;
}

/**
 * Rotating refresh tokens with detection of reuse. A token is `session.number.mac`, the MAC made with a key that is not in the database, so a
 * genuine old token is told from a forged one for ever: only the first kind ends a family, and guessing an id harms nobody.
 */
@Injectable()
export class RefreshTokensService {
  constructor(
    @InjectModel(RefreshFamily.name) private readonly families: Model<RefreshFamily>,
    @InjectConnection() private readonly connection: Connection,
    private readonly accounts: AccountsService,
    private readonly inbox: InboxService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** Starts the chain of a new session; answers its first token. */
  async begin({ sessionId, personId, device, channel }: NewFamily): Promise<string> {
    const now = this.clock.now();
    const family: RefreshFamily = {
      _id: sessionId,
      personId,
      deviceId: device.id,
      deviceName: device.name,
      channel,
      seed: newId(),
      seq: 0,
      createdAt: now,
      rotatedAt: now,
      ended: null,
      goneAt: this.clock.machine(LONGEST),
    };
    await native(this.families).insertOne(family, { writeConcern: { w: 'majority' } });
    return this.token(family);
  }
  /** The token in force of a session that has just begun: for the second tap of one log-in. */
  async current(sessionId: string): Promise<{ token: string; family: RefreshFamily } | null> {
    const family = await this.families.findOne({ _id: sessionId, ended: null }).lean();
    return family && { token: this.token(family), family };
  }
  /**
   * Spends a token for its successor.
   * @param deviceId the client's installation, where it tells one
   * @throws AppError auth_refresh_invalid (unknown, forged, over), auth_refresh_reused (the family ends, the person is told)
   */
  async rotate(token: string, deviceId?: string): Promise<Rotated> {
    const [, id = '', number = '', mac = ''] = TOKEN.exec(token) ?? [];
    const family = id ? await this.families.findById(id).lean() : null;
    if (!family || !this.macs(family, Number(number)).some((m) => same(mac, m))) throw new AppError('auth_refresh_invalid');
    const seq = Number(number);
    if (family.ended) throw new AppError(family.ended === 'reused' ? 'auth_refresh_reused' : 'auth_refresh_invalid');
    const now = this.clock.now();
    if (now.getTime() - family.rotatedAt.getTime() > IDLE || now.getTime() - family.createdAt.getTime() > LONGEST) throw new AppError('auth_refresh_invalid');
    if (deviceId !== undefined && deviceId !== family.deviceId) throw await this.reused(family);
    if (seq > family.seq) throw new AppError('auth_refresh_invalid'); // a restored database: its successor is not known here
    if (seq === family.seq) {
      const next = await native(this.families).findOneAndUpdate(
        { _id: id, seq, ended: null },
        { $set: { seq: seq + 1, rotatedAt: now } },
        { returnDocument: 'after', writeConcern: { w: 'majority' } },
      );
      await faultPoint('sessions.refresh.after_write');
      if (next) return { token: this.token(next), family: next, first: true };
      return this.rotate(token, deviceId); // lost the race by this moment: the winner's successor is there now
    }
    if (seq === family.seq - 1 && now.getTime() - family.rotatedAt.getTime() <= GRACE) return { token: this.token(family), family, first: false };
    throw await this.reused(family);
  }
  async end(sessionId: string): Promise<void> {
    await this.families.updateOne({ _id: sessionId, ended: null }, { $set: { ended: 'ended' } });
  }
  async endAll(personId: string): Promise<void> {
    await this.families.updateMany({ personId, ended: null }, { $set: { ended: 'ended' } }); // index {personId}
  }

  /** Ends the family and its session, and tells the person, once; other devices stay as they are. */
  private async reused(family: RefreshFamily): Promise<AppError> {
    await inTransaction(this.connection, async (session) => {
      const r = await this.families.updateOne({ _id: family._id, ended: null }, { $set: { ended: 'reused' } }, { session });
      if (r.modifiedCount === 0) return;
      await this.accounts.endSession(family.personId, family._id, session);
      await faultPoint('sessions.reuse.between_writes');
      await this.inbox.add(family.personId, 'session_reused', { device: family.deviceName || '一台设备' }, session);
    });
    return new AppError('auth_refresh_reused');
  }
  private token(family: RefreshFamily): string {
    return `${family._id}.${family.seq}.${this.cipher.hash(LABEL, text(family, family.seq))}`;
  }
  /** By every hash key there was: a token lies in a phone for weeks. */
  private macs(family: RefreshFamily, seq: number): string[] {
    return this.cipher.everyHash(LABEL, text(family, seq));
  }
}
const LABEL = 'refresh_families.token';
const text = ({ _id, seed }: RefreshFamily, seq: number) => `${_id}|${seq}|${seed}`;
const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
