import { type Payment, PaymentPort } from './payment.port.js';

/** 沙箱's channel, one rule for all: everything is paid at once, except a sum that ends in 13 fen, which is refused. No money moves. */
export class SandboxPayment extends PaymentPort {
  async pay({ fen }: Payment): Promise<'paid' | 'refused'> {
    return fen % 100 === 13 ? 'refused' : 'paid';
  }
}
