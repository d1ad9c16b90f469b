import { type Payment, PaymentPort } from './payment.port.js';
import { PortDown } from './port-down.js';

/** 沙箱's channel, one rule for all: everything is paid at once, except a sum that ends in 13 fen, which is refused, and in 17, which finds it down. No money moves. */
export class SandboxPayment extends PaymentPort {
  async pay({ fen }: Payment): Promise<'paid' | 'refused'> {
    if (fen % 100 === 17) throw new PortDown('payment', 'sandbox outage');
    return fen % 100 === 13 ? 'refused' : 'paid';
  }
}
