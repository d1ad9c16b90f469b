import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../platform/clock.js';
import { HttpCreditChina } from './credit-china.http.js';
import { CreditChinaPort } from './credit-china.port.js';
import { SandboxCreditChina } from './credit-china.sandbox.js';
import { HighPort, IdentityPort } from './identity.port.js';
import { SandboxHigh, SandboxIdentity } from './identity.sandbox.js';
import { TencentHigh, TencentIdentity } from './identity.tencent.js';
import { LicencePort } from './licence.port.js';
import { SandboxLicence } from './licence.sandbox.js';
import { PaymentPort } from './payment.port.js';
import { SandboxPayment } from './payment.sandbox.js';
import { SandboxController } from './sandbox.controller.js';
import { SandboxSms, SandboxSmsSchema } from './sandbox-sms.schema.js';
import { SmsPort } from './sms.port.js';
import { SandboxSmsBox } from './sms.sandbox.js';
import { TencentSms } from './sms.tencent.js';
import { NoCreditChina, NoHigh, NoIdentity, NoLicence, NoPayment, NoSms, NoVehicle, NoVirus, NoWechat } from './unconnected.js';
import { VehiclePort } from './vehicle.port.js';
import { SandboxVehicle } from './vehicle.sandbox.js';
import { ClamdVirus } from './virus.clamd.js';
import { VirusPort } from './virus.port.js';
import { SandboxVirus } from './virus.sandbox.js';
import { HttpWechat } from './wechat.http.js';
import { WechatPort } from './wechat.port.js';
import { SandboxWechat } from './wechat.sandbox.js';

const sms = (c: Config, box: SandboxSmsBox, clock: Clock): SmsPort => {
  const { SMS_API: api, SMS_SECRET_ID: secretId, SMS_SECRET_KEY: secretKey, SMS_APP_ID: appId, SMS_SIGN: sign, SMS_TEMPLATE: templateId } = c;
  if (!api) return c.SANDBOX ? box : new NoSms();
  const target = { api, service: 'sms', version: '2021-01-11', region: c.SMS_REGION, secretId, secretKey };
  return new TencentSms(target, { appId, sign, templateId }, () => clock.ms());
};
const wechat = (c: Config): WechatPort => {
  if (c.WECHAT_API) return new HttpWechat(c.WECHAT_API, c.WECHAT_APPID, c.WECHAT_SECRET);
  return c.SANDBOX ? new SandboxWechat() : new NoWechat();
};
const virus = ({ CLAMD, SANDBOX }: Config): VirusPort => {
  const [host = '', port = ''] = CLAMD.split(':');
  if (CLAMD) return new ClamdVirus(host, Number(port));
  return SANDBOX ? new SandboxVirus() : new NoVirus();
};
const creditChina = ({ CREDIT_CHINA_API, CREDIT_CHINA_TOKEN, SANDBOX }: Config): CreditChinaPort => {
  if (CREDIT_CHINA_API) return new HttpCreditChina(CREDIT_CHINA_API, CREDIT_CHINA_TOKEN);
  return SANDBOX ? new SandboxCreditChina() : new NoCreditChina();
};
const faceId = (c: Config) => ({
  api: c.IDENTITY_API,
  service: 'faceid',
  version: '2018-03-01',
  region: '',
  secretId: c.IDENTITY_SECRET_ID,
  secretKey: c.IDENTITY_SECRET_KEY,
});

/** Every service outside this process, by its real protocol or, in the sandbox only, by a stand-in that is labelled so on screen. */
@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: SandboxSms.name, schema: SandboxSmsSchema }])],
  controllers: [SandboxController],
  providers: [
    SandboxSmsBox,
    { provide: SmsPort, useFactory: sms, inject: [CONFIG, SandboxSmsBox, Clock] },
    { provide: VirusPort, useFactory: virus, inject: [CONFIG] },
    { provide: CreditChinaPort, useFactory: creditChina, inject: [CONFIG] },
    { provide: WechatPort, useFactory: wechat, inject: [CONFIG] },
    {
      provide: IdentityPort,
      useFactory: (c: Config, clock: Clock) =>
        c.IDENTITY_API ? new TencentIdentity(faceId(c), () => clock.ms()) : c.SANDBOX ? new SandboxIdentity() : new NoIdentity(),
      inject: [CONFIG, Clock],
    },
    {
      provide: HighPort,
      useFactory: (c: Config, clock: Clock) =>
        c.IDENTITY_API ? new TencentHigh(faceId(c), c.FACE_RULE_ID, () => clock.ms()) : c.SANDBOX ? new SandboxHigh() : new NoHigh(),
      inject: [CONFIG, Clock],
    },
    { provide: VehiclePort, useFactory: (c: Config) => (c.SANDBOX ? new SandboxVehicle() : new NoVehicle()), inject: [CONFIG] },
    { provide: PaymentPort, useFactory: (c: Config) => (c.SANDBOX ? new SandboxPayment() : new NoPayment()), inject: [CONFIG] },
    { provide: LicencePort, useFactory: (c: Config) => (c.SANDBOX ? new SandboxLicence() : new NoLicence()), inject: [CONFIG] },
  ],
  exports: [VirusPort, CreditChinaPort, SmsPort, WechatPort, IdentityPort, HighPort, LicencePort, VehiclePort, PaymentPort],
})
export class PortsModule {}
