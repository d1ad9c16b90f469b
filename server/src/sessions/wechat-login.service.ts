import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode } from '@binhai/shared/errors';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AccountsService } from '../people/accounts.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { PORT_TIMEOUT } from '../ports/http-json.js';
import { PortDown } from '../ports/port-down.js';
import { WechatPort, type WechatRefusal } from '../ports/wechat.port.js';
import { AttemptLimits } from './attempt-limits.js';
import { type Channel, type Device, type Opened, SessionsService } from './sessions.service.js';
import { WechatCode } from './wechat-code.schema.js';

const REFUSALS: Readonly<Record<WechatRefusal, ErrorCode>> = {
  code_invalid: 'auth_wechat_code_invalid',
  too_often: 'auth_wechat_busy',
  blocked: 'auth_wechat_blocked',
};
/** The second tap of one log-in, from the same device, gets the first one's session for this long. */
const DOUBLE_TAP = 10_000;
const KEPT = 10 * 60_000;
const POLL = 25;
/** Seconds after which WeChat may be asked again. */
const BUSY = 60;

interface Input {
  readonly code: string;
  readonly channel: Channel;
  readonly device: Device;
}

/** Log-in by WeChat (product A1, trouble AUT-2): one call upstream per code, whichever process the second tap reaches. */
@Injectable()
export class WechatLoginService {
  private readonly log = new Logger('wechat');

  constructor(
    @InjectModel(WechatCode.name) private readonly codes: Model<WechatCode>,
    private readonly port: WechatPort,
    private readonly sessions: SessionsService,
    private readonly accounts: AccountsService,
    private readonly limits: AttemptLimits,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError auth_wechat_code_invalid, auth_wechat_busy, auth_wechat_blocked, auth_attempts_limit, auth_frozen */
  async login(input: Input, ip: string): Promise<Opened> {
    await this.limits.wechat(ip);
    const { code, device } = input;
    const _id = this.cipher.steady('wechat_codes.code', code);
    try {
      const doc: WechatCode = { _id, deviceId: device.id, at: this.clock.now(), sessionId: null, refusal: null, goneAt: this.clock.machine(KEPT) };
      await native(this.codes).insertOne(doc, { writeConcern: { w: 'majority' } });
    } catch (e) {
      if (!isDuplicateKey(e)) throw e;
      return this.second(_id, device);
    }
    try {
      const opened = await this.first(input);
      await faultPoint('sessions.wechat.before_memory');
      await this.codes.updateOne({ _id }, { $set: { sessionId: opened.sessionId } });
      return opened;
    } catch (e) {
      await this.codes.updateOne({ _id }, { $set: { refusal: e instanceof AppError ? e.code : 'service_failed' } });
      throw e;
    }
  }

  private async first({ code, channel, device }: Input): Promise<Opened> {
    const answer = await this.port.openidOf(code).catch((e: unknown) => {
      // the code may have been spent up there: it is not sent again, the person starts anew
      this.log.error(e instanceof PortDown ? e.message : 'wechat: failed');
      throw new AppError('auth_wechat_busy', { retryAfter: BUSY });
    });
    if (!answer.ok) throw refused(REFUSALS[answer.refusal]);
    return this.sessions.open(await this.accounts.findOrCreate({ openid: answer.openid }), channel, device);
  }
  /** Waits for the first tap's outcome; a code that comes back later, or from another device, was used before. */
  private async second(_id: string, device: Device): Promise<Opened> {
    for (const end = performance.now() + PORT_TIMEOUT + 1000; performance.now() < end; await sleep(POLL)) {
      const doc = await this.codes.findById(_id).lean();
      if (!doc || doc.deviceId !== device.id || this.clock.ms() - doc.at.getTime() > DOUBLE_TAP) break;
      if (doc.refusal) throw refused(doc.refusal);
      const opened = doc.sessionId ? await this.sessions.again(doc.sessionId) : null;
      if (opened) return opened;
      if (doc.sessionId) break;
    }
    throw new AppError('auth_wechat_code_invalid');
  }
}
const refused = (code: ErrorCode) => new AppError(code, code === 'auth_wechat_busy' ? { retryAfter: BUSY } : {});
