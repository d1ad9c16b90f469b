import { randomInt } from 'node:crypto';
import { endOfDay, localDateOf } from '@binhai/shared/dates/dates';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { PortDown } from '../ports/port-down.js';
import { SmsPort } from '../ports/sms.port.js';
import { type CodePurpose, PhoneCodes } from './sms-code.schema.js';

/** Seconds. */
export const RESEND_AFTER = 60;
export const VALID_FOR = 300;
export const CODES_A_DAY = 10;
export const TRIES = 5;
const KEPT = 26 * 3_600_000;

export type Compared = { readonly right: true /** False when another request used it first. */; spend(): Promise<boolean> } | { readonly right: false };

/** One-time codes by SMS (trouble AUT-3). Each decision is one conditional update, so any number of parallel guesses compares at most five. */
@Injectable()
export class SmsCodesService {
  private readonly log = new Logger('sms');

  constructor(
    @InjectModel(PhoneCodes.name) private readonly phones: Model<PhoneCodes>,
    private readonly sms: SmsPort,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends a code of six digits. The limits stand in the filter of the write that stores it: a refused request leaves a good code as it is.
   * @throws AppError auth_code_too_soon (60 s), auth_code_limit (10 a Shanghai day, over all purposes), service_busy when the gateway is down
   */
  async send(phone: string, purpose: CodePurpose): Promise<void> {
    const now = this.clock.now();
    const today = localDateOf(now.getTime());
    const _id = this.idOf(phone);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const fresh = { hash: this.hash(phone, purpose, code), tries: 0, until: new Date(now.getTime() + VALID_FOR * 1000) };
    const rested = new Date(now.getTime() - RESEND_AFTER * 1000);
    try {
      await native(this.phones).updateOne(
        { _id, sentAt: { $lte: rested }, $or: [{ day: { $ne: today } }, { sent: { $lt: CODES_A_DAY } }] },
        [
          {
            $set: {
              sentAt: now,
              sent: { $cond: [{ $eq: ['$day', today] }, { $add: ['$sent', 1] }, 1] },
              day: today,
              codes: { $mergeObjects: ['$codes', { [purpose]: { $literal: fresh } }] },
              goneAt: this.clock.machine(KEPT),
            },
          },
        ],
        { upsert: true, writeConcern: { w: 'majority' } },
      );
    } catch (e) {
      if (!isDuplicateKey(e, '_id')) throw e;
      throw await this.refusal(_id, now, today); // the phone is known and a limit refused it: the upsert met its _id
    }
    try {
      await this.sms.sendCode(phone, code, VALID_FOR / 60);
    } catch (e) {
      this.log.error(e instanceof PortDown ? e.message : 'sms: failed');
      // nothing went out: the person may ask again at once, the day's count stays
      await this.phones.updateOne({ _id, [`codes.${purpose}.hash`]: fresh.hash }, { $set: { sentAt: new Date(0) }, $unset: { [`codes.${purpose}`]: 1 } });
      throw new AppError('service_busy');
    }
  }
  /**
   * Takes one of the five tries and compares. @throws AppError auth_code_expired when there is no live code of this purpose, or its tries
   * are used up: the same for a phone nobody knows.
   */
  async compare(phone: string, purpose: CodePurpose, code: string): Promise<Compared> {
    const live = `codes.${purpose}`;
    const doc = await native(this.phones).findOneAndUpdate(
      // one sent just before hash keys were exchanged stands under the old one
      { _id: { $in: this.cipher.everyHash('sms_codes.phone', phone) }, [`${live}.until`]: { $gt: this.clock.now() }, [`${live}.tries`]: { $lt: TRIES } },
      { $inc: { [`${live}.tries`]: 1 } },
      { projection: { codes: 1 }, writeConcern: { w: 'majority' } },
    );
    const expected = doc?.codes[purpose]?.hash;
    if (expected === undefined) throw new AppError('auth_code_expired');
    // both are keyed hashes: what a comparison's time tells about them helps nobody
    if (!this.cipher.everyHash('sms_codes.code', codeText(phone, purpose, code)).includes(expected)) return { right: false };
    const spend = async () => {
      const r = await this.phones.updateOne({ _id: doc?._id, [`${live}.hash`]: expected }, { $unset: { [live]: 1 } }, { writeConcern: { w: 'majority' } });
      return r.modifiedCount === 1;
    };
    return { right: true, spend };
  }

  private async refusal(_id: string, now: Date, today: string): Promise<AppError> {
    const doc = await this.phones.findById(_id).lean();
    if (doc && doc.day === today && doc.sent >= CODES_A_DAY) {
      return new AppError('auth_code_limit', { retryAfter: Math.ceil((endOfDay(today) + 1 - now.getTime()) / 1000) });
    }
    const left = ((doc?.sentAt.getTime() ?? now.getTime()) + RESEND_AFTER * 1000 - now.getTime()) / 1000;
    return new AppError('auth_code_too_soon', { retryAfter: Math.min(RESEND_AFTER, Math.max(1, Math.ceil(left))) });
  }
  private idOf(phone: string): string {
    return this.cipher.hash('sms_codes.phone', phone);
  }
  private hash(phone: string, purpose: CodePurpose, code: string): string {
    return this.cipher.hash('sms_codes.code', codeText(phone, purpose, code));
  }
}
const codeText = (phone: string, purpose: CodePurpose, code: string) => `${purpose}|${phone}|${code}`;
