import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { timeId } from '../platform/id.js';
import { SandboxSms } from './sandbox-sms.schema.js';
import { SmsPort } from './sms.port.js';

const KEPT = 15 * 60_000;
const SHOWN = 5;
const place = (id: string) => ({ collection: 'sandbox_sms', field: 'text', id }) as const;

/** The sandbox's phone network: nothing leaves the machine; the code is shown on screen through a loopback-only endpoint, never logged. */
@Injectable()
export class SandboxSmsBox extends SmsPort {
  constructor(
    @InjectModel(SandboxSms.name) private readonly sent: Model<SandboxSms>,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sendCode(phone: string, code: string, minutes: number): Promise<void> {
    const at = this.clock.now();
    const _id = timeId(at);
    const text = this.cipher.seal(place(_id), `【诚信滨海　沙箱】验证码 ${code}，${minutes} 分钟内有效。不要告诉任何人。`);
    await this.sent.collection.insertOne({ _id, phoneHash: this.hash(phone), text, at, goneAt: this.clock.machine(KEPT) } as never);
  }
  /** Newest first. */
  async of(phone: string): Promise<{ at: string; text: string }[]> {
    const found = await this.sent
      .find({ phoneHash: { $in: this.cipher.everyHash('sandbox_sms.phone', phone) } })
      .sort({ _id: -1 })
      .limit(SHOWN)
      .lean(); // index {phoneHash, _id}
    return found.map((m) => ({ at: m.at.toISOString(), text: this.cipher.open(place(m._id), m.text) }));
  }

  private hash(phone: string): string {
    return this.cipher.hash('sandbox_sms.phone', phone);
  }
}
