import { CreditChinaPort } from './credit-china.port.js';
import { HighPort, IdentityPort } from './identity.port.js';
import { LicencePort } from './licence.port.js';
import { PaymentPort } from './payment.port.js';
import { PortDown } from './port-down.js';
import { SmsPort } from './sms.port.js';
import { VehiclePort } from './vehicle.port.js';
import { VirusPort } from './virus.port.js';
import { WechatPort } from './wechat.port.js';

const away = (port: string) => async (): Promise<never> => {
  throw new PortDown(port, 'not configured');
};
/** Outside the sandbox, what is not configured is a service that is down: nothing is faked. */
export class NoSms extends SmsPort {
  sendCode = away('sms');
}
export class NoWechat extends WechatPort {
  openidOf = away('wechat');
}
export class NoIdentity extends IdentityPort {
  check = away('identity');
}
export class NoLicence extends LicencePort {
  start = away('licence');
  outcome = away('licence');
}
export class NoHigh extends HighPort {
  start = away('high');
  outcome = away('high');
}
export class NoVehicle extends VehiclePort {
  owns = away('vehicle');
}
export class NoVirus extends VirusPort {
  isClean = away('virus');
}
export class NoCreditChina extends CreditChinaPort {
  send = away('credit_china');
}
export class NoPayment extends PaymentPort {
  pay = away('payment');
}
