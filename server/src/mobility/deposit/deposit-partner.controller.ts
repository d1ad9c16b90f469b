import { depositEnd, depositExchange, depositStart } from '@binhai/shared/contract/deposit-partner';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../../platform/context.js';
import { Handle } from '../../platform/endpoint.decorator.js';
import { PartnerDeposits } from './partner-deposits.service.js';

@Controller()
export class DepositPartnerController {
  constructor(private readonly deposits: PartnerDeposits) {}

  @Handle(depositExchange)
  async exchange({ body }: ParsedOf<typeof depositExchange>, { partner }: ContextOf<typeof depositExchange>) {
    return this.deposits.exchange(partner, body);
  }
  @Handle(depositStart)
  async start({ body }: ParsedOf<typeof depositStart>, { partner }: ContextOf<typeof depositStart>) {
    return this.deposits.start(partner, body);
  }
  @Handle(depositEnd)
  async end({ body }: ParsedOf<typeof depositEnd>, { partner }: ContextOf<typeof depositEnd>) {
    await this.deposits.end(partner, body);
    return { done: true as const };
  }
}
