import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Secret, TOTP } from 'otpauth';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { StaffCredential } from './staff-credential.schema.js';

/** Seconds of a step; one step early or late is taken, for clocks that differ. */
const PERIOD = 30;
const SECRET_BYTES = 20;
const place = (id: string) => ({ collection: 'staff_credentials', field: 'secret', id }) as const;
const totp = (secret: Secret) => new TOTP({ issuer: '诚信滨海', algorithm: 'SHA1', digits: 6, period: PERIOD, secret });

/** Authenticators of staff. A step that was used once is of no use again, to nobody. */
@Injectable()
export class StaffCredentialsService {
  constructor(
    @InjectModel(StaffCredential.name) private readonly credentials: Model<StaffCredential>,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** Gives the person a new authenticator, the old one ends. Answers its secret in base32, which is shown once and never read again. */
  async enrol(personId: string): Promise<string> {
    const secret = new Secret({ size: SECRET_BYTES }).base32;
    await this.credentials.updateOne({ _id: personId }, { $set: { secret: this.cipher.seal(place(personId), secret), lastStep: -1 } }, { upsert: true });
    return secret;
  }
  /** Whether the code is right now and its step was not used before; then it is used. False for a person without an authenticator. */
  async verify(personId: string, code: string): Promise<boolean> {
    const held = await this.credentials.findById(personId).lean();
    if (!held) return false;
    const timestamp = this.clock.ms();
    const delta = totp(Secret.fromBase32(this.cipher.open(place(personId), held.secret))).validate({ token: code, timestamp, window: 1 });
    if (delta === null) return false;
    const step = Math.floor(timestamp / 1000 / PERIOD) + delta;
    const r = await this.credentials.updateOne({ _id: personId, lastStep: { $lt: step } }, { $set: { lastStep: step } }, { writeConcern: { w: 'majority' } });
    return r.modifiedCount === 1;
  }
}
