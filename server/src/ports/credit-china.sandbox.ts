import { CreditChinaPort, type HandOff } from './credit-china.port.js';
import { PortDown } from './port-down.js';

/** 沙箱's city platform: every hand-off gets a receipt made of its own id; a document number with 停机 finds it down. */
export class SandboxCreditChina extends CreditChinaPort {
  async send({ id, on, documentNumber }: HandOff): Promise<string> {
    if (documentNumber.includes('停机')) throw new PortDown('credit_china', 'sandbox outage');
    return `XYZG-${on.replace(/-/g, '')}-${id
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(-6)
      .toUpperCase()}`;
  }
}
