import * as z from 'zod/mini';
import { PortDown } from './port-down.js';
import { SmsPort } from './sms.port.js';
import { callTc3, type Tc3Target } from './tc3.js';

const Sent = z.object({ SendStatusSet: z.array(z.object({ Code: z.string() })).check(z.length(1)) });
export interface SmsTemplate {
  readonly appId: string;
  readonly sign: string;
  /** Approved template with two variables: code, minutes. */
  readonly templateId: string;
}

/** Tencent Cloud SMS, API SendSms of 2021-01-11. */
export class TencentSms extends SmsPort {
  constructor(
    private readonly target: Tc3Target,
    private readonly template: SmsTemplate,
    private readonly ms: () => number,
  ) {
    super();
  }

  async sendCode(phone: string, code: string, minutes: number): Promise<void> {
    const { appId, sign, templateId } = this.template;
    const input = { PhoneNumberSet: [`+86${phone}`], SmsSdkAppId: appId, SignName: sign, TemplateId: templateId, TemplateParamSet: [code, String(minutes)] };
    const sent = Sent.safeParse(await callTc3('sms', this.target, 'SendSms', input, this.ms()));
    const status = sent.success ? sent.data.SendStatusSet[0]?.Code : 'unexpected reply';
    if (status !== 'Ok') throw new PortDown('sms', status ?? 'no status');
  }
}
